// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>futex(2): threads that sleep until somebody changes a word of user memory and says so.</summary>
/// <remarks>
/// A hash table of queues, each under its lock. The word is read while the lock is held; a wake-up takes the same lock, so none is lost
/// between the look and the sleep. Private futexes are found by address space and address, shared ones by the memory behind the address.
/// Two buckets are locked together only in the order of their numbers.
/// </remarks>
internal static partial class Futexes
{
    private const int BucketCount = 256;

    private static readonly SpinLock<LinkList<FutexWaiter>>[] s_buckets = MakeBuckets();

    /// <summary>FUTEX_WAIT_BITSET; FUTEX_WAIT is the one with all bits.</summary>
    /// <returns><c>EAGAIN</c>: the word has another value; <c>EINTR</c>, <c>ETIMEDOUT</c>, <c>EFAULT</c>, <c>EINVAL</c>.</returns>
    internal static Errno Wait(ulong address, bool isPrivate, uint expected, uint bits, long deadline)
    {
        if (bits == 0) return Errno.EINVAL;
        if (!KeyOf(address, isPrivate).Try(out FutexKey key, out Errno error)) return error;
        FutexWaiter waiter = UserThread.Current.BeginFutexWait(key, bits);
        error = Enqueue(waiter, address, expected);
        if (error == Errno.None)
        {
            error = Sleep(new ReadOnlySpan<FutexWaiter>(in waiter), deadline);
            if (!Withdraw(waiter)) error = Errno.None;
        }

        waiter.End();
        return error;
    }

    /// <summary>futex_waitv(2): waits for any of several.</summary>
    /// <returns>The place of one that was woken, or the errors of <see cref="Wait"/>.</returns>
    internal static Result<long> WaitForAny(ReadOnlySpan<FutexWaitEntry> entries, long deadline)
    {
        FutexWaiter[] waiters = new FutexWaiter[entries.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            if (!KeyOf(entries[i].Address, entries[i].IsPrivate).Try(out FutexKey key, out Errno unknown)) return unknown;
            waiters[i] = new FutexWaiter(key, uint.MaxValue);
        }

        Errno error = Errno.None;
        int queued = 0;
        while (queued < waiters.Length && error == Errno.None)
        {
            error = Enqueue(waiters[queued], entries[queued].Address, entries[queued].Expected);
            if (error == Errno.None) queued++;
        }

        if (error == Errno.None) error = Sleep(waiters, deadline);
        long woken = -1;
        for (int i = 0; i < queued; i++)
        {
            if (!Withdraw(waiters[i])) woken = i;
        }

        return woken >= 0 ? woken : error;
    }

    /// <summary>FUTEX_WAKE_BITSET.</summary>
    /// <returns>How many were woken.</returns>
    internal static Result<long> Wake(ulong address, bool isPrivate, long count, uint bits)
    {
        if (bits == 0) return Errno.EINVAL;
        if (!KeyOf(address, isPrivate).Try(out FutexKey key, out Errno error)) return error;
        using SpinLock<LinkList<FutexWaiter>>.Guard bucket = s_buckets[BucketOf(key)].Lock();
        return WakeSome(bucket.Value, key, count, bits);
    }

    /// <summary>FUTEX_CMP_REQUEUE: wakes some and lets others wait at another word instead.</summary>
    /// <returns>How many were woken and moved.</returns>
    internal static Result<long> Requeue(ulong address, bool isPrivate, int wakeCount, int requeueCount, ulong target, uint? expected)
    {
        if (wakeCount < 0 || requeueCount < 0) return Errno.EINVAL;
        if (!KeyOf(address, isPrivate).Try(out FutexKey key, out Errno error)) return error;
        if (!KeyOf(target, isPrivate).Try(out FutexKey targetKey, out error)) return error;
        while (true)
        {
            // Brings the page in, for with the locks held a copy may not fault.
            if (expected is not null && !UserMemory.ReadAtomic(new VirtualAddress(address)).Try(out _, out error)) return error;
            Result<long> result = RequeueInOrder(new RequeueRequest(address, key, targetKey, wakeCount, requeueCount, expected));
            if (result.Error != Errno.EBUSY) return result;
        }
    }

