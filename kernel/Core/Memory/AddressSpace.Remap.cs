// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    /// <summary>mremap(2): grows, shrinks or moves a mapping.</summary>
    /// <returns>The address; <c>EINVAL</c>: bad flags, not aligned, overlapping; <c>EFAULT</c>: the old range is not one mapping;
    /// <c>ENOMEM</c>: no room, or it would have to move and may not.</returns>
    internal Result<ulong> Remap(ulong address, ulong oldCount, ulong newCount, RemapFlags flags, ulong newAddress)
    {
        if ((flags & ~(RemapFlags.MREMAP_MAYMOVE | RemapFlags.MREMAP_FIXED)) != 0) return Errno.EINVAL;
        bool mayMove = (flags & RemapFlags.MREMAP_MAYMOVE) != 0;
        bool isFixed = (flags & RemapFlags.MREMAP_FIXED) != 0;
        if (isFixed && !mayMove) return Errno.EINVAL;
        if ((address & PageMask) != 0) return Errno.EINVAL;
        oldCount = RoundUp(oldCount);
        newCount = RoundUp(newCount);
        if (newCount == 0 || newCount > VirtualAddress.UserEnd) return Errno.EINVAL;
        if (!new VirtualAddress(address).IsUserRange(oldCount)) return Errno.EFAULT;
        if (isFixed)
        {
            if ((newAddress & PageMask) != 0 || !new VirtualAddress(newAddress).IsUserRange(newCount)) return Errno.EINVAL;
            if (address + oldCount > newAddress && newAddress + newCount > address) return Errno.EINVAL;
        }

        using Mutex<AreaList>.Guard guard = _areas.Lock();
        AreaList areas = guard.Value;
        if (areas.Find(address) is not Area area) return Errno.EFAULT;
        if (oldCount == 0)
        {
            // A second mapping of shared memory; of private memory it would make no sense.
            return area.IsShared && mayMove ? MoveArea(areas, area, address, 0, newCount, isFixed, newAddress) : Errno.EINVAL;
        }

        if (address + oldCount > area.End) return Errno.EFAULT;
        if (isFixed) return MoveArea(areas, area, address, oldCount, newCount, isFixed, newAddress);
        if (newCount <= oldCount)
        {
            if (newCount < oldCount) RemoveRange(areas, address + newCount, address + oldCount);
            return address;
        }

        if (ExceedsLimits(areas, new MapRequest { Protection = area.Protection, AreaFlags = area.Flags }, newCount - oldCount)) return Errno.ENOMEM;
        ulong newEnd = address + newCount;
        if (area.End == address + oldCount && newEnd <= VirtualAddress.UserEnd && areas.IsFree(area.End, newEnd + GapAbove(areas, area.End)))
        {
            areas.Resize(area, area.Start, newEnd);
            return address;
        }

        return mayMove ? MoveArea(areas, area, address, oldCount, newCount, false, 0) : Errno.ENOMEM;
    }

    private Result<ulong> MoveArea(AreaList areas, Area area, ulong address, ulong oldCount, ulong newCount, bool isFixed, ulong newAddress)
    {
        if (areas.Count >= MaximumAreas - 2) return Errno.ENOMEM;
        MapRequest request = new() { Address = newAddress, Flags = isFixed ? MapFlags.MAP_FIXED : 0 };
        if (!Place(areas, request, newCount).Try(out ulong target, out Errno error)) return error;
        if (isFixed) RemoveRange(areas, target, target + newCount);

        Area moved = area.Part(address, address + (oldCount == 0 ? PageSize : oldCount));
        moved.Start = target;
        moved.End = target + newCount;
        if (areas.Add(moved) != moved) moved.Release();
        ulong kept = System.Math.Min(oldCount, newCount);
        if (kept != 0)
        {
            error = PageTable.Move(new VirtualAddress(address), new VirtualAddress(target), kept);
            if (error != Errno.None)
            {
                // Pages that were moved already are in their new place; the rest is where it was. Undo what can be seen.
                _ = PageTable.Move(new VirtualAddress(target), new VirtualAddress(address), kept);
                RemoveRange(areas, target, target + newCount);
                return error;
            }
        }

        if (oldCount != 0) RemoveRange(areas, address, address + oldCount);
        return target;
    }
}
