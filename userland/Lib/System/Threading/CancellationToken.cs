// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;

namespace System.Threading;

/// <summary>Says that an operation should end; given by a <see cref="CancellationTokenSource"/>.</summary>
public readonly struct CancellationToken : IEquatable<CancellationToken>
{
    private readonly CancellationTokenSource? _source;

    internal CancellationToken(CancellationTokenSource? source) => _source = source;

    public CancellationToken(bool canceled)
        : this(canceled ? CancellationTokenSource.Cancelled : null)
    {
    }

    public static CancellationToken None => default;

    public bool IsCancellationRequested => _source is { IsCancellationRequested: true };

    public bool CanBeCanceled => _source != null;

    /// <summary>Set when cancellation is requested.</summary>
    public WaitHandle WaitHandle => (_source ?? CancellationTokenSource.Never).WaitHandle;

    public void ThrowIfCancellationRequested()
    {
        if (IsCancellationRequested) throw new OperationCanceledException(this);
    }

    /// <summary>Calls back when cancellation is requested, or at once if it was.</summary>
    public CancellationTokenRegistration Register(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Register(static state => ((Action)state!)(), callback);
    }

    public CancellationTokenRegistration Register(Action<object?> callback, object? state)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return _source == null ? default : _source.Register(callback, state, ExecutionContext.Capture());
    }

    /// <summary>In the context of whoever cancels.</summary>
    public CancellationTokenRegistration UnsafeRegister(Action<object?> callback, object? state)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return _source == null ? default : _source.Register(callback, state, context: null);
    }

    public bool Equals(CancellationToken other) => _source == other._source;

    public override bool Equals([NotNullWhen(true)] object? other) => other is CancellationToken token && Equals(token);

    public override int GetHashCode() => (_source ?? CancellationTokenSource.Never).GetHashCode();

    public static bool operator ==(CancellationToken left, CancellationToken right) => left.Equals(right);

    public static bool operator !=(CancellationToken left, CancellationToken right) => !left.Equals(right);

    /// <summary>Wakes whoever waits for a pulse of the object, to look at the token again.</summary>
    internal CancellationTokenRegistration WakeWhenCancelled(object gate)
    {
        return UnsafeRegister(
            static waiting =>
            {
                lock (waiting!) Monitor.PulseAll(waiting);
            },
            gate);
    }
}

/// <summary>A callback that <see cref="CancellationToken.Register(Action)"/> added; disposing it takes it away, and waits if it just runs.</summary>
public readonly struct CancellationTokenRegistration : IDisposable, IAsyncDisposable, IEquatable<CancellationTokenRegistration>
{
    private readonly CancellationTokenSource.Callback? _callback;

    internal CancellationTokenRegistration(CancellationTokenSource.Callback callback) => _callback = callback;

    public CancellationToken Token => _callback == null ? default : new CancellationToken(_callback.Source);

    public bool Unregister() => _callback != null && _callback.Source.Unregister(_callback);

    public void Dispose()
    {
        if (_callback != null && !_callback.Source.Unregister(_callback)) _callback.Source.WaitFor(_callback);
    }

    public Tasks.ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    public bool Equals(CancellationTokenRegistration other) => _callback == other._callback;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is CancellationTokenRegistration other && Equals(other);

    public override int GetHashCode() => _callback == null ? 0 : _callback.GetHashCode();

    public static bool operator ==(CancellationTokenRegistration left, CancellationTokenRegistration right) => left.Equals(right);

    public static bool operator !=(CancellationTokenRegistration left, CancellationTokenRegistration right) => !left.Equals(right);
}
