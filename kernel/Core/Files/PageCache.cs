// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>
/// The data of one file in memory, page by page: read, write and mappings all use it, so they always agree. The file
/// system derives from it and says where missing pages come from and what a new one costs.
/// </summary>
/// <remarks>
/// Two locks, taken in this order: <c>_writers</c> lets one change of size or content happen at a time and is held while user memory is
/// copied; <c>_pages</c> guards only the index. Copying may fault and come back for a page of this very file, which needs just the second.
/// </remarks>
public abstract partial class PageCache : MemoryObject
{
    private readonly Mutex<PageIndex> _pages = new(new PageIndex());
    private readonly Mutex<int> _writers = new(0);
    private readonly Inode _inode;
    private static long s_totalPages;
    private static long s_memoryPages;

    protected PageCache(Inode inode) => _inode = inode;

    /// <summary>Size of the file.</summary>
    public override long ByteLength => _inode.Attributes.Size;

    /// <summary>Pages of all files in memory ("Cached" of /proc/meminfo).</summary>
    public static long TotalPages => Interlocked.Read(ref s_totalPages);

    /// <summary>Those among them that are nowhere else ("Shmem").</summary>
    public static long MemoryOnlyPages => Interlocked.Read(ref s_memoryPages);

    /// <summary>Pages in memory.</summary>
    public long ResidentCount
    {
        get
        {
            using Mutex<PageIndex>.Guard pages = _pages.Lock();
            return pages.Value.Count;
        }
    }

    /// <summary>Brings a page that is not in memory from where the file is kept; null for a hole.</summary>
    protected abstract Result<Page?> Load(long index);

    /// <summary>Asks for room for one more page of data; ENOSPC if there is none.</summary>
    protected abstract Errno Charge();

    /// <summary>Gives room back.</summary>
    protected abstract void Uncharge(long pageCount);

    /// <summary>Whether data is kept for a page that is not in memory (for SEEK_DATA).</summary>
    protected virtual bool IsStored(long index) => false;

    /// <summary>The pages are all there is of the file: they cannot be dropped and loaded again.</summary>
    protected virtual bool IsMemoryOnly => false;

    /// <summary>Largest size a file can have.</summary>
    protected virtual long MaximumSize => long.MaxValue - Page.Size;

    /// <summary>Copies data out, at most up to the end of the file.</summary>
    protected internal Result<long> Read(ref IoSink sink, long offset)
    {
        long start = sink.Transferred;
        Errno error = Errno.None;
        while (error == Errno.None && sink.Remaining > 0)
        {
            long left = ByteLength - offset;
            if (left <= 0)
            {
                break;
            }

            int within = (int)(offset % Page.Size);
            int chunk = (int)Math.Min(Math.Min(left, sink.Remaining), Page.Size - within);
            error = ReadChunk(ref sink, offset / Page.Size, within, chunk);
            offset += chunk;
        }

        long count = sink.Transferred - start;
        return count == 0 && error != Errno.None ? error : count;
    }

    /// <summary>Copies data in, making the file longer as needed. <paramref name="end"/> is the offset behind it.</summary>
    internal Result<long> Write(ref IoSource source, long offset, bool append, out long end)
    {
        using Mutex<int>.Guard writers = _writers.Lock();
        offset = append ? ByteLength : offset;
        end = offset;
        long start = source.Transferred;
        Errno error = CheckWrite(ref source, offset);
        while (error == Errno.None && source.Remaining > 0)
        {
            int within = (int)(end % Page.Size);
            long room = MaximumSize - end;
            if (room <= 0)
            {
                error = Errno.EFBIG;
                break;
            }

            int chunk = (int)Math.Min(Math.Min(source.Remaining, room), Page.Size - within);
            error = WriteChunk(ref source, end / Page.Size, within, chunk);
            end = offset + (source.Transferred - start);
            GrowTo(end);
        }

        long count = source.Transferred - start;
        return count == 0 && error != Errno.None ? error : count;
    }

    /// <summary>The limits of a write at an offset: seals, and RLIMIT_FSIZE, which cuts off what is behind it.</summary>
    private Errno CheckWrite(ref IoSource source, long offset)
    {
        if (source.Remaining == 0)
        {
            return Errno.None;
        }

        if (offset >= source.SizeLimit)
        {
            source.HasExceededLimit = true;
            return Errno.EFBIG;
        }

        Seals seals = Seals;
        if ((seals & (Seals.F_SEAL_WRITE | Seals.F_SEAL_FUTURE_WRITE)) != 0)
        {
            return Errno.EPERM;
        }

        if ((seals & Seals.F_SEAL_GROW) != 0 && offset + source.Remaining > ByteLength)
        {
            // Each page is written whole or not at all.
            long whole = ByteLength / Page.Size * Page.Size;
            if (offset >= whole)
            {
                return Errno.EPERM;
            }

            source.Limit(whole - offset);
        }

        source.Limit(source.SizeLimit - offset);
        return Errno.None;
    }

    /// <summary>Sets the size. Pages behind it are given back; what is added reads as zero.</summary>
    protected Errno Resize(long size)
    {
        if (size > MaximumSize)
        {
            return Errno.EFBIG;
        }

        using Mutex<int>.Guard writers = _writers.Lock();
        long before = ByteLength;
        Seals seals = Seals;
        if ((size < before && (seals & Seals.F_SEAL_SHRINK) != 0) || (size > before && (seals & Seals.F_SEAL_GROW) != 0))
        {
            return Errno.EPERM;
        }

        if (size < before)
        {
            SetSize(size);
        }

        // Also when it grows: fallocate(2) may have set pages aside behind the end.
        if (size <= before)
        {
            Discard(PagesIn(size), long.MaxValue, keepsCopies: false);
        }

        if (size > before)
        {
            // What mappings have written behind the old end, in its last page, becomes part of the file, as in Linux's tmpfs.
            SetSize(size);
            return Errno.None;
        }

        return ClearTail(size);
    }

