// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Core.Sockets.Unix;

/// <summary>Bytes in order, in as many pages as they need: added at one end, taken at the other. The owner locks it.</summary>
internal sealed class PageQueue
{
    private PageRing _pages;
    private long _read;
    private long _written;

    internal long Count => _written - _read;

    /// <summary>Adds bytes. After an error an unknown number of them has been added: see <see cref="CutTo"/>.</summary>
    /// <returns>EFAULT; ENOBUFS if memory is exhausted.</returns>
    internal Errno Append(scoped ref IoSource source, long count)
    {
        while (count > 0)
        {
            int within = (int)(_written % Page.Size);
            int chunk = (int)Math.Min(count, Page.Size - within);
            if (within == 0 || Count == 0) _pages.Reserve(_read, _written);
            ref Page? page = ref _pages.At(_written);
            page ??= PageReclaimer.Allocate(zeroed: false);
            if (page is null) return Errno.ENOBUFS;
            using Page.Access access = page.Open();
            Errno error = source.Read(access.Span.Slice(within, chunk));
            if (error != Errno.None) return error;
            _written += chunk;
            count -= chunk;
        }

        return Errno.None;
    }

    /// <summary>Takes back what was added behind the first <paramref name="count"/> bytes.</summary>
    internal void CutTo(long count)
    {
        long last = _written;
        _written = _read + count;
        // The page at the end may have been taken and not been written to.
        for (long position = RoundUp(_written); position <= last; position += Page.Size)
        {
            _pages.ReleaseAt(position);
        }

        if (Count == 0) _pages.ReleaseAt(_read);
    }

    /// <summary>Copies bytes without taking them, as far as the sink can be written.</summary>
    internal Errno Peek(scoped ref IoSink sink, long offset, long count)
    {
        long position = _read + offset;
        while (count > 0)
        {
            int within = (int)(position % Page.Size);
            int chunk = (int)Math.Min(count, Page.Size - within);
            using Page.Access access = _pages.At(position)!.Open();
            Errno error = sink.Write(access.Span.Slice(within, chunk));
            if (error != Errno.None) return error;
            position += chunk;
            count -= chunk;
        }

        return Errno.None;
    }

    /// <summary>Takes bytes away.</summary>
    internal void Skip(long count)
    {
        long end = _read + count;
        while (_read < end)
        {
            long next = Math.Min(end, (_read / Page.Size * Page.Size) + Page.Size);
            if (next % Page.Size == 0 || next == _written) _pages.ReleaseAt(_read);
            _read = next;
        }
    }

    /// <summary>Gives all pages back.</summary>
    internal void Clear()
    {
        Skip(Count);
        _pages.Clear();
    }

    private static long RoundUp(long position) => (position + Page.Size - 1) / Page.Size * Page.Size;
}
