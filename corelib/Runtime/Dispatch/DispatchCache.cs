using System.Runtime.CompilerServices;
using System.Threading;
using Internal.Runtime;

namespace System.Runtime;

/// <summary>Which code implements which interface method for which type: entries that are written once and never change or go.</summary>
/// <remarks>
/// A hash table of pointers (in Asm/Dispatch.S, which reads its first probe) to entries from a fixed pool. A program has as many entries as
/// combinations of type and interface method it really calls; when the pool is used up, further ones are resolved at each call.
/// </remarks>
internal static unsafe class DispatchCache
{
    private const int PoolSize = 3072;
    private const int TableBits = 12;
    private const int TableSize = 1 << TableBits;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    internal struct Entry
    {
        internal MethodTable* Type;
        internal nint Code;
        internal nint Key;
    }

    [InlineArray(PoolSize)]
    private struct Pool
    {
        private Slot _element0;

        internal struct Slot
        {
            internal nint Type;
            internal nint Code;
            internal nint Key;
        }
    }

    private static Pool s_pool;
    private static int s_used;

    [RuntimeImport("skift_rt_dispatch_stub_address")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern nint StubAddress();

    [RuntimeImport("skift_rt_dispatch_table_address")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern nint* TableAddress();

    // Addresses have 48 meaningful bits; the slot goes on top. Interfaces are told apart by address alone, so this is exact.
    internal static nint Key(MethodTable* contract, ushort slot) => (nint)((ulong)contract ^ ((ulong)slot << 48));

    internal static MethodTable* Interface(nint key) => (MethodTable*)((key << 16) >> 16);

    internal static ushort Slot(nint key) => (ushort)((ulong)(key ^ (nint)Interface(key)) >> 48);

    private static int Hash(MethodTable* type, nint key) => (int)((((ulong)type * Multiplier) ^ (ulong)key) * Multiplier >> (64 - TableBits));

    internal static Entry* Lookup(MethodTable* type, nint key)
    {
        nint* table = TableAddress();
        int index = Hash(type, key);
        // The pool is smaller than the table, so an empty place always ends the search.
        while (true)
        {
            Entry* entry = (Entry*)Volatile.Read(ref table[index]);
            if (entry == null || (entry->Type == type && entry->Key == key))
                return entry;
            index = (index + 1) & (TableSize - 1);
        }
    }

    internal static Entry* Add(MethodTable* type, nint key, nint code)
    {
        int number = s_used < PoolSize ? Interlocked.Increment(ref s_used) - 1 : PoolSize;
        if (number >= PoolSize)
            return null;
        Entry* entry = (Entry*)Unsafe.AsPointer(ref Unsafe.Add(ref Unsafe.As<Pool, Pool.Slot>(ref s_pool), number));
        entry->Type = type;
        entry->Code = code;
        entry->Key = key;
        nint* table = TableAddress();
        int index = Hash(type, key);
        while (true)
        {
            Entry* there = (Entry*)Interlocked.CompareExchange(ref table[index], (nint)entry, 0);
            if (there == null)
                return entry;
            if (there->Type == type && there->Key == key)
                return there;
            index = (index + 1) & (TableSize - 1);
        }
    }
}