    private readonly record struct RequeueRequest(ulong Address, FutexKey Key, FutexKey Target, int WakeCount, int RequeueCount, uint? Expected);

    private static Result<long> RequeueInOrder(in RequeueRequest request)
    {
        int first = BucketOf(request.Key);
        int second = BucketOf(request.Target);
        using SpinLock<LinkList<FutexWaiter>>.Guard lower = s_buckets[Math.Min(first, second)].Lock();
        if (first == second) return RequeueLocked(lower.Value, lower.Value, request);
        using SpinLock<LinkList<FutexWaiter>>.Guard upper = s_buckets[Math.Max(first, second)].Lock();
        return first < second ? RequeueLocked(lower.Value, upper.Value, request) : RequeueLocked(upper.Value, lower.Value, request);
    }

    /// <returns>As FUTEX_CMP_REQUEUE; <c>EBUSY</c>: the word has to be brought in first.</returns>
    private static Result<long> RequeueLocked(LinkList<FutexWaiter> from, LinkList<FutexWaiter> to, in RequeueRequest request)
    {
        if (request.Expected is uint value)
        {
            if (!UserMemory.ReadAtomic(new VirtualAddress(request.Address)).Try(out uint found, out _)) return Errno.EBUSY;
            if (found != value) return Errno.EAGAIN;
        }

        if (!WakeSome(from, request.Key, request.WakeCount, uint.MaxValue).Try(out long woken, out Errno error)) return error;
        return woken + Move(from, to, request.Key, request.Target, request.RequeueCount);
    }

    /// <summary>FUTEX_WAKE_OP: changes a second word, wakes at the first, and at the second if its old value compares.</summary>
    internal static Result<long> WakeOperation(ulong address, bool isPrivate, long count, long secondCount, ulong second, uint operation)
    {
        if (!KeyOf(address, isPrivate).Try(out _, out Errno error)) return error;
        if (!KeyOf(second, isPrivate).Try(out _, out error)) return error;
        FutexArithmetic arithmetic = new(operation);
        if (!arithmetic.IsValid) return Errno.ENOSYS;
        uint old;
        while (true)
        {
            if (!UserMemory.ReadAtomic(new VirtualAddress(second)).Try(out old, out error)) return error;
            if (!UserMemory.CompareExchange(new VirtualAddress(second), arithmetic.Apply(old), old).Try(out uint found, out error)) return error;
            if (found == old) break;
        }

        if (!Wake(address, isPrivate, count, uint.MaxValue).Try(out long woken, out error)) return error;
        if (!arithmetic.Compares(old)) return woken;
        return Wake(second, isPrivate, secondCount, uint.MaxValue).Try(out long others, out error) ? woken + others : error;
    }

    /// <summary>A thread leaves its memory: whoever joins it, or waits for a lock that it holds, is told.</summary>
    internal static void OnThreadExit(UserThread thread)
    {
        RobustFutexes.Release(thread);
        PassOnOwned(thread);
        if (thread.ClearChildThreadId == 0) return;
        ulong address = thread.ClearChildThreadId;
        thread.ClearChildThreadId = 0;
        if (UserMemory.Write(new VirtualAddress(address), 0) == Errno.None)
        {
            _ = Wake(address, isPrivate: false, 1, uint.MaxValue);
            _ = Wake(address, isPrivate: true, 1, uint.MaxValue);
        }
    }

    internal static int BucketOf(in FutexKey key) => (int)(key.Hash % BucketCount);

    private static Errno Enqueue(FutexWaiter waiter, ulong address, uint expected)
    {
        while (true)
        {
            if (!UserMemory.ReadAtomic(new VirtualAddress(address)).Try(out uint value, out Errno error)) return error;
            if (value != expected) return Errno.EAGAIN;
            using SpinLock<LinkList<FutexWaiter>>.Guard bucket = s_buckets[waiter.Bucket].Lock();
            if (!UserMemory.ReadAtomic(new VirtualAddress(address)).Try(out value, out _)) continue;
            if (value != expected) return Errno.EAGAIN;
            bucket.Value.Add(waiter.Link);
            return Errno.None;
        }
    }

