// SPDX-License-Identifier: MIT
using System;
using System.Threading;

namespace Skift.Machine;

/// <summary>A counted owner of one 4 KiB physical frame. The frame is freed when no owner, access or mapping is left.</summary>
/// <remarks>
/// Starts with one owner. Whoever keeps it calls <see cref="Acquire"/> and later <see cref="Release"/>. Every use after the last release
/// throws <see cref="ObjectDisposedException"/>, so a page that was freed cannot be reached. Usable in any context; never sleeps.
/// A page that is dropped without <see cref="Release"/> stays allocated for ever.
/// </remarks>
public sealed class Page
{
    /// <summary>Bytes of a page.</summary>
    public const int Size = FrameAllocator.FrameSize;

    private readonly PhysicalAddress _frame;
    private int _owners = 1;

    private Page(PhysicalAddress frame) => _frame = frame;

    /// <summary>Where devices find the page. A number only; stays valid while there is an owner.</summary>
    public PhysicalAddress Address => _frame;

    /// <summary>How many owners there are. 0: the page is gone.</summary>
    public int OwnerCount => Volatile.Read(ref _owners);

    /// <summary>How many page-table entries map the page (and other pages' frames never: this counts this frame).</summary>
    public int MappingCount => OwnerCount == 0 ? 0 : FrameAllocator.ReferenceCount(_frame) - 1;

    /// <summary>Takes a free page.</summary>
    /// <param name="zeroed">Whether it must be all zeros; otherwise the contents are undefined and must be overwritten before anyone sees them.</param>
    /// <returns><c>null</c> if memory is exhausted.</returns>
    public static Page? TryAllocate(bool zeroed = true)
    {
        if (!FrameAllocator.TryAllocate(zeroed, out PhysicalAddress frame)) return null;
        try
        {
            return new Page(frame);
        }
        catch (OutOfMemoryException)
        {
            FrameAllocator.Release(frame);
            return null;
        }
    }

    /// <summary>Adds an owner.</summary>
    /// <returns>This page, to be stored by the new owner.</returns>
    public Page Acquire()
    {
        if (!TryAcquire()) throw new ObjectDisposedException(nameof(Page));
        return this;
    }

    /// <summary>Adds an owner unless the page is already gone.</summary>
    public bool TryAcquire()
    {
        int owners = Volatile.Read(ref _owners);
        while (owners > 0)
        {
            int seen = Interlocked.CompareExchange(ref _owners, owners + 1, owners);
            if (seen == owners) return true;
            owners = seen;
        }

        return false;
    }

    /// <summary>Takes one owner away. The last one gives the frame back, unless a page table still maps it.</summary>
    public void Release()
    {
        int left = Interlocked.Decrement(ref _owners);
        if (left > 0) return;
        if (left < 0)
        {
            _ = Interlocked.Increment(ref _owners);
            throw new ObjectDisposedException(nameof(Page));
        }

        FrameAllocator.Release(_frame);
    }

    /// <summary>The page's bytes: <c>using Page.Access access = page.Open();</c> — then <c>access.Span</c>.</summary>
    /// <remarks>The access is an owner, so the bytes stay valid until it is disposed; do not keep the span longer.</remarks>
    public Access Open() => new(Acquire());

    /// <summary>The right to touch a page's bytes.</summary>
    public readonly ref struct Access
    {
        private readonly Page _page;

        internal Access(Page page) => _page = page;

        /// <summary>All 4096 bytes.</summary>
        // SAFETY: (1) the frame is RAM, so it is in the direct map; (2) this access owns the page, so it is not reused meanwhile.
        public unsafe Span<byte> Span => new(DirectMap.ToPointer(_page._frame), Size);

        /// <summary>The page as 32-bit words, for pixels.</summary>
        // SAFETY: (1) and (2) as for Span; (3) frames are aligned far beyond 4 bytes.
        public unsafe Span<uint> Words => new(DirectMap.ToPointer(_page._frame), Size / sizeof(uint));

        public void Dispose() => _page.Release();
    }
}
