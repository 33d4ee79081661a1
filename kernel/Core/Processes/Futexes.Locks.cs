// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Processes;

// FUTEX_LOCK_PI and its kin: locks whose word names the owner, and that the kernel passes on from one to the next.
internal static partial class Futexes
{
    internal const uint WaitersBit = 0x8000_0000;
    internal const uint OwnerDiedBit = 0x4000_0000;
    internal const uint ThreadIdMask = 0x3FFF_FFFF;

    /// <summary>FUTEX_LOCK_PI, FUTEX_TRYLOCK_PI.</summary>
    /// <returns>
    /// <c>EDEADLK</c>: the caller has it; <c>ESRCH</c>: the owner is not there; <c>EAGAIN</c>: it is taken, and the caller only tries;
    /// <c>ETIMEDOUT</c>, <c>EINTR</c>, <c>EFAULT</c>, <c>EINVAL</c>.
    /// </returns>
    internal static Errno LockOwned(ulong address, bool isPrivate, long deadline, bool onlyTries)
    {
        if (!KeyOf(address, isPrivate).Try(out FutexKey key, out Errno error)) return error;
        FutexWaiter waiter = new(key, uint.MaxValue);
        while (true)
        {
            if (!ReadForWriting(address).Try(out uint word, out error)) return error;
            UserThread? owner = ProcessTable.FindThread((int)(word & ThreadIdMask));
            error = TryLockOrQueue(waiter, address, word, owner, onlyTries);
            if (error == Errno.EBUSY)
            {
                Scheduler.YieldIfNeeded();
                continue;
            }

            if (error != Errno.EINPROGRESS) return error;
            error = Sleep(new ReadOnlySpan<FutexWaiter>(in waiter), deadline);
            if (!Withdraw(waiter)) return waiter.HasOwnerDied ? TakeFromDead(address) : Errno.None;
            // The waiters bit may stay: who unlocks asks the kernel then, and it finds nobody.
            return error;
        }
    }

    /// <summary>FUTEX_UNLOCK_PI: gives the lock to the most urgent of those that wait.</summary>
    /// <returns><c>EPERM</c>: the caller does not have it; <c>EFAULT</c>, <c>EINVAL</c>.</returns>
    internal static Errno UnlockOwned(ulong address, bool isPrivate)
    {
        while (true)
        {
            if (UserMemory.Read(new VirtualAddress(address), out uint word) != Errno.None) return Errno.EFAULT;
            if ((word & ThreadIdMask) != (uint)UserThread.Current.Id) return Errno.EPERM;
            if (!KeyOf(address, isPrivate).Try(out FutexKey key, out Errno error)) return error;
            if (!ReadForWriting(address).Try(out word, out error)) return error;
            using SpinLock<LinkList<FutexWaiter>>.Guard bucket = s_buckets[BucketOf(key)].Lock();
            FutexWaiter? next = FirstOwned(bucket.Value, key);
            uint passed = next is null ? 0 : WaitersBit | (uint)((UserThread)next.Thread).Id;
            if (!UserMemory.CompareExchange(new VirtualAddress(address), passed, word).Try(out uint found, out _)) continue;
            if (found != word) continue;
            if (next is not null) PassOn(bucket.Value, key, next);
            return Errno.None;
        }
    }

    /// <summary>Does what can be done without sleeping.</summary>
    /// <returns><c>EINPROGRESS</c>: the waiter is queued; <c>EBUSY</c>: the word has changed or has to be brought in; else the result.</returns>
    private static Errno TryLockOrQueue(FutexWaiter waiter, ulong address, uint word, UserThread? owner, bool onlyTries)
    {
        uint me = (uint)UserThread.Current.Id;
        using SpinLock<LinkList<FutexWaiter>>.Guard bucket = s_buckets[waiter.Bucket].Lock();
        if (!UserMemory.ReadAtomic(new VirtualAddress(address)).Try(out uint value, out _) || value != word) return Errno.EBUSY;
        if ((word & ThreadIdMask) == me) return Errno.EDEADLK;
        FutexWaiter? first = FirstOwned(bucket.Value, waiter.Key);
        if (first is null && (word & ThreadIdMask) == 0)
        {
            return TryReplace(address, me | (word & OwnerDiedBit), word) ? Errno.None : Errno.EBUSY;
        }

        UserThread? current = first?.Owner ?? owner;
        if (current is null) return Errno.ESRCH;
        if (onlyTries) return Errno.EAGAIN;
        if ((word & WaitersBit) == 0 && !TryReplace(address, word | WaitersBit, word)) return Errno.EBUSY;
        // A thread that ends looks at its count after it has taken back its number, so one of the two sees the other.
        current.AddFutexWaiter();
        if (current.HasLeftFutexes)
        {
            return first is null ? Errno.ESRCH : Errno.EBUSY;
        }

        waiter.SetOwner(current);
        bucket.Value.Add(waiter.Link);
        return Errno.EINPROGRESS;
    }

