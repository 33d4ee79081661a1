// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Runtime.ExceptionServices;

namespace System.Threading.Tasks;

/// <summary>The hand that completes a task.</summary>
public class TaskCompletionSource<TResult>
{
    private const string IsComplete = "An attempt was made to transition a task to a final state when it had already completed.";

    public TaskCompletionSource()
        : this(null, TaskCreationOptions.None)
    {
    }

    public TaskCompletionSource(object? state)
        : this(state, TaskCreationOptions.None)
    {
    }

    public TaskCompletionSource(TaskCreationOptions creationOptions)
        : this(null, creationOptions)
    {
    }

    public TaskCompletionSource(object? state, TaskCreationOptions creationOptions) => Task = new Task<TResult>(state, creationOptions);

    public Task<TResult> Task { get; }

    public void SetResult(TResult result) => Check(TrySetResult(result));

    public bool TrySetResult(TResult result) => Task.TrySetResult(result);

    public void SetException(Exception exception) => Check(TrySetException(exception));

    public void SetException(IEnumerable<Exception> exceptions) => Check(TrySetException(exceptions));

    public bool TrySetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Task.TryFail(exception);
    }

    public bool TrySetException(IEnumerable<Exception> exceptions)
    {
        ArgumentNullException.ThrowIfNull(exceptions);
        List<ExceptionDispatchInfo> failures = [];
        foreach (Exception exception in exceptions)
        {
            failures.Add(ExceptionDispatchInfo.Capture(exception ?? throw new ArgumentException("The exceptions collection included at least one null element.", nameof(exceptions))));
        }

        if (failures.Count == 0) throw new ArgumentException("The exceptions collection was empty.", nameof(exceptions));

        return Task.TryFail(failures);
    }

    public void SetCanceled() => Check(TrySetCanceled());

    public void SetCanceled(CancellationToken cancellationToken) => Check(TrySetCanceled(cancellationToken));

    public bool TrySetCanceled() => TrySetCanceled(default);

    public bool TrySetCanceled(CancellationToken cancellationToken) => Task.TryCancel(cancellationToken);

    /// <summary>As a task that is complete.</summary>
    public void SetFromTask(Task<TResult> completedTask) => Check(TrySetFromTask(completedTask));

    public bool TrySetFromTask(Task<TResult> completedTask)
    {
        ArgumentNullException.ThrowIfNull(completedTask);
        if (!completedTask.IsCompleted) throw new ArgumentException("The provided task must have already completed.", nameof(completedTask));

        return Task.TryFinishLike(completedTask);
    }

    private static void Check(bool isDone)
    {
        if (!isDone) throw new InvalidOperationException(IsComplete);
    }
}

/// <summary>The same for a task without a result.</summary>
public class TaskCompletionSource
{
    private readonly TaskCompletionSource<VoidResult> _source;

    public TaskCompletionSource()
        : this(null, TaskCreationOptions.None)
    {
    }

    public TaskCompletionSource(object? state)
        : this(state, TaskCreationOptions.None)
    {
    }

    public TaskCompletionSource(TaskCreationOptions creationOptions)
        : this(null, creationOptions)
    {
    }

    public TaskCompletionSource(object? state, TaskCreationOptions creationOptions) => _source = new TaskCompletionSource<VoidResult>(state, creationOptions);

    public Task Task => _source.Task;

    public void SetResult() => _source.SetResult(default);

    public bool TrySetResult() => _source.TrySetResult(default);

    public void SetException(Exception exception) => _source.SetException(exception);

    public void SetException(IEnumerable<Exception> exceptions) => _source.SetException(exceptions);

    public bool TrySetException(Exception exception) => _source.TrySetException(exception);

    public bool TrySetException(IEnumerable<Exception> exceptions) => _source.TrySetException(exceptions);

    public void SetCanceled() => _source.SetCanceled();

    public void SetCanceled(CancellationToken cancellationToken) => _source.SetCanceled(cancellationToken);

    public bool TrySetCanceled() => _source.TrySetCanceled();

    public bool TrySetCanceled(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);
}
