// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>A sparse list of pages: runs of 64 in a dictionary, so that both dense and sparse files are cheap.</summary>
internal sealed class PageIndex
{
    private const int RunLength = 64;

    private readonly Dictionary<long, Run> _runs = [];

    private sealed class Run
    {
        internal readonly Page?[] Pages = new Page?[RunLength];
        internal int Count;
    }

    internal long Count { get; private set; }

    internal Page? Find(long index) =>
        _runs.TryGetValue(index / RunLength, out Run? run) ? run.Pages[index % RunLength] : null;

    /// <summary>Stores a page where none is; the index becomes its owner.</summary>
    internal void Add(long index, Page page)
    {
        if (!_runs.TryGetValue(index / RunLength, out Run? run))
        {
            run = new Run();
            _runs.Add(index / RunLength, run);
        }

        run.Pages[index % RunLength] = page;
        run.Count++;
        Count++;
    }

    /// <summary>Releases all pages from an index on; tells how many.</summary>
    internal long RemoveFrom(long firstIndex)
    {
        long removed = 0;
        foreach (long key in Keys())
        {
            Run run = _runs[key];
            for (int slot = 0; slot < RunLength && (key + 1) * RunLength > firstIndex; slot++)
            {
                if ((key * RunLength) + slot >= firstIndex && run.Pages[slot] is Page page)
                {
                    run.Pages[slot] = null;
                    run.Count--;
                    removed++;
                    page.Release();
                }
            }

            DropIfEmpty(key, run);
        }

        Count -= removed;
        return removed;
    }

    /// <summary>Releases pages that nobody else owns and no process maps.</summary>
    internal long RemoveUnused(long wanted)
    {
        long removed = 0;
        foreach (long key in Keys())
        {
            Run run = _runs[key];
            for (int slot = 0; slot < RunLength && removed < wanted; slot++)
            {
                if (run.Pages[slot] is Page { OwnerCount: 1, MappingCount: 0 } page)
                {
                    run.Pages[slot] = null;
                    run.Count--;
                    removed++;
                    page.Release();
                }
            }

            DropIfEmpty(key, run);
        }

        Count -= removed;
        return removed;
    }

    private long[] Keys()
    {
        long[] keys = new long[_runs.Count];
        int count = 0;
        foreach (KeyValuePair<long, Run> pair in _runs)
        {
            keys[count++] = pair.Key;
        }

        return keys;
    }

    private void DropIfEmpty(long key, Run run)
    {
        if (run.Count == 0)
        {
            _ = _runs.Remove(key);
        }
    }
}
