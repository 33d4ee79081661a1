// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>The upper half of every address space: kernel image, direct map, device registers, stacks, heap.</summary>
/// <remarks>
/// Its top-level entries are made once at boot and copied into each user address space, so a later mapping appears in all of them. Nothing
/// is both writable and executable. Kernel mappings are global (Intel SDM vol. 3A §4.10.2.4).
/// </remarks>
internal static unsafe class KernelPageTable
{
    internal const ulong LargePageSize = 2UL << 20;
    private const int EntriesPerTable = 512;
    private const int BatchPages = 64;
    private const ulong Table = PageTableEntry.Present | PageTableEntry.Writable;
    private const ulong Data = Table | PageTableEntry.Global | PageTableEntry.NoExecute | PageTableEntry.Accessed | PageTableEntry.Dirty;

    private static ulong s_root;
    private static ulong s_mmioNext = DirectMap.MmioBase;
    private static BareLock s_lock;

    /// <summary>Builds the final tables and switches to them. Runs once, on the boot tables, which map the first 4 GiB.</summary>
    internal static void Initialize(ImageLayout* image)
    {
        s_root = TakeTable();
        // Every slot of the upper half that is ever used, so that user tables can copy the entries once.
        foreach (ulong region in stackalloc ulong[] { DirectMap.MmioBase, DirectMap.StackBase, DirectMap.HeapBase }) _ = NextTable(s_root, region, 4);
        MapRam();
        MapImage(image->TextStart, image->TextEnd, PageTableEntry.Present | PageTableEntry.Global | PageTableEntry.Accessed);
        MapImage(image->ReadOnlyStart, image->ReadOnlyEnd, Data & ~PageTableEntry.Writable);
        MapImage(image->DataStart, image->DataEnd, Data);
        *Find((ulong)image->BootStackBottom - Page.Size) = default;
        Activate();
    }

    /// <summary>The address of the top-level table.</summary>
    internal static ulong Root => s_root;

    /// <summary>Makes this CPU use no user address space.</summary>
    internal static void Activate()
    {
        if (Native.ReadCr3() != s_root) Native.WriteCr3(s_root);
    }

    internal static void CopyKernelHalf(PhysicalAddress root)
    {
        const int Half = EntriesPerTable / 2;
        new ReadOnlySpan<ulong>((ulong*)DirectMap.ToPointer(new PhysicalAddress(s_root)) + Half, Half)
            .CopyTo(new Span<ulong>((ulong*)DirectMap.ToPointer(root) + Half, Half));
    }

    /// <summary>Maps one frame at a kernel address.</summary>
    /// <returns><c>false</c>: no memory for a table.</returns>
    internal static bool TryMap(ulong address, PhysicalAddress frame)
    {
        s_lock.Acquire();
        bool isMapped = TryMapUnlocked(address, frame.Value | Data);
        s_lock.Release();
        return isMapped;
    }

    /// <summary>Removes the mappings of a range of kernel addresses, as far as there are any, and releases the frames.</summary>
    internal static void Unmap(ulong start, ulong pageCount)
    {
        while (pageCount != 0)
        {
            ulong count = Math.Min(pageCount, BatchPages);
            UnmapBatch(start, (int)count);
            start += count * Page.Size;
            pageCount -= count;
        }
    }

    private static void UnmapBatch(ulong start, int pageCount)
    {
        Span<ulong> frames = stackalloc ulong[BatchPages];
        s_lock.Acquire();
        for (int i = 0; i < pageCount; i++)
        {
            PageTableEntry* entry = Find(start + ((ulong)i * Page.Size));
            frames[i] = entry == null || !entry->IsPresent ? 0 : entry->Frame.Value;
            if (entry != null) *entry = default;
        }

        for (int i = 0; i < pageCount; i++) Native.InvalidatePage(start + ((ulong)i * Page.Size));
        TlbShootdown.FlushKernel(start, pageCount);
        s_lock.Release();
        for (int i = 0; i < pageCount; i++)
        {
            if (frames[i] != 0) FrameAllocator.Release(new PhysicalAddress(frames[i]));
        }
    }

    /// <summary>Maps device registers, uncached, at a place of their own.</summary>
    internal static bool TryMapMmio(PhysicalAddress address, ulong length, out byte* start) =>
        TryMapWindow(address.Value, length, PageTableEntry.CacheDisable | PageTableEntry.WriteThrough, out start);

