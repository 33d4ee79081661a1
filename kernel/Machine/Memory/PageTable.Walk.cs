// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;

namespace Skift.Machine;

public sealed unsafe partial class PageTable
{
    // SAFETY: `table` is the bus address of a live page-table frame of this address space: it comes from the locked root or from an entry
    // of such a frame.
    private static PageTableEntry* EntryOf(ulong table, VirtualAddress address, int level) =>
        (PageTableEntry*)DirectMap.ToPointer(new PhysicalAddress(table)) + (address.Value >> (12 + (9 * (level - 1))) & (EntriesPerTable - 1));

    private static PageTableEntry* Find(ulong root, VirtualAddress address)
    {
        if (root == 0 || address.Value >= VirtualAddress.UserEnd) return null;
        ulong table = root;
        for (int level = 4; level > 1; level--)
        {
            PageTableEntry* entry = EntryOf(table, address, level);
            if (!entry->IsPresent) return null;
            table = entry->Frame.Value;
        }

        return EntryOf(table, address, 1);
    }

    private static PageTableEntry* FindOrCreate(ulong root, VirtualAddress address)
    {
        if (root == 0) return null;
        ulong table = root;
        for (int level = 4; level > 1; level--)
        {
            PageTableEntry* entry = EntryOf(table, address, level);
            if (!entry->IsPresent)
            {
                if (!FrameAllocator.TryAllocate(zeroed: true, out PhysicalAddress frame)) return null;
                *entry = new PageTableEntry(frame.Value | PageTableEntry.Present | PageTableEntry.Writable | PageTableEntry.User);
            }

            table = entry->Frame.Value;
        }

        return EntryOf(table, address, 1);
    }

    /// <summary>Gives back a table that no CPU uses, with the tables and pages below it.</summary>
    private static void FreeTables(ulong table, int level, int entryCount)
    {
        PageTableEntry* entries = (PageTableEntry*)DirectMap.ToPointer(new PhysicalAddress(table));
        for (int i = 0; i < entryCount; i++)
        {
            if (level == 1)
            {
                if (entries[i].IsCounted) FrameAllocator.Release(entries[i].Frame);
            }
            else if (entries[i].IsPresent)
            {
                FreeTables(entries[i].Frame.Value, level - 1, EntriesPerTable);
            }
        }

        FrameAllocator.Release(new PhysicalAddress(table));
    }

    private static bool IsActive(ulong root) => Native.ReadCr3() == root;

    private static void FlushHere(ulong root, ulong start, long pageCount)
    {
        if (IsActive(root)) TlbShootdown.FlushHere(start, pageCount);
    }

    /// <summary>Lets no CPU use old translations of a range any more. The lock is held.</summary>
    private void Flush(ulong root, ulong start, long pageCount)
    {
        FlushHere(root, start, pageCount);
        // The entries are written before anybody is counted: a CPU that loads the table from here on sees the new ones.
        Interlocked.MemoryBarrier();
        ulong others = Volatile.Read(ref _cpus) & ~(1UL << Cpu.CurrentNumber);
        if (others != 0) TlbShootdown.FlushUser(root, others, start, pageCount);
    }

    /// <summary>Something done to each mapped page of a range.</summary>
    private interface IVisitor
    {
        /// <summary>Changes one entry.</summary>
        void Visit(VirtualAddress address, ref PageTableEntry entry);

        /// <summary>Called for each entry after no CPU can use the old translation any more.</summary>
        void Finish(ref PageTableEntry entry);
    }

    /// <summary>Visits the mapped pages of a range, one leaf table at a time so that interrupts are not off for long.</summary>
    private void ForEach<TVisitor>(VirtualAddress start, ulong byteCount, ref TVisitor visitor)
        where TVisitor : struct, IVisitor
    {
        if (!start.IsPageAligned || !start.IsUserRange(byteCount)) return;
        ulong end = (start.Value + byteCount + Page.Size - 1) & ~(ulong)(Page.Size - 1);
        for (ulong address = start.Value; address < end;)
        {
            address = VisitNextLeaf(address, end, ref visitor);
        }
    }

    private ulong VisitNextLeaf<TVisitor>(ulong address, ulong end, ref TVisitor visitor)
        where TVisitor : struct, IVisitor
    {
        using SpinLock<ulong>.Guard root = _root.Lock();
        address = SkipHoles(root.Value, address, end);
        ulong leafEnd = (address / LeafBytes * LeafBytes) + LeafBytes;
        ulong stop = leafEnd < end ? leafEnd : end;
        if (address < stop) VisitLeaf(root.Value, address, stop, ref visitor);
        return stop;
    }

    private void VisitLeaf<TVisitor>(ulong root, ulong start, ulong end, ref TVisitor visitor)
        where TVisitor : struct, IVisitor
    {
        PageTableEntry* first = Find(root, new VirtualAddress(start));
        if (first == null) return;
        int count = (int)((end - start) / Page.Size);
        int firstChanged = count;
        int lastChanged = -1;
        for (int i = 0; i < count; i++)
        {
            if (!first[i].IsHeld) continue;
            // What was not present is not in the TLB (Intel SDM vol. 3A §4.10.2.3).
            if (first[i].IsPresent)
            {
                if (lastChanged < 0) firstChanged = i;
                lastChanged = i;
            }

            visitor.Visit(new VirtualAddress(start + ((ulong)i * Page.Size)), ref first[i]);
        }

        if (lastChanged >= 0) Flush(root, start + ((ulong)firstChanged * Page.Size), lastChanged - firstChanged + 1);
        for (int i = 0; i < count; i++)
        {
            if (first[i].IsHeld) visitor.Finish(ref first[i]);
        }
    }

    /// <summary>The next address from <paramref name="address"/> on that has a leaf table, or <paramref name="end"/>.</summary>
    private static ulong SkipHoles(ulong root, ulong address, ulong end)
    {
        while (root != 0 && address < end)
        {
            ulong table = root;
            int level = 4;
            for (; level > 1; level--)
            {
                PageTableEntry* entry = EntryOf(table, new VirtualAddress(address), level);
                if (!entry->IsPresent) break;
                table = entry->Frame.Value;
            }

            if (level == 1) return address;
            address = SkipAbsent(table, address, level);
        }

        return root == 0 || address > end ? end : address;
    }

    /// <summary>From an entry that is not present: the address of the next one in the same table that is, or the end of the table.</summary>
    private static ulong SkipAbsent(ulong table, ulong address, int level)
    {
        int shift = 12 + (9 * (level - 1));
        PageTableEntry* entry = EntryOf(table, new VirtualAddress(address), level);
        ulong number = address >> shift;
        do
        {
            number++;
            entry++;
        }
        while ((number & (EntriesPerTable - 1)) != 0 && !entry->IsPresent);
        return number << shift;
    }
}
