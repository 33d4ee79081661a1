// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Network;

/// <summary>Bytes that lie one after the other in counted pages: a payload. Owns a hold of each of its pages.</summary>
/// <remarks>Copying the struct copies no holds: one copy is the owner, and <see cref="Release"/> is called on that one.</remarks>
internal struct PageRun
{
    private Page? _page;
    private Page[]? _pages;
    private int _offset;

    /// <summary>Bytes of payload.</summary>
    internal int Length { get; private set; }

    /// <param name="page">A hold of it goes over.</param>
    internal PageRun(Page page, int offset, int length)
    {
        _page = page;
        _offset = offset;
        Length = length;
    }

    /// <param name="pages">A hold of each goes over.</param>
    internal PageRun(Page[] pages, int offset, int length)
    {
        _pages = pages;
        _offset = offset;
        Length = length;
    }

    /// <summary>Copies from a caller into pages of its own.</summary>
    /// <returns>EFAULT; ENOBUFS if memory is exhausted.</returns>
    internal static Result<PageRun> From(scoped ref IoSource source, int length)
    {
        PageRun run = default;
        Errno error = run.Append(ref source, length);
        if (error == Errno.None) return run;
        run.Release();
        return error;
    }

    /// <summary>Adds bytes of a caller. Nobody else may hold the pages. After an error the run is good for <see cref="Release"/> only.</summary>
    /// <returns>EFAULT; ENOBUFS if memory is exhausted.</returns>
    internal Errno Append(scoped ref IoSource source, int length)
    {
        int end = _offset + Length + length;
        Reserve((end + Page.Size - 1) / Page.Size);
        while (length > 0)
        {
            int position = _offset + Length;
            int within = position % Page.Size;
            int chunk = Math.Min(length, Page.Size - within);
            if (within == 0 && !TryAddPage(position / Page.Size)) return Errno.ENOBUFS;
            using Page.Access access = PageAt(position).Open();
            Errno error = source.Read(access.Span.Slice(within, chunk));
            if (error != Errno.None) return error;
            Length += chunk;
            length -= chunk;
        }

        return Errno.None;
    }

    /// <summary>Makes room for the holds of so many pages.</summary>
    private void Reserve(int count)
    {
        if (count <= 1 || _pages?.Length >= count) return;
        Page[] larger = new Page[count];
        if (_pages is not null) _pages.CopyTo(larger, 0);
        else if (_page is not null) larger[0] = _page;
        _page = null;
        _pages = larger;
    }

    private bool TryAddPage(int index)
    {
        if (PageReclaimer.Allocate(zeroed: false) is not Page page) return false;
        if (_pages is null) _page = page;
        else _pages[index] = page;
        return true;
    }

    /// <summary>A part, with holds of its pages of its own.</summary>
    internal readonly PageRun Share(int start, int count)
    {
        if (count == 0) return default;
        int first = (_offset + start) / Page.Size;
        int within = (_offset + start) % Page.Size;
        int pages = (within + count + Page.Size - 1) / Page.Size;
        if (pages == 1) return new PageRun(PageAt(first * Page.Size).Acquire(), within, count);
        Page[] shared = new Page[pages];
        for (int i = 0; i < pages; i++)
        {
            shared[i] = PageAt((first + i) * Page.Size).Acquire();
        }

        return new PageRun(shared, within, count);
    }

    /// <summary>Copies a part out, as far as the sink can be written.</summary>
    internal readonly Errno CopyTo(scoped ref IoSink sink, int start, int count)
    {
        int position = _offset + start;
        while (count > 0)
        {
            int within = position % Page.Size;
            int chunk = Math.Min(count, Page.Size - within);
            using Page.Access access = PageAt(position).Open();
            Errno error = sink.Write(access.Span.Slice(within, chunk));
            if (error != Errno.None) return error;
            position += chunk;
            count -= chunk;
        }

        return Errno.None;
    }

    /// <summary>Adds a part to the sum of <see cref="InternetChecksum"/>.</summary>
    internal readonly uint AddTo(uint sum)
    {
        int position = _offset;
        int count = Length;
        bool isOdd = false;
        while (count > 0)
        {
            int within = position % Page.Size;
            int chunk = Math.Min(count, Page.Size - within);
            using Page.Access access = PageAt(position).Open();
            uint part = InternetChecksum.Add(0, access.Span.Slice(within, chunk));
            sum = InternetChecksum.Join(sum, part, isOdd);
            isOdd ^= (chunk & 1) != 0;
            position += chunk;
            count -= chunk;
        }

        return sum;
    }

    /// <summary>The byte at a position.</summary>
    internal readonly byte this[int index]
    {
        get
        {
            int position = _offset + index;
            using Page.Access access = PageAt(position).Open();
            return access.Span[position % Page.Size];
        }
    }

    /// <summary>Leaves out bytes at the front. The pages stay held.</summary>
    internal void Skip(int count)
    {
        _offset += count;
        Length -= count;
    }

    /// <summary>Leaves out bytes at the end. The pages stay held.</summary>
    internal void CutTo(int length) => Length = length;

    /// <summary>Takes over a run that goes on in the same page right behind this one.</summary>
    internal bool TryJoin(ref PageRun next)
    {
        if (_page is null || next._page != _page || next._offset != _offset + Length) return false;
        Length += next.Length;
        next.Release();
        return true;
    }

    /// <summary>Gives the pages back.</summary>
    internal void Release()
    {
        _page?.Release();
        _page = null;
        if (_pages is not null)
        {
            foreach (Page? page in _pages)
            {
                page?.Release();
            }

            _pages = null;
        }

        Length = 0;
    }

    private readonly Page PageAt(int position) => _page ?? _pages![position / Page.Size];
}
