// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    /// <summary>A file became shorter: the pages of an area from an index on go, so that the next access is a bus error (mmap(2)).</summary>
    /// <remarks>Private copies go too, as on Linux. Called with locks of the file held; the area may have gone meanwhile.</remarks>
    internal void ForgetPages(Area area, long firstIndex)
    {
        using Mutex<AreaList>.Guard areas = _areas.Lock();
        if (areas.Value.Find(area.Start) != area) return;
        ulong skipped = firstIndex <= area.FirstPage ? 0 : (ulong)(firstIndex - area.FirstPage) * PageSize;
        if (skipped < area.ByteLength) PageTable.Unmap(new VirtualAddress(area.Start + skipped), area.ByteLength - skipped);
    }

    /// <summary>What other processes that map the same memory call this address, for futexes.</summary>
    /// <returns><c>EFAULT</c>: nothing is mapped there.</returns>
    internal Result<FutexKey> IdentifyShared(ulong address)
    {
        using Mutex<AreaList>.Guard areas = _areas.Lock();
        if (areas.Value.Find(address) is not Area area) return Errno.EFAULT;
        if (!area.IsShared || area.Source is null) return new FutexKey(this, address);
        return new FutexKey(area.Source, ((ulong)area.FirstPage * PageSize) + (address - area.Start));
    }
}
