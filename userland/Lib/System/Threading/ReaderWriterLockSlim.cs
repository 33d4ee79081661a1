// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Threading;

public enum LockRecursionPolicy
{
    NoRecursion,
    SupportsRecursion,
}

public class LockRecursionException(string? message) : Exception(message);

/// <summary>Many readers, one of which may be about to write, or one writer. Writers that wait keep new readers out.</summary>
public class ReaderWriterLockSlim(LockRecursionPolicy recursionPolicy) : IDisposable
{
    private readonly object _gate = new();

    // What each thread holds; a thread that holds nothing is not in it.
    private readonly Dictionary<int, Holds> _holds = [];
    private int _readers;
    private int _writer;
    private int _upgradeable;

    private sealed class Holds
    {
        internal int Read;
        internal int Write;
        internal int Upgradeable;

        internal bool IsEmpty => Read + Write + Upgradeable == 0;
    }

    public ReaderWriterLockSlim()
        : this(LockRecursionPolicy.NoRecursion)
    {
    }

    public LockRecursionPolicy RecursionPolicy => recursionPolicy;

    public int CurrentReadCount
    {
        get
        {
            lock (_gate) return _readers;
        }
    }

    public int WaitingReadCount { get; private set; }

    public int WaitingWriteCount { get; private set; }

    public int WaitingUpgradeCount { get; private set; }

    public int RecursiveReadCount => Mine().Read;

    public int RecursiveWriteCount => Mine().Write;

    public int RecursiveUpgradeCount => Mine().Upgradeable;

    public bool IsReadLockHeld => RecursiveReadCount > 0;

    public bool IsWriteLockHeld => RecursiveWriteCount > 0;

    public bool IsUpgradeableReadLockHeld => RecursiveUpgradeCount > 0;

    public void EnterReadLock() => _ = TryEnterReadLock(Timeout.Infinite);

    public bool TryEnterReadLock(TimeSpan timeout) => TryEnterReadLock(Timeout.ToMilliseconds(timeout));

    public bool TryEnterReadLock(int millisecondsTimeout)
    {
        lock (_gate)
        {
            Holds mine = Own();
            if (recursionPolicy == LockRecursionPolicy.NoRecursion)
            {
                if (mine.Read > 0) throw new LockRecursionException("Recursive read lock acquisitions not allowed in this mode.");
                if (mine.Write > 0) throw new LockRecursionException("A read lock may not be acquired with the write lock held in this mode.");
            }

            // Who holds something already must get in, whoever waits.
            WaitingReadCount++;
            bool isIn = WaitUntil(() => _writer == 0 ? WaitingWriteCount == 0 || !mine.IsEmpty : mine.Write > 0, millisecondsTimeout);
            WaitingReadCount--;
            if (isIn)
            {
                mine.Read++;
                _readers++;
            }

            return Settle(mine, isIn);
        }
    }

    public void EnterWriteLock() => _ = TryEnterWriteLock(Timeout.Infinite);

    public bool TryEnterWriteLock(TimeSpan timeout) => TryEnterWriteLock(Timeout.ToMilliseconds(timeout));

    public bool TryEnterWriteLock(int millisecondsTimeout)
    {
        lock (_gate)
        {
            Holds mine = Own();
            if (mine.Write > 0 && recursionPolicy == LockRecursionPolicy.NoRecursion) throw new LockRecursionException("Recursive write lock acquisitions not allowed in this mode.");
            if (mine.Read > 0 && mine.Upgradeable == 0 && mine.Write == 0)
            {
                throw new LockRecursionException("Write lock may not be acquired with read lock held. This pattern is prone to deadlocks. Please ensure that read locks are released before taking a write lock. If an upgrade is necessary, use an upgrade lock in place of the read lock.");
            }

            WaitingWriteCount++;
            bool isIn = WaitUntil(() => mine.Write > 0 || (_writer == 0 && _readers == mine.Read && (_upgradeable == 0 || mine.Upgradeable > 0)), millisecondsTimeout);
            WaitingWriteCount--;
            if (isIn)
            {
                mine.Write++;
                _writer = Environment.CurrentManagedThreadId;
            }
            else
            {
                Monitor.PulseAll(_gate);
            }

            return Settle(mine, isIn);
        }
    }

