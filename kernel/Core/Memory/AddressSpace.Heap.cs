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
            if (areas.Has(static area => area.IsSealed, newEnd, oldEnd)) return _heapEnd;
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
        AreaFlags flags = AreaFlags.Heap | _futureLock;
        ulong added = newEnd - oldEnd;
        // The limit counts the program's own data too (setrlimit(2)).
        if (heapBytes + (Layout.DataEnd - Layout.DataStart) > Limits.Data) return false;
        if (ExceedsLimits(areas, HeapProtection, flags, added) || CheckLock(areas, flags, added, isAsked: false) != Errno.None) return false;
        // The page behind stays free too, and more in front of a stack, so that running over the end is noticed.
        if (areas.Count >= MaximumAreas || !areas.IsFree(oldEnd, newEnd + PageSize + GapAbove(areas, newEnd))) return false;
        _ = areas.Add(new Area(this, oldEnd, newEnd, HeapProtection, flags, null, 0, null));
        return true;
    }
}
