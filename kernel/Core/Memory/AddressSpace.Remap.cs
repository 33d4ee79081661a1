// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    /// <summary>mremap(2): grows, shrinks or moves a mapping.</summary>
    /// <returns>
    /// The address; <c>EINVAL</c>: bad flags, not aligned, overlapping, a second mapping of private memory; <c>EFAULT</c>: the old range is not one
    /// mapping; <c>EPERM</c>: sealed; <c>EAGAIN</c>: more would be locked than may be; <c>ENOMEM</c>: no room, or it would have to move and may not.
    /// </returns>
    internal Result<ulong> Remap(ulong address, ulong oldCount, ulong newCount, RemapFlags flags, ulong newAddress)
    {
        oldCount = RoundUp(oldCount);
        newCount = RoundUp(newCount);
        if (!IsSound(address, oldCount, newCount, flags, newAddress)) return Errno.EINVAL;
        bool isFixed = (flags & RemapFlags.MREMAP_FIXED) != 0;
        bool keepsOld = (flags & RemapFlags.MREMAP_DONTUNMAP) != 0;

        using Mutex<AreaList>.Guard guard = _areas.Lock();
        AreaList areas = guard.Value;
        if (areas.Find(address) is not Area area) return Errno.EFAULT;
        if (area.IsSealed) return Errno.EPERM;
        if (newCount < oldCount)
        {
            Errno error = Shorten(areas, address + newCount, address + oldCount);
            if (error != Errno.None) return error;
            oldCount = newCount;
            area = areas.Find(address)!;
        }

        if (newCount == oldCount && !isFixed && !keepsOld) return address;
        if (oldCount == 0 && !area.IsShared) return Errno.EINVAL;
        if (keepsOld && !(area.Source?.IsOrdinary ?? true)) return Errno.EINVAL;
        if (oldCount > area.End - address) return Errno.EFAULT;
        Errno refusal = CheckGrowth(areas, area, newCount - oldCount);
        if (refusal == Errno.None && keepsOld && ExceedsLimits(areas, area.Protection, area.Flags, newCount)) refusal = Errno.ENOMEM;
        if (refusal != Errno.None) return refusal;
        if (isFixed || keepsOld) return MoveArea(areas, area, address, oldCount, newCount, flags, newAddress);

        ulong newEnd = address + newCount;
        bool isLast = oldCount != 0 && area.End == address + oldCount;
        if (isLast && newEnd > area.End && newEnd <= VirtualAddress.UserEnd && areas.IsFree(area.End, newEnd + GapAbove(areas, area.End)))
        {
            areas.Resize(area, area.Start, newEnd);
            areas.MergeAround(area.Start, newEnd);
            return address;
        }

        return (flags & RemapFlags.MREMAP_MAYMOVE) != 0 ? MoveArea(areas, area, address, oldCount, newCount, flags, 0) : Errno.ENOMEM;
    }

    /// <summary>remap_file_pages(2): lets part of a shared mapping show another part of its object.</summary>
    /// <returns><c>EINVAL</c>: nothing shared is mapped there, or not as one mapping; <c>EPERM</c>, <c>ENOMEM</c>, <c>EAGAIN</c>: as <see cref="Map"/>.</returns>
    internal Errno ShowOther(ulong start, ulong byteCount, long firstPage, bool populate)
    {
        MapRequest request = new() { Address = start, ByteCount = byteCount, Flags = MapFlags.MAP_FIXED | MapFlags.MAP_SHARED, FirstPage = firstPage };
        using (Mutex<AreaList>.Guard areas = _areas.Lock())
        {
            if (areas.Value.Find(start) is not Area { IsShared: true, Source: MemoryObject source } area || start + byteCount > area.End) return Errno.EINVAL;
            request.Protection = area.Protection;
            request.AreaFlags = area.Flags;
            request.Source = source;
            request.File = area.File?.Acquire();
            source.Acquire();
        }

        try
        {
            if (!Map(request).Try(out _, out Errno error)) return error;
            if (populate) _ = Populate(start, byteCount, forWrite: false);
            return Errno.None;
        }
        finally
        {
            request.Source.Release();
            request.File?.Dispose();
        }
    }

    private static bool IsSound(ulong address, ulong oldCount, ulong newCount, RemapFlags flags, ulong newAddress)
    {
        const RemapFlags Known = RemapFlags.MREMAP_MAYMOVE | RemapFlags.MREMAP_FIXED | RemapFlags.MREMAP_DONTUNMAP;
        const RemapFlags Placed = RemapFlags.MREMAP_FIXED | RemapFlags.MREMAP_DONTUNMAP;
        if ((flags & ~Known) != 0 || (address & PageMask) != 0 || newCount == 0 || newCount > VirtualAddress.UserEnd) return false;
        if ((flags & Placed) == 0) return true;
        if ((flags & RemapFlags.MREMAP_MAYMOVE) == 0) return false;
        if ((flags & RemapFlags.MREMAP_DONTUNMAP) != 0 && oldCount != newCount) return false;
        if ((newAddress & PageMask) != 0 || !new VirtualAddress(newAddress).IsUserRange(newCount)) return false;
        return address + oldCount <= newAddress || newAddress + newCount <= address;
    }

    private Errno Shorten(AreaList areas, ulong start, ulong end)
    {
        if (!new VirtualAddress(start).IsUserRange(end - start)) return Errno.EINVAL;
        if (areas.Has(static area => area.IsSealed, start, end)) return Errno.EPERM;
        RemoveRange(areas, start, end);
        return Errno.None;
    }

    private Errno CheckGrowth(AreaList areas, Area area, ulong growth)
    {
        if (growth == 0) return Errno.None;
        if (!(area.Source?.IsOrdinary ?? true)) return Errno.EFAULT;
        Errno error = CheckLock(areas, area.Flags, growth, isAsked: false);
        if (error != Errno.None) return error;
        return ExceedsLimits(areas, area.Protection, area.Flags, growth) ? Errno.ENOMEM : Errno.None;
    }

    private Result<ulong> MoveArea(AreaList areas, Area area, ulong address, ulong oldCount, ulong newCount, RemapFlags flags, ulong newAddress)
    {
        if (areas.Count >= MaximumAreas - 2) return Errno.ENOMEM;
        bool isFixed = (flags & RemapFlags.MREMAP_FIXED) != 0;
        if (isFixed && areas.Has(static there => there.IsSealed, newAddress, newAddress + newCount)) return Errno.EPERM;
        MapRequest request = new() { Address = newAddress, Flags = isFixed ? MapFlags.MAP_FIXED : 0 };
        if (!Place(areas, request, newCount).Try(out ulong target, out Errno error)) return error;
        if (isFixed) RemoveRange(areas, target, target + newCount);

        Area moved = area.Part(address, address + (oldCount == 0 ? PageSize : oldCount));
        moved.Start = target;
        moved.End = target + newCount;
        if (areas.Add(moved) != moved) moved.Release();
        error = oldCount == 0 ? Errno.None : PageTable.Move(new VirtualAddress(address), new VirtualAddress(target), oldCount);
        if (error != Errno.None)
        {
            // Pages that were moved already are in their new place; the rest is where it was. Undo what can be seen.
            _ = PageTable.Move(new VirtualAddress(target), new VirtualAddress(address), oldCount);
            RemoveRange(areas, target, target + newCount);
            return error;
        }

        // What stays mapped at the old place is empty, and no longer locked.
        if ((flags & RemapFlags.MREMAP_DONTUNMAP) != 0) _ = SetLock(areas, address, address + oldCount, AreaFlags.None);
        else if (oldCount != 0) RemoveRange(areas, address, address + oldCount);
        return target;
    }
}
