// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Threading.Tasks;

// Waiting on a thread.
public partial class Task
{
    public void Wait() => _ = Wait(Timeout.Infinite, CancellationToken.None);

    public bool Wait(TimeSpan timeout) => Wait(Timeout.ToMilliseconds(timeout), CancellationToken.None);

    public bool Wait(int millisecondsTimeout) => Wait(millisecondsTimeout, CancellationToken.None);

    public void Wait(CancellationToken cancellationToken) => _ = Wait(Timeout.Infinite, cancellationToken);

    /// <exception cref="AggregateException">The task failed or was cancelled.</exception>
    public bool Wait(int millisecondsTimeout, CancellationToken cancellationToken)
    {
        Timeout.Check(millisecondsTimeout);
        if (!WaitForCompletion(millisecondsTimeout, cancellationToken)) return false;

        ThrowAggregate([this]);
        return true;
    }

    public static void WaitAll(params ReadOnlySpan<Task> tasks) => _ = WaitAll(tasks.ToArray(), Timeout.Infinite, CancellationToken.None);

    public static void WaitAll(params Task[] tasks) => _ = WaitAll(tasks, Timeout.Infinite, CancellationToken.None);

    public static bool WaitAll(Task[] tasks, TimeSpan timeout) => WaitAll(tasks, Timeout.ToMilliseconds(timeout), CancellationToken.None);

    public static bool WaitAll(Task[] tasks, int millisecondsTimeout) => WaitAll(tasks, millisecondsTimeout, CancellationToken.None);

    public static bool WaitAll(Task[] tasks, int millisecondsTimeout, CancellationToken cancellationToken)
    {
        CheckTasks(tasks);
        Timeout.Check(millisecondsTimeout);
        Deadline deadline = new(millisecondsTimeout);
        foreach (Task task in tasks)
        {
            if (!task.WaitForCompletion(deadline.Left, cancellationToken)) return false;
        }

        ThrowAggregate(tasks);
        return true;
    }

    public static int WaitAny(params Task[] tasks) => WaitAny(tasks, Timeout.Infinite, CancellationToken.None);

    public static int WaitAny(Task[] tasks, TimeSpan timeout) => WaitAny(tasks, Timeout.ToMilliseconds(timeout), CancellationToken.None);

    public static int WaitAny(Task[] tasks, int millisecondsTimeout) => WaitAny(tasks, millisecondsTimeout, CancellationToken.None);

    /// <summary>The index of one that is complete, or -1 when the time is up.</summary>
    public static int WaitAny(Task[] tasks, int millisecondsTimeout, CancellationToken cancellationToken)
    {
        CheckTasks(tasks);
        if (tasks.Length == 0) return -1;

        Task<Task> any = WhenAny(tasks);
        return any.WaitForCompletion(millisecondsTimeout, cancellationToken) ? Array.IndexOf(tasks, any.Result) : -1;
    }

    internal bool WaitForCompletion(int milliseconds, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (IsCompleted) return true;
        if (milliseconds == 0) return false;

        ManualResetEventSlim completed = new();
        OnCompleted(completed.Set);
        return completed.Wait(milliseconds, token) || IsCompleted;
    }

    private protected static void ThrowAggregate(ReadOnlySpan<Task> tasks)
    {
        List<Exception>? failures = null;
        foreach (Task task in tasks)
        {
            if (task.IsCanceled) (failures ??= []).Add(new TaskCanceledException(task));
            else if (task.IsFaulted) (failures ??= []).AddRange(task.Exception!.InnerExceptions);
        }

        if (failures != null) throw new AggregateException(failures);
    }

    private static void CheckTasks(Task[] tasks, string message = "The tasks array included at least one null element.")
    {
        ArgumentNullException.ThrowIfNull(tasks);
        foreach (Task task in tasks)
        {
            if (task == null) throw new ArgumentException(message, nameof(tasks));
        }
    }
}
