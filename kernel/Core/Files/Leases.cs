// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>
/// The leases of fcntl(2): who has one on a file is told when somebody else wants to open or cut it, who then waits until the lease is given back,
/// lowered, or taken away after <see cref="BreakSeconds"/>.
/// </summary>
public static class Leases
{
    private static readonly SpinLock<LinkList<Lease>> s_leases = new(new LinkList<Lease>());
    private static readonly WaitQueue s_changed = new();
    private static int s_count;

    /// <summary><c>/proc/sys/fs/leases-enable</c>.</summary>
    public static bool AreEnabled { get; set; } = true;

    /// <summary><c>/proc/sys/fs/lease-break-time</c>; 0: for ever.</summary>
    public static int BreakSeconds { get; set; } = 45;

    /// <summary>F_SETLEASE with F_RDLCK or F_WRLCK.</summary>
    /// <param name="isNew">There was none, so the file wants an owner for the signal.</param>
    /// <returns><c>EAGAIN</c>: others have the file open in a way that does not go with it; <c>EINVAL</c>: leases are off.</returns>
    internal static Errno Set(OpenFile file, short type, int descriptor, out bool isNew)
    {
        Lease lease = new(file, type, descriptor);
        isNew = false;
        using SpinLock<LinkList<Lease>>.Guard leases = s_leases.Lock();
        TakeOverdue(leases.Value);
        if (!file.Inode.AllowsLease(file, type)) return Errno.EAGAIN;
        Lease? own = null;
        for (Link<Lease>? link = leases.Value.First; link is not null; link = link.Next)
        {
            if (link.Owner.File == file) own = link.Owner;
            else if (link.Owner.Inode == file.Inode && (type == FileLock.F_WRLCK || link.Owner.IsUnlockPending)) return Errno.EAGAIN;
        }

        if (own is not null)
        {
            own.Lower(type);
            s_changed.WakeAll();
            return Errno.None;
        }

        if (!AreEnabled) return Errno.EINVAL;
        leases.Value.Add(lease.Link);
        Volatile.Write(ref s_count, leases.Value.Count);
        // Looked at again now that openers see the lease, so that none slips in between.
        isNew = file.Inode.AllowsLease(file, type);
        if (!isNew) Remove(leases.Value, lease);
        return isNew ? Errno.None : Errno.EAGAIN;
    }

    /// <summary>F_SETLEASE with F_UNLCK, and the end of an open file. <c>EAGAIN</c>: it has no lease.</summary>
    internal static Errno Remove(OpenFile file)
    {
        if (Volatile.Read(ref s_count) == 0) return Errno.EAGAIN;
        using SpinLock<LinkList<Lease>>.Guard leases = s_leases.Lock();
        for (Link<Lease>? link = leases.Value.First; link is not null; link = link.Next)
        {
            if (link.Owner.File != file) continue;
            Remove(leases.Value, link.Owner);
            return Errno.None;
        }

        return Errno.EAGAIN;
    }

    /// <summary>F_GETLEASE: what it is, or what it has to become while somebody waits.</summary>
    internal static short TypeOf(OpenFile file)
    {
        using SpinLock<LinkList<Lease>>.Guard leases = s_leases.Lock();
        TakeOverdue(leases.Value);
        for (Link<Lease>? link = leases.Value.First; link is not null; link = link.Next)
        {
            if (link.Owner.File == file) return link.Owner.TargetType;
        }

        return FileLock.F_UNLCK;
    }

