// SPDX-License-Identifier: MIT
using System.Threading.Tasks;

namespace System.Threading;

/// <summary>Ticks that one consumer awaits; those it is too slow for become one.</summary>
public sealed class PeriodicTimer : IDisposable
{
    private readonly object _gate = new();
    private readonly Timer _timer;
    private TaskCompletionSource<bool>? _waiting;
    private bool _isDue;
    private bool _isDisposed;
    private TimeSpan _period;

    public PeriodicTimer(TimeSpan period)
    {
        CheckPeriod(period);
        _period = period;
        _timer = new Timer(static timer => ((PeriodicTimer)timer!).Tick(), this, period, period);
    }

    public TimeSpan Period
    {
        get => _period;
        set
        {
            CheckPeriod(value);
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _period = value;
            _ = _timer.Change(value, value);
        }
    }

    /// <summary>True at the next tick, false when the timer has been disposed.</summary>
    public async ValueTask<bool> WaitForNextTickAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource<bool> waiting;
        lock (_gate)
        {
            if (_isDisposed) return false;
            if (_waiting != null) throw new InvalidOperationException("Operation is not valid due to the current state of the object.");

            if (_isDue)
            {
                _isDue = false;
                return true;
            }

            _waiting = waiting = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        using (cancellationToken.Register(() => Answer(source => source.TrySetCanceled(cancellationToken))))
        {
            return await waiting.Task;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate) _isDisposed = true;
        Answer(static source => source.TrySetResult(false));
    }

    private void Tick()
    {
        lock (_gate)
        {
            if (_waiting == null) _isDue = !_isDisposed;
        }

        Answer(static source => source.TrySetResult(true));
    }

    private void Answer(Action<TaskCompletionSource<bool>> answer)
    {
        TaskCompletionSource<bool>? waiting;
        lock (_gate)
        {
            waiting = _waiting;
            _waiting = null;
        }

        if (waiting != null) answer(waiting);
    }

    private static void CheckPeriod(TimeSpan value)
    {
        if (value < TimeSpan.FromMilliseconds(1) && value != Timeout.InfiniteTimeSpan) throw new ArgumentOutOfRangeException(nameof(value));
    }
}