    /// <summary>Shows firmware memory for reading: through the direct map if it is there, else in a window of its own.</summary>
    internal static bool TryMapFirmware(ulong address, ulong length, out byte* start)
    {
        start = (byte*)DirectMap.Base + address;
        if (address + length < address) return false;
        if (BootMemoryMap.IsInDirectMap(new PhysicalAddress(address), length)) return true;
        return TryMapWindow(address, length, 0, out start);
    }

    /// <summary>Whether a kernel address is mapped, for the stack walk of a panic.</summary>
    internal static bool IsMapped(ulong address)
    {
        ulong table = s_root;
        for (int level = 4; ; level--)
        {
            PageTableEntry* entry = EntryOf(table, address, level);
            if (!entry->IsPresent) return false;
            if (level == 1 || (entry->Bits & PageTableEntry.LargePage) != 0) return true;
            table = entry->Frame.Value;
        }
    }

    private static bool TryMapWindow(ulong address, ulong length, ulong caching, out byte* start)
    {
        ulong first = address & ~(ulong)(Page.Size - 1);
        ulong pageCount = (address + length - first + Page.Size - 1) / Page.Size;
        s_lock.Acquire();
        ulong window = s_mmioNext;
        s_mmioNext += (pageCount + 1) * Page.Size;
        bool isMapped = true;
        for (ulong i = 0; isMapped && i < pageCount; i++)
        {
            isMapped = TryMapUnlocked(window + (i * Page.Size), (first + (i * Page.Size)) | Data | caching);
        }

        s_lock.Release();
        start = (byte*)window + (address - first);
        return isMapped;
    }

    private static bool TryMapUnlocked(ulong address, ulong bits)
    {
        ulong table = s_root;
        for (int level = 4; level > 1; level--)
        {
            table = NextTable(table, address, level);
            if (table == 0) return false;
        }

        *EntryOf(table, address, 1) = new PageTableEntry(bits);
        return true;
    }

    private static void MapRam()
    {
        for (int i = 0; i < BootMemoryMap.RangeCount; i++)
        {
            PhysicalRange range = BootMemoryMap.DirectMapped(i);
            for (ulong at = range.Start; at < range.End;)
            {
                bool isLarge = at % LargePageSize == 0 && range.End - at >= LargePageSize;
                ulong address = DirectMap.Base + at;
                if (!isLarge)
                {
                    if (!TryMapUnlocked(address, at | Data)) Panic.Raise("no memory for the direct map");
                    at += Page.Size;
                    continue;
                }

                ulong table = NextTable(NextTable(s_root, address, 4), address, 3);
                if (table == 0) Panic.Raise("no memory for the direct map");
                *EntryOf(table, address, 2) = new PageTableEntry(at | Data | PageTableEntry.LargePage);
                at += LargePageSize;
            }
        }
    }

    private static void MapImage(byte* start, byte* end, ulong bits)
    {
        for (ulong address = (ulong)start; address < (ulong)end; address += Page.Size)
        {
            ulong frame = address - DirectMap.ImageBase;
            if (!TryMapUnlocked(address, frame | bits)) Panic.Raise("no memory for the kernel's page tables");
        }
    }

    private static ulong NextTable(ulong table, ulong address, int level)
    {
        if (table == 0) return 0;
        PageTableEntry* entry = EntryOf(table, address, level);
        if (entry->IsPresent) return entry->Frame.Value;
        ulong next = TakeTable();
        if (next != 0) *entry = new PageTableEntry(next | Table);
        return next;
    }

    private static ulong TakeTable() => FrameAllocator.TryAllocate(zeroed: true, out PhysicalAddress frame) ? frame.Value : 0;

    private static PageTableEntry* Find(ulong address)
    {
        ulong table = s_root;
        for (int level = 4; level > 1; level--)
        {
            PageTableEntry* entry = EntryOf(table, address, level);
            if (!entry->IsPresent) return null;
            table = entry->Frame.Value;
        }

        return EntryOf(table, address, 1);
    }

    // SAFETY: `table` is the address of a live page-table frame, all of which are in the direct map.
    private static PageTableEntry* EntryOf(ulong table, ulong address, int level) =>
        (PageTableEntry*)DirectMap.ToPointer(new PhysicalAddress(table)) + (address >> (12 + (9 * (level - 1))) & (EntriesPerTable - 1));
}
