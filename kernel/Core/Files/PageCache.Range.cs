// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>What changes ranges of a file without data: fallocate(2), and the seals of <c>memfd_create(2)</c> that forbid it.</summary>
public abstract partial class PageCache
{
    private int _seals = (int)Seals.F_SEAL_SEAL;

    /// <summary>What is forbidden for ever (F_ADD_SEALS). Ordinary files forbid only to add more.</summary>
    public Seals Seals => (Seals)Volatile.Read(ref _seals);

    /// <summary>Files in memory know seals, even if only the one that forbids others.</summary>
    public bool CanBeSealed => IsMemoryOnly;

    /// <summary>The file can be sealed; as yet it is not.</summary>
    public void AllowSealing(Seals first) => Volatile.Write(ref _seals, (int)first);

    /// <summary>F_ADD_SEALS.</summary>
    /// <returns>EPERM: sealed against sealing; EBUSY: it is mapped for writing.</returns>
    public Errno AddSeals(Seals added)
    {
        using Mutex<int>.Guard writers = _writers.Lock();
        Seals present = Seals;
        if ((present & Seals.F_SEAL_SEAL) != 0)
        {
            return Errno.EPERM;
        }

        if ((added & Seals.F_SEAL_WRITE) != 0 && (present & Seals.F_SEAL_WRITE) == 0 && Mappings.WritableCount != 0)
        {
            return Errno.EBUSY;
        }

        // An executable file that stays so must not change either (F_SEAL_EXEC, fcntl(2)).
        const StatMode Executable = StatMode.S_IXUSR | StatMode.S_IXGRP | StatMode.S_IXOTH;
        if ((added & Seals.F_SEAL_EXEC) != 0 && (_inode.Attributes.Mode & Executable) != 0)
        {
            added |= Seals.F_SEAL_SHRINK | Seals.F_SEAL_GROW | Seals.F_SEAL_WRITE | Seals.F_SEAL_FUTURE_WRITE;
        }

        Volatile.Write(ref _seals, (int)(present | added));
        return Errno.None;
    }

    /// <summary>Part of one page for a pipe, at most up to the end of the file: an acquired page, or none at the end.</summary>
    internal Result<PipeBuffer.Slot> Share(long offset, int limit)
    {
        long left = ByteLength - offset;
        if (left <= 0)
        {
            return default(PipeBuffer.Slot);
        }

        int within = (int)(offset % Page.Size);
        int length = (int)Math.Min(Math.Min(left, limit), Page.Size - within);
        if (!Find(offset / Page.Size).Try(out Page? page, out Errno error)) return error;
        page ??= PageReclaimer.Allocate();
        return page is null ? Errno.ENOMEM : new PipeBuffer.Slot { Page = page, Offset = within, Length = length };
    }

    /// <summary>Sets pages aside for a range, so that writing there cannot fail for want of room. All or nothing.</summary>
    protected Errno Allocate(long offset, long length, bool keepsSize)
    {
        using Mutex<int>.Guard writers = _writers.Lock();
        long end = offset + length;
        if ((Seals & Seals.F_SEAL_GROW) != 0 && end > ByteLength)
        {
            return Errno.EPERM;
        }

        List<long> added = [];
        for (long index = offset / Page.Size; index < PagesIn(end); index++)
        {
            Errno error = SetAside(index, added);
            if (error != Errno.None)
            {
                foreach (long one in added)
                {
                    Discard(one, one + 1, keepsCopies: true);
                }

                return error;
            }

            Scheduler.YieldIfNeeded();
        }

        if (!keepsSize)
        {
            GrowTo(end);
        }

        return Errno.None;
    }

    /// <summary>Makes a range read as zeros and gives its whole pages back.</summary>
    protected Errno PunchHole(long offset, long length)
    {
        using Mutex<int>.Guard writers = _writers.Lock();
        if ((Seals & (Seals.F_SEAL_WRITE | Seals.F_SEAL_FUTURE_WRITE)) != 0)
        {
            return Errno.EPERM;
        }

        long end = offset + length;
        long firstWhole = PagesIn(offset);
        long endWhole = end / Page.Size;
        if (endWhole > firstWhole)
        {
            Discard(firstWhole, endWhole, keepsCopies: true);
        }

        Errno error = Errno.None;
        int headStart = (int)(offset % Page.Size);
        int tailEnd = (int)(end % Page.Size);
        if (offset / Page.Size == end / Page.Size)
        {
            return ClearPart(offset / Page.Size, headStart, tailEnd);
        }

        if (headStart != 0)
        {
            error = ClearPart(offset / Page.Size, headStart, Page.Size);
        }

        return error == Errno.None && tailEnd != 0 ? ClearPart(endWhole, 0, tailEnd) : error;
    }

    private Errno SetAside(long index, List<long> added)
    {
        using (Mutex<PageIndex>.Guard pages = _pages.Lock())
        {
            if (pages.Value.Find(index) is not null)
            {
                return Errno.None;
            }
        }

        if (!Demand(index, isUnwritten: true).Try(out Page page, out Errno error)) return error;
        page.Release();
        added.Add(index);
        return Errno.None;
    }
}
