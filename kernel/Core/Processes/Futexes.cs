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
/// between the look and the sleep. Private futexes are found by address space and address, shared ones by the frame behind the address.
/// </remarks>
internal static class Futexes
{
    private const int BucketCount = 256;

    private static readonly SpinLock<LinkList<FutexWaiter>>[] s_buckets = MakeBuckets();

    /// <summary>FUTEX_WAIT_BITSET; FUTEX_WAIT is the one with all bits.</summary>
    /// <returns><c>EAGAIN</c>: the word has another value; <c>EINTR</c>, <c>ETIMEDOUT</c>, <c>EFAULT</c>, <c>EINVAL</c>.</returns>
    internal static Errno Wait(ulong address, bool isPrivate, uint expected, uint bits, long deadline)
    {
        if (bits == 0) return Errno.EINVAL;
        if (!KeyOf(address, isPrivate).Try(out FutexKey key, out Errno error)) return error;
        FutexWaiter waiter = new(key, bits);
        while (true)
        {
            // Brings the page in, for with the lock held a copy may not fault.
            if (!UserMemory.ReadAtomic(new VirtualAddress(address)).Try(out uint value, out error)) return error;
            if (value != expected) return Errno.EAGAIN;
            using SpinLock<LinkList<FutexWaiter>>.Guard bucket = BucketOf(key).Lock();
            if (!UserMemory.ReadAtomic(new VirtualAddress(address)).Try(out value, out _)) continue;
            if (value != expected) return Errno.EAGAIN;
            bucket.Value.Add(waiter.Link);
            error = Errno.None;
            while (!waiter.IsWoken && error == Errno.None)
            {
                error = waiter.Queue.Wait(bucket, deadline);
            }

            if (waiter.IsWoken) return Errno.None;
            break;
        }

        Withdraw(waiter);
        return waiter.IsWoken ? Errno.None : error;
    }

    /// <summary>FUTEX_WAKE_BITSET.</summary>
    /// <returns>How many were woken.</returns>
    internal static Result<long> Wake(ulong address, bool isPrivate, long count, uint bits)
    {
        if (bits == 0) return Errno.EINVAL;
        if (!KeyOf(address, isPrivate).Try(out FutexKey key, out Errno error)) return error;
        using SpinLock<LinkList<FutexWaiter>>.Guard bucket = BucketOf(key).Lock();
        return WakeSome(bucket.Value, key, count, bits);
    }

    /// <summary>FUTEX_CMP_REQUEUE: wakes some and lets others wait for another word instead.</summary>
    internal static Result<long> Requeue(ulong address, bool isPrivate, long wakeCount, long requeueCount, ulong target, uint? expected)
    {
        if (wakeCount < 0 || requeueCount < 0) return Errno.EINVAL;
        if (!KeyOf(address, isPrivate).Try(out FutexKey key, out Errno error)) return error;
        if (!KeyOf(target, isPrivate).Try(out _, out error)) return error;
        if (expected is uint value)
        {
            if (!UserMemory.ReadAtomic(new VirtualAddress(address)).Try(out uint found, out error)) return error;
            if (found != value) return Errno.EAGAIN;
        }

        // Waking a thread early is always allowed (futex(2)); so those that would move are woken and look at the word again.
        using SpinLock<LinkList<FutexWaiter>>.Guard bucket = BucketOf(key).Lock();
        long total = wakeCount > long.MaxValue - requeueCount ? long.MaxValue : wakeCount + requeueCount;
        return WakeSome(bucket.Value, key, total, uint.MaxValue);
    }

    /// <summary>FUTEX_WAKE_OP: changes a second word, wakes at the first, and at the second if its old value compares.</summary>
    internal static Result<long> WakeOperation(ulong address, bool isPrivate, long count, long secondCount, ulong second, uint operation)
    {
        FutexArithmetic arithmetic = new(operation);
        if (!arithmetic.IsValid) return Errno.ENOSYS;
        if (!KeyOf(address, isPrivate).Try(out _, out Errno error)) return error;
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
        if (thread.ClearChildThreadId == 0) return;
        ulong address = thread.ClearChildThreadId;
        thread.ClearChildThreadId = 0;
        if (UserMemory.Write(new VirtualAddress(address), 0) == Errno.None)
        {
            _ = Wake(address, isPrivate: false, 1, uint.MaxValue);
            _ = Wake(address, isPrivate: true, 1, uint.MaxValue);
        }
    }

