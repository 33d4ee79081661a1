// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Threading;

/// <summary>Requests cancellation, once, of everything that has its token.</summary>
public class CancellationTokenSource : IDisposable
{
    internal static readonly CancellationTokenSource Never = new();
    internal static readonly CancellationTokenSource Cancelled = new() { _isRequested = true };

    private readonly object _gate = new();
    private readonly List<CancellationTokenRegistration> _links = [];
    private Callback? _last;
    private Callback? _running;
    private int _runningThread;
    private bool _isRequested;
    private bool _isDisposed;
    private Timer? _timer;
    private ManualResetEvent? _handle;

    /// <summary>A callback in its source's list.</summary>
    internal sealed class Callback(CancellationTokenSource source, Action<object?> action, object? state, ExecutionContext? context)
    {
        internal readonly CancellationTokenSource Source = source;
        internal Callback? Previous;
        internal Callback? Next;
        internal bool IsListed;

        internal void Run()
        {
            if (context == null) action(state);
            else ExecutionContext.Run(context, action.Invoke, state);
        }
    }

    public CancellationTokenSource()
    {
    }

    public CancellationTokenSource(int millisecondsDelay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsDelay, -1);
        if (millisecondsDelay == 0) _isRequested = true;
        else if (millisecondsDelay > 0) CancelAfter(millisecondsDelay);
    }

    public CancellationTokenSource(TimeSpan delay)
        : this(Timeout.ToMilliseconds(delay))
    {
    }

    public bool IsCancellationRequested => Volatile.Read(ref _isRequested);

    public CancellationToken Token
    {
        get
        {
            ThrowIfDisposed();
            return new CancellationToken(this);
        }
    }

    internal WaitHandle WaitHandle
    {
        get
        {
            ThrowIfDisposed();
            lock (_gate) return _handle ??= new ManualResetEvent(_isRequested);
        }
    }

    /// <summary>A source that is cancelled when one of the tokens is.</summary>
    public static CancellationTokenSource CreateLinkedTokenSource(params ReadOnlySpan<CancellationToken> tokens)
    {
        CancellationTokenSource linked = new();
        foreach (CancellationToken token in tokens)
        {
            if (token.CanBeCanceled) linked._links.Add(token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), linked));
        }

        return linked;
    }

    public static CancellationTokenSource CreateLinkedTokenSource(CancellationToken token) => CreateLinkedTokenSource([token]);

    public static CancellationTokenSource CreateLinkedTokenSource(CancellationToken token1, CancellationToken token2) => CreateLinkedTokenSource([token1, token2]);

    public void Cancel() => Cancel(throwOnFirstException: false);

    /// <summary>Calls what was registered, the latest first, on this thread.</summary>
    public void Cancel(bool throwOnFirstException)
    {
        ThrowIfDisposed();
        lock (_gate)
        {
            if (_isRequested) return;

            _isRequested = true;
            _timer?.Dispose();
            _ = _handle?.Set();
            _runningThread = Environment.CurrentManagedThreadId;
        }

        List<Exception>? failures = null;
        while (TakeLast() is { } callback)
        {
            try
            {
                callback.Run();
            }
            catch (Exception failure) when (!throwOnFirstException)
            {
                (failures ??= []).Add(failure);
            }
            finally
            {
                lock (_gate)
                {
                    _running = null;
                    Monitor.PulseAll(_gate);
                }
            }
        }

        if (failures != null) throw new AggregateException(failures);
    }

    /// <summary>Cancels on the thread pool.</summary>
    public Tasks.Task CancelAsync() => IsCancellationRequested ? Tasks.Task.CompletedTask : Tasks.Task.Run(Cancel);

    public void CancelAfter(TimeSpan delay) => CancelAfter(Timeout.ToMilliseconds(delay));

    public void CancelAfter(int millisecondsDelay)
    {
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsDelay, -1);
        lock (_gate)
        {
            if (_isRequested) return;

            _timer ??= new Timer(static source => ((CancellationTokenSource)source!).CancelByTimer(), this, Timeout.Infinite, Timeout.Infinite);
            _ = _timer.Change(millisecondsDelay, Timeout.Infinite);
        }
    }

    /// <summary>Makes it usable again, if nobody has cancelled it; forgets what was registered.</summary>
    public bool TryReset()
    {
        ThrowIfDisposed();
        lock (_gate)
        {
            if (_isRequested) return false;

            _timer?.Dispose();
            _timer = null;
            for (Callback? callback = _last; callback != null; callback = callback.Previous) callback.IsListed = false;
            _last = null;
            return true;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _isDisposed) return;

        foreach (CancellationTokenRegistration link in _links) link.Dispose();
        lock (_gate)
        {
            _isDisposed = true;
            _timer?.Dispose();
            _last = null;
        }
    }

    /// <param name="action">Called by whoever cancels, or at once.</param>
    /// <param name="state">Given to it.</param>
    /// <param name="context">In which; null for that of whoever cancels.</param>
    internal CancellationTokenRegistration Register(Action<object?> action, object? state, ExecutionContext? context)
    {
        Callback callback = new(this, action, state, context);
        lock (_gate)
        {
            if (!_isRequested)
            {
                if (this == Never || _isDisposed) return default;

                callback.IsListed = true;
                callback.Previous = _last;
                if (_last != null) _last.Next = callback;
                _last = callback;
                return new CancellationTokenRegistration(callback);
            }
        }

        callback.Run();
        return default;
    }

    /// <summary>False if it runs, has run, or was taken away before.</summary>
    internal bool Unregister(Callback callback)
    {
        lock (_gate)
        {
            if (!callback.IsListed) return false;

            callback.IsListed = false;
            if (callback.Next != null) callback.Next.Previous = callback.Previous;
            else _last = callback.Previous;
            if (callback.Previous != null) callback.Previous.Next = callback.Next;
            return true;
        }
    }

    /// <summary>Returns when the callback does not run, unless the caller is in it.</summary>
    internal void WaitFor(Callback callback)
    {
        lock (_gate)
        {
            while (_running == callback && _runningThread != Environment.CurrentManagedThreadId) _ = Monitor.Wait(_gate);
        }
    }

    private Callback? TakeLast()
    {
        lock (_gate)
        {
            Callback? callback = _last;
            if (callback != null) _ = Unregister(callback);
            _running = callback;
            return callback;
        }
    }

    private void CancelByTimer()
    {
        if (!Volatile.Read(ref _isDisposed)) Cancel();
    }

    private void ThrowIfDisposed()
    {
        if (_isDisposed) throw new ObjectDisposedException(null, "The CancellationTokenSource has been disposed.");
    }
}
