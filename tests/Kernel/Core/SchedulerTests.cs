// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Threads, sleep and locks of Core on the real machine; the host tests run the same code over a double.</summary>
internal static class SchedulerTests
{
    private const long Millisecond = 1_000_000;

    [KernelTest(NeedsScheduler = true)]
    internal static void SleepUntil_ReturnsAtTheDeadline()
    {
        for (int i = 0; i < 5; i++)
        {
            long deadline = Clock.MonotonicNanoseconds + (5 * Millisecond);
            Check.Equal(Errno.ETIMEDOUT, Scheduler.SleepUntil(deadline), "reason");
            Check.True(Clock.MonotonicNanoseconds >= deadline, "not early");
        }
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Threads_TakeTurns()
    {
        const int Count = 20;
        Counter counter = new();
        for (int i = 0; i < Count; i++)
        {
            _ = WorkerThread.Start("worker", () =>
            {
                for (int round = 0; round < 50; round++)
                {
                    _ = Interlocked.Increment(ref counter.Value);
                    Scheduler.Yield();
                }

                _ = Interlocked.Increment(ref counter.Finished);
            });
        }

        while (Volatile.Read(ref counter.Finished) < Count) Scheduler.Yield();
        Check.Equal(Count * 50, counter.Value, "increments");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void WaitQueue_WakesWhoWaits_AndTimesOut()
    {
        SpinLock<int> gate = new(0);
        WaitQueue queue = new();
        Counter counter = new();
        _ = WorkerThread.Start("waiter", () =>
        {
            using SpinLock<int>.Guard guard = gate.Lock();
            while (guard.Value == 0) _ = queue.Wait(guard);
            counter.Value = guard.Value;
            counter.Finished = 1;
        });
        _ = Scheduler.SleepUntil(Clock.MonotonicNanoseconds + (2 * Millisecond));
        Check.Equal(0, counter.Finished, "asleep");
        using (SpinLock<int>.Guard guard = gate.Lock()) guard.Value = 7;
        queue.WakeOne();
        while (Volatile.Read(ref counter.Finished) == 0) Scheduler.Yield();
        Check.Equal(7, counter.Value, "value");
        using (SpinLock<int>.Guard guard = gate.Lock())
        {
            Check.Equal(Errno.ETIMEDOUT, queue.Wait(guard, Clock.MonotonicNanoseconds + Millisecond), "nobody wakes");
        }
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Mutex_ExcludesAcrossSleeps()
    {
        const int Count = 8;
        Mutex<int> mutex = new(0);
        Counter counter = new();
        for (int i = 0; i < Count; i++)
        {
            _ = WorkerThread.Start("contender", () =>
            {
                for (int round = 0; round < 20; round++)
                {
                    using Mutex<int>.Guard guard = mutex.Lock();
                    int seen = guard.Value;
                    Scheduler.Yield();
                    guard.Value = seen + 1;
                }

                _ = Interlocked.Increment(ref counter.Finished);
            });
        }

        while (Volatile.Read(ref counter.Finished) < Count) Scheduler.Yield();
        using Mutex<int>.Guard final = mutex.Lock();
        Check.Equal(Count * 20, final.Value, "increments");
    }

    [KernelTest(NeedsScheduler = true, TimeoutMilliseconds = 60_000)]
    internal static void FinishedThreads_ReturnTheirStacks()
    {
        RunWorkers(20);
        System.GC.Collect();
        long before = PhysicalMemory.FreeBytes;
        RunWorkers(200);
        System.GC.Collect();
        Check.True(before - PhysicalMemory.FreeBytes < 4 << 20, "200 stacks would be 6.4 MiB");
    }

    private static void RunWorkers(int count)
    {
        Counter counter = new();
        for (int i = 0; i < count; i++)
        {
            _ = WorkerThread.Start("short", () => Interlocked.Increment(ref counter.Finished));
            while (Volatile.Read(ref counter.Finished) <= i) Scheduler.Yield();
        }
    }

    private sealed class Counter
    {
        internal int Value;
        internal int Finished;
    }
}