    private static long WakeSome(LinkList<FutexWaiter> waiters, in FutexKey key, long count, uint bits)
    {
        long woken = 0;
        Link<FutexWaiter>? link = waiters.First;
        while (link is not null && woken < count)
        {
            FutexWaiter waiter = link.Owner;
            link = link.Next;
            if (!waiter.Key.Equals(key) || (waiter.Bits & bits) == 0) continue;
            waiters.Remove(waiter.Link);
            waiter.IsWoken = true;
            waiter.Queue.WakeAll();
            woken++;
        }

        return woken;
    }

    private static void Withdraw(FutexWaiter waiter)
    {
        using SpinLock<LinkList<FutexWaiter>>.Guard bucket = BucketOf(waiter.Key).Lock();
        if (waiter.Link.List is not null) bucket.Value.Remove(waiter.Link);
    }

    private static Result<FutexKey> KeyOf(ulong address, bool isPrivate)
    {
        if ((address & 3) != 0) return Errno.EINVAL;
        if (!new VirtualAddress(address).IsUserRange(sizeof(uint))) return Errno.EFAULT;
        AddressSpace space = UserThread.Current.Process.AddressSpace;
        if (isPrivate) return new FutexKey(space, address);
        return space.IdentifyShared(address).Try(out FutexKey key, out Errno error) ? key : error;
    }

    private static SpinLock<LinkList<FutexWaiter>> BucketOf(in FutexKey key) => s_buckets[key.Hash % BucketCount];

    private static SpinLock<LinkList<FutexWaiter>>[] MakeBuckets()
    {
        SpinLock<LinkList<FutexWaiter>>[] buckets = new SpinLock<LinkList<FutexWaiter>>[BucketCount];
        for (int i = 0; i < buckets.Length; i++)
        {
            buckets[i] = new SpinLock<LinkList<FutexWaiter>>(new LinkList<FutexWaiter>(), LockRank.Futex);
        }

        return buckets;
    }
}

/// <summary>What makes two futexes the same: the object that holds the memory, and the place in it.</summary>
internal readonly struct FutexKey(object owner, ulong offset)
{
    private readonly object _owner = owner;
    private readonly ulong _offset = offset;

    internal uint Hash => (uint)((_offset >> 2) * 0x9E37_79B1u >> 8);

    internal bool Equals(in FutexKey other) => ReferenceEquals(_owner, other._owner) && _offset == other._offset;
}

/// <summary>A thread that waits at a futex. Guarded by its bucket's lock.</summary>
internal sealed class FutexWaiter
{
    internal FutexWaiter(in FutexKey key, uint bits)
    {
        Key = key;
        Bits = bits;
        Link = new Link<FutexWaiter>(this);
    }

    internal FutexKey Key { get; }

    internal uint Bits { get; }

    internal Link<FutexWaiter> Link { get; }

    internal WaitQueue Queue { get; } = new();

    internal bool IsWoken { get; set; }
}

/// <summary>The operation word of FUTEX_WAKE_OP (<c>linux/futex.h</c>, FUTEX_OP).</summary>
internal readonly struct FutexArithmetic
{
    private const int ShiftFlag = 8;
    private readonly int _operation;
    private readonly int _comparison;
    private readonly uint _argument;
    private readonly int _limit;

    internal FutexArithmetic(uint word)
    {
        _operation = (int)(word >> 28) & 7;
        _comparison = (int)(word >> 24) & 15;
        int argument = (int)(word << 8) >> 20;
        _limit = (int)(word << 20) >> 20;
        _argument = ((word >> 28) & ShiftFlag) != 0 ? 1u << (argument & 31) : (uint)argument;
    }

    internal bool IsValid => _operation <= 4 && _comparison <= 5;

    internal uint Apply(uint value) => _operation switch
    {
        0 => _argument,
        1 => value + _argument,
        2 => value | _argument,
        3 => value & ~_argument,
        _ => value ^ _argument,
    };

    internal bool Compares(uint old) => _comparison switch
    {
        0 => (int)old == _limit,
        1 => (int)old != _limit,
        2 => (int)old < _limit,
        3 => (int)old <= _limit,
        4 => (int)old > _limit,
        _ => (int)old >= _limit,
    };
}