    /// <summary>Before a file is opened or cut: tells who has leases that do not go with it, and waits for them.</summary>
    /// <returns><c>EWOULDBLOCK</c>: told, but there is no waiting; <c>EINTR</c>.</returns>
    internal static Errno Break(Inode inode, bool isWriting, bool nonBlocking)
    {
        if (Volatile.Read(ref s_count) == 0) return Errno.None;
        while (true)
        {
            Lease told;
            using (SpinLock<LinkList<Lease>>.Guard leases = s_leases.Lock())
            {
                TakeOverdue(leases.Value);
                while (FindUntold(leases.Value, inode, isWriting) is null)
                {
                    if (FindConflict(leases.Value, inode, isWriting) is not Lease conflict) return Errno.None;
                    if (nonBlocking) return Errno.EWOULDBLOCK;
                    Errno error = s_changed.Wait(leases, conflict.Deadline(isWriting));
                    if (error == Errno.EINTR) return error;
                    TakeOverdue(leases.Value);
                }

                told = FindUntold(leases.Value, inode, isWriting)!;
                told.Ask(isWriting, BreakSeconds == 0 ? WaitQueue.Forever : Deadline.FromNow(BreakSeconds * Clock.NanosecondsPerSecond));
            }

            // Sending takes locks of its own.
            AsyncState state = told.File.Async;
            state.Owner?.Notify(state.Signal, told.Descriptor, PollEvents.POLLIN | PollEvents.POLLRDNORM | PollEvents.POLLMSG);
        }
    }

    private static Lease? FindConflict(LinkList<Lease> leases, Inode inode, bool isWriting)
    {
        for (Link<Lease>? link = leases.First; link is not null; link = link.Next)
        {
            if (link.Owner.Inode == inode && (isWriting || link.Owner.Type == FileLock.F_WRLCK)) return link.Owner;
        }

        return null;
    }

    private static Lease? FindUntold(LinkList<Lease> leases, Inode inode, bool isWriting)
    {
        for (Link<Lease>? link = leases.First; link is not null; link = link.Next)
        {
            Lease lease = link.Owner;
            if (lease.Inode == inode && (isWriting ? !lease.IsUnlockPending : lease.Type == FileLock.F_WRLCK && !lease.IsPending)) return lease;
        }

        return null;
    }

    /// <summary>Lowers or takes away what was not given back in time.</summary>
    private static void TakeOverdue(LinkList<Lease> leases)
    {
        long now = Clock.MonotonicNanoseconds;
        for (Link<Lease>? link = leases.First; link is not null;)
        {
            Lease lease = link.Owner;
            link = link.Next;
            if (lease.IsUnlockPending && lease.UnlockDeadline <= now)
            {
                Remove(leases, lease);
            }
            else if (lease.IsDowngradePending && lease.DowngradeDeadline <= now)
            {
                lease.Lower(FileLock.F_RDLCK);
                s_changed.WakeAll();
            }
        }
    }

    private static void Remove(LinkList<Lease> leases, Lease lease)
    {
        leases.Remove(lease.Link);
        Volatile.Write(ref s_count, leases.Count);
        s_changed.WakeAll();
    }

    /// <summary>One lease; its fields change with all leases locked.</summary>
    private sealed class Lease
    {
        internal Lease(OpenFile file, short type, int descriptor)
        {
            File = file;
            Type = type;
            Descriptor = descriptor;
            Link = new Link<Lease>(this);
        }

        internal Link<Lease> Link { get; }

        internal OpenFile File { get; }

        internal Inode Inode => File.Inode;

        internal short Type { get; private set; }

        /// <summary>What the signal tells.</summary>
        internal int Descriptor { get; }

        internal bool IsUnlockPending { get; private set; }

        internal bool IsDowngradePending { get; private set; }

        internal bool IsPending => IsUnlockPending || IsDowngradePending;

        internal long UnlockDeadline { get; private set; }

        internal long DowngradeDeadline { get; private set; }

        internal short TargetType => IsUnlockPending ? FileLock.F_UNLCK : IsDowngradePending ? FileLock.F_RDLCK : Type;

        internal long Deadline(bool isWriting) => isWriting || IsUnlockPending ? UnlockDeadline : DowngradeDeadline;

        internal void Ask(bool isWriting, long deadline)
        {
            if (isWriting)
            {
                IsUnlockPending = true;
                UnlockDeadline = deadline;
            }
            else
            {
                IsDowngradePending = true;
                DowngradeDeadline = deadline;
            }
        }

        /// <summary>A lease for reading is what a reader waits for; a writer goes on waiting.</summary>
        internal void Lower(short type)
        {
            Type = type;
            if (type == FileLock.F_RDLCK) IsDowngradePending = false;
        }
    }
}
