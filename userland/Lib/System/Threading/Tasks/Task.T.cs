// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace System.Threading.Tasks;

/// <summary>A task with a result.</summary>
public class Task<TResult> : Task
{
    private TResult _result = default!;

    public Task(Func<TResult> function, CancellationToken cancellationToken = default, TaskCreationOptions creationOptions = TaskCreationOptions.None)
        : base(cancellationToken, creationOptions, function ?? throw new ArgumentNullException(nameof(function)))
    {
    }

    public Task(Func<object?, TResult> function, object? state, CancellationToken cancellationToken = default, TaskCreationOptions creationOptions = TaskCreationOptions.None)
        : base(cancellationToken, creationOptions, function ?? throw new ArgumentNullException(nameof(function)), state)
    {
    }

    internal Task(object? state, TaskCreationOptions options)
        : base(state, options)
    {
    }

    public static new TaskFactory<TResult> Factory { get; } = new();

    /// <summary>Waits for it.</summary>
    /// <exception cref="AggregateException">The task failed or was cancelled.</exception>
    public TResult Result
    {
        get
        {
            if (!IsCompletedSuccessfully) Wait();
            return _result;
        }
    }

    /// <summary>Of a task that is known to have succeeded.</summary>
    internal TResult ResultOnSuccess => _result;

    public new TaskAwaiter<TResult> GetAwaiter() => new(this);

    public new ConfiguredTaskAwaitable<TResult> ConfigureAwait(bool continueOnCapturedContext) =>
        new(this, continueOnCapturedContext ? ConfigureAwaitOptions.ContinueOnCapturedContext : ConfigureAwaitOptions.None);

    public new ConfiguredTaskAwaitable<TResult> ConfigureAwait(ConfigureAwaitOptions options)
    {
        if ((options & ConfigureAwaitOptions.SuppressThrowing) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(options), "Task<TResult>.ConfigureAwait does not support ConfigureAwaitOptions.SuppressThrowing. To suppress throwing, instead cast the Task<TResult> to its base class Task and await that with SuppressThrowing.");
        }

        return new ConfiguredTaskAwaitable<TResult>(this, options);
    }

    public new Task<TResult> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Task<TResult> mirror = new(null, TaskCreationOptions.None);
        _ = Mirror(WithResult(mirror), mirror, Timeout.ToMilliseconds(timeout), cancellationToken);
        return mirror;
    }

    public new Task<TResult> WaitAsync(CancellationToken cancellationToken) => WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    public Task ContinueWith(Action<Task<TResult>> continuationAction, TaskContinuationOptions continuationOptions = TaskContinuationOptions.None) =>
        ContinueWith(continuationAction, CancellationToken.None, continuationOptions);

    public Task ContinueWith(Action<Task<TResult>> continuationAction, CancellationToken cancellationToken, TaskContinuationOptions continuationOptions = TaskContinuationOptions.None)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return Chain(new Task(() => continuationAction(this), cancellationToken, ToCreation(continuationOptions)), continuationOptions);
    }

    public Task<TNext> ContinueWith<TNext>(Func<Task<TResult>, TNext> continuationFunction, TaskContinuationOptions continuationOptions = TaskContinuationOptions.None) =>
        ContinueWith(continuationFunction, CancellationToken.None, continuationOptions);

    public Task<TNext> ContinueWith<TNext>(Func<Task<TResult>, TNext> continuationFunction, CancellationToken cancellationToken, TaskContinuationOptions continuationOptions = TaskContinuationOptions.None)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return Chain(new Task<TNext>(() => continuationFunction(this), cancellationToken, ToCreation(continuationOptions)), continuationOptions);
    }

    private protected override void Invoke(Delegate body) =>
        _result = body is Func<TResult> function ? function() : ((Func<object?, TResult>)body)(AsyncState);

    internal bool TrySetResult(TResult result)
    {
        if (!TryBegin()) return false;

        _result = result;
        Finish(TaskStatus.RanToCompletion);
        return true;
    }

    internal bool TryFinishLike(Task<TResult> other) => other.IsCompletedSuccessfully ? TrySetResult(other._result) : base.TryFinishLike(other);

    // What completes the mirror together with its result, before the mirror itself is asked to look like it.
    private Task WithResult(Task<TResult> mirror)
    {
        OnCompleted(() => mirror.TryFinishLike(this));
        return this;
    }
}
