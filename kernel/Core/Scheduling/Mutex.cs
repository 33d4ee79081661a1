// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Threading;
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>A value reached only while its lock is held; who finds it held sleeps. For work that itself may sleep.</summary>
/// <remarks><c>using Mutex&lt;T&gt;.Guard guard = mutex.Lock();</c> — then <c>guard.Value</c>. Not in interrupt context.</remarks>
public sealed class Mutex<T> : SleepingLock
{
    private T _value;

    public Mutex(T value) => _value = value;

    /// <summary>Waits for the lock. The wait is not interrupted by signals: what a mutex guards is short.</summary>
    public Guard Lock()
    {
        Acquire();
        return new Guard(this);
    }

    /// <summary>Takes the lock if it is free.</summary>
    public bool TryLock(out Guard guard)
    {
        bool isTaken = TryAcquire();
        guard = isTaken ? new Guard(this) : default;
        return isTaken;
    }

    /// <summary>The right to use the value until <see cref="Dispose"/>.</summary>
    public readonly ref struct Guard
    {
        private readonly Mutex<T> _mutex;

        internal Guard(Mutex<T> mutex) => _mutex = mutex;

        public ref T Value => ref _mutex._value;

        public void Dispose() => _mutex.Release();
    }
}

/// <summary>The lock of a <see cref="Mutex{T}"/>, without the value.</summary>
/// <remarks>
/// While nobody waits, taking and releasing it is one step each. Who has to wait counts itself in before it tries for the last time, and who
/// releases looks at that count after it has let go, so one of the two sees the other.
/// </remarks>
public abstract class SleepingLock
{
    private readonly SpinLock<int> _waiting = new(0, LockRank.Futex);
    private readonly WaitQueue _queue = new();
    private KernelThread? _owner;

    private protected SleepingLock()
    {
    }

    private protected void Acquire()
    {
        // Also when it would not have to: where it may not sleep is a fault that must not wait for the day on which it has to.
        Cpu.AssertMaySleep();
        if (!TryAcquire()) AcquireSlowly();
    }

    private protected bool TryAcquire() => Interlocked.CompareExchange(ref _owner, KernelThread.Current, null) is null;

    private protected void Release()
    {
        _ = Interlocked.Exchange(ref _owner, null);
        if (_waiting.UnguardedValue != 0) WakeNext();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AcquireSlowly()
    {
        if (Volatile.Read(ref _owner) == KernelThread.Current)
        {
            Panic.Raise("mutex taken twice by one thread");
        }

        using SpinLock<int>.Guard waiting = _waiting.Lock();
        waiting.Value++;
        while (!TryAcquire())
        {
            _ = _queue.Wait(waiting, interruptible: false);
        }

        waiting.Value--;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WakeNext()
    {
        using SpinLock<int>.Guard waiting = _waiting.Lock();
        _queue.WakeOne();
    }
}
