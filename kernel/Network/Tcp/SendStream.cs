// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Sockets;
using Skift.Machine;

namespace Skift.Network.Tcp;

/// <summary>Bytes that were written and are not yet acknowledged, in pages that segments share. Positions count from the start of the connection.</summary>
internal sealed class SendStream
{
    private PageRing _pages;

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
            _pages.Reserve(Start, End);
            ref Page? page = ref _pages.At(End);
            page ??= PageReclaimer.Allocate(zeroed: false);
            if (page is null) return Errno.ENOBUFS;
            using Page.Access access = page.Open();
            Errno error = source.Read(access.Span.Slice(within, chunk));
            if (error != Errno.None)
            {
                if (within == 0) _pages.ReleaseAt(End);
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
        if (pages == 1) return new PageRun(_pages.At(position)!.Acquire(), within, count);
        Page[] shared = new Page[pages];
        for (int i = 0; i < pages; i++)
        {
            shared[i] = _pages.At(position + ((long)i * Page.Size))!.Acquire();
        }

        return new PageRun(shared, within, count);
    }

    /// <summary>Lets go of everything before a position.</summary>
    internal void ReleaseTo(long position)
    {
        while (Start < position)
        {
            long next = Math.Min(position, (Start / Page.Size * Page.Size) + Page.Size);
            if (next % Page.Size == 0) _pages.ReleaseAt(Start);
            Start = next;
        }
    }

    /// <summary>Lets go of everything.</summary>
    internal void Clear()
    {
        ReleaseTo(End);
        _pages.ReleaseAt(End);
        _pages.Clear();
    }
}
