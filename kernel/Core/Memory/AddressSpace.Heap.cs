// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    private ulong _heapStart;
    private ulong _heapEnd;

    /// <summary>Says where the heap of a new program begins: empty, behind its data.</summary>
    internal void SetHeapStart(ulong address)
    {
        _heapStart = address;
        _heapEnd = address;
    }

    /// <summary>brk(2): moves the end of the heap.</summary>
    /// <returns>The new end; the old one if it cannot be moved there. There are no errors.</returns>
    internal ulong Break(ulong address)
    {
        using Mutex<AreaList>.Guard guard = _areas.Lock();
        AreaList areas = guard.Value;
        if (address < _heapStart || !new VirtualAddress(address).IsUserRange(PageSize)) return _heapEnd;
        ulong oldEnd = RoundUp(_heapEnd);
        ulong newEnd = RoundUp(address);
        if (newEnd < oldEnd)
        {
            RemoveRange(areas, newEnd, oldEnd);
        }
        else if (newEnd > oldEnd && !TryGrowHeap(areas, oldEnd, newEnd, address - _heapStart))
        {
            return _heapEnd;
        }

        _heapEnd = address;
        return address;
    }

    private bool TryGrowHeap(AreaList areas, ulong oldEnd, ulong newEnd, ulong heapBytes)
    {
        const Protection HeapProtection = Protection.PROT_READ | Protection.PROT_WRITE;
        MapRequest request = new() { Protection = HeapProtection, AreaFlags = AreaFlags.Heap };
        if (heapBytes > Limits.Data || ExceedsLimits(areas, request, newEnd - oldEnd)) return false;
        // The page behind stays free too, and more in front of a stack, so that running over the end is noticed.
        if (areas.Count >= MaximumAreas || !areas.IsFree(oldEnd, newEnd + PageSize + GapAbove(areas, newEnd))) return false;
        _ = areas.Add(new Area(this, oldEnd, newEnd, HeapProtection, AreaFlags.Heap, null, 0, null));
        return true;
    }
}
