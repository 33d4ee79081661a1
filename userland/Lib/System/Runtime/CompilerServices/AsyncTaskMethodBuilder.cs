// SPDX-License-Identifier: MIT
using System.Threading;
using System.Threading.Tasks;

namespace System.Runtime.CompilerServices;

/// <summary>An async method's task. The first await that has to wait moves the method's state to the heap: the task holds it.</summary>
public struct AsyncTaskMethodBuilder<TResult>
{
    private Task<TResult>? _task;

    private sealed class StateMachineTask<TStateMachine> : Task<TResult>
        where TStateMachine : IAsyncStateMachine
    {
        internal readonly Action MoveNext;
        internal TStateMachine StateMachine = default!;

        internal StateMachineTask()
            : base(null, TaskCreationOptions.None) => MoveNext = GoOn;

        /// <summary>In which the method goes on.</summary>
        internal ExecutionContext? Context { private get; set; }

        private void GoOn()
        {
            if (Context == null)
            {
                StateMachine.MoveNext();
                return;
            }

            ExecutionContext before = ExecutionContext.Enter(Context);
            try
            {
                StateMachine.MoveNext();
            }
            finally
            {
                _ = ExecutionContext.Enter(before);
            }
        }
    }

    public Task<TResult> Task => _task ??= new Task<TResult>(null, TaskCreationOptions.None);

    public static AsyncTaskMethodBuilder<TResult> Create() => default;

    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => AsyncStart.Begin(ref stateMachine);

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.OnCompleted(Box(ref stateMachine));

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.UnsafeOnCompleted(Box(ref stateMachine));

    public void SetResult(TResult result)
    {
        if (_task == null) _task = Threading.Tasks.Task.FromResult(result);
        else if (!_task.TrySetResult(result)) throw new InvalidOperationException();
    }

    public void SetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        bool isDone = exception is OperationCanceledException cancelled
            ? Task.TryCancel(cancelled.CancellationToken, ExceptionServices.ExceptionDispatchInfo.Capture(exception))
            : Task.TryFail(exception);
        if (!isDone) throw new InvalidOperationException();
    }

    private Action Box<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        ExecutionContext? context = ExecutionContext.Capture();
        if (_task is StateMachineTask<TStateMachine> box)
        {
            box.Context = context;
            return box.MoveNext;
        }

        // The builder is a field of the state machine, so that it has the task in the copy as well. A task that was made before has been
        // handed out already, which only a method does that is its own builder's caller: none the compiler makes.
        StateMachineTask<TStateMachine> created = new() { Context = context };
        _task = created;
        created.StateMachine = stateMachine;
        return created.MoveNext;
    }
}

/// <summary>For methods that return <see cref="Threading.Tasks.Task"/>.</summary>
public struct AsyncTaskMethodBuilder
{
    private AsyncTaskMethodBuilder<VoidResult> _builder;

    public Task Task => _builder.Task;

    public static AsyncTaskMethodBuilder Create() => default;

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

/// <summary>For methods that return nothing: nobody can await them, so what they throw ends the program.</summary>
public struct AsyncVoidMethodBuilder
{
    private AsyncTaskMethodBuilder _builder;

    public static AsyncVoidMethodBuilder Create() => default;

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

    public void SetResult() => _builder.SetResult();

    public readonly void SetException(Exception exception)
    {
        ExceptionServices.ExceptionDispatchInfo failure = ExceptionServices.ExceptionDispatchInfo.Capture(exception);
        Threading.ThreadPool.Queue(failure.Throw);
    }
}
