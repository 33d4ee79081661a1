// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    /// <summary>mseal(2): a range stays mapped as it is for good.</summary>
    /// <returns><c>ENOMEM</c>: part of it is not mapped; then nothing is sealed.</returns>
    internal Errno Seal(ulong start, ulong end)
    {
        using Mutex<AreaList>.Guard guard = _areas.Lock();
        AreaList areas = guard.Value;
        if (areas.BytesWhere(static _ => true, start, end) != end - start) return Errno.ENOMEM;
        areas.SplitAt(start);
        areas.SplitAt(end);
        for (int i = areas.IndexAtOrAfter(start); i < areas.Count && areas[i].Start < end; i++) areas[i].Flags |= AreaFlags.Sealed;
        areas.MergeAround(start, end);
        return Errno.None;
    }
}
