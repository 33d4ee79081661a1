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

    private static long PagesIn(long size) => (size / Page.Size) + (size % Page.Size == 0 ? 0 : 1);

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

    private void AddBlocks(long pageCount)
    {
        using SpinLock<InodeAttributes>.Guard attributes = _inode.LockAttributes();
        attributes.Value.Blocks += pageCount * (Page.Size / 512);
    }
}
