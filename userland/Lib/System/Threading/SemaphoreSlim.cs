// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Threading.Tasks;

namespace System.Threading;

/// <summary>A count of how many may go on, for threads and for async methods.</summary>
public class SemaphoreSlim : IDisposable
{
    private readonly object _gate = new();
    private readonly int _maximum;

    // Those that await, the longest waiting first; threads wait for a pulse of the gate.
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();
    private bool _isDisposed;

    public SemaphoreSlim(int initialCount)
        : this(initialCount, int.MaxValue)
    {
    }

    public SemaphoreSlim(int initialCount, int maxCount)
    {
        if (initialCount < 0 || initialCount > maxCount)
        {
            throw new ArgumentOutOfRangeException(nameof(initialCount), initialCount,
                "The initialCount argument must be non-negative and less than or equal to the maximumCount.");
        }

        if (maxCount <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(maxCount), maxCount,
                "The maximumCount argument must be a positive number. If a maximum is not required, use the constructor without a maxCount parameter.");
        }

        CurrentCount = initialCount;
        _maximum = maxCount;
    }

    public int CurrentCount { get; private set; }

    public void Wait() => _ = Wait(Timeout.Infinite, CancellationToken.None);

    public void Wait(CancellationToken cancellationToken) => _ = Wait(Timeout.Infinite, cancellationToken);

    public bool Wait(TimeSpan timeout) => Wait(Timeout.ToMilliseconds(timeout), CancellationToken.None);

    public bool Wait(int millisecondsTimeout) => Wait(millisecondsTimeout, CancellationToken.None);

    public bool Wait(int millisecondsTimeout, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Timeout.Check(millisecondsTimeout);
        cancellationToken.ThrowIfCancellationRequested();
        Deadline deadline = new(millisecondsTimeout);
        using CancellationTokenRegistration registration = cancellationToken.WakeWhenCancelled(_gate);
        lock (_gate)
        {
            while (CurrentCount == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!deadline.Wait(_gate) && deadline.HasPassed && CurrentCount == 0) return false;
            }

            CurrentCount--;
        }

        return true;
    }

    public Task WaitAsync() => WaitAsync(Timeout.Infinite, CancellationToken.None);

    public Task WaitAsync(CancellationToken cancellationToken) => WaitAsync(Timeout.Infinite, cancellationToken);

    public Task<bool> WaitAsync(TimeSpan timeout) => WaitAsync(Timeout.ToMilliseconds(timeout), CancellationToken.None);

    public Task<bool> WaitAsync(int millisecondsTimeout) => WaitAsync(millisecondsTimeout, CancellationToken.None);

    public Task<bool> WaitAsync(int millisecondsTimeout, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Timeout.Check(millisecondsTimeout);
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<bool>(cancellationToken);

        TaskCompletionSource<bool> waiting;
        lock (_gate)
        {
            if (CurrentCount > 0)
            {
                CurrentCount--;
                return Task.FromResult(true);
            }

            if (millisecondsTimeout == 0) return Task.FromResult(false);

            waiting = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = _waiting.AddLast(waiting);
        }

        return millisecondsTimeout < 0 && !cancellationToken.CanBeCanceled ? waiting.Task : WaitInTime(waiting, millisecondsTimeout, cancellationToken);
    }

    /// <summary>The count of before.</summary>
    public int Release() => Release(1);

    public int Release(int releaseCount)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (releaseCount < 1) throw new ArgumentOutOfRangeException(nameof(releaseCount), releaseCount, "The releaseCount argument must be greater than zero.");

        lock (_gate)
        {
            if (releaseCount > _maximum - CurrentCount) throw new SemaphoreFullException();

            int before = CurrentCount;
            CurrentCount += releaseCount;
            while (CurrentCount > 0 && _waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                if (first.Value.TrySetResult(true)) CurrentCount--;
            }

            if (CurrentCount > 0) Monitor.PulseAll(_gate);
            return before;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _isDisposed = true;

    private async Task<bool> WaitInTime(TaskCompletionSource<bool> waiting, int milliseconds, CancellationToken token)
    {
        using Timer timer = new(_ => Forget(waiting), null, milliseconds, Timeout.Infinite);
        using CancellationTokenRegistration registration = token.Register(() => Forget(waiting));
        if (await waiting.Task.ConfigureAwait(false)) return true;

        token.ThrowIfCancellationRequested();
        return false;
    }

    private void Forget(TaskCompletionSource<bool> waiting)
    {
        lock (_gate)
        {
            if (_waiting.Remove(waiting)) _ = waiting.TrySetResult(false);
        }
    }
}