    /// <summary>Sleeps until one of the waiters is woken, the deadline has passed or a signal comes.</summary>
    private static Errno Sleep(ReadOnlySpan<FutexWaiter> waiters, long deadline)
    {
        while (true)
        {
            Scheduler.PrepareToSleep(interruptible: true);
            if (IsAnyWoken(waiters))
            {
                Scheduler.CancelSleep();
                return Errno.None;
            }

            Errno reason = Scheduler.Sleep(deadline);
            if (IsAnyWoken(waiters)) return Errno.None;
            if (reason != Errno.None) return reason;
        }
    }

    private static bool IsAnyWoken(ReadOnlySpan<FutexWaiter> waiters)
    {
        foreach (FutexWaiter waiter in waiters)
        {
            if (waiter.IsWoken) return true;
        }

        return false;
    }

    /// <summary>Takes a waiter off its list.</summary>
    /// <returns>Whether it was still there; if not, it was woken.</returns>
    private static bool Withdraw(FutexWaiter waiter)
    {
        while (true)
        {
            int number = waiter.Bucket;
            using SpinLock<LinkList<FutexWaiter>>.Guard bucket = s_buckets[number].Lock();
            if (waiter.Bucket != number) continue;
            if (waiter.Link.List is null) return false;
            bucket.Value.Remove(waiter.Link);
            waiter.SetOwner(null);
            return true;
        }
    }

    /// <returns><c>EINVAL</c>: somebody there waits for a lock that has to be passed on.</returns>
    private static Result<long> WakeSome(LinkList<FutexWaiter> waiters, in FutexKey key, long count, uint bits)
    {
        long woken = 0;
        Link<FutexWaiter>? link = waiters.First;
        while (link is not null && woken < count)
        {
            FutexWaiter waiter = link.Owner;
            link = link.Next;
            if (!waiter.Key.Equals(key)) continue;
            if (waiter.Owner is not null || waiter.RequeueTarget is not null) return Errno.EINVAL;
            if ((waiter.Bits & bits) == 0) continue;
            waiters.Remove(waiter.Link);
            waiter.Wake();
            woken++;
        }

        return woken;
    }

    private static long Move(LinkList<FutexWaiter> from, LinkList<FutexWaiter> to, in FutexKey key, in FutexKey target, long count)
    {
        long moved = 0;
        Link<FutexWaiter>? link = from.First;
        Link<FutexWaiter>? last = null;
        while (link is not null && moved < count)
        {
            FutexWaiter waiter = link.Owner;
            if (link == last) break;
            link = link.Next;
            if (!waiter.Key.Equals(key)) continue;
            from.Remove(waiter.Link);
            waiter.MoveTo(target);
            to.Add(waiter.Link);
            last ??= waiter.Link;
            moved++;
        }

        return moved;
    }

    private static Result<FutexKey> KeyOf(ulong address, bool isPrivate)
    {
        if ((address & 3) != 0) return Errno.EINVAL;
        if (!new VirtualAddress(address).IsUserRange(sizeof(uint))) return Errno.EFAULT;
        AddressSpace space = UserThread.Current.Process.AddressSpace;
        if (isPrivate) return new FutexKey(space, address);
        return space.IdentifyShared(address).Try(out FutexKey key, out Errno error) ? key : error;
    }

    private static SpinLock<LinkList<FutexWaiter>>[] MakeBuckets()
    {
        SpinLock<LinkList<FutexWaiter>>[] buckets = new SpinLock<LinkList<FutexWaiter>>[BucketCount];
        for (int i = 0; i < buckets.Length; i++)
        {
            buckets[i] = new SpinLock<LinkList<FutexWaiter>>(new LinkList<FutexWaiter>(), LockRank.Unranked);
        }

        return buckets;
    }
}

/// <summary>One of the words that futex_waitv(2) waits for.</summary>
internal readonly struct FutexWaitEntry
{
    internal ulong Address { get; init; }

    internal bool IsPrivate { get; init; }

    internal uint Expected { get; init; }
}
