// SPDX-License-Identifier: MIT
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>A value reached only while its lock is held; who finds it held sleeps. For work that itself may sleep.</summary>
/// <remarks><c>using Mutex&lt;T&gt;.Guard guard = mutex.Lock();</c> — then <c>guard.Value</c>. Not in interrupt context.</remarks>
public sealed class Mutex<T>
{
    private readonly SpinLock<Thread?> _owner = new(null, LockRank.Futex);
    private readonly WaitQueue _waiters = new();
    private T _value;

    public Mutex(T value) => _value = value;

    /// <summary>Waits for the lock. The wait is not interrupted by signals: what a mutex guards is short.</summary>
    public Guard Lock()
    {
        Thread current = Thread.Current;
        using SpinLock<Thread?>.Guard owner = _owner.Lock();
        if (owner.Value == current)
        {
            Panic.Raise("mutex taken twice by one thread");
        }

        while (owner.Value is not null)
        {
            _ = _waiters.Wait(owner, interruptible: false);
        }

        owner.Value = current;
        return new Guard(this);
    }

    /// <summary>Takes the lock if it is free.</summary>
    public bool TryLock(out Guard guard)
    {
        using SpinLock<Thread?>.Guard owner = _owner.Lock();
        if (owner.Value is not null)
        {
            guard = default;
            return false;
        }

        owner.Value = Thread.Current;
        guard = new Guard(this);
        return true;
    }

    private void Release()
    {
        using SpinLock<Thread?>.Guard owner = _owner.Lock();
        owner.Value = null;
        _waiters.WakeOne();
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
