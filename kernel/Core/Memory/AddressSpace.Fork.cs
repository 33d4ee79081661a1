// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    /// <summary>A copy for a child process: private pages are shared until one side writes, shared ones for good.</summary>
    internal Result<AddressSpace> Fork()
    {
        if (!Create().Try(out AddressSpace child, out Errno error)) return error;
        child.MapBase = MapBase;
        child.Layout = Layout;
        child.IsDumpable = IsDumpable;
        child.Limits = Limits;
        child._heapStart = _heapStart;
        child._heapEnd = _heapEnd;
        try
        {
            error = CopyAreasTo(child);
        }
        finally
        {
            // Also when memory ran out half-way, as an exception.
            if (error != Errno.None || !child._isComplete) child.Release();
        }

        return error == Errno.None ? child : error;
    }

    private bool _isComplete;

    private Errno CopyAreasTo(AddressSpace child)
    {
        using Mutex<AreaList>.Guard source = _areas.Lock();
        using Mutex<AreaList>.Guard target = child._areas.Lock();
        for (int i = 0; i < source.Value.Count; i++)
        {
            Area area = source.Value[i];
            if ((area.Flags & AreaFlags.DontFork) != 0) continue;
            if (area.IsAccounted && !MayPromise(source.Value, area.ByteLength)) return Errno.ENOMEM;
            Area copy = area.Part(area.Start, area.End, child);
            // Locks are not inherited (mlock(2)).
            copy.Flags &= ~(AreaFlags.Locked | AreaFlags.LockedOnFault);
            if (target.Value.Add(copy) != copy) copy.Release();
            Errno error = CopyPages(child, area);
            if (error != Errno.None) return error;
        }

        child._isComplete = true;
        return Errno.None;
    }

    private Errno CopyPages(AddressSpace child, Area area)
    {
        if ((area.Flags & AreaFlags.WipeOnFork) != 0) return Errno.None;
        VirtualAddress start = new(area.Start);
        return area.IsShared
            ? child.PageTable.CloneShared(PageTable, start, area.ByteLength)
            : child.PageTable.CloneCopyOnWrite(PageTable, start, area.ByteLength);
    }
}
