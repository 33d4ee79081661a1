// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Memory;
using Thread = Skift.Core.Scheduling.Thread;

namespace Skift.Core.Processes;

/// <summary>What makes two futexes the same: the object that holds the memory, and the place in it.</summary>
internal readonly struct FutexKey(object owner, ulong offset)
{
    private readonly object _owner = owner;
    private readonly ulong _offset = offset;

    internal uint Hash => (uint)((_offset >> 2) * 0x9E37_79B1u >> 8);

    internal bool Equals(in FutexKey other) => ReferenceEquals(_owner, other._owner) && _offset == other._offset;
}

/// <summary>A thread that waits at a futex. Guarded by the lock of its bucket.</summary>
internal sealed class FutexWaiter
{
    private int _bucket;
    private int _isWoken;

    internal FutexWaiter(in FutexKey key, uint bits)
    {
        Thread = Thread.Current;
        Link = new Link<FutexWaiter>(this);
        LenderLink = new Link<FutexWaiter>(this);
        Begin(key, bits);
    }

    /// <summary>Serves for another wait of the same thread; the last one must have been withdrawn.</summary>
    internal void Begin(in FutexKey key, uint bits)
    {
        Bits = bits;
        _isWoken = 0;
        MoveTo(key);
    }

    /// <summary>Holds on to nobody's memory until the next wait.</summary>
    internal void End() => Key = default;

    internal Thread Thread { get; }

    internal FutexKey Key { get; private set; }

    internal uint Bits { get; private set; }

    internal Link<FutexWaiter> Link { get; }

    /// <summary>It waits for a lock that is passed on (FUTEX_LOCK_PI), and who has that lock.</summary>
    internal UserThread? Owner { get; private set; }

    /// <summary>Its place among those that lend their priority to the owner. Guarded by the lock of <see cref="PriorityInheritance"/>.</summary>
    internal Link<FutexWaiter> LenderLink { get; }

    /// <summary>Whom it waits for from now on; null: nobody any more. Its priority goes there.</summary>
    internal void SetOwner(UserThread? owner)
    {
        if (owner == Owner) return;
        PriorityInheritance.Move(this, Owner, owner);
        Owner = owner;
    }

    /// <summary>The thread that had the lock has ended.</summary>
    internal bool HasOwnerDied { get; set; }

    /// <summary>FUTEX_WAIT_REQUEUE_PI: the lock that it may only be moved to.</summary>
    internal FutexKey? RequeueTarget { get; init; }

    /// <summary>Where it is queued; moved by FUTEX_REQUEUE with both locks held.</summary>
    internal int Bucket => Volatile.Read(ref _bucket);

    internal bool IsWoken => Volatile.Read(ref _isWoken) != 0;

    internal void MoveTo(in FutexKey key)
    {
        Key = key;
        Volatile.Write(ref _bucket, Futexes.BucketOf(key));
    }

    /// <summary>Ends the wait; the waiter is off the list.</summary>
    internal void Wake()
    {
        Volatile.Write(ref _isWoken, 1);
        Scheduling.Scheduler.Wake(Thread);
    }
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
