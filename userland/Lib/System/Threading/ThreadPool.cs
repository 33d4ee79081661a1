// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Threading;

public delegate void WaitCallback(object? state);

/// <summary>Background threads that run short pieces of work.</summary>
/// <remarks>
/// There are as many as processors when there is enough to do; one more whenever nothing was taken from the queue for a while although
/// work waits (somebody blocks). A thread that has nothing to do for some time ends.
/// </remarks>
public static class ThreadPool
{
    private const int StallMilliseconds = 100;
    private const int IdleMilliseconds = 20_000;
    private const int MostThreads = 32767;

    private static readonly object s_gate = new();
    private static readonly Queue<Action> s_queue = new();
    private static int s_idle;
    private static int s_minimum = Environment.ProcessorCount;
    private static int s_maximum = MostThreads;
    private static long s_taken;
    private static long s_completed;
    private static bool s_isWatched;

    public static int ThreadCount { get; private set; }

    public static long CompletedWorkItemCount => Interlocked.Read(ref s_completed);

    public static long PendingWorkItemCount
    {
        get
        {
            lock (s_gate) return s_queue.Count;
        }
    }

    public static bool QueueUserWorkItem(WaitCallback callBack) => QueueUserWorkItem(callBack, null);

    public static bool QueueUserWorkItem(WaitCallback callBack, object? state)
    {
        ArgumentNullException.ThrowIfNull(callBack);
        Queue(ExecutionContext.Bind(() => callBack(state)));
        return true;
    }

    public static bool QueueUserWorkItem<TState>(Action<TState> callBack, TState state, bool preferLocal)
    {
        ArgumentNullException.ThrowIfNull(callBack);
        Queue(ExecutionContext.Bind(() => callBack(state)));
        return true;
    }

    /// <summary>Without the context of the caller, as the other that is called unsafe.</summary>
    public static bool UnsafeQueueUserWorkItem(WaitCallback callBack, object? state)
    {
        ArgumentNullException.ThrowIfNull(callBack);
        Queue(() => callBack(state));
        return true;
    }

    public static bool UnsafeQueueUserWorkItem<TState>(Action<TState> callBack, TState state, bool preferLocal)
    {
        ArgumentNullException.ThrowIfNull(callBack);
        Queue(() => callBack(state));
        return true;
    }

    public static void GetMinThreads(out int workerThreads, out int completionPortThreads) => completionPortThreads = workerThreads = s_minimum;

    public static void GetMaxThreads(out int workerThreads, out int completionPortThreads) => completionPortThreads = workerThreads = s_maximum;

    public static void GetAvailableThreads(out int workerThreads, out int completionPortThreads)
    {
        lock (s_gate) completionPortThreads = workerThreads = s_maximum - (ThreadCount - s_idle);
    }

    public static bool SetMinThreads(int workerThreads, int completionPortThreads)
    {
        lock (s_gate)
        {
            if (workerThreads < 1 || workerThreads > s_maximum) return false;

            s_minimum = workerThreads;
            return true;
        }
    }

    public static bool SetMaxThreads(int workerThreads, int completionPortThreads)
    {
        lock (s_gate)
        {
            if (workerThreads < s_minimum || workerThreads > MostThreads) return false;

            s_maximum = workerThreads;
            return true;
        }
    }

    /// <summary>In no context: whoever wants one brings it (<see cref="ExecutionContext.Bind"/>).</summary>
    internal static void Queue(Action work)
    {
        lock (s_gate)
        {
            s_queue.Enqueue(work);
            if (s_idle > 0)
            {
                Monitor.Pulse(s_gate);
            }
            else if (ThreadCount < s_minimum)
            {
                AddThread();
            }

            if (!s_isWatched && s_queue.Count > s_idle)
            {
                s_isWatched = true;
                new Thread(Watch) { IsBackground = true, Name = ".NET TP Gate" }.Start();
            }
        }
    }

    private static void AddThread()
    {
        ThreadCount++;
        new Thread(Work) { IsBackground = true, IsThreadPoolThread = true, Name = ".NET TP Worker" }.Start();
    }

    private static void Work()
    {
        while (Take() is { } work)
        {
            work();
            _ = ExecutionContext.Enter(ExecutionContext.Default);
            _ = Interlocked.Increment(ref s_completed);
        }
    }

    private static Action? Take()
    {
        lock (s_gate)
        {
            Deadline deadline = new(IdleMilliseconds);
            while (s_queue.Count == 0)
            {
                s_idle++;
                bool isPulsed = deadline.Wait(s_gate);
                s_idle--;
                if (isPulsed || s_queue.Count != 0) continue;

                ThreadCount--;
                return null;
            }

            s_taken++;
            return s_queue.Dequeue();
        }
    }

    /// <summary>Runs as long as work waits, and adds a thread whenever none of it was taken.</summary>
    private static void Watch()
    {
        long seen = -1;
        while (true)
        {
            lock (s_gate)
            {
                if (s_queue.Count == 0)
                {
                    s_isWatched = false;
                    return;
                }

                if (s_taken == seen && s_idle == 0 && ThreadCount < s_maximum) AddThread();
                seen = s_taken;
            }

            Thread.Sleep(StallMilliseconds);
        }
    }
}
