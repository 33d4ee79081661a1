// SPDX-License-Identifier: MIT
using System.Threading.Tasks;

namespace System.Runtime.CompilerServices;

/// <summary>For methods that return <see cref="ValueTask{TResult}"/>: there is a task only if they had to wait.</summary>
public struct AsyncValueTaskMethodBuilder<TResult>
{
    private AsyncTaskMethodBuilder<TResult> _builder;
    private TResult _result;
    private bool _hasResult;
    private bool _hasTask;

    public ValueTask<TResult> Task
    {
        get
        {
            if (_hasResult) return new ValueTask<TResult>(_result);

            _hasTask = true;
            return new ValueTask<TResult>(_builder.Task);
        }
    }

    public static AsyncValueTaskMethodBuilder<TResult> Create() => default;

    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => AsyncStart.Begin(ref stateMachine);

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        _hasTask = true;
        _builder.AwaitOnCompleted(ref awaiter, ref stateMachine);
    }

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        _hasTask = true;
        _builder.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);
    }

    public void SetResult(TResult result)
    {
        if (_hasTask)
        {
            _builder.SetResult(result);
            return;
        }

        _result = result;
        _hasResult = true;
    }

    public void SetException(Exception exception)
    {
        _hasTask = true;
        _builder.SetException(exception);
    }
}

/// <summary>For methods that return <see cref="ValueTask"/>.</summary>
public struct AsyncValueTaskMethodBuilder
{
    private AsyncValueTaskMethodBuilder<VoidResult> _builder;

    public ValueTask Task
    {
        get
        {
            ValueTask<VoidResult> task = _builder.Task;
            return task.IsCompletedSuccessfully ? default : new ValueTask(task.AsTask());
        }
    }

    public static AsyncValueTaskMethodBuilder Create() => default;

    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => AsyncStart.Begin(ref stateMachine);

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => _builder.AwaitOnCompleted(ref awaiter, ref stateMachine);

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => _builder.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);

    public void SetResult() => _builder.SetResult(default);

    public void SetException(Exception exception) => _builder.SetException(exception);
}

/// <summary>For async iterators, which are objects already and tell their consumers of each step themselves.</summary>
public struct AsyncIteratorMethodBuilder
{
    private AsyncTaskMethodBuilder _builder;

    public static AsyncIteratorMethodBuilder Create() => default;

    public readonly void MoveNext<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => AsyncStart.Begin(ref stateMachine);

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => _builder.AwaitOnCompleted(ref awaiter, ref stateMachine);

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => _builder.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);

    public readonly void Complete()
    {
    }
}
