// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    /// <summary>Pages of a file are gone: those that an area shows go too, so that the next access finds what the file has now (mmap(2)).</summary>
    /// <param name="keepsCopies">
    /// A hole was made, which private copies survive; a file that became shorter takes them with it, as on Linux.
    /// </param>
    /// <remarks>Called with locks of the file held; the area may have gone meanwhile.</remarks>
    internal void ForgetPages(Area area, long firstIndex, long endIndex, bool keepsCopies)
    {
        using Mutex<AreaList>.Guard areas = _areas.Lock();
        // It may have been cut or joined with others meanwhile.
        int index = areas.Value.IndexAtOrAfter(area.Start);
        for (; index < areas.Value.Count && areas.Value[index].Source == area.Source; index++)
        {
            ForgetPagesOf(areas.Value[index], firstIndex, endIndex, keepsCopies);
        }
    }

    private void ForgetPagesOf(Area area, long firstIndex, long endIndex, bool keepsCopies)
    {
        long pages = (long)(area.ByteLength / PageSize);
        long first = System.Math.Max(0, firstIndex - area.FirstPage);
        long end = System.Math.Min(pages, endIndex - area.FirstPage);
        if (first >= end) return;
        VirtualAddress start = new(area.Start + ((ulong)first * PageSize));
        ulong length = (ulong)(end - first) * PageSize;
        if (area.IsShared || !keepsCopies) PageTable.Unmap(start, length);
        else ForgetOriginals(area, start, length);
    }

    /// <summary>Of a private area takes out what is still the file's own page.</summary>
    private void ForgetOriginals(Area area, VirtualAddress start, ulong length)
    {
        for (ulong offset = 0; offset < length; offset += PageSize)
        {
            VirtualAddress address = start + offset;
            // A copy is no longer marked, except after fork(2), when it is found not to be the file's by its absence there.
            if (PageTable.Query(address) is { IsMapped: true, IsCopyOnWrite: true, IsFilePage: true }) PageTable.Unmap(address, PageSize);
        }
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
