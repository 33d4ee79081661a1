// SPDX-License-Identifier: MIT
namespace System.Threading;

/// <summary>Is set when it has been signalled as often as it was told to expect.</summary>
public class CountdownEvent : IDisposable
{
    private readonly object _gate = new();

    public CountdownEvent(int initialCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(initialCount);
        InitialCount = initialCount;
        CurrentCount = initialCount;
    }

    public int InitialCount { get; private set; }

    public int CurrentCount { get; private set; }

    public bool IsSet => CurrentCount == 0;

    public bool Signal() => Signal(1);

    /// <summary>True if that was the last.</summary>
    public bool Signal(int signalCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(signalCount);
        lock (_gate)
        {
            if (signalCount > CurrentCount) throw new InvalidOperationException("Invalid attempt made to decrement the event's count below zero.");

            CurrentCount -= signalCount;
            if (CurrentCount == 0) Monitor.PulseAll(_gate);
            return CurrentCount == 0;
        }
    }

    public void AddCount() => AddCount(1);

    public void AddCount(int signalCount)
    {
        if (!TryAddCount(signalCount)) throw new InvalidOperationException("The event is already signaled and cannot be incremented.");
    }

    public bool TryAddCount() => TryAddCount(1);

    public bool TryAddCount(int signalCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(signalCount);
        lock (_gate)
        {
            if (CurrentCount == 0) return false;
            if (signalCount > int.MaxValue - CurrentCount) throw new InvalidOperationException("The increment operation would cause the CurrentCount to overflow.");

            CurrentCount += signalCount;
            return true;
        }
    }

    public void Reset() => Reset(InitialCount);

    public void Reset(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (_gate)
        {
            InitialCount = count;
            CurrentCount = count;
            if (count == 0) Monitor.PulseAll(_gate);
        }
    }

    public void Wait() => _ = Wait(Timeout.Infinite);

    public bool Wait(TimeSpan timeout) => Wait(Timeout.ToMilliseconds(timeout));

    public bool Wait(int millisecondsTimeout)
    {
        Timeout.Check(millisecondsTimeout);
        Deadline deadline = new(millisecondsTimeout);
        lock (_gate)
        {
            while (CurrentCount != 0)
            {
                if (!deadline.Wait(_gate)) return CurrentCount == 0;
            }
        }

        return true;
    }

    public void Dispose() => GC.SuppressFinalize(this);
}
