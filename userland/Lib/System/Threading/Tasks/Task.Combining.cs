// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Runtime.ExceptionServices;

namespace System.Threading.Tasks;

// One task out of several.
public partial class Task
{
    private const string NullMessage = "The tasks argument included a null value.";

    public static Task WhenAll(params Task[] tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return WhenAll(tasks.AsSpan());
    }

    public static Task WhenAll(IEnumerable<Task> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return WhenAll([.. tasks]);
    }

    /// <summary>Complete when all are; failed with all their failures, else cancelled if one is.</summary>
    public static Task WhenAll(params ReadOnlySpan<Task> tasks)
    {
        Task<VoidResult> all = new(null, TaskCreationOptions.None);
        Join(tasks.ToArray(), all, () => all.TrySetResult(default));
        return all;
    }

    public static Task<TResult[]> WhenAll<TResult>(params Task<TResult>[] tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return WhenAll(tasks.AsSpan());
    }

    public static Task<TResult[]> WhenAll<TResult>(IEnumerable<Task<TResult>> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return WhenAll([.. tasks]);
    }

    public static Task<TResult[]> WhenAll<TResult>(params ReadOnlySpan<Task<TResult>> tasks)
    {
        Task<TResult>[] copy = tasks.ToArray();
        Task<TResult[]> all = new(null, TaskCreationOptions.None);
        Join([.. copy], all, () =>
        {
            TResult[] results = new TResult[copy.Length];
            for (int i = 0; i < results.Length; i++) results[i] = copy[i].Result;
            _ = all.TrySetResult(results);
        });
        return all;
    }

    public static Task<Task> WhenAny(params Task[] tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return First([.. tasks]);
    }

    public static Task<Task> WhenAny(IEnumerable<Task> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return First([.. tasks]);
    }

    public static Task<Task> WhenAny(Task task1, Task task2) => First([task1, task2]);

    public static Task<Task<TResult>> WhenAny<TResult>(params Task<TResult>[] tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return First([.. tasks]);
    }

    public static Task<Task<TResult>> WhenAny<TResult>(IEnumerable<Task<TResult>> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return First([.. tasks]);
    }

    /// <summary>The tasks in the order in which they become complete.</summary>
    public static async IAsyncEnumerable<Task> WhenEach(params Task[] tasks)
    {
        List<Task> left = [.. tasks];
        while (left.Count > 0)
        {
            Task next = await WhenAny(left);
            _ = left.Remove(next);
            yield return next;
        }
    }

    public static async IAsyncEnumerable<Task<TResult>> WhenEach<TResult>(params Task<TResult>[] tasks)
    {
        List<Task<TResult>> left = [.. tasks];
        while (left.Count > 0)
        {
            Task<TResult> next = await WhenAny(left);
            _ = left.Remove(next);
            yield return next;
        }
    }

    private static void Join(Task[] tasks, Task all, Action succeed)
    {
        CheckTasks(tasks, NullMessage);
        int left = tasks.Length + 1;
        foreach (Task task in tasks) task.OnCompleted(Count);
        Count();

        void Count()
        {
            if (Interlocked.Decrement(ref left) != 0) return;

            List<ExceptionDispatchInfo> failures = [];
            Task? cancelled = null;
            foreach (Task task in tasks)
            {
                if (task.IsFaulted) failures.AddRange(task.Failures);
                else if (task.IsCanceled) cancelled ??= task;
            }

            if (failures.Count > 0) _ = all.TryFail(failures);
            else if (cancelled != null) _ = all.TryFinishLike(cancelled);
            else succeed();
        }
    }

    private static Task<TTask> First<TTask>(TTask[] tasks)
        where TTask : Task
    {
        CheckTasks([.. tasks], NullMessage);
        if (tasks.Length == 0) throw new ArgumentException("The tasks argument contains no tasks.", nameof(tasks));

        Task<TTask> first = new(null, TaskCreationOptions.None);
        foreach (TTask task in tasks)
        {
            if (first.IsCompleted) break;

            task.OnCompleted(() => first.TrySetResult(task));
        }

        return first;
    }
}
