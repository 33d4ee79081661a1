// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;

namespace Skift.Machine;

/// <summary>
/// The page tables of one user address space. Each mapped page holds a reference to its frame, so unmapping frees what nobody else owns.
/// </summary>
/// <remarks>
/// Addresses must be page aligned and below <see cref="VirtualAddress.UserEnd"/>; anything else is <c>EINVAL</c> or, in methods without a
/// result, ignored. Each method is atomic against the others; the owner (Core's address space) decides what they mean together. Nothing sleeps.
/// After <see cref="Dispose"/> every page is unmapped and every method behaves as on an empty table that cannot grow (<c>ENOMEM</c>).
/// </remarks>
public sealed unsafe partial class PageTable : IDisposable
{
    private const int EntriesPerTable = 512;
    private const int LeafBytes = EntriesPerTable * FrameAllocator.FrameSize;

    private readonly SpinLock<ulong> _root;

    // What a CPU loads; 0 when the table is going away.
    private ulong _loadableRoot;

    // One bit for each CPU that may have translations of this table.
    private ulong _cpus;
    private long _residentPages;

    // Unranked, for a clone holds two: first the parent's, then that of the child, which nobody else knows yet.
    private PageTable(PhysicalAddress root)
    {
        _root = new SpinLock<ulong>(root.Value);
        _loadableRoot = root.Value;
    }

    /// <summary>How many pages are mapped.</summary>
    public long ResidentPages => _residentPages;

    /// <summary>Makes an empty user address space.</summary>
    /// <returns><c>null</c> if memory is exhausted.</returns>
    public static PageTable? TryCreate()
    {
        if (!FrameAllocator.TryAllocate(zeroed: true, out PhysicalAddress root)) return null;
        KernelPageTable.CopyKernelHalf(root);
        try
        {
            return new PageTable(root);
        }
        catch (OutOfMemoryException)
        {
            FrameAllocator.Release(root);
            return null;
        }
    }

    /// <summary>Maps a fresh page of zeros.</summary>
    /// <returns><c>EINVAL</c>: bad address; <c>EEXIST</c>: a page is mapped here already and stays; <c>ENOMEM</c>.</returns>
    public Errno MapZeroed(VirtualAddress address, PageProtection protection)
    {
        if (!FrameAllocator.TryAllocate(zeroed: true, out PhysicalAddress frame)) return Errno.ENOMEM;
        Errno error = Insert(address, PageTableEntry.ForUser(frame, protection, 0));
        if (error != Errno.None) FrameAllocator.Release(frame);
        return error;
    }

    /// <summary>Maps a page that others may share: a file's page, shared memory.</summary>
    /// <param name="isCopyOnWrite">The first write gets a private copy (<see cref="BreakCopyOnWrite"/>), as for <c>MAP_PRIVATE</c>.</param>
    /// <returns><c>EINVAL</c>: bad address or protection; <c>EEXIST</c>: a page is mapped here already and stays; <c>ENOMEM</c>.</returns>
    public Errno Map(VirtualAddress address, Page page, PageProtection protection, bool isCopyOnWrite = false)
    {
        using Page.Access access = page.Open();
        FrameAllocator.AddReference(page.Address);
        Errno error = Insert(address, PageTableEntry.ForUser(page.Address, protection, PageTableEntry.FilePage | (isCopyOnWrite ? PageTableEntry.CopyOnWrite : 0)));
        if (error != Errno.None) FrameAllocator.Release(page.Address);
        return error;
    }

    /// <summary>Maps pages of an object that are at hand, where nothing is mapped yet.</summary>
    /// <param name="pages">For each address from <paramref name="start"/> on the page, which the caller owns, or null; at most 64, in one leaf table.</param>
    /// <returns>Bit n: something is mapped at the n-th address now. None if an address is bad or memory is exhausted.</returns>
    public ulong MapAround(VirtualAddress start, ReadOnlySpan<Page?> pages, PageProtection protection, bool isCopyOnWrite)
    {
        ulong byteCount = (ulong)pages.Length * Page.Size;
        if (pages.Length > 64 || !start.IsPageAligned || !start.IsUserRange(byteCount) || (start.Value % LeafBytes) + byteCount > LeafBytes) return 0;
        ulong flags = PageTableEntry.FilePage | (isCopyOnWrite ? PageTableEntry.CopyOnWrite : 0);
        ulong mapped = 0;
        using SpinLock<ulong>.Guard root = _root.Lock();
        PageTableEntry* entries = FindOrCreate(root.Value, start);
        if (entries == null) return 0;
        for (int i = 0; i < pages.Length; i++)
        {
            if (!entries[i].IsHeld)
            {
                if (pages[i] is not Page page) continue;
                FrameAllocator.AddReference(page.Address);
                entries[i] = PageTableEntry.ForUser(page.Address, protection, flags);
                _residentPages++;
            }

            mapped |= 1UL << i;
        }

        return mapped;
    }

