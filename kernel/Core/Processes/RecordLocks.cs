// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>
/// The advisory locks of fcntl(2): ranges of a file that a process has for reading or for writing. They belong to the process, and all that it
/// has on a file go when it closes any descriptor of that file (POSIX fcntl()).
/// </summary>
internal static class RecordLocks
{
    private static readonly SpinLock<LinkList<RecordLock>> s_locks = new(new LinkList<RecordLock>(), LockRank.Files);
    private static readonly WaitQueue s_changed = new();
    private static int s_count;

    /// <summary>F_GETLK: the first lock that would be in the way.</summary>
    internal static bool TryFindConflict(Inode inode, Process owner, in LockRange range, out LockRange found, out int processId)
    {
        using SpinLock<LinkList<RecordLock>>.Guard locks = s_locks.Lock();
        RecordLock? conflict = FindConflict(locks.Value, inode, owner, range);
        found = conflict?.Range ?? default;
        processId = conflict?.Owner.Id ?? 0;
        return conflict is not null;
    }

    /// <summary>F_SETLK and F_SETLKW: replaces what the process has in the range.</summary>
    /// <returns><c>EAGAIN</c>: somebody has it; <c>EINTR</c> while waiting.</returns>
    internal static Errno Set(Inode inode, Process owner, in LockRange range, bool wait)
    {
        // A lock can need two places: its own, and one for the rest of an older lock that it cuts in two.
        RecordLock added = new(inode, owner, range);
        RecordLock spare = new(inode, owner, range);
        using SpinLock<LinkList<RecordLock>>.Guard locks = s_locks.Lock();
        while (FindConflict(locks.Value, inode, owner, range) is not null)
        {
            if (!wait) return Errno.EAGAIN;
            Errno error = s_changed.Wait(locks);
            if (error != Errno.None) return error;
        }

        Cut(locks.Value, inode, owner, range, spare);
        if (!range.IsUnlock) locks.Value.Add(added.Link);
        Volatile.Write(ref s_count, locks.Value.Count);
        s_changed.WakeAll();
        return Errno.None;
    }

    /// <summary>The process has closed a descriptor of the file, or has ended (<paramref name="inode"/> is null).</summary>
    internal static void Release(Process owner, Inode? inode)
    {
        if (Volatile.Read(ref s_count) == 0) return;
        using SpinLock<LinkList<RecordLock>>.Guard locks = s_locks.Lock();
        for (Link<RecordLock>? link = locks.Value.First; link is not null;)
        {
            RecordLock present = link.Owner;
            link = link.Next;
            if (present.Owner == owner && (inode is null || present.Inode == inode)) locks.Value.Remove(present.Link);
        }

        Volatile.Write(ref s_count, locks.Value.Count);
        s_changed.WakeAll();
    }

    private static RecordLock? FindConflict(LinkList<RecordLock> locks, Inode inode, Process owner, in LockRange range)
    {
        if (range.IsUnlock) return null;
        for (Link<RecordLock>? link = locks.First; link is not null; link = link.Next)
        {
            RecordLock present = link.Owner;
            bool isOther = present.Inode == inode && present.Owner != owner && present.Range.Overlaps(range);
            if (isOther && (present.Range.IsWrite || range.IsWrite)) return present;
        }

        return null;
    }

    private static void Cut(LinkList<RecordLock> locks, Inode inode, Process owner, in LockRange range, RecordLock spare)
    {
        for (Link<RecordLock>? link = locks.First; link is not null;)
        {
            RecordLock present = link.Owner;
            link = link.Next;
            if (present.Inode != inode || present.Owner != owner || !present.Range.Overlaps(range)) continue;
            LockRange old = present.Range;
            bool keepsStart = old.Start < range.Start;
            bool keepsEnd = old.End > range.End;
            if (keepsStart && keepsEnd)
            {
                spare.Range = old with { Start = range.End + 1 };
                locks.Add(spare.Link);
            }

            if (keepsStart) present.Range = old with { End = range.Start - 1 };
            else if (keepsEnd) present.Range = old with { Start = range.End + 1 };
            else locks.Remove(present.Link);
        }
    }
}

/// <summary>What one lock covers, and how: bytes from <see cref="Start"/> to <see cref="End"/>, both included.</summary>
internal readonly struct LockRange(long start, long end, short type)
{
    internal long Start { get; init; } = start;

    internal long End { get; init; } = end;

    internal short Type { get; } = type;

    internal bool IsWrite => Type == FileLock.F_WRLCK;

    internal bool IsUnlock => Type == FileLock.F_UNLCK;

    internal bool Overlaps(in LockRange other) => Start <= other.End && other.Start <= End;
}

/// <summary>One lock of one process.</summary>
internal sealed class RecordLock
{
    internal RecordLock(Inode inode, Process owner, in LockRange range)
    {
        Inode = inode;
        Owner = owner;
        Range = range;
        Link = new Link<RecordLock>(this);
    }

    internal Inode Inode { get; }

    internal Process Owner { get; }

    internal LockRange Range { get; set; }

    internal Link<RecordLock> Link { get; }
}
