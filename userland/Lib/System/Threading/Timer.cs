// SPDX-License-Identifier: MIT
namespace System.Threading;

public delegate void TimerCallback(object? state);

/// <summary>Calls back on the thread pool after a time, once or again and again.</summary>
public sealed class Timer : IDisposable, IAsyncDisposable
{
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ExecutionContext _context = ExecutionContext.Capture() ?? ExecutionContext.Default;

    public Timer(TimerCallback callback, object? state, int dueTime, int period)
        : this(callback, state, (long)dueTime, period)
    {
    }

    public Timer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        : this(callback, state, (long)dueTime.TotalMilliseconds, (long)period.TotalMilliseconds)
    {
    }

    /// <summary>A timer that is its own state, and does not run yet.</summary>
    public Timer(TimerCallback callback)
        : this(callback, null, -1L, -1L) => _state = this;

    public Timer(TimerCallback callback, object? state, long dueTime, long period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, -1);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, -1);
        ArgumentNullException.ThrowIfNull(callback);
        _callback = callback;
        _state = state;
        _ = Change(dueTime, period);
    }

    public static long ActiveCount => TimerQueue.Count;

    /// <summary>When it is due next, in milliseconds of <see cref="Environment.TickCount64"/>; the queue's, guarded by its lock.</summary>
    internal long Due { get; set; }

    internal long Period { get; set; }

    /// <summary>Where it stands in the queue, or -1.</summary>
    internal int Index { get; set; } = -1;

    internal bool IsDisposed { get; set; }

    public bool Change(int dueTime, int period) => Change((long)dueTime, period);

    public bool Change(TimeSpan dueTime, TimeSpan period) => Change((long)dueTime.TotalMilliseconds, (long)period.TotalMilliseconds);

    /// <summary>-1 for <paramref name="dueTime"/> stops it; 0 or -1 for <paramref name="period"/> lets it call once.</summary>
    public bool Change(long dueTime, long period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, -1);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, -1);
        return TimerQueue.Change(this, dueTime, period);
    }

    public void Dispose() => TimerQueue.Remove(this);

    public Tasks.ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    internal void Fire() => ThreadPool.Queue(Call);

    private void Call()
    {
        // The pool's thread forgets it afterwards.
        _ = ExecutionContext.Enter(_context);
        _callback(_state);
    }
}
