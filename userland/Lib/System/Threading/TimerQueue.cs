// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Threading;

/// <summary>The timers of the process, and the thread that waits for the first of them.</summary>
internal static class TimerQueue
{
    private static readonly object s_gate = new();

    // A binary heap by due time, so that a timer that knows its index can leave it.
    private static readonly List<Timer> s_heap = [];
    private static bool s_isRunning;

    internal static long Count
    {
        get
        {
            lock (s_gate) return s_heap.Count;
        }
    }

    internal static bool Change(Timer timer, long dueTime, long period)
    {
        lock (s_gate)
        {
            ObjectDisposedException.ThrowIf(timer.IsDisposed, timer);
            Take(timer);
            if (dueTime < 0) return true;

            timer.Period = period;
            Add(timer, Environment.TickCount64 + dueTime);
            if (!s_isRunning)
            {
                s_isRunning = true;
                new Thread(Run) { IsBackground = true, Name = ".NET Timer" }.Start();
            }
            else if (timer.Index == 0)
            {
                Monitor.Pulse(s_gate);
            }
        }

        return true;
    }

    internal static void Remove(Timer timer)
    {
        lock (s_gate)
        {
            timer.IsDisposed = true;
            Take(timer);
        }
    }

    private static void Run()
    {
        while (true)
        {
            Timer timer;
            lock (s_gate)
            {
                while (s_heap.Count == 0 || s_heap[0].Due > Environment.TickCount64)
                {
                    long left = s_heap.Count == 0 ? Timeout.Infinite : s_heap[0].Due - Environment.TickCount64;
                    _ = Monitor.Wait(s_gate, (int)Math.Clamp(left, -1, int.MaxValue));
                }

                timer = s_heap[0];
                Take(timer);
                if (timer.Period > 0) Add(timer, Math.Max(timer.Due + timer.Period, Environment.TickCount64));
            }

            timer.Fire();
        }
    }

    private static void Add(Timer timer, long due)
    {
        timer.Due = due;
        timer.Index = s_heap.Count;
        s_heap.Add(timer);
        Rise(timer);
    }

    private static void Take(Timer timer)
    {
        int index = timer.Index;
        if (index < 0) return;

        timer.Index = -1;
        Timer last = s_heap[^1];
        s_heap.RemoveAt(s_heap.Count - 1);
        if (last == timer) return;

        Put(last, index);
        Rise(last);
        Sink(last);
    }

    private static void Rise(Timer timer)
    {
        while (timer.Index > 0 && s_heap[(timer.Index - 1) / 2] is { } parent && parent.Due > timer.Due) Swap(timer, parent);
    }

    private static void Sink(Timer timer)
    {
        while (true)
        {
            int child = timer.Index * 2 + 1;
            if (child >= s_heap.Count) return;
            if (child + 1 < s_heap.Count && s_heap[child + 1].Due < s_heap[child].Due) child++;
            if (s_heap[child].Due >= timer.Due) return;

            Swap(timer, s_heap[child]);
        }
    }

    private static void Swap(Timer first, Timer second)
    {
        int index = first.Index;
        Put(first, second.Index);
        Put(second, index);
    }

    private static void Put(Timer timer, int index)
    {
        s_heap[index] = timer;
        timer.Index = index;
    }
}