    /// <summary>Reads the word and brings its page in so that it can be changed with a lock held, where a copy may not fault.</summary>
    private static Result<uint> ReadForWriting(ulong address)
    {
        VirtualAddress place = new(address);
        if (!UserMemory.ReadAtomic(place).Try(out uint word, out Errno error)) return error;
        return UserMemory.CompareExchange(place, word, word);
    }

    private static bool TryReplace(ulong address, uint value, uint comparand) =>
        UserMemory.CompareExchange(new VirtualAddress(address), value, comparand).Try(out uint found, out _) && found == comparand;

    /// <summary>The one who gets the lock next: the most urgent, of equals the one that has waited longest.</summary>
    private static FutexWaiter? FirstOwned(LinkList<FutexWaiter> waiters, in FutexKey key)
    {
        FutexWaiter? first = null;
        for (Link<FutexWaiter>? link = waiters.First; link is not null; link = link.Next)
        {
            FutexWaiter waiter = link.Owner;
            if (waiter.Owner is null || !waiter.Key.Equals(key)) continue;
            if (first is null || waiter.Thread.Priority > first.Thread.Priority) first = waiter;
        }

        return first;
    }

    /// <summary>Wakes the next owner; the others wait for it now.</summary>
    private static void PassOn(LinkList<FutexWaiter> waiters, in FutexKey key, FutexWaiter next)
    {
        UserThread owner = (UserThread)next.Thread;
        waiters.Remove(next.Link);
        next.SetOwner(null);
        for (Link<FutexWaiter>? link = waiters.First; link is not null; link = link.Next)
        {
            if (link.Owner.Owner is null || !link.Owner.Key.Equals(key)) continue;
            link.Owner.SetOwner(owner);
            owner.AddFutexWaiter();
        }

        next.Wake();
    }

    /// <summary>The locks of a thread that ends go to those who wait for them.</summary>
    private static void PassOnOwned(UserThread thread)
    {
        if (!thread.LeaveFutexes()) return;
        foreach (SpinLock<LinkList<FutexWaiter>> candidate in s_buckets)
        {
            using SpinLock<LinkList<FutexWaiter>>.Guard bucket = candidate.Lock();
            Link<FutexWaiter>? link = bucket.Value.First;
            while (link is not null)
            {
                FutexWaiter waiter = link.Owner;
                link = link.Next;
                if (waiter.Owner != thread) continue;
                FutexWaiter next = FirstOwned(bucket.Value, waiter.Key)!;
                next.HasOwnerDied = true;
                PassOn(bucket.Value, waiter.Key, next);
                link = bucket.Value.First;
            }
        }
    }

    /// <summary>The new owner itself writes the word: the dead one may have seen the memory elsewhere, or not at all any more.</summary>
    private static Errno TakeFromDead(ulong address)
    {
        while (true)
        {
            if (!UserMemory.ReadAtomic(new VirtualAddress(address)).Try(out uint word, out Errno error)) return error;
            if (TryReplace(address, (uint)UserThread.Current.Id | WaitersBit | OwnerDiedBit, word)) return Errno.None;
        }
    }
}

public partial class UserThread
{
    private const int LeftFutexes = int.MinValue;
    private int _futexWaiters;

    /// <summary>It ends and has passed on its locks.</summary>
    internal bool HasLeftFutexes => Volatile.Read(ref _futexWaiters) < 0;

    /// <summary>Notes that somebody has waited for a lock of this thread.</summary>
    internal void AddFutexWaiter() => _ = Interlocked.Increment(ref _futexWaiters);

    /// <summary>The thread ends.</summary>
    /// <returns>Whether anybody has ever waited for one of its locks.</returns>
    internal bool LeaveFutexes() => Interlocked.Exchange(ref _futexWaiters, LeftFutexes) > 0;

    /// <summary>It goes on with another program (execve(2)), whose locks it may have.</summary>
    internal void ReturnToFutexes() => Volatile.Write(ref _futexWaiters, 0);
}
