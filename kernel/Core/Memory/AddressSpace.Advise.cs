// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    /// <summary>madvise(2): what the advice changes here.</summary>
    /// <returns>
    /// <c>EINVAL</c>: not aligned, unknown advice, or one that does not suit the memory; <c>EPERM</c>: sealed; <c>EACCES</c>; <c>ENOMEM</c>: part of
    /// the range is not mapped; <c>EFAULT</c>: the object behind it has no such page.
    /// </returns>
    internal Errno Advise(ulong address, ulong byteCount, MemoryAdvice advice)
    {
        if (!IsKnown(advice) || (address & PageMask) != 0) return Errno.EINVAL;
        ulong length = RoundUp(byteCount);
        if (length < byteCount || address + length < address) return Errno.EINVAL;
        if (length == 0) return Errno.None;
        switch (advice)
        {
            case MemoryAdvice.MADV_POPULATE_READ:
            case MemoryAdvice.MADV_POPULATE_WRITE:
                return Populate(address, length, advice == MemoryAdvice.MADV_POPULATE_WRITE);
            case MemoryAdvice.MADV_REMOVE:
                return RemovePages(address, address + length);
            default:
                using (Mutex<AreaList>.Guard areas = _areas.Lock())
                {
                    Errno error = AdviseAreas(areas.Value, address, address + length, advice);
                    areas.Value.MergeAround(address, address + length);
                    return error;
                }
        }
    }

    private static bool IsKnown(MemoryAdvice advice) =>
        advice is >= MemoryAdvice.MADV_NORMAL and (<= MemoryAdvice.MADV_DONTNEED or >= MemoryAdvice.MADV_FREE) and <= MemoryAdvice.MADV_DONTNEED_LOCKED;

    private Errno AdviseAreas(AreaList areas, ulong address, ulong end, MemoryAdvice advice)
    {
        Errno result = Errno.None;
        int index = areas.IndexAtOrAfter(address);
        for (; address < end; index++)
        {
            if (index == areas.Count || areas[index].Start >= end) return Errno.ENOMEM;
            Area area = areas[index];
            if (area.Start > address)
            {
                // A hole: the rest is still advised, as Linux does.
                result = Errno.ENOMEM;
                address = area.Start;
            }

            ulong next = System.Math.Min(area.End, end);
            Errno error = AdviseArea(areas, area, address, next, advice);
            if (error != Errno.None) return error;
            index = areas.IndexAtOrAfter(next) - 1;
            address = next;
        }

        return result;
    }

    private Errno AdviseArea(AreaList areas, Area area, ulong start, ulong end, MemoryAdvice advice)
    {
        bool isAnonymous = area.Source is null;
        if (IsSealedAgainst(area, advice)) return Errno.EPERM;
        switch (advice)
        {
            // What is locked stays.
            case MemoryAdvice.MADV_FREE or MemoryAdvice.MADV_DONTNEED or MemoryAdvice.MADV_COLD or MemoryAdvice.MADV_PAGEOUT when area.IsLocked:
            case MemoryAdvice.MADV_FREE or MemoryAdvice.MADV_WIPEONFORK when !isAnonymous || area.IsShared:
                return Errno.EINVAL;
            case MemoryAdvice.MADV_FREE:
            case MemoryAdvice.MADV_DONTNEED:
            case MemoryAdvice.MADV_DONTNEED_LOCKED:
                // Private changes are lost and read as zero or as the file again; shared data is in its object.
                PageTable.Unmap(new VirtualAddress(start), end - start);
                return Errno.None;
            case MemoryAdvice.MADV_DONTFORK:
                return ChangeFlags(areas, start, end, AreaFlags.DontFork, AreaFlags.None);
            case MemoryAdvice.MADV_DOFORK:
                return ChangeFlags(areas, start, end, AreaFlags.None, AreaFlags.DontFork);
            case MemoryAdvice.MADV_WIPEONFORK:
                return ChangeFlags(areas, start, end, AreaFlags.WipeOnFork, AreaFlags.None);
            case MemoryAdvice.MADV_DONTDUMP:
                return ChangeFlags(areas, start, end, AreaFlags.DontDump, AreaFlags.None);
            case MemoryAdvice.MADV_DODUMP when area.Source is DeviceMemory:
                return Errno.EINVAL;
            case MemoryAdvice.MADV_DODUMP:
                return ChangeFlags(areas, start, end, AreaFlags.None, AreaFlags.DontDump);
            case MemoryAdvice.MADV_KEEPONFORK:
                return ChangeFlags(areas, start, end, AreaFlags.None, AreaFlags.WipeOnFork);
            default:
                // Advice about access patterns: nothing here depends on it.
                return Errno.None;
        }
    }

    /// <summary>Sealed memory keeps its contents, unless the caller could write over them anyway (mseal(2)).</summary>
    private static bool IsSealedAgainst(Area area, MemoryAdvice advice) => area.IsSealed
        && area.Source is null
        && (area.Protection & Protection.PROT_WRITE) == 0
        && advice is MemoryAdvice.MADV_FREE or MemoryAdvice.MADV_DONTNEED or MemoryAdvice.MADV_DONTNEED_LOCKED or MemoryAdvice.MADV_DONTFORK or MemoryAdvice.MADV_WIPEONFORK;

    private static Errno ChangeFlags(AreaList areas, ulong start, ulong end, AreaFlags set, AreaFlags clear)
    {
        areas.SplitAt(start);
        areas.SplitAt(end);
        Area area = areas.Find(start)!;
        area.Flags = (area.Flags & ~clear) | set;
        return Errno.None;
    }

    /// <summary>MADV_REMOVE: makes a hole in what shared areas show, for everybody who maps it.</summary>
    private Errno RemovePages(ulong start, ulong end)
    {
        Errno result = Errno.None;
        while (start < end)
        {
            OpenFile? file;
            MemoryObject source;
            long first;
            long count;
            using (Mutex<AreaList>.Guard areas = _areas.Lock())
            {
                int index = areas.Value.IndexAtOrAfter(start);
                if (index == areas.Value.Count || areas.Value[index].Start >= end) return Errno.ENOMEM;
                Area area = areas.Value[index];
                if (area.Start > start)
                {
                    result = Errno.ENOMEM;
                    start = area.Start;
                }

                if (area.IsLocked || area.Source is not (PageCache or SharedMemory)) return Errno.EINVAL;
                if (!area.IsShared || (area.Flags & AreaFlags.NeverWritable) != 0) return Errno.EACCES;
                ulong next = System.Math.Min(area.End, end);
                source = area.Source;
                source.Acquire();
                file = area.File?.Acquire();
                first = area.PageIndexOf(start);
                count = (long)((next - start) / PageSize);
                start = next;
            }

            // The areas are free now, for the object tells those who map it of what goes.
            Errno error = MakeHole(source, file, first, count);
            source.Release();
            file?.Dispose();
            if (error != Errno.None) return error;
        }

        return result;
    }

    private static Errno MakeHole(MemoryObject source, OpenFile? file, long first, long count)
    {
        const FallocateFlags Hole = FallocateFlags.FALLOC_FL_PUNCH_HOLE | FallocateFlags.FALLOC_FL_KEEP_SIZE;
        if (file is not null) return file.Inode.Allocate(Hole, first * Page.Size, count * Page.Size);
        ((SharedMemory)source).Remove(first, first + count);
        return Errno.None;
    }
}
