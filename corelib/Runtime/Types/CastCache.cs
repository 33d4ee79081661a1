using System.Runtime.CompilerServices;
using System.Threading;
using Internal.Runtime;

namespace System.Runtime;

/// <summary>Remembers answers of <see cref="CastRules"/>: one direct-mapped table, written without locks, never allocated.</summary>
/// <remarks>
/// An entry is one word: both types and the answer cannot fit, so it is two words guarded by a version that is odd while somebody writes
/// (a sequence lock). A reader that meets a writer, and a writer that meets another, simply go without the cache. Usable from interrupts.
/// </remarks>
internal static unsafe class CastCache
{
    private const int Size = 512;

    private struct Entry
    {
        internal uint Version;
        internal nint Source;
        internal nint TargetAndAnswer;
    }

    [InlineArray(Size)]
    private struct Table
    {
        private Entry _element0;
    }

    private static Table s_table;

    internal static bool IsAssignable(MethodTable* source, MethodTable* target)
    {
        if (source == target)
            return true;
        ref Entry entry = ref Unsafe.Add(ref Unsafe.As<Table, Entry>(ref s_table), Slot(source, target));
        uint version = Volatile.Read(ref entry.Version);
        nint from = Volatile.Read(ref entry.Source);
        nint answer = Volatile.Read(ref entry.TargetAndAnswer);
        if ((version & 1) == 0 && from == (nint)source && (answer & ~1) == (nint)target && Volatile.Read(ref entry.Version) == version)
            return (answer & 1) != 0;
        bool result = CastRules.IsAssignable(source, target);
        if ((version & 1) == 0 && Interlocked.CompareExchange(ref entry.Version, version + 1, version) == version)
        {
            Volatile.Write(ref entry.Source, (nint)source);
            Volatile.Write(ref entry.TargetAndAnswer, (nint)target | (result ? 1 : 0));
            Volatile.Write(ref entry.Version, version + 2);
        }
        return result;
    }

    // MethodTables are 8-byte aligned; the multiplication spreads the rest.
    private static int Slot(MethodTable* source, MethodTable* target) =>
        (int)((((ulong)source >> 3) * 0x9E3779B97F4A7C15 ^ ((ulong)target >> 3) * 0xC2B2AE3D27D4EB4F) >> 55);
}