    public void EnterUpgradeableReadLock() => _ = TryEnterUpgradeableReadLock(Timeout.Infinite);

    public bool TryEnterUpgradeableReadLock(TimeSpan timeout) => TryEnterUpgradeableReadLock(Timeout.ToMilliseconds(timeout));

    public bool TryEnterUpgradeableReadLock(int millisecondsTimeout)
    {
        lock (_gate)
        {
            Holds mine = Own();
            if (recursionPolicy == LockRecursionPolicy.NoRecursion)
            {
                if (mine.Upgradeable > 0) throw new LockRecursionException("Recursive upgradeable lock acquisitions not allowed in this mode.");
                if (mine.Write > 0) throw new LockRecursionException("Upgradeable lock may not be acquired with write lock held in this mode. Acquiring Upgradeable lock gives the ability to read along with an option to upgrade to a writer.");
            }

            if (mine.Read > 0 && mine.Upgradeable == 0 && mine.Write == 0) throw new LockRecursionException("Upgradeable lock may not be acquired with read lock held.");

            WaitingUpgradeCount++;
            bool isIn = WaitUntil(() => mine.Upgradeable > 0 || mine.Write > 0 || (_writer == 0 && _upgradeable == 0), millisecondsTimeout);
            WaitingUpgradeCount--;
            if (isIn)
            {
                mine.Upgradeable++;
                _upgradeable = Environment.CurrentManagedThreadId;
            }

            return Settle(mine, isIn);
        }
    }

    public void ExitReadLock()
    {
        lock (_gate)
        {
            Holds mine = Own();
            if (mine.Read == 0) throw Unlocked(mine, "The read lock is being released without being held.");

            mine.Read--;
            _readers--;
            _ = Settle(mine, isChanged: true);
            Monitor.PulseAll(_gate);
        }
    }

    public void ExitWriteLock()
    {
        lock (_gate)
        {
            Holds mine = Own();
            if (mine.Write == 0) throw Unlocked(mine, "The write lock is being released without being held.");

            if (--mine.Write == 0) _writer = 0;
            _ = Settle(mine, isChanged: true);
            Monitor.PulseAll(_gate);
        }
    }

    public void ExitUpgradeableReadLock()
    {
        lock (_gate)
        {
            Holds mine = Own();
            if (mine.Upgradeable == 0) throw Unlocked(mine, "The upgradeable lock is being released without being held.");

            if (--mine.Upgradeable == 0) _upgradeable = 0;
            _ = Settle(mine, isChanged: true);
            Monitor.PulseAll(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_holds.Count > 0) throw new SynchronizationLockException("The lock is being disposed while still being used. It either is being held by a thread and/or has active waiters waiting to acquire the lock.");
        }

        GC.SuppressFinalize(this);
    }

    private Holds Mine()
    {
        lock (_gate) return _holds.TryGetValue(Environment.CurrentManagedThreadId, out Holds? holds) ? holds : new Holds();
    }

    private Holds Own()
    {
        if (!_holds.TryGetValue(Environment.CurrentManagedThreadId, out Holds? holds)) _holds.Add(Environment.CurrentManagedThreadId, holds = new Holds());
        return holds;
    }

    private bool Settle(Holds mine, bool isChanged)
    {
        if (mine.IsEmpty) _ = _holds.Remove(Environment.CurrentManagedThreadId);
        return isChanged;
    }

    private SynchronizationLockException Unlocked(Holds mine, string message)
    {
        _ = Settle(mine, isChanged: false);
        return new SynchronizationLockException(message);
    }

    private bool WaitUntil(Func<bool> condition, int milliseconds)
    {
        Deadline deadline = new(milliseconds);
        while (!condition())
        {
            if (!deadline.Wait(_gate) && deadline.HasPassed) return condition();
        }

        return true;
    }
}
