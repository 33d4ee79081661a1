// SPDX-License-Identifier: MIT
using System;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>What a page table gets of a file in one go. Apart, because the rest of the page cache needs no page tables.</summary>
public abstract partial class PageCache
{
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
