// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>The bytes in a pipe: a ring of pages, each taken when it is first written and given back when it is empty.</summary>
internal sealed class PipeBuffer
{
    internal const int Capacity = 64 * 1024;

    private readonly Page?[] _pages = new Page?[Capacity / Page.Size];
    private long _read;
    private long _written;

    internal int Count => (int)(_written - _read);

    /// <summary>Moves up to everything that is there.</summary>
    internal Errno Drain(ref IoSink sink)
    {
        Errno error = Errno.None;
        while (error == Errno.None && Count > 0 && sink.Remaining > 0)
        {
            int within = (int)(_read % Page.Size);
            int chunk = (int)Math.Min(Math.Min(Count, sink.Remaining), Page.Size - within);
            using (Page.Access access = PageAt(_read)!.Open())
            {
                long before = sink.Transferred;
                error = sink.Write(access.Span.Slice(within, chunk));
                chunk = (int)(sink.Transferred - before);
            }

            Skip(chunk);
        }

        return error;
    }

    /// <summary>Moves up to <paramref name="limit"/> bytes that there is room for.</summary>
    internal Errno Fill(ref IoSource source, int limit)
    {
        Errno error = Errno.None;
        while (error == Errno.None && limit > 0)
        {
            int within = (int)(_written % Page.Size);
            int chunk = Math.Min(limit, Page.Size - within);
            ref Page? page = ref PageAt(_written);
            page ??= PageReclaimer.Allocate();
            if (page is null)
            {
                return Errno.ENOMEM;
            }

            using Page.Access access = page.Open();
            long before = source.Transferred;
            error = source.Read(access.Span.Slice(within, chunk));
            chunk = (int)(source.Transferred - before);
            _written += chunk;
            limit -= chunk;
        }

        return error;
    }

    /// <summary>Gives all pages back.</summary>
    internal void Clear()
    {
        for (int index = 0; index < _pages.Length; index++)
        {
            _pages[index]?.Release();
            _pages[index] = null;
        }

        _read = _written;
    }

    private ref Page? PageAt(long position) => ref _pages[position / Page.Size % _pages.Length];

    private void Skip(int count)
    {
        ref Page? page = ref PageAt(_read);
        _read += count;
        // A nearly full ring has gone round into the page that is being read: then it stays, for what was written at its start.
        bool isShared = Count > Capacity - Page.Size;
        if (count != 0 && ((_read % Page.Size == 0 && !isShared) || _read == _written))
        {
            page!.Release();
            page = null;
            // An empty pipe starts on a fresh page, so that a small pipe keeps to one.
            if (_read == _written)
            {
                _read = _written = 0;
            }
        }
    }
}
