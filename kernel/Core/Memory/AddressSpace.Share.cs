// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
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
