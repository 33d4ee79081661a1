// SPDX-License-Identifier: MIT
namespace System.Threading;

/// <summary>An event that is set or not; it lets one waiter through (auto) or all until it is reset (manual).</summary>
public class EventWaitHandle(bool initialState, EventResetMode mode) : WaitHandle
{
    private bool _isSet = initialState;

    private protected override bool CanTake => _isSet;

    public bool Set()
    {
        lock (s_gate)
        {
            ThrowIfDisposed();
            _isSet = true;
            WakeWaiters();
        }

        return true;
    }

    public bool Reset()
    {
        lock (s_gate)
        {
            ThrowIfDisposed();
            _isSet = false;
        }

        return true;
    }

    private protected override void Take()
    {
        if (mode == EventResetMode.AutoReset) _isSet = false;
    }
}

public sealed class AutoResetEvent(bool initialState) : EventWaitHandle(initialState, EventResetMode.AutoReset);

public sealed class ManualResetEvent(bool initialState) : EventWaitHandle(initialState, EventResetMode.ManualReset);

/// <summary>A count of how many waiters may go on.</summary>
public sealed class Semaphore : WaitHandle
{
    private readonly int _maximum;
    private int _count;

    public Semaphore(int initialCount, int maximumCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(initialCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumCount);
        if (initialCount > maximumCount) throw new ArgumentException("The initial count for the semaphore must be greater than or equal to zero and less than the maximum count.");

        _count = initialCount;
        _maximum = maximumCount;
    }

    private protected override bool CanTake => _count > 0;

    private protected override void Take() => _count--;

    public int Release() => Release(1);

    /// <summary>The count of before.</summary>
    public int Release(int releaseCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(releaseCount);
        lock (s_gate)
        {
            ThrowIfDisposed();
            if (releaseCount > _maximum - _count) throw new SemaphoreFullException();

            int before = _count;
            _count += releaseCount;
            WakeWaiters();
            return before;
        }
    }
}

/// <summary>A lock that can be waited for among other handles; its owner may take it again.</summary>
public sealed class Mutex : WaitHandle
{
    private int _owner;
    private int _depth;

    public Mutex(bool initiallyOwned = false)
    {
        if (initiallyOwned) Take();
    }

    private protected override bool CanTake => _owner == 0 || _owner == Environment.CurrentManagedThreadId;

    private protected override void Take()
    {
        _owner = Environment.CurrentManagedThreadId;
        _depth++;
    }

    public void ReleaseMutex()
    {
        lock (s_gate)
        {
            ThrowIfDisposed();
            if (_owner != Environment.CurrentManagedThreadId)
            {
                throw new ApplicationException("Object synchronization method was called from an unsynchronized block of code.");
            }

            if (--_depth > 0) return;

            _owner = 0;
            WakeWaiters();
        }
    }
}
