// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Threading;

namespace Skift.Machine;

/// <summary>One entry of a page table of any level (Intel SDM vol. 3A §4.5).</summary>
internal readonly struct PageTableEntry
{
    internal const ulong Present = 1 << 0;
    internal const ulong Writable = 1 << 1;
    internal const ulong User = 1 << 2;
    internal const ulong WriteThrough = 1 << 3;
    internal const ulong CacheDisable = 1 << 4;
    internal const ulong Accessed = 1 << 5;
    internal const ulong Dirty = 1 << 6;
    internal const ulong LargePage = 1 << 7;
    internal const ulong Global = 1 << 8;
    internal const ulong NoExecute = 1UL << 63;

    // Bits the processor ignores, used for what a user mapping is meant to be.
    internal const ulong CopyOnWrite = 1 << 9;
    internal const ulong Held = 1 << 10;              // A frame belongs to the entry, even if not present (PROT_NONE).
    internal const ulong Uncounted = 1 << 11;         // The frame is device memory without a reference count.
    internal const ulong WantsRead = 1UL << 52;
    internal const ulong WantsWrite = 1UL << 53;
    internal const ulong WantsExecute = 1UL << 54;
    internal const ulong FilePage = 1UL << 55;        // The frame is an object's own page, not a private copy.

    private const ulong FrameMask = 0x000F_FFFF_FFFF_F000;
    private const int WantsShift = 52;

    internal readonly ulong Bits;

    internal PageTableEntry(ulong bits) => Bits = bits;

    internal PhysicalAddress Frame => new(Bits & FrameMask);

    internal bool IsHeld => (Bits & Held) != 0;

    internal bool IsFilePage => (Bits & FilePage) != 0;

    internal bool IsPresent => (Bits & Present) != 0;

    internal bool IsCopyOnWrite => (Bits & CopyOnWrite) != 0;

    internal bool IsCounted => (Bits & (Held | Uncounted)) == Held;

    internal PageProtection Protection => (PageProtection)(Bits >> WantsShift & 7);

    /// <summary>The entry of a user page.</summary>
    /// <param name="flags"><see cref="CopyOnWrite"/>, <see cref="Uncounted"/> and caching bits.</param>
    internal static PageTableEntry ForUser(PhysicalAddress frame, PageProtection protection, ulong flags)
    {
        ulong bits = frame.Value | Held | User | flags | (ulong)protection << WantsShift;
        if (protection != PageProtection.None) bits |= Present;
        if ((protection & PageProtection.Write) != 0 && (flags & CopyOnWrite) == 0) bits |= Writable;
        if ((protection & PageProtection.Execute) == 0) bits |= NoExecute;
        return new PageTableEntry(bits);
    }

    internal PageTableEntry With(PageProtection protection, ulong set = 0, ulong clear = 0)
    {
        const ulong Kept = CopyOnWrite | Uncounted | FilePage | CacheDisable | WriteThrough | Accessed | Dirty;
        return ForUser(Frame, protection, ((Bits & Kept) | set) & ~clear);
    }

    /// <summary>Takes bits out of an entry in use. In one step, for the processor may be noting an access in it.</summary>
    internal static void Clear(ref PageTableEntry entry, ulong bits) => _ = Interlocked.And(ref Unsafe.As<PageTableEntry, ulong>(ref entry), ~bits);

    /// <summary>Gives an entry in use another protection, in one step.</summary>
    internal static void Change(ref PageTableEntry entry, PageProtection protection, ulong set = 0)
    {
        ref ulong bits = ref Unsafe.As<PageTableEntry, ulong>(ref entry);
        ulong seen;
        do
        {
            seen = Volatile.Read(ref bits);
        }
        while (Interlocked.CompareExchange(ref bits, new PageTableEntry(seen).With(protection, set).Bits, seen) != seen);
    }

    /// <summary>Lets the next write to a user page copy it, in one step. Device memory has no copies.</summary>
    /// <returns>Whether the processor may still know it as writable.</returns>
    internal static bool MakeCopyOnWrite(ref PageTableEntry entry)
    {
        ref ulong bits = ref Unsafe.As<PageTableEntry, ulong>(ref entry);
        while (true)
        {
            ulong seen = Volatile.Read(ref bits);
            if ((seen & (Uncounted | CopyOnWrite)) != 0) return false;
            if (Interlocked.CompareExchange(ref bits, (seen | CopyOnWrite) & ~Writable, seen) == seen) return (seen & Writable) != 0;
        }
    }
}
