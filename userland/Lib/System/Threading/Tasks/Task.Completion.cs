// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Runtime.ExceptionServices;

namespace System.Threading.Tasks;

// How a task becomes complete, and what runs then.
public partial class Task
{
    /// <summary>Continuations in continuations that run at once; the next one goes to the thread pool, so that no stack overflows.</summary>
    private const int DeepestInline = 20;

    /// <summary>Who won the right to complete the task writes the outcome while it has this status, which looks like running.</summary>
    private const int Completing = -1;

    [ThreadStatic]
    private static int t_depth;

    internal bool TryFail(Exception exception) => TryFail([ExceptionDispatchInfo.Capture(exception)]);

    internal bool TryFail(List<ExceptionDispatchInfo> failures)
    {
        if (!TryBegin()) return false;

        _failure = failures.Count == 1 ? failures[0] : failures;
        Finish(TaskStatus.Faulted);
        return true;
    }

    internal bool TryCancel(CancellationToken token, ExceptionDispatchInfo? exception = null)
    {
        if (!TryBegin()) return false;

        CancellationToken = token;
        _failure = exception;
        Finish(TaskStatus.Canceled);
        return true;
    }

    internal bool TrySucceed()
    {
        if (!TryBegin()) return false;

        Finish(TaskStatus.RanToCompletion);
        return true;
    }

    /// <summary>As another task: result excepted.</summary>
    internal bool TryFinishLike(Task other) => other.Status switch
    {
        TaskStatus.Faulted => TryFail([.. other.Failures]),
        TaskStatus.Canceled => TryCancel(other.CancellationToken, other.Failures is [var cancelled] ? cancelled : null),
        _ => TrySucceed(),
    };

    /// <summary>The right to complete the task, which one caller gets; others wait until that is done.</summary>
    private protected bool TryBegin()
    {
        while (true)
        {
            int status = Volatile.Read(ref _status);
            if (status >= (int)TaskStatus.RanToCompletion) return false;
            if (status != Completing && Interlocked.CompareExchange(ref _status, Completing, status) == status) return true;
            if (status == Completing) _ = Thread.Yield();
        }
    }

    private protected void Finish(TaskStatus outcome)
    {
        Volatile.Write(ref _status, (int)outcome);
        object? continuations = Interlocked.Exchange(ref _continuations, s_completed);
        switch (continuations)
        {
            case Action one:
                RunContinuation(one);
                break;
            case List<Action> several:
                lock (several)
                {
                    // Nobody adds to it any more.
                }

                foreach (Action continuation in several) RunContinuation(continuation);
                break;
        }
    }

    /// <summary>Calls back when the task is complete: on whoever completes it, or at once.</summary>
    internal void OnCompleted(Action continuation)
    {
        if (!TryAdd(continuation)) RunContinuation(continuation);
    }

    /// <summary>False if the task is complete.</summary>
    internal bool TryAdd(Action continuation)
    {
        while (true)
        {
            object? seen = Volatile.Read(ref _continuations);
            if (seen == s_completed) return false;

            if (seen is List<Action> list)
            {
                lock (list)
                {
                    if (Volatile.Read(ref _continuations) == s_completed) return false;

                    list.Add(continuation);
                    return true;
                }
            }

            object added = seen == null ? continuation : new List<Action> { (Action)seen, continuation };
            if (Interlocked.CompareExchange(ref _continuations, added, seen) == seen) return true;
        }
    }

    private void RunContinuation(Action continuation)
    {
        if ((_options & TaskCreationOptions.RunContinuationsAsynchronously) != 0 || t_depth >= DeepestInline)
        {
            ThreadPool.Queue(continuation);
            return;
        }

        t_depth++;
        try
        {
            continuation();
        }
        finally
        {
            t_depth--;
        }
    }

    /// <summary>Waits, if need be, and throws what an await throws: the first failure itself, or the cancellation.</summary>
    internal void CompleteAwait()
    {
        _ = WaitForCompletion(Timeout.Infinite, CancellationToken.None);
        TaskStatus status = Status;
        if (status == TaskStatus.RanToCompletion) return;

        if (_failure != null) Failures[0].Throw();
        if (status == TaskStatus.Canceled) throw new TaskCanceledException(this);
    }
}