    /// <summary>Maps one page of a DMA buffer, such as a frame buffer in memory. The frame lives as long as the mapping.</summary>
    /// <param name="offset">Bytes into the buffer, page aligned.</param>
    /// <returns><c>EINVAL</c>: bad address or offset; <c>EEXIST</c>; <c>ENOMEM</c>.</returns>
    public Errno Map(VirtualAddress address, DmaBuffer buffer, int offset, PageProtection protection)
    {
        if (!buffer.TryAddFrameReference(offset, out PhysicalAddress frame)) return Errno.EINVAL;
        Errno error = Insert(address, PageTableEntry.ForUser(frame, protection, 0));
        if (error != Errno.None) FrameAllocator.Release(frame);
        return error;
    }

    /// <summary>Maps one page of device memory, uncached.</summary>
    /// <param name="offset">Bytes into the region; region start plus offset must be page aligned.</param>
    /// <returns><c>EINVAL</c>: bad address, or the page is not wholly inside the region; <c>EEXIST</c>; <c>ENOMEM</c>.</returns>
    public Errno Map(VirtualAddress address, MmioRegion region, long offset, PageProtection protection)
    {
        PhysicalAddress start = region.Address + (ulong)offset;
        if (offset < 0 || offset > region.Length - Page.Size || start.Value % Page.Size != 0) return Errno.EINVAL;
        return Insert(address, PageTableEntry.ForUser(start, protection, PageTableEntry.Uncounted | PageTableEntry.CacheDisable));
    }

    /// <summary>Removes every page of a range and releases the frames.</summary>
    public void Unmap(VirtualAddress start, ulong byteCount)
    {
        Unmapper unmapper = new(this);
        ForEach(start, byteCount, ref unmapper);
    }

    /// <summary>Changes the protection of the pages that are mapped in a range. Copy-on-write pages stay so.</summary>
    public void Protect(VirtualAddress start, ulong byteCount, PageProtection protection)
    {
        Protector protector = new(protection);
        ForEach(start, byteCount, ref protector);
    }

    /// <summary>Forgets that pages of a range were accessed or written, for those who look for changes.</summary>
    public void ClearAccessedAndDirty(VirtualAddress start, ulong byteCount)
    {
        Ager ager = default;
        ForEach(start, byteCount, ref ager);
    }

    /// <summary>Makes a copy-on-write page writable: copies it if others have it too.</summary>
    /// <returns>None also if it was writable already. <c>EFAULT</c>: no page here, or its protection forbids writing. <c>ENOMEM</c>.</returns>
    public Errno BreakCopyOnWrite(VirtualAddress address)
    {
        PhysicalAddress copy = default;
        PhysicalAddress unused;
        Errno error;
        do
        {
            error = TryBreak(address.PageStart, copy, out bool needsCopy, out unused);
            if (needsCopy && !FrameAllocator.TryAllocate(zeroed: false, out copy)) return Errno.ENOMEM;
            if (!needsCopy) break;
        }
        while (true);
        if (unused.Value != 0) FrameAllocator.Release(unused);
        return error;
    }

    /// <summary>What is mapped at an address.</summary>
    public PageMapping Query(VirtualAddress address)
    {
        using SpinLock<ulong>.Guard root = _root.Lock();
        PageTableEntry* entry = Find(root.Value, address);
        if (entry == null || !entry->IsHeld) return default;
        return new PageMapping(
            true,
            entry->Protection,
            entry->IsCopyOnWrite,
            (entry->Bits & PageTableEntry.Accessed) != 0,
            (entry->Bits & PageTableEntry.Dirty) != 0,
            entry->IsFilePage,
            entry->Frame);
    }

