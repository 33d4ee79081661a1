// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    private const Protection AllRights = Protection.PROT_READ | Protection.PROT_WRITE | Protection.PROT_EXEC;

    /// <summary>mprotect(2).</summary>
    /// <param name="readImpliesExecute">What is readable becomes executable where it may (READ_IMPLIES_EXEC of personality(2)).</param>
    /// <returns><c>EINVAL</c>: not aligned, or unknown rights; <c>ENOMEM</c>: part of the range is not mapped (what comes before it is changed);
    /// <c>EACCES</c>: writing to a file that is open for reading only; <c>EPERM</c>: sealed.</returns>
    internal Errno Protect(ulong address, ulong byteCount, Protection protection, bool readImpliesExecute = false)
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

        Errno error = ProtectAreas(areas, address, end, protection & AllRights, readImpliesExecute && (protection & Protection.PROT_READ) != 0);
        areas.MergeAround(address, end);
        return error;
    }

    private Errno ProtectAreas(AreaList areas, ulong address, ulong end, Protection asked, bool alsoExecute)
    {
        while (address < end)
        {
            if (areas.Find(address) is not Area area) return Errno.ENOMEM;
            Protection protection = alsoExecute && (area.Flags & AreaFlags.NeverExecutable) == 0 ? asked | Protection.PROT_EXEC : asked;
            if ((protection & Protection.PROT_WRITE) != 0 && (area.Flags & AreaFlags.NeverWritable) != 0) return Errno.EACCES;
            if ((protection & Protection.PROT_EXEC) != 0 && (area.Flags & AreaFlags.NeverExecutable) != 0) return Errno.EACCES;
            if (area.IsSealed) return Errno.EPERM;
            if (areas.Count >= MaximumAreas || ExceedsDataWith(areas, area, protection, System.Math.Min(area.End, end) - address)) return Errno.ENOMEM;
            areas.SplitAt(address);
            areas.SplitAt(end);
            area = areas.Find(address)!;
            ulong next = area.End;
            area.Protection = protection;
            UpdateAccount(areas, area);
            PageProtection rights = ToPageProtection(protection);
            // The first write to a shared page must still be noticed.
            PageTable.Protect(new VirtualAddress(address), next - address, area.IsShared ? rights & ~PageProtection.Write : rights);
            address = next;
        }

        return Errno.None;
    }

    /// <summary>What becomes writable is promised; what no longer is stays so, unless it was never used (mm/mprotect.c).</summary>
    private static void UpdateAccount(AreaList areas, Area area)
    {
        if (!area.IsAccounted)
        {
            if (Area.CountsAsCommitted(area.Protection, area.Flags)) areas.Account(area);
        }
        else if ((area.Protection & Protection.PROT_WRITE) == 0 && area.Source is null && !area.HasPages)
        {
            areas.Forgo(area);
        }
    }

    /// <summary>Whether memory that becomes data or promised, because it can be written from now on, would be too much of it.</summary>
    private bool ExceedsDataWith(AreaList areas, Area area, Protection protection, ulong byteCount)
    {
        bool becomesData = !area.IsData && Area.CountsAsData(protection, area.Flags);
        if (becomesData && ExceedsData(areas, byteCount, 0)) return true;
        return !area.IsAccounted && Area.CountsAsCommitted(protection, area.Flags) && !MayPromise(areas, byteCount);
    }
}
