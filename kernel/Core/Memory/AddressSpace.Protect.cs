// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    private const Protection AllRights = Protection.PROT_READ | Protection.PROT_WRITE | Protection.PROT_EXEC;

    /// <summary>mprotect(2).</summary>
    /// <returns><c>EINVAL</c>: not aligned, or unknown rights; <c>ENOMEM</c>: part of the range is not mapped (what comes before it is changed);
    /// <c>EACCES</c>: writing to a file that is open for reading only.</returns>
    internal Errno Protect(ulong address, ulong byteCount, Protection protection)
    {
        const Protection Growth = Protection.PROT_GROWSDOWN | Protection.PROT_GROWSUP;
        if ((address & PageMask) != 0 || (protection & Growth) == Growth) return Errno.EINVAL;
        if (byteCount == 0) return Errno.None;
        ulong end = address + RoundUp(byteCount);
        if (end <= address) return Errno.ENOMEM;
        if ((protection & ~(AllRights | Growth)) != 0) return Errno.EINVAL;

        using Mutex<AreaList>.Guard guard = _areas.Lock();
        AreaList areas = guard.Value;
        if (areas.Find(address) is not Area first) return Errno.ENOMEM;
        if ((protection & Protection.PROT_GROWSDOWN) != 0)
        {
            if ((first.Flags & AreaFlags.GrowsDown) == 0) return Errno.EINVAL;
            address = first.Start;
        }

        Errno error = ProtectAreas(areas, address, end, protection & AllRights);
        areas.MergeAround(address, end);
        return error;
    }

    private Errno ProtectAreas(AreaList areas, ulong address, ulong end, Protection protection)
    {
        while (address < end)
        {
            if (areas.Find(address) is not Area area) return Errno.ENOMEM;
            if ((protection & Protection.PROT_WRITE) != 0 && (area.Flags & AreaFlags.NeverWritable) != 0) return Errno.EACCES;
            if ((protection & Protection.PROT_EXEC) != 0 && (area.Flags & AreaFlags.NeverExecutable) != 0) return Errno.EACCES;
            if (areas.Count >= MaximumAreas) return Errno.ENOMEM;
            areas.SplitAt(address);
            areas.SplitAt(end);
            area = areas.Find(address)!;
            ulong next = area.End;
            area.Protection = protection;
            PageProtection rights = ToPageProtection(protection);
            // The first write to a shared page must still be noticed.
            PageTable.Protect(new VirtualAddress(address), next - address, area.IsShared ? rights & ~PageProtection.Write : rights);
            address = next;
        }

        return Errno.None;
    }

    /// <summary>madvise(2): what the advice changes here.</summary>
    /// <returns><c>EINVAL</c>: not aligned or unknown advice; <c>ENOMEM</c>: part of the range is not mapped.</returns>
    internal Errno Advise(ulong address, ulong byteCount, MemoryAdvice advice)
    {
        if (advice is < MemoryAdvice.MADV_NORMAL or (> MemoryAdvice.MADV_DONTNEED and < MemoryAdvice.MADV_FREE) or > MemoryAdvice.MADV_POPULATE_WRITE) return Errno.EINVAL;
        if ((address & PageMask) != 0) return Errno.EINVAL;
        ulong length = RoundUp(byteCount);
        if (length < byteCount || address + length < address) return Errno.EINVAL;
        if (length == 0) return Errno.None;
        if (advice is MemoryAdvice.MADV_POPULATE_READ or MemoryAdvice.MADV_POPULATE_WRITE)
        {
            return Populate(address, length, advice == MemoryAdvice.MADV_POPULATE_WRITE);
        }

        using Mutex<AreaList>.Guard areas = _areas.Lock();
        return AdviseAreas(areas.Value, address, address + length, advice);
    }

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
        switch (advice)
        {
            case MemoryAdvice.MADV_FREE when area.Source is not null || area.IsShared:
                return Errno.EINVAL;
            case MemoryAdvice.MADV_FREE:
            case MemoryAdvice.MADV_DONTNEED:
                // Private changes are lost and read as zero or as the file again; shared data is in its object.
                PageTable.Unmap(new VirtualAddress(start), end - start);
                return Errno.None;
            case MemoryAdvice.MADV_REMOVE:
                return area.IsShared ? Errno.EOPNOTSUPP : Errno.EINVAL;
            case MemoryAdvice.MADV_WIPEONFORK when area.Source is not null || area.IsShared:
                return Errno.EINVAL;
            case MemoryAdvice.MADV_DONTFORK:
                return ChangeFlags(areas, start, end, AreaFlags.DontFork, AreaFlags.None);
            case MemoryAdvice.MADV_DOFORK:
                return ChangeFlags(areas, start, end, AreaFlags.None, AreaFlags.DontFork);
            case MemoryAdvice.MADV_WIPEONFORK:
                return ChangeFlags(areas, start, end, AreaFlags.WipeOnFork, AreaFlags.None);
            case MemoryAdvice.MADV_KEEPONFORK:
                return ChangeFlags(areas, start, end, AreaFlags.None, AreaFlags.WipeOnFork);
            default:
                // Advice about access patterns: nothing here depends on it.
                return Errno.None;
        }
    }

    private static Errno ChangeFlags(AreaList areas, ulong start, ulong end, AreaFlags set, AreaFlags clear)
    {
        areas.SplitAt(start);
        areas.SplitAt(end);
        Area area = areas.Find(start)!;
        area.Flags = (area.Flags & ~clear) | set;
        return Errno.None;
    }
}