    /// <summary>Gives all pages back; the file is gone.</summary>
    protected void Clear() => Discard(0, long.MaxValue, keepsCopies: false);

    /// <summary>Gives back pages that nobody maps and that can be loaded again, up to a number.</summary>
    protected long Reclaim(long wanted)
    {
        using Mutex<PageIndex>.Guard pages = _pages.Lock();
        long count = pages.Value.RemoveUnused(wanted);
        CountPages(-count);
        return count;
    }

    /// <summary>The next data or the next hole from an offset on (SEEK_DATA, SEEK_HOLE); ENXIO if there is none.</summary>
    internal Result<long> FindEdge(long offset, bool wantsData)
    {
        long size = ByteLength;
        if (offset < 0 || offset >= size)
        {
            return Errno.ENXIO;
        }

        for (long index = offset / Page.Size; index < PagesIn(size); index++)
        {
            if (HasData(index) == wantsData)
            {
                return Math.Max(offset, index * Page.Size);
            }
        }

        return wantsData ? Errno.ENXIO : size;
    }

    private static long PagesIn(long size) => (size / Page.Size) + (size % Page.Size == 0 ? 0 : 1);

    private Errno ReadChunk(ref IoSink sink, long index, int within, int chunk)
    {
        if (!Find(index).Try(out Page? page, out Errno error)) return error;
        if (page is null)
        {
            return sink.WriteZeros(chunk);
        }

        using Page.Access access = page.Open();
        page.Release();
        return sink.Write(access.Span.Slice(within, chunk));
    }

    private Errno WriteChunk(ref IoSource source, long index, int within, int chunk)
    {
        if (!Demand(index).Try(out Page page, out Errno error)) return error;
        using Page.Access access = page.Open();
        page.Release();
        return source.Read(access.Span.Slice(within, chunk));
    }

    /// <summary>The page, acquired; null for a hole.</summary>
    private Result<Page?> Find(long index)
    {
        using Mutex<PageIndex>.Guard pages = _pages.Lock();
        Page? page = pages.Value.Find(index);
        if (page is null)
        {
            if (!Load(index).Try(out page, out Errno error)) return error;
            if (page is not null)
            {
                pages.Value.Add(index, page);
                CountPages(1);
            }
        }

        return page?.Acquire();
    }

    /// <summary>The page, acquired; a hole is filled with zeros.</summary>
    private Result<Page> Demand(long index, bool isUnwritten = false)
    {
        using Mutex<PageIndex>.Guard pages = _pages.Lock();
        Page? page = pages.Value.Find(index);
        if (page is not null)
        {
            if (!isUnwritten)
            {
                pages.Value.MarkWritten(index);
            }

            return page.Acquire();
        }

        if (!Load(index).Try(out page, out Errno error)) return error;
        if (page is null)
        {
            error = Charge();
            if (error != Errno.None)
            {
                return error;
            }

            page = PageReclaimer.Allocate();
            if (page is null)
            {
                Uncharge(1);
                return Errno.ENOMEM;
            }

            AddBlocks(1);
        }

        pages.Value.Add(index, page, isUnwritten);
        CountPages(1);
        return page.Acquire();
    }

    private bool HasData(long index)
    {
        using Mutex<PageIndex>.Guard pages = _pages.Lock();
        return pages.Value.Find(index) is not null ? pages.Value.IsWritten(index) : IsStored(index);
    }

    /// <summary>Gives pages back. They are let go only when no page table has them any more.</summary>
    private void Discard(long firstIndex, long endIndex, bool keepsCopies)
    {
        List<Page> removed;
        using (Mutex<PageIndex>.Guard pages = _pages.Lock())
        {
            removed = pages.Value.Remove(firstIndex, endIndex);
        }

        CountPages(-removed.Count);
        Mappings.Removed(firstIndex, endIndex, keepsCopies);
        foreach (Page page in removed)
        {
            page.Release();
        }

        AddBlocks(-removed.Count);
        Uncharge(removed.Count);
    }

    private void CountPages(long change)
    {
        _ = Interlocked.Add(ref s_totalPages, change);
        _ = IsMemoryOnly ? Interlocked.Add(ref s_memoryPages, change) : 0;
    }

    private Errno ClearTail(long size)
    {
        int within = (int)(size % Page.Size);
        return within == 0 ? Errno.None : ClearPart(size / Page.Size, within, Page.Size);
    }

    /// <summary>Writes zeros into a page, from one byte up to another. A hole has them already.</summary>
    private Errno ClearPart(long index, int start, int end)
    {
        if (!Find(index).Try(out Page? page, out Errno error)) return error;
        if (page is not null)
        {
            using Page.Access access = page.Open();
            page.Release();
            access.Span[start..end].Clear();
        }

        return Errno.None;
    }

    private void GrowTo(long end)
    {
        using SpinLock<InodeAttributes>.Guard attributes = _inode.LockAttributes();
        attributes.Value.Size = Math.Max(attributes.Value.Size, end);
    }

    private void SetSize(long size)
    {
        using SpinLock<InodeAttributes>.Guard attributes = _inode.LockAttributes();
        attributes.Value.Size = size;
    }

    private void AddBlocks(long pageCount)
    {
        using SpinLock<InodeAttributes>.Guard attributes = _inode.LockAttributes();
        attributes.Value.Blocks += pageCount * (Page.Size / 512);
    }
}
