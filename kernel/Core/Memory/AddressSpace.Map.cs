// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    private const MapFlags FixedFlags = MapFlags.MAP_FIXED | MapFlags.MAP_FIXED_NOREPLACE;
    private const ulong LowMemoryEnd = 0x8000_0000;

    /// <summary>What <see cref="Map"/> is to make.</summary>
    internal ref struct MapRequest
    {
        internal ulong Address;
        internal ulong ByteCount;
        internal Protection Protection;
        internal MapFlags Flags;
        internal AreaFlags AreaFlags;
        internal MemoryObject? Source;
        internal long FirstPage;
        internal Files.OpenFile? File;
    }

    /// <summary>mmap(2), after the checks that concern the file.</summary>
    /// <returns>
    /// The address; <c>EINVAL</c>: empty, or a fixed address that is not aligned; <c>ENOMEM</c>: no room, or a limit; <c>EEXIST</c>: taken, with
    /// MAP_FIXED_NOREPLACE; <c>EPERM</c>: below the lowest address, over something sealed, or locked without the right to lock; <c>EAGAIN</c>: more
    /// would be locked than may be.
    /// </returns>
    internal Result<ulong> Map(in MapRequest request)
    {
        if (request.ByteCount == 0) return Errno.EINVAL;
        ulong byteCount = RoundUp(request.ByteCount);
        if (byteCount == 0 || byteCount > VirtualAddress.UserEnd) return Errno.ENOMEM;

        using Mutex<AreaList>.Guard guard = _areas.Lock();
        AreaList areas = guard.Value;
        if (!Place(areas, request, byteCount).Try(out ulong start, out Errno error)) return error;
        if (areas.Count >= MaximumAreas) return Errno.ENOMEM;
        AreaFlags flags = request.AreaFlags | (request.Source?.IsOrdinary ?? true ? _futureLock : AreaFlags.None);
        if ((request.Flags & MapFlags.MAP_LOCKED) != 0) flags |= AreaFlags.Locked;
        error = CheckLock(areas, flags, byteCount, isAsked: (request.Flags & MapFlags.MAP_LOCKED) != 0);
        if (error != Errno.None) return error;
        if (areas.Has(static area => area.IsSealed, start, start + byteCount)) return Errno.EPERM;
        if (ExceedsLimits(areas, request.Protection, flags, byteCount, start)) return Errno.ENOMEM;
        if (request.Source is SharedMemory { IsAccounted: true, IsMapped: false } && !MayPromise(areas, byteCount, start)) return Errno.ENOMEM;

        // From here on only exhausted memory can stop it. The list grows before anything that was there goes.
        Area area = new(this, start, start + byteCount, request.Protection, flags, request.Source, request.FirstPage, request.File);
        RemoveRange(areas, start, start + byteCount);
        area.Acquire();
        if (areas.Add(area) != area) area.Release();
        return start;
    }

    /// <summary>munmap(2).</summary>
    /// <returns><c>EINVAL</c>: not aligned, empty, or outside user memory; <c>ENOMEM</c>: a hole would need more areas than allowed; <c>EPERM</c>:
    /// something is sealed.</returns>
    internal Errno Unmap(ulong address, ulong byteCount)
    {
        if ((address & PageMask) != 0 || byteCount == 0 || !new VirtualAddress(address).IsUserRange(byteCount)) return Errno.EINVAL;
        using Mutex<AreaList>.Guard areas = _areas.Lock();
        if (areas.Value.Count >= MaximumAreas && areas.Value.Find(address) is not null) return Errno.ENOMEM;
        if (areas.Value.Has(static area => area.IsSealed, address, address + RoundUp(byteCount))) return Errno.EPERM;
        RemoveRange(areas.Value, address, address + RoundUp(byteCount));
        return Errno.None;
    }

    /// <summary>Whether something is mapped at the address.</summary>
    internal bool IsMapped(ulong address)
    {
        using Mutex<AreaList>.Guard areas = _areas.Lock();
        return areas.Value.Find(address) is not null;
    }

    /// <summary>msync(2): has the files behind shared areas of a range written out.</summary>
    /// <param name="invalidate">MS_INVALIDATE, which locked memory refuses.</param>
    /// <returns><c>EBUSY</c>: part of it is locked; <c>ENOMEM</c>: part of the range is not mapped; <c>EIO</c>.</returns>
    internal Errno Synchronize(ulong start, ulong end, bool wait, bool invalidate)
    {
        Errno result = Errno.None;
        while (start < end)
        {
            Files.OpenFile? file;
            using (Mutex<AreaList>.Guard areas = _areas.Lock())
            {
                int index = areas.Value.IndexAtOrAfter(start);
                if (index == areas.Value.Count || areas.Value[index].Start >= end) return Errno.ENOMEM;
                Area area = areas.Value[index];
                if (area.Start > start) result = Errno.ENOMEM;
                if (invalidate && area.IsLocked) return Errno.EBUSY;
                start = area.End;
                file = area.IsShared && wait ? area.File?.Acquire() : null;
            }

            // Writing out may sleep for long, so the areas are free meanwhile.
            if (file is null) continue;
            Errno error = file.Synchronize();
            file.Dispose();
            if (error != Errno.None) return error;
        }

        return result;
    }

    private Result<ulong> Place(AreaList areas, in MapRequest request, ulong byteCount)
    {
        ulong address = request.Address;
        if ((request.Flags & FixedFlags) != 0)
        {
            if ((address & PageMask) != 0) return Errno.EINVAL;
            if (!new VirtualAddress(address).IsUserRange(byteCount)) return Errno.ENOMEM;
            if (address < LowestAddress) return Errno.EPERM;
            bool mayReplace = (request.Flags & MapFlags.MAP_FIXED_NOREPLACE) == 0;
            return mayReplace || areas.IsFree(address, address + byteCount) ? address : Errno.EEXIST;
        }

        // A hint is taken if it is free, rounded to a page; otherwise it means nothing.
        address = RoundUp(address);
        if (address >= LowestAddress && new VirtualAddress(address).IsUserRange(byteCount) && areas.IsFree(address, address + byteCount + GapAbove(areas, address)))
        {
            return address;
        }

        ulong highest = (request.Flags & MapFlags.MAP_32BIT) != 0 ? LowMemoryEnd : MapBase;
        ulong found = areas.FindGapBelow(byteCount, LowestAddress, highest);
        if (found == 0 && highest == MapBase)
        {
            // Above the base there is what the stack did not need.
            found = areas.FindGapBelow(byteCount, MapBase, VirtualAddress.UserEnd);
        }

        return found != 0 ? found : Errno.ENOMEM;
    }

    /// <summary>What must stay free between something placed at the address and a stack that follows it.</summary>
    private static ulong GapAbove(AreaList areas, ulong address)
    {
        int index = areas.IndexAtOrAfter(address);
        return index < areas.Count && (areas[index].Flags & AreaFlags.GrowsDown) != 0 ? StackGuardGap : 0;
    }

    /// <summary>Whether so much more would pass RLIMIT_AS or RLIMIT_DATA, or could never be filled.</summary>
    /// <param name="start">Where a mapping replaces what is there, which then does not count; 0: nowhere.</param>
    private bool ExceedsLimits(AreaList areas, Protection protection, AreaFlags flags, ulong byteCount, ulong start = 0)
    {
        ulong replaced = start == 0 ? 0 : areas.BytesWhere(static _ => true, start, start + byteCount);
        if (byteCount > Limits.AddressSpace || areas.TotalBytes - replaced > Limits.AddressSpace - byteCount) return true;
        if (Area.CountsAsData(protection, flags) && ExceedsData(areas, byteCount, start)) return true;
        return Area.CountsAsCommitted(protection, flags) && !MayPromise(areas, byteCount, start);
    }

    /// <summary>Whether so much more may be promised, in place of what is at <paramref name="start"/>; 0: of nothing.</summary>
    private bool MayPromise(AreaList areas, ulong byteCount, ulong start = 0)
    {
        ulong freed = start == 0 || Overcommit.Mode != OvercommitMode.Never ? 0 : areas.BytesWhere(static area => area.IsAccounted, start, start + byteCount);
        return Overcommit.MayPromise(byteCount, freed, areas.TotalBytes, Limits.IsAdministrator);
    }

    private bool ExceedsData(AreaList areas, ulong byteCount, ulong start)
    {
        // To count takes a look at every area, and hardly anybody sets the limit.
        if (Limits.Data == ulong.MaxValue) return false;
        ulong present = areas.BytesWhere(static area => area.IsData) - (start == 0 ? 0 : areas.BytesWhere(static area => area.IsData, start, start + byteCount));
        return byteCount > Limits.Data || present > Limits.Data - byteCount;
    }

    /// <summary>Makes a range free: areas in it go, areas across its ends are cut.</summary>
    private void RemoveRange(AreaList areas, ulong start, ulong end)
    {
        if (areas.IsFree(start, end)) return;
        areas.SplitAt(start);
        areas.SplitAt(end);
        PageTable.Unmap(new VirtualAddress(start), end - start);
        int index = areas.IndexAtOrAfter(start);
        while (index < areas.Count && areas[index].Start < end)
        {
            Area area = areas[index];
            areas.Remove(area);
            area.Release();
        }
    }

    /// <summary>Brings in every page of a range, as MAP_POPULATE and MADV_POPULATE_* do, up to the first that cannot be had.</summary>
    /// <returns><c>ENOMEM</c>: not mapped, or memory is exhausted; <c>EINVAL</c>: without that right; <c>EFAULT</c>: its object has no such page;
    /// <c>EINTR</c>: the caller has been killed, who need not wait for the end of what can be long.</returns>
    internal Errno Populate(ulong start, ulong byteCount, bool forWrite)
    {
        PageFaultAccess access = PageFaultAccess.User | (forWrite ? PageFaultAccess.Write : PageFaultAccess.None);
        for (ulong address = start; address < start + byteCount; address += PageSize)
        {
            switch (HandleFault(new PageFault(new VirtualAddress(address), access)))
            {
                case FaultResult.Resolved:
                    break;
                case FaultResult.NotPermitted:
                    return Errno.EINVAL;
                case FaultResult.BusError:
                    return Errno.EFAULT;
                default:
                    return Errno.ENOMEM;
            }

            Scheduler.YieldIfNeeded();
            if (Thread.Current is UserThread { HasPendingWork: true } thread && UserFaults.IsDying(thread.Process)) return Errno.EINTR;
        }

        return Errno.None;
    }
}
