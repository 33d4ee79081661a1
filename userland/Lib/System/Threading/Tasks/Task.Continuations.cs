// SPDX-License-Identifier: MIT
namespace System.Threading.Tasks;

// ContinueWith.
public partial class Task
{
    public Task ContinueWith(Action<Task> continuationAction, CancellationToken cancellationToken) =>
        ContinueWith(continuationAction, cancellationToken, TaskContinuationOptions.None);

    public Task ContinueWith(Action<Task> continuationAction, TaskContinuationOptions continuationOptions = TaskContinuationOptions.None) =>
        ContinueWith(continuationAction, CancellationToken.None, continuationOptions);

    public Task ContinueWith(Action<Task> continuationAction, CancellationToken cancellationToken, TaskContinuationOptions continuationOptions)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return Chain(new Task(() => continuationAction(this), cancellationToken, ToCreation(continuationOptions)), continuationOptions);
    }

    public Task ContinueWith(Action<Task, object?> continuationAction, object? state, TaskContinuationOptions continuationOptions = TaskContinuationOptions.None)
    {
        ArgumentNullException.ThrowIfNull(continuationAction);
        return Chain(new Task(given => continuationAction(this, given), state, default, ToCreation(continuationOptions)), continuationOptions);
    }

    public Task<TResult> ContinueWith<TResult>(Func<Task, TResult> continuationFunction, CancellationToken cancellationToken) =>
        ContinueWith(continuationFunction, cancellationToken, TaskContinuationOptions.None);

    public Task<TResult> ContinueWith<TResult>(Func<Task, TResult> continuationFunction, TaskContinuationOptions continuationOptions = TaskContinuationOptions.None) =>
        ContinueWith(continuationFunction, CancellationToken.None, continuationOptions);

    public Task<TResult> ContinueWith<TResult>(Func<Task, TResult> continuationFunction, CancellationToken cancellationToken, TaskContinuationOptions continuationOptions)
    {
        ArgumentNullException.ThrowIfNull(continuationFunction);
        return Chain(new Task<TResult>(() => continuationFunction(this), cancellationToken, ToCreation(continuationOptions)), continuationOptions);
    }

    private protected TTask Chain<TTask>(TTask next, TaskContinuationOptions options)
        where TTask : Task
    {
        if (!next.IsCompleted) OnCompleted(() => Follow(next, options));
        return next;
    }

    private protected static TaskCreationOptions ToCreation(TaskContinuationOptions options) =>
        (TaskCreationOptions)options & (TaskCreationOptions.LongRunning | TaskCreationOptions.PreferFairness | TaskCreationOptions.DenyChildAttach
            | TaskCreationOptions.HideScheduler | TaskCreationOptions.RunContinuationsAsynchronously);

    private void Follow(Task next, TaskContinuationOptions options)
    {
        TaskContinuationOptions excluded = Status switch
        {
            TaskStatus.RanToCompletion => TaskContinuationOptions.NotOnRanToCompletion,
            TaskStatus.Faulted => TaskContinuationOptions.NotOnFaulted,
            _ => TaskContinuationOptions.NotOnCanceled,
        };
        if ((options & excluded) != 0) _ = next.TryCancel(CancellationToken.None);
        else if (next.IsCompleted) return;
        else if ((options & TaskContinuationOptions.ExecuteSynchronously) != 0) next.RunSynchronously();
        else next.Schedule();
    }
}
