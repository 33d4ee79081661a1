// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Memory;

public abstract partial class MemoryObject
{
    /// <summary>Maps one page. Device memory, which has no <see cref="Page"/>s, overrides it.</summary>
    /// <param name="isCopyOnWrite">The mapping is private: the first write gets a copy.</param>
    /// <returns>As <see cref="GetPage"/>; <c>EINVAL</c>: cannot be mapped that way.</returns>
    public virtual Errno MapPage(PageTable table, VirtualAddress address, long index, PageProtection protection, bool isCopyOnWrite)
    {
        bool dirties = !isCopyOnWrite && (protection & PageProtection.Write) != 0;
        if (!GetPage(index, dirties).Try(out Page page, out Errno error)) return error;
        error = table.Map(address, page, protection, isCopyOnWrite);
        page.Release();
        return error;
    }

    /// <summary>Maps those pages that are in memory already, so that a program that goes on from one page to the next faults less often.</summary>
    /// <param name="start">Where the first page is shown; all lie in one leaf table.</param>
    /// <param name="count">At most 64.</param>
    /// <returns>Bit n: the n-th page is mapped now. Objects that have nothing to gain map none.</returns>
    /// <remarks>Called with the areas of the space locked.</remarks>
    public virtual ulong MapAround(PageTable table, VirtualAddress start, long firstIndex, int count, PageProtection protection, bool isCopyOnWrite) => 0;
}
