// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Threading;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

/// <summary>The memory of a shared anonymous mapping: pages that appear when they are touched and belong to all who inherit the mapping.</summary>
internal sealed class SharedMemory : MemoryObject
{
    private static long s_lastNumber;

    private readonly Mutex<Dictionary<long, Page>> _pages = new([]);
    private int _mappings;

    /// <param name="isAccounted">Promised as a whole while it is mapped.</param>
    internal SharedMemory(long byteLength, bool isAccounted)
    {
        ByteLength = byteLength;
        IsAccounted = isAccounted;
    }

    internal bool IsAccounted { get; }

    internal bool IsMapped => Volatile.Read(ref _mappings) != 0;

    public override long ByteLength { get; }

    public override MappingList Mappings { get; } = new();

    public override ulong Number { get; } = (ulong)Interlocked.Increment(ref s_lastNumber);

    /// <summary>As on Linux, where such memory is a file without a name.</summary>
    public override string NameAt(long index) => "/dev/zero (deleted)";

    public override bool HasPage(long index)
    {
        using Mutex<Dictionary<long, Page>>.Guard pages = _pages.Lock();
        return pages.Value.ContainsKey(index);
    }

    public override Result<Page> GetPage(long index, bool forWrite)
    {
        if (index < 0 || index >= (ByteLength + Page.Size - 1) / Page.Size) return Errno.ENXIO;
        using Mutex<Dictionary<long, Page>>.Guard pages = _pages.Lock();
        if (pages.Value.TryGetValue(index, out Page? page)) return page.Acquire();
        page = PageReclaimer.Allocate();
        if (page is null) return Errno.ENOMEM;
        pages.Value.Add(index, page);
        return page.Acquire();
    }

    /// <summary>Makes a range zero again and gives its pages back. Not with the areas of a space locked that maps it.</summary>
    internal void Remove(long firstIndex, long endIndex)
    {
        List<Page> removed = [];
        using (Mutex<Dictionary<long, Page>>.Guard pages = _pages.Lock())
        {
            for (long index = firstIndex; index < endIndex; index++)
            {
                if (pages.Value.Remove(index, out Page? page)) removed.Add(page);
            }
        }

        Mappings.Removed(firstIndex, endIndex, keepsCopies: true);
        foreach (Page page in removed) page.Release();
    }

    /// <summary>One mapping more; the object lives as long as it has any.</summary>
    public override void Acquire()
    {
        if (Interlocked.Increment(ref _mappings) == 1 && IsAccounted) Overcommit.Add(ByteLength);
    }

    /// <summary>One mapping less; with the last one the pages go.</summary>
    public override void Release()
    {
        if (Interlocked.Decrement(ref _mappings) != 0) return;
        if (IsAccounted) Overcommit.Add(-ByteLength);
        using Mutex<Dictionary<long, Page>>.Guard pages = _pages.Lock();
        foreach (Page page in pages.Value.Values)
        {
            page.Release();
        }

        pages.Value.Clear();
    }
}
