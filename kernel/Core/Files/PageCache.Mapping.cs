// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>Mappings of a file: the pages that page faults ask for.</summary>
public abstract partial class PageCache
{
    /// <summary>Told when pages behind an index are gone: core takes them out of the page tables.</summary>
    public MappingList Mappings { get; } = new();

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

    public override ulong MapAround(PageTable table, VirtualAddress start, long firstIndex, int count, PageProtection protection, bool isCopyOnWrite)
    {
        count = (int)Math.Min(count, PagesIn(ByteLength) - firstIndex);
        ulong mapped = 0;
        using Mutex<PageIndex>.Guard pages = _pages.Lock();
        for (int done = 0; done < count;)
        {
            ReadOnlySpan<Page?> part = pages.Value.Part(firstIndex + done, count - done);
            mapped |= table.MapAround(start + ((ulong)done * Page.Size), part, protection, isCopyOnWrite) << done;
            done += part.Length;
        }

        return mapped;
    }
}
