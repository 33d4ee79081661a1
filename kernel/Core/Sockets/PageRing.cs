// SPDX-License-Identifier: MIT
using System;
using Skift.Machine;

namespace Skift.Core.Sockets;

/// <summary>
/// The pages of a stream of bytes of which a part is kept: those of the part, each at the place that its position gives it. The owner locks it
/// and remembers where the part begins and ends. Positions count from the start of the stream.
/// </summary>
public struct PageRing
{
    private const int FirstLength = 4;

    private Page?[]? _pages;

    /// <summary>The page of a byte of the part, or of the place behind it after <see cref="Reserve"/>; null until one is put there.</summary>
    public readonly ref Page? At(long position) => ref _pages![position / Page.Size % _pages.Length];

    /// <summary>Lets go of the page of a byte, if there is one.</summary>
    public readonly void ReleaseAt(long position)
    {
        if (_pages is null) return;
        ref Page? page = ref At(position);
        page?.Release();
        page = null;
    }

    /// <summary>Makes room for the page that the byte at <paramref name="end"/> goes to, where the part begins at <paramref name="start"/>.</summary>
    public void Reserve(long start, long end)
    {
        long first = start / Page.Size;
        long used = (end / Page.Size) - first + 1;
        Page?[] pages = _pages ?? [];
        if (used <= pages.Length) return;
        Page?[] larger = new Page?[Math.Max(FirstLength, pages.Length * 2)];
        for (long number = first; number < first + used - 1; number++)
        {
            larger[number % larger.Length] = pages[number % pages.Length];
        }

        _pages = larger;
    }

    /// <summary>Forgets the places; the pages have been let go.</summary>
    public void Clear() => _pages = null;
}
