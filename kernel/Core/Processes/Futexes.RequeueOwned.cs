// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Processes;

// FUTEX_WAIT_REQUEUE_PI and FUTEX_CMP_REQUEUE_PI: condition variables whose waiters come back with the lock in their hands.
internal static partial class Futexes
{
    /// <summary>FUTEX_WAIT_REQUEUE_PI: waits at a word until it is moved to a lock, and there until it has that.</summary>
    /// <returns>
    /// <c>EINVAL</c>, <c>EFAULT</c>; <c>EAGAIN</c>: the word has another value, or a signal came while it waited for the lock; <c>EINTR</c>: one came
    /// before; <c>ETIMEDOUT</c>.
    /// </returns>
    internal static Errno WaitForOwned(ulong address, bool isPrivate, uint expected, long deadline, ulong target)
    {
        if (address == target) return Errno.EINVAL;
        if (!KeyOf(target, isPrivate).Try(out FutexKey targetKey, out Errno error)) return error;
        if (!KeyOf(address, isPrivate).Try(out FutexKey key, out error)) return error;
        if (key.Equals(targetKey)) return Errno.EINVAL;
        FutexWaiter waiter = new(key, uint.MaxValue) { RequeueTarget = targetKey };
        error = Enqueue(waiter, address, expected);
        if (error != Errno.None) return error;
        error = Sleep(new ReadOnlySpan<FutexWaiter>(in waiter), deadline);
        if (!Withdraw(waiter)) return waiter.HasOwnerDied ? TakeFromDead(target) : Errno.None;
        bool isAtLock = waiter.Key.Equals(targetKey);
        return isAtLock && error == Errno.EINTR ? Errno.EAGAIN : error;
    }

    /// <summary>FUTEX_CMP_REQUEUE_PI: gives the lock to the most urgent waiter if it is free, and lets so many others wait for it.</summary>
    /// <returns>How many that were. <c>EINVAL</c>, <c>EFAULT</c>; <c>EAGAIN</c>: the word has another value; <c>ESRCH</c>: the owner is not there.</returns>
    internal static Result<long> RequeueOwned(ulong address, bool isPrivate, int wakeCount, int requeueCount, ulong target, uint expected)
    {
        if (wakeCount < 0 || requeueCount < 0 || address == target || wakeCount != 1) return Errno.EINVAL;
        if (!KeyOf(address, isPrivate).Try(out FutexKey key, out Errno error)) return error;
        if (!KeyOf(target, isPrivate).Try(out FutexKey targetKey, out error)) return error;
        if (key.Equals(targetKey)) return Errno.EINVAL;
        OwnedRequeue request = new(address, key, target, targetKey, expected, wakeCount + (long)requeueCount);
        while (true)
        {
            if (!UserMemory.ReadAtomic(new VirtualAddress(address)).Try(out _, out error)) return error;
            if (!ReadForWriting(target).Try(out uint word, out error)) return error;
            UserThread? owner = ProcessTable.FindThread((int)(word & ThreadIdMask));
            Result<long> result = RequeueOwnedInOrder(request, word, owner);
            if (result.Error != Errno.EBUSY) return result;
            Scheduler.YieldIfNeeded();
        }
    }

    private readonly record struct OwnedRequeue(ulong Address, FutexKey Key, ulong Target, FutexKey TargetKey, uint Expected, long Limit);

    private static Result<long> RequeueOwnedInOrder(in OwnedRequeue request, uint word, UserThread? owner)
    {
        int first = BucketOf(request.Key);
        int second = BucketOf(request.TargetKey);
        using SpinLock<LinkList<FutexWaiter>>.Guard lower = s_buckets[Math.Min(first, second)].Lock();
        if (first == second) return RequeueOwnedLocked(lower.Value, lower.Value, request, word, owner);
        using SpinLock<LinkList<FutexWaiter>>.Guard upper = s_buckets[Math.Max(first, second)].Lock();
        return first < second ? RequeueOwnedLocked(lower.Value, upper.Value, request, word, owner) : RequeueOwnedLocked(upper.Value, lower.Value, request, word, owner);
    }

    /// <returns><c>EBUSY</c>: a word has changed or has to be brought in first.</returns>
    private static Result<long> RequeueOwnedLocked(LinkList<FutexWaiter> from, LinkList<FutexWaiter> to, in OwnedRequeue request, uint word, UserThread? owner)
    {
        if (!UserMemory.ReadAtomic(new VirtualAddress(request.Address)).Try(out uint value, out _)) return Errno.EBUSY;
        if (value != request.Expected) return Errno.EAGAIN;
        if (!UserMemory.ReadAtomic(new VirtualAddress(request.Target)).Try(out uint found, out _) || found != word) return Errno.EBUSY;
        if (MostUrgent(from, request.Key) is not FutexWaiter top) return 0;
        if (top.RequeueTarget is not FutexKey wanted || !wanted.Equals(request.TargetKey)) return Errno.EINVAL;
        long count = 0;
        FutexWaiter? waiting = FirstOwned(to, request.TargetKey);
        UserThread? holder = waiting?.Owner ?? owner;
        if (waiting is null && (word & ThreadIdMask) == 0)
        {
            // The lock is free: the first one has it before it runs.
            holder = (UserThread)top.Thread;
            if (!TryReplace(request.Target, (uint)holder.Id | WaitersBit | (word & OwnerDiedBit), word)) return Errno.EBUSY;
            from.Remove(top.Link);
            top.Wake();
            count = 1;
        }
        else if (holder is null)
        {
            return Errno.ESRCH;
        }
        else if ((word & WaitersBit) == 0 && !TryReplace(request.Target, word | WaitersBit, word))
        {
            return Errno.EBUSY;
        }

        return MoveToOwned(from, to, request, holder, count);
    }

    private static Result<long> MoveToOwned(LinkList<FutexWaiter> from, LinkList<FutexWaiter> to, in OwnedRequeue request, UserThread holder, long count)
    {
        while (count < request.Limit && MostUrgent(from, request.Key) is FutexWaiter waiter)
        {
            if (waiter.RequeueTarget is not FutexKey wanted || !wanted.Equals(request.TargetKey)) return Errno.EINVAL;
            // See TryLockOrQueue: one of the two, the thread that ends or this one, sees the other.
            holder.AddFutexWaiter();
            if (holder.HasLeftFutexes) return count != 0 ? count : Errno.ESRCH;
            from.Remove(waiter.Link);
            waiter.MoveTo(request.TargetKey);
            to.Add(waiter.Link);
            waiter.SetOwner(holder);
            count++;
        }

        return count;
    }

    private static FutexWaiter? MostUrgent(LinkList<FutexWaiter> waiters, in FutexKey key)
    {
        FutexWaiter? best = null;
        for (Link<FutexWaiter>? link = waiters.First; link is not null; link = link.Next)
        {
            FutexWaiter waiter = link.Owner;
            if (waiter.Key.Equals(key) && (best is null || waiter.Thread.Priority > best.Thread.Priority)) best = waiter;
        }

        return best;
    }
}
