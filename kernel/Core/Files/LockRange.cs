// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Files;

/// <summary>What one lock covers, and how: bytes from <see cref="Start"/> to <see cref="End"/>, both included.</summary>
internal readonly struct LockRange(long start, long end, short type)
{
    internal long Start { get; init; } = start;

    internal long End { get; init; } = end;

    internal short Type { get; } = type;

    internal bool IsWrite => Type == FileLock.F_WRLCK;

    internal bool IsUnlock => Type == FileLock.F_UNLCK;

    internal bool Overlaps(in LockRange other) => Start <= other.End && other.Start <= End;

    /// <summary>Of one kind and without a gap between them, so that they are one lock.</summary>
    internal bool Continues(in LockRange other) =>
        Type == other.Type && (Overlaps(other) || (End != long.MaxValue && End + 1 == other.Start) || (other.End != long.MaxValue && other.End + 1 == Start));
}

/// <summary>One lock of one owner, or somebody's wait for one.</summary>
internal sealed class RecordLock
{
    internal RecordLock(Inode inode, object owner, int processId, in LockRange range)
    {
        Inode = inode;
        Owner = owner;
        ProcessId = processId;
        Range = range;
    }

    internal Inode Inode { get; }

    /// <summary>A <see cref="FileTable"/>, for the locks of a process; an <see cref="OpenFile"/>, for its own.</summary>
    internal object Owner { get; }

    /// <summary>Who asked for it; -1 for locks of an open file.</summary>
    internal int ProcessId { get; }

    internal LockRange Range { get; set; }

    /// <summary>Of a wait: whose lock it waits for.</summary>
    internal object? WaitsFor { get; set; }

    internal RecordLock? Next { get; set; }

    internal bool IsFor(Inode inode, object owner) => Inode == inode && Owner == owner;
}

/// <summary>Locks in a chain through themselves, so that adding needs no memory.</summary>
internal struct LockChain
{
    internal RecordLock? First;
    internal int Count;

    internal void Add(RecordLock added)
    {
        // Sorted by start, as F_GETLK tells the first and /proc/locks shows them.
        ref RecordLock? before = ref First;
        if (before is null || before.Range.Start > added.Range.Start)
        {
            added.Next = First;
            First = added;
        }
        else
        {
            RecordLock at = before;
            while (at.Next is not null && at.Next.Range.Start <= added.Range.Start)
            {
                at = at.Next;
            }

            added.Next = at.Next;
            at.Next = added;
        }

        Count++;
    }

    internal void Remove(RecordLock removed)
    {
        if (First == removed)
        {
            First = removed.Next;
        }
        else
        {
            RecordLock? at = First;
            while (at is not null && at.Next != removed)
            {
                at = at.Next;
            }

            if (at is null)
            {
                return;
            }

            at.Next = removed.Next;
        }

        removed.Next = null;
        Count--;
    }
}