    /// <summary>Counts the pages of a range.</summary>
    /// <param name="isOfFile">Pages come from a file, which holds a reference of its own to each that was not copied.</param>
    /// <param name="isShared">Writes go to the file, so that no page is a copy.</param>
    public PageCounts Count(VirtualAddress start, ulong byteCount, bool isOfFile, bool isShared)
    {
        Counter counter = new(isOfFile, isShared);
        ForEach(start, byteCount, ref counter);
        return counter.Counts;
    }

    /// <summary>Unmaps everything and frees the tables. CPUs that still use them continue on the kernel's own.</summary>
    public void Dispose()
    {
        ulong root = Interlocked.Exchange(ref _loadableRoot, 0);
        if (root == 0) return;
        // First, so that nothing of this table has to be flushed, page for page.
        using (CpuPin pin = CpuPin.Enter())
        {
            if (IsActive(root)) pin.Cpu.UnloadPageTable();
            ulong cpus = Volatile.Read(ref _cpus);
            if (cpus != 0) TlbShootdown.Leave(root, cpus);
        }

        // From here on nobody else finds the tables.
        using (SpinLock<ulong>.Guard guard = _root.Lock()) guard.Value = 0;
        FreeTables(root, level: 4, EntriesPerTable / 2);
        _residentPages = 0;
    }

    /// <summary>Makes this CPU use these tables for user addresses. Interrupts are off.</summary>
    /// <returns><c>false</c>: they are going away.</returns>
    internal bool TryLoad(int cpuNumber)
    {
        // Before the root is read: who frees the tables sets that to 0 and then looks who uses them.
        Interlocked.Or(ref _cpus, 1UL << cpuNumber);
        ulong root = Volatile.Read(ref _loadableRoot);
        if (root == 0)
        {
            NoteLeft(cpuNumber);
            return false;
        }

        Native.WriteCr3(root);
        return true;
    }

    /// <summary>The CPU has loaded other tables, and with that forgotten the translations of these.</summary>
    internal void NoteLeft(int cpuNumber) => Interlocked.And(ref _cpus, ~(1UL << cpuNumber));

    private Errno TryBreak(VirtualAddress address, PhysicalAddress copy, out bool needsCopy, out PhysicalAddress unused)
    {
        needsCopy = false;
        unused = copy;
        using SpinLock<ulong>.Guard root = _root.Lock();
        PageTableEntry* entry = Find(root.Value, address);
        if (entry == null || !entry->IsHeld || (entry->Protection & PageProtection.Write) == 0) return Errno.EFAULT;
        if (!entry->IsCopyOnWrite) return Errno.None;
        PhysicalAddress frame = entry->Frame;
        if (entry->IsCounted && FrameAllocator.ReferenceCount(frame) == 1)
        {
            *entry = entry->With(entry->Protection, clear: PageTableEntry.CopyOnWrite | PageTableEntry.FilePage);
            // A CPU that still holds the old translation faults once more and finds the new one.
            FlushHere(root.Value, address.Value, 1);
            return Errno.None;
        }

        if (copy.Value == 0)
        {
            needsCopy = true;
            return Errno.None;
        }

        FrameAllocator.Copy(frame, copy);
        *entry = PageTableEntry.ForUser(copy, entry->Protection, PageTableEntry.Accessed | PageTableEntry.Dirty);
        unused = frame;
        Flush(root.Value, address.Value, 1);
        return Errno.None;
    }

    private Errno Insert(VirtualAddress address, PageTableEntry value)
    {
        const PageProtection All = PageProtection.Read | PageProtection.Write | PageProtection.Execute;
        if (!address.IsPageAligned || !address.IsUserRange(Page.Size) || (value.Protection & ~All) != 0) return Errno.EINVAL;
        using SpinLock<ulong>.Guard root = _root.Lock();
        PageTableEntry* entry = FindOrCreate(root.Value, address);
        if (entry == null) return Errno.ENOMEM;
        if (entry->IsHeld) return Errno.EEXIST;
        // An entry that was not present is never cached, so nothing needs invalidating (Intel SDM vol. 3A §4.10.2.3).
        *entry = value;
        _residentPages++;
        return Errno.None;
    }
}
