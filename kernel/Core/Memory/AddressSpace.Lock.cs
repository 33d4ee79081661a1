// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

/// <summary>mlock(2) and its kin. Nothing is ever paged out, so locking brings pages in, counts, and refuses what would drop them.</summary>
public sealed partial class AddressSpace
{
    private const AreaFlags LockFlags = AreaFlags.Locked | AreaFlags.LockedOnFault;

    // What new areas get (MCL_FUTURE).
    private AreaFlags _futureLock;

    /// <summary>Bytes that are locked ("VmLck").</summary>
    public ulong LockedBytes
    {
        get
        {
            using Mutex<AreaList>.Guard areas = _areas.Lock();
            return areas.Value.BytesWhere(static area => area.IsLocked);
        }
    }

    /// <summary>mlock(2) and mlock2(2) of whole pages.</summary>
    /// <returns><c>EPERM</c>: nothing may be locked; <c>ENOMEM</c>: more than may be, or not mapped, or not to be had; <c>EINVAL</c>: wraps around;
    /// <c>EAGAIN</c>: memory is exhausted.</returns>
    internal Errno Lock(ulong start, ulong end, bool onFault)
    {
        if (Limits.Locked == 0) return Errno.EPERM;
        using (Mutex<AreaList>.Guard guard = _areas.Lock())
        {
            AreaList areas = guard.Value;
            ulong others = areas.BytesWhere(static area => area.IsLocked) - areas.BytesWhere(static area => area.IsLocked, start, end);
            if (end - start > Limits.Locked || others > Limits.Locked - (end - start)) return Errno.ENOMEM;
            if (end < start) return Errno.EINVAL;
            Errno error = SetLock(areas, start, end, AreaFlags.Locked | (onFault ? AreaFlags.LockedOnFault : AreaFlags.None));
            if (error != Errno.None) return error;
        }

        return PopulateLocked(start, end);
    }

    /// <summary>munlock(2) of whole pages.</summary>
    /// <returns><c>EINVAL</c>: wraps around; <c>ENOMEM</c>: part of it is not mapped.</returns>
    internal Errno Unlock(ulong start, ulong end)
    {
        if (end < start) return Errno.EINVAL;
        using Mutex<AreaList>.Guard areas = _areas.Lock();
        return SetLock(areas.Value, start, end, AreaFlags.None);
    }

    /// <summary>mlockall(2).</summary>
    /// <returns><c>EINVAL</c>: unknown flags, or none that says what; <c>EPERM</c>; <c>ENOMEM</c>: more than may be locked.</returns>
    internal Errno LockAll(LockAllFlags flags)
    {
        const LockAllFlags All = LockAllFlags.MCL_CURRENT | LockAllFlags.MCL_FUTURE | LockAllFlags.MCL_ONFAULT;
        if (flags is 0 or LockAllFlags.MCL_ONFAULT || (flags & ~All) != 0) return Errno.EINVAL;
        if (Limits.Locked == 0) return Errno.EPERM;
        bool isCurrent = (flags & LockAllFlags.MCL_CURRENT) != 0;
        AreaFlags set = AreaFlags.Locked | ((flags & LockAllFlags.MCL_ONFAULT) != 0 ? AreaFlags.LockedOnFault : AreaFlags.None);
        using (Mutex<AreaList>.Guard areas = _areas.Lock())
        {
            if (isCurrent && areas.Value.TotalBytes > Limits.Locked) return Errno.ENOMEM;
            _futureLock = (flags & LockAllFlags.MCL_FUTURE) != 0 ? set : AreaFlags.None;
            if (isCurrent) SetLockEverywhere(areas.Value, set);
        }

        // What cannot be brought in is left out.
        for (ulong address = 0; isCurrent && TryDescribe(address, out AreaDescription area); address = area.End) _ = PopulateLocked(area.Start, area.End);
        return Errno.None;
    }

    /// <summary>munlockall(2).</summary>
    internal void UnlockAll()
    {
        using Mutex<AreaList>.Guard areas = _areas.Lock();
        _futureLock = AreaFlags.None;
        SetLockEverywhere(areas.Value, AreaFlags.None);
    }

    /// <summary>Brings in those pages of a range that are locked, and not only from their first use on. Writable private ones get their copies.</summary>
    /// <returns><c>ENOMEM</c>: one cannot be had; <c>EAGAIN</c>: memory is exhausted.</returns>
    internal Errno PopulateLocked(ulong start, ulong end)
    {
        while (start < end && TryDescribe(start, out AreaDescription area) && area.Start < end)
        {
            ulong from = Math.Max(start, area.Start);
            start = Math.Min(end, area.End);
            if ((area.Flags & LockFlags) != AreaFlags.Locked) continue;
            bool forWrite = (area.Protection & Protection.PROT_WRITE) != 0 && (area.Flags & AreaFlags.Shared) == 0;
            Errno error = Populate(from, start - from, forWrite);
            if (error != Errno.None) return error == Errno.ENOMEM ? Errno.EAGAIN : Errno.ENOMEM;
        }

        return Errno.None;
    }

    /// <summary>Whether so much more may be locked, if the flags say that it will be.</summary>
    /// <param name="isAsked">By MAP_LOCKED itself.</param>
    /// <returns><c>EPERM</c>, <c>EAGAIN</c>.</returns>
    private Errno CheckLock(AreaList areas, AreaFlags flags, ulong byteCount, bool isAsked)
    {
        if ((flags & AreaFlags.Locked) == 0) return Errno.None;
        if (isAsked && Limits.Locked == 0) return Errno.EPERM;
        bool isTooMuch = byteCount > Limits.Locked || areas.BytesWhere(static area => area.IsLocked) > Limits.Locked - byteCount;
        return isTooMuch ? Errno.EAGAIN : Errno.None;
    }

    private static Errno SetLock(AreaList areas, ulong start, ulong end, AreaFlags set)
    {
        ulong address = start;
        while (address < end)
        {
            if (areas.Find(address) is not Area area) break;
            ulong next = Math.Min(area.End, end);
            if (area.Source?.IsOrdinary ?? true)
            {
                areas.SplitAt(address);
                areas.SplitAt(next);
                area = areas.Find(address)!;
                area.Flags = (area.Flags & ~LockFlags) | set;
            }

            address = next;
        }

        areas.MergeAround(start, address);
        return address < end ? Errno.ENOMEM : Errno.None;
    }

    private static void SetLockEverywhere(AreaList areas, AreaFlags set)
    {
        for (int i = 0; i < areas.Count; i++)
        {
            if (areas[i].Source?.IsOrdinary ?? true) areas[i].Flags = (areas[i].Flags & ~LockFlags) | set;
        }

        areas.MergeAround(0, ulong.MaxValue);
    }
}
