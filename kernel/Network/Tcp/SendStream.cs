// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Network.Tcp;

/// <summary>Bytes that were written and are not yet acknowledged, in pages that segments share. Positions count from the start of the connection.</summary>
internal sealed class SendStream
{
    private const int FirstLength = 4;

    private Page?[] _pages = [];

    /// <summary>The first byte that is still kept.</summary>
    internal long Start { get; private set; }

    /// <summary>Behind the last byte.</summary>
    internal long End { get; private set; }

    internal long Count => End - Start;

    /// <summary>Adds bytes, as far as they can be read.</summary>
    /// <returns>EFAULT; ENOBUFS if memory is exhausted. What was added before stays.</returns>
    internal Errno Append(scoped ref IoSource source, long count)
    {
        while (count > 0)
        {
            int within = (int)(End % Page.Size);
            int chunk = (int)Math.Min(count, Page.Size - within);
            Reserve();
            ref Page? page = ref PageAt(End);
            page ??= Page.TryAllocate(zeroed: false);
            if (page is null) return Errno.ENOBUFS;
            using Page.Access access = page.Open();
            Errno error = source.Read(access.Span.Slice(within, chunk));
            if (error != Errno.None)
            {
                if (within == 0) ReleaseAt(End);
                return error;
            }

            End += chunk;
            count -= chunk;
        }

        return Errno.None;
    }

    /// <summary>A part, with holds of its pages.</summary>
    internal PageRun Share(long position, int count)
    {
        if (count == 0) return default;
        int within = (int)(position % Page.Size);
        int pages = (within + count + Page.Size - 1) / Page.Size;
        if (pages == 1) return new PageRun(PageAt(position)!.Acquire(), within, count);
        Page[] shared = new Page[pages];
        for (int i = 0; i < pages; i++)
        {
            shared[i] = PageAt(position + ((long)i * Page.Size))!.Acquire();
        }

        return new PageRun(shared, within, count);
    }

    /// <summary>Lets go of everything before a position.</summary>
    internal void ReleaseTo(long position)
    {
        while (Start < position)
        {
            long next = Math.Min(position, (Start / Page.Size * Page.Size) + Page.Size);
            if (next % Page.Size == 0) ReleaseAt(Start);
            Start = next;
        }
    }

    /// <summary>Lets go of everything.</summary>
    internal void Clear()
    {
        ReleaseTo(End);
        ReleaseAt(End);
        _pages = [];
    }

    private ref Page? PageAt(long position) => ref _pages[position / Page.Size % _pages.Length];

    private void ReleaseAt(long position)
    {
        if (_pages.Length == 0) return;
        ref Page? page = ref PageAt(position);
        page?.Release();
        page = null;
    }

    /// <summary>Makes room for the page that the next byte goes to.</summary>
    private void Reserve()
    {
        long first = Start / Page.Size;
        long used = (End / Page.Size) - first + 1;
        if (used <= _pages.Length) return;
        Page?[] larger = new Page?[Math.Max(FirstLength, _pages.Length * 2)];
        for (long number = first; number < first + used - 1; number++)
        {
            larger[number % larger.Length] = _pages[number % _pages.Length];
        }

        _pages = larger;
    }
}
