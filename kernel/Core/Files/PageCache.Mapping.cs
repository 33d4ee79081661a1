// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>Mappings of a file: the pages that page faults ask for.</summary>
public abstract partial class PageCache
{
    /// <summary>Told when pages behind an index are gone: core takes them out of the page tables.</summary>
    public override MappingList Mappings { get; } = new();

    public override bool HasPage(long index)
    {
        using Mutex<PageIndex>.Guard pages = _pages.Lock();
        return pages.Value.Find(index) is not null;
    }

    public override Result<Page> GetPage(long index, bool forWrite)
    {
        if (index < 0 || index >= PagesIn(ByteLength))
        {
            return Errno.ENXIO;
        }

        if (!Demand(index).Try(out Page page, out Errno error)) return error;
        if (forWrite)
        {
            _inode.TouchModified();
        }

        return page;
    }
}
