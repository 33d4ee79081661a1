// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Machine;

/// <summary>Double of the kernel's spin lock: a monitor that, like the original, refuses to be taken twice by one owner.</summary>
public sealed class SpinLock<T> : SpinLock
{
    private T _value;

    public SpinLock(T value, LockRank rank = LockRank.Unranked)
        : base(rank) => _value = value;

    public Guard Lock()
    {
        Acquire();
        return new Guard(this);
    }

    public readonly ref struct Guard
    {
        private readonly SpinLock<T> _lock;

        internal Guard(SpinLock<T> spinLock) => _lock = spinLock;

        public ref T Value => ref _lock._value;

        public SpinLock Lock => _lock;

        public void Dispose() => _lock.Release();
    }
}

public abstract class SpinLock
{
    private readonly object _monitor = new();

    private protected SpinLock(LockRank rank) => Rank = rank;

    public LockRank Rank { get; }

    public bool IsHeld => Monitor.IsEntered(_monitor);

    public void Acquire()
    {
        if (IsHeld)
        {
            throw new SynchronizationLockException("spin lock taken twice");
        }

        Monitor.Enter(_monitor);
    }

    public void Release() => Monitor.Exit(_monitor);
}

public enum LockRank : byte
{
    Unranked = 0,
    Files = 30,
    FileSystem = 40,
    Device = 60,
}
