// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>
/// The advisory locks of fcntl(2): ranges of a file for reading or for writing. Those of a process belong to its descriptors, and all that it
/// has on a file go when it closes any descriptor of that file (POSIX fcntl()); those of F_OFD_SETLK belong to the open file.
/// </summary>
internal static class RecordLocks
{
    /// <summary>How long a chain of waits is followed (Linux's MAX_DEADLK_ITERATIONS).</summary>
    private const int MaximumWaits = 10;

    private static readonly SpinLock<Locks> s_locks = new(default);
    private static readonly WaitQueue s_changed = new();
    private static int s_count;

    private struct Locks
    {
        internal LockChain Held;
        internal LockChain Waiting;
    }

    /// <summary>F_GETLK: the first lock that would be in the way.</summary>
    internal static bool TryFindConflict(Inode inode, object owner, in LockRange range, out LockRange found, out int processId)
    {
        using SpinLock<Locks>.Guard locks = s_locks.Lock();
        RecordLock? conflict = FindConflict(locks.Value, inode, owner, range);
        found = conflict?.Range ?? default;
        processId = conflict?.ProcessId ?? 0;
        return conflict is not null;
    }

    /// <summary>F_SETLK and F_SETLKW: replaces what the owner has in the range.</summary>
    /// <returns><c>EAGAIN</c>: somebody has it; <c>EDEADLK</c>: that one waits, directly or not, for this owner; <c>EINTR</c> while waiting.</returns>
    internal static Errno Set(Inode inode, object owner, int processId, in LockRange range, bool wait)
    {
        // A lock can need two places: its own, and one for the rest of an older lock that it cuts in two.
        RecordLock added = new(inode, owner, processId, range);
        RecordLock spare = new(inode, owner, processId, range);
        RecordLock waiting = new(inode, owner, processId, range);
        using SpinLock<Locks>.Guard locks = s_locks.Lock();
        while (FindConflict(locks.Value, inode, owner, range) is RecordLock conflict)
        {
            if (!wait)
            {
                return Errno.EAGAIN;
            }

            if (IsDeadlock(locks.Value, owner, conflict.Owner))
            {
                return Errno.EDEADLK;
            }

            waiting.WaitsFor = conflict.Owner;
            locks.Value.Waiting.Add(waiting);
            Errno error = s_changed.Wait(locks);
            locks.Value.Waiting.Remove(waiting);
            if (error != Errno.None)
            {
                return error;
            }
        }

        Cut(ref locks.Value.Held, inode, owner, range, spare);
        if (!range.IsUnlock)
        {
            Join(ref locks.Value.Held, added);
        }

        Publish(locks.Value);
        return Errno.None;
    }

    /// <summary>A descriptor of the file was closed by its owner, or the owner is gone.</summary>
    internal static void Release(object owner, Inode inode)
    {
        if (Volatile.Read(ref s_count) == 0)
        {
            return;
        }

        using SpinLock<Locks>.Guard locks = s_locks.Lock();
        bool isChanged = false;
        for (RecordLock? held = locks.Value.Held.First; held is not null;)
        {
            RecordLock? next = held.Next;
            if (held.IsFor(inode, owner))
            {
                locks.Value.Held.Remove(held);
                isChanged = true;
            }

            held = next;
        }

        if (isChanged)
        {
            Publish(locks.Value);
        }
    }

    private static void Publish(in Locks locks)
    {
        Volatile.Write(ref s_count, locks.Held.Count);
        s_changed.WakeAll();
    }

    /// <summary>Whether the holder waits for the one who is about to wait for it. Open files wait for nobody: threads do, in any number.</summary>
    private static bool IsDeadlock(in Locks locks, object owner, object holder)
    {
        if (owner is not FileTable)
        {
            return false;
        }

        for (int step = 0; step < MaximumWaits; step++)
        {
            object? next = null;
            for (RecordLock? wait = locks.Waiting.First; wait is not null; wait = wait.Next)
            {
                next = wait.Owner == holder && wait.Owner is FileTable ? wait.WaitsFor : next;
            }

            if (next is null)
            {
                return false;
            }

            if (next == owner)
            {
                return true;
            }

            holder = next;
        }

        return false;
    }

    private static RecordLock? FindConflict(in Locks locks, Inode inode, object owner, in LockRange range)
    {
        if (range.IsUnlock)
        {
            return null;
        }

        for (RecordLock? held = locks.Held.First; held is not null; held = held.Next)
        {
            bool isOther = held.Inode == inode && held.Owner != owner && held.Range.Overlaps(range);
            if (isOther && (held.Range.IsWrite || range.IsWrite))
            {
                return held;
            }
        }

        return null;
    }

    private static void Cut(ref LockChain held, Inode inode, object owner, in LockRange range, RecordLock spare)
    {
        for (RecordLock? present = held.First; present is not null;)
        {
            RecordLock? next = present.Next;
            if (present.IsFor(inode, owner) && present.Range.Overlaps(range))
            {
                Cut(ref held, present, range, spare);
            }

            present = next;
        }
    }

    private static void Cut(ref LockChain held, RecordLock present, in LockRange range, RecordLock spare)
    {
        LockRange old = present.Range;
        bool keepsStart = old.Start < range.Start;
        bool keepsEnd = old.End > range.End;
        held.Remove(present);
        if (keepsStart && keepsEnd)
        {
            spare.Range = Retyped(old, range.End + 1, old.End);
            held.Add(spare);
        }

        if (keepsStart)
        {
            present.Range = Retyped(old, old.Start, range.Start - 1);
            held.Add(present);
        }
        else if (keepsEnd)
        {
            present.Range = Retyped(old, range.End + 1, old.End);
            held.Add(present);
        }
    }

    private static LockRange Retyped(in LockRange old, long start, long end) => new(start, end, old.Type);

    /// <summary>Adds a lock, as one with those of the same owner and kind that touch it.</summary>
    private static void Join(ref LockChain held, RecordLock added)
    {
        for (RecordLock? present = held.First; present is not null;)
        {
            RecordLock? next = present.Next;
            if (present.IsFor(added.Inode, added.Owner) && present.Range.Continues(added.Range))
            {
                added.Range = Retyped(added.Range, System.Math.Min(added.Range.Start, present.Range.Start), System.Math.Max(added.Range.End, present.Range.End));
                held.Remove(present);
            }

            present = next;
        }

        held.Add(added);
    }
}
