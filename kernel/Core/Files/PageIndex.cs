// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>A sparse list of pages: runs of 64 in a dictionary, so that both dense and sparse files are cheap.</summary>
internal sealed class PageIndex
{
    private const int RunLength = 64;

    private static readonly Page?[] s_none = new Page?[RunLength];

    private readonly Dictionary<long, Run> _runs = [];

    private sealed class Run
    {
        internal readonly Page?[] Pages = new Page?[RunLength];
        internal int Count;
        /// <summary>Bit n: page n was set aside by fallocate(2) and never written since.</summary>
        internal ulong Unwritten;
    }

    internal long Count { get; private set; }

    internal Page? Find(long index) =>
        _runs.TryGetValue(index / RunLength, out Run? run) ? run.Pages[index % RunLength] : null;

    /// <summary>Pages from an index on, as many as lie together; null where none is, or one that was only set aside. They stay the index's own.</summary>
    internal ReadOnlySpan<Page?> Part(long firstIndex, int count)
    {
        int slot = (int)(firstIndex % RunLength);
        bool isWritten = _runs.TryGetValue(firstIndex / RunLength, out Run? run) && run.Unwritten == 0;
        return (isWritten ? run!.Pages : s_none).AsSpan(slot, Math.Min(count, RunLength - slot));
    }

    /// <summary>Whether the page holds data; one that was only set aside counts as a hole (lseek(2)).</summary>
    internal bool IsWritten(long index) =>
        _runs.TryGetValue(index / RunLength, out Run? run) && run.Pages[index % RunLength] is not null && (run.Unwritten & BitOf(index)) == 0;

    internal void MarkWritten(long index)
    {
        if (_runs.TryGetValue(index / RunLength, out Run? run))
        {
            run.Unwritten &= ~BitOf(index);
        }
    }

    /// <summary>Stores a page where none is; the index becomes its owner.</summary>
    internal void Add(long index, Page page, bool isUnwritten = false)
    {
        if (!_runs.TryGetValue(index / RunLength, out Run? run))
        {
            run = new Run();
            _runs.Add(index / RunLength, run);
        }

        run.Pages[index % RunLength] = page;
        run.Unwritten = isUnwritten ? run.Unwritten | BitOf(index) : run.Unwritten & ~BitOf(index);
        run.Count++;
        Count++;
    }

    /// <summary>Takes pages out, from an index up to another one; the caller owns them now.</summary>
    internal List<Page> Remove(long firstIndex, long endIndex)
    {
        List<Page> removed = [];
        foreach (long key in Keys())
        {
            if ((key + 1) * RunLength <= firstIndex || key * RunLength >= endIndex)
            {
                continue;
            }

            Run run = _runs[key];
            for (int slot = 0; slot < RunLength; slot++)
            {
                long index = (key * RunLength) + slot;
                if (index >= firstIndex && index < endIndex && run.Pages[slot] is Page page)
                {
                    run.Pages[slot] = null;
                    run.Count--;
                    removed.Add(page);
                }
            }

            DropIfEmpty(key, run);
        }

        Count -= removed.Count;
        return removed;
    }

    private static ulong BitOf(long index) => 1UL << (int)(index % RunLength);

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
