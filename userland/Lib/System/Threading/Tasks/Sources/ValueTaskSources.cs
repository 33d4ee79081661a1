// SPDX-License-Identifier: MIT
using System.Runtime.ExceptionServices;

namespace System.Threading.Tasks.Sources;

public enum ValueTaskSourceStatus
{
    Pending,
    Succeeded,
    Faulted,
    Canceled,
}

[Flags]
public enum ValueTaskSourceOnCompletedFlags
{
    None = 0,
    UseSchedulingContext = 1,
    FlowExecutionContext = 2,
}

/// <summary>What stands behind a <see cref="ValueTask"/> that is no task; the token tells its uses apart.</summary>
public interface IValueTaskSource
{
    ValueTaskSourceStatus GetStatus(short token);

    void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags);

    void GetResult(short token);
}

public interface IValueTaskSource<out TResult>
{
    ValueTaskSourceStatus GetStatus(short token);

    void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags);

    TResult GetResult(short token);
}

/// <summary>The logic of such a source that is used again and again.</summary>
public struct ManualResetValueTaskSourceCore<TResult>
{
    private static readonly Action<object?> s_completed = static _ => throw new InvalidOperationException();

    private Action<object?>? _continuation;
    private object? _state;
    private ExceptionDispatchInfo? _failure;
    private TResult? _result;
    private bool _isCompleted;

    public bool RunContinuationsAsynchronously { get; set; }

    public short Version { get; private set; }

    public void Reset()
    {
        Version++;
        _continuation = null;
        _state = null;
        _failure = null;
        _result = default;
        _isCompleted = false;
    }

    public void SetResult(TResult result)
    {
        _result = result;
        Complete();
    }

    public void SetException(Exception error)
    {
        _failure = ExceptionDispatchInfo.Capture(error);
        Complete();
    }

    public readonly ValueTaskSourceStatus GetStatus(short token)
    {
        CheckToken(token);
        if (!_isCompleted || _continuation == null) return ValueTaskSourceStatus.Pending;
        if (_failure == null) return ValueTaskSourceStatus.Succeeded;
        return _failure.SourceException is OperationCanceledException ? ValueTaskSourceStatus.Canceled : ValueTaskSourceStatus.Faulted;
    }

    public readonly TResult GetResult(short token)
    {
        CheckToken(token);
        if (!_isCompleted) throw new InvalidOperationException();

        _failure?.Throw();
        return _result!;
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        CheckToken(token);
        if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0 && ExecutionContext.Capture() is ExecutionContext context)
        {
            Action<object?> inner = continuation;
            continuation = given => ExecutionContext.Run(context, inner.Invoke, given);
        }

        _state = state;
        Action<object?>? before = Interlocked.CompareExchange(ref _continuation, continuation, null);
        if (before == null) return;
        if (before != s_completed) throw new InvalidOperationException();

        ThreadPool.Queue(() => continuation(state));
    }

    private void Complete()
    {
        if (_isCompleted) throw new InvalidOperationException();

        _isCompleted = true;
        Action<object?>? continuation = Interlocked.CompareExchange(ref _continuation, s_completed, null);
        if (continuation == null) return;

        object? state = _state;
        if (RunContinuationsAsynchronously) ThreadPool.Queue(() => continuation(state));
        else continuation(state);
    }

    private readonly void CheckToken(short token)
    {
        if (token != Version) throw new InvalidOperationException();
    }
}
