// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Core.Scheduling;

/// <summary>Double of the kernel's sleeping lock; like the original it refuses to be taken twice by one owner.</summary>
public sealed class Mutex<T>
{
    private readonly object _monitor = new();
    private T _value;

    public Mutex(T value) => _value = value;

    public Guard Lock()
    {
        if (Monitor.IsEntered(_monitor))
        {
            throw new SynchronizationLockException("mutex taken twice");
        }

        Monitor.Enter(_monitor);
        return new Guard(this);
    }

    public bool TryLock(out Guard guard)
    {
        bool isTaken = !Monitor.IsEntered(_monitor) && Monitor.TryEnter(_monitor);
        guard = isTaken ? new Guard(this) : default;
        return isTaken;
    }

    public readonly ref struct Guard
    {
        private readonly Mutex<T> _mutex;

        internal Guard(Mutex<T> mutex) => _mutex = mutex;

        public ref T Value => ref _mutex._value;

        public void Dispose() => Monitor.Exit(_mutex._monitor);
    }
}
