// SPDX-License-Identifier: MIT
namespace System.Threading.Tasks;

public static class TaskExtensions
{
    /// <summary>A task for the inner one, which is there when the outer one is complete.</summary>
    public static Task Unwrap(this Task<Task> task) => Unwrap(task, isBody: false);

    public static Task<TResult> Unwrap<TResult>(this Task<Task<TResult>> task) => Unwrap(task, isBody: false);

    /// <param name="isBody">The outer task is but the beginning of the inner one: thrown there as well, a cancellation is one.</param>
    internal static Task Unwrap(Task<Task> task, bool isBody)
    {
        ArgumentNullException.ThrowIfNull(task);
        Task<VoidResult> whole = new(null, TaskCreationOptions.None);
        task.OnCompleted(() =>
        {
            if (!task.IsCompletedSuccessfully) FinishUnstarted(whole, task, isBody);
            else if (task.Result is { } inner) inner.OnCompleted(() => whole.TryFinishLike(inner));
            else _ = whole.TryCancel(default);
        });
        return whole;
    }

    internal static Task<TResult> Unwrap<TResult>(Task<Task<TResult>> task, bool isBody)
    {
        ArgumentNullException.ThrowIfNull(task);
        Task<TResult> whole = new(null, TaskCreationOptions.None);
        task.OnCompleted(() =>
        {
            if (!task.IsCompletedSuccessfully) FinishUnstarted(whole, task, isBody);
            else if (task.Result is { } inner) inner.OnCompleted(() => whole.TryFinishLike(inner));
            else _ = whole.TryCancel(default);
        });
        return whole;
    }

    private static void FinishUnstarted(Task whole, Task outer, bool isBody)
    {
        if (isBody && outer.IsFaulted && outer.Failures[0] is { SourceException: OperationCanceledException cancelled } failure) _ = whole.TryCancel(cancelled.CancellationToken, failure);
        else _ = whole.TryFinishLike(outer);
    }
}
