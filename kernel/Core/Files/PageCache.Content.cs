// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>The file as bytes: reading, writing and its size. The rest of the class knows it as pages.</summary>
public abstract partial class PageCache
{
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
}
