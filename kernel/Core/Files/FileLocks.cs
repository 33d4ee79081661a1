// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>The locks of flock(2): one per open file, for the whole of what it refers to. They know nothing of those of fcntl(2).</summary>
internal static class FileLocks
{
    private static readonly SpinLock<LockChain> s_locks = new(default);
    private static readonly WaitQueue s_changed = new();
    private static int s_count;

    /// <summary>Takes, changes or gives up the lock of an open file. A change is not atomic: the old lock goes first (flock(2)).</summary>
    /// <param name="type">F_RDLCK, F_WRLCK or F_UNLCK.</param>
    /// <returns><c>EAGAIN</c>: somebody has it and <paramref name="wait"/> is false; <c>EINTR</c> while waiting.</returns>
    internal static Errno Set(OpenFile file, short type, bool wait)
    {
        RecordLock wanted = new(file.Inode, file, 0, new LockRange(0, long.MaxValue, type));
        using SpinLock<LockChain>.Guard locks = s_locks.Lock();
        RecordLock? own = FindOwn(locks.Value, file);
        if (own is not null)
        {
            if (own.Range.Type == type)
            {
                return Errno.None;
            }

            locks.Value.Remove(own);
            Publish(locks.Value);
        }

        if (wanted.Range.IsUnlock)
        {
            return Errno.None;
        }

        while (IsTaken(locks.Value, wanted))
        {
            if (!wait)
            {
                return Errno.EAGAIN;
            }

            Errno error = s_changed.Wait(locks);
            if (error != Errno.None)
            {
                return error;
            }
        }

        locks.Value.Add(wanted);
        Volatile.Write(ref s_count, locks.Value.Count);
        return Errno.None;
    }

    /// <summary>The last descriptor of an open file was closed.</summary>
    internal static void Release(OpenFile file)
    {
        if (Volatile.Read(ref s_count) != 0)
        {
            _ = Set(file, FileLock.F_UNLCK, wait: false);
        }
    }

    private static void Publish(in LockChain locks)
    {
        Volatile.Write(ref s_count, locks.Count);
        s_changed.WakeAll();
    }

    private static RecordLock? FindOwn(in LockChain locks, OpenFile file)
    {
        RecordLock? held = locks.First;
        while (held is not null && held.Owner != file)
        {
            held = held.Next;
        }

        return held;
    }

    private static bool IsTaken(in LockChain locks, RecordLock wanted)
    {
        for (RecordLock? held = locks.First; held is not null; held = held.Next)
        {
            bool isOther = held.Inode == wanted.Inode && held.Owner != wanted.Owner;
            if (isOther && (held.Range.IsWrite || wanted.Range.IsWrite))
            {
                return true;
            }
        }

        return false;
    }
}
