// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Timers on the one-shot timer of the CPU, wait queues and pollers.</summary>
internal static class TimerTests
{
    [KernelTest(NeedsScheduler = true)]
    internal static void Timers_ExpireInOrder_NotEarly()
    {
        Recorder recorder = new();
        long now = Clock.MonotonicNanoseconds;
        int[] order = [3, 0, 4, 1, 2];
        foreach (int place in order) TimerQueue.Arm(new Note(recorder, place), now + ((place + 50) * Until.Millisecond));
        Until.True(() => Volatile.Read(ref recorder.Count) == order.Length, "all expire");
        for (int i = 0; i < order.Length; i++)
        {
            Check.Equal(i, recorder.Places[i], "order");
            Check.True(recorder.Times[i] >= now + ((i + 50) * Until.Millisecond), "not early");
        }
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Cancel_TellsWhetherItWasInTime()
    {
        Recorder recorder = new();
        Note late = new(recorder, 0);
        TimerQueue.Arm(late, Clock.MonotonicNanoseconds + (1000 * Until.Millisecond));
        Check.True(TimerQueue.Cancel(late), "armed");
        Check.True(!TimerQueue.Cancel(late), "not armed any more");
        Note soon = new(recorder, 1);
        TimerQueue.Arm(soon, Clock.MonotonicNanoseconds + Until.Millisecond);
        Until.True(() => Volatile.Read(ref recorder.Count) == 1, "expires");
        Check.True(!TimerQueue.Cancel(soon), "too late");
        Check.Equal(1, recorder.Places[0], "the cancelled one did not expire");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Arm_MovesATimerThatIsArmed()
    {
        Recorder recorder = new();
        Note timer = new(recorder, 0);
        long now = Clock.MonotonicNanoseconds;
        TimerQueue.Arm(timer, now + (2000 * Until.Millisecond));
        TimerQueue.Arm(timer, now + (3 * Until.Millisecond));
        Until.True(() => Volatile.Read(ref recorder.Count) == 1, "expires at the earlier time");
        Check.True(recorder.Times[0] >= now + (3 * Until.Millisecond), "not early");
        TimerQueue.Arm(timer, now);
        Until.True(() => Volatile.Read(ref recorder.Count) == 2, "in the past: at once");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Thousands_OfTimers_AllExpire()
    {
        const int Count = 3000;
        Recorder recorder = new();
        long now = Clock.MonotonicNanoseconds;
        for (int i = 0; i < Count; i++) TimerQueue.Arm(new Note(recorder, i), now + ((i * 7919) % Count * 5_000L));
        Until.True(() => Volatile.Read(ref recorder.Count) == Count, "all expire");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void WakeOne_WakesInTheOrderOfWaiting()
    {
        SpinLock<int> gate = new(0);
        WaitQueue queue = new();
        Recorder recorder = new();
        for (int i = 0; i < 3; i++)
        {
            int place = i;
            WorkerThread thread = WorkerThread.Start("waiter", () =>
            {
                using SpinLock<int>.Guard guard = gate.Lock();
                _ = queue.Wait(guard);
                recorder.Add(place);
            });
            Until.Asleep(thread);
        }

        for (int i = 0; i < 3; i++)
        {
            queue.WakeOne();
            int expected = i + 1;
            Until.True(() => Volatile.Read(ref recorder.Count) == expected, "one more is awake");
            Check.Equal(i, recorder.Places[i], "who waited longest");
        }
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void WakeAll_WakesEverybody_AndLaterWaitersSleep()
    {
        SpinLock<int> gate = new(0);
        WaitQueue queue = new();
        Recorder recorder = new();
        for (int i = 0; i < 5; i++)
        {
            Until.Asleep(WorkerThread.Start("waiter", () =>
            {
                using SpinLock<int>.Guard guard = gate.Lock();
                _ = queue.Wait(guard);
                recorder.Add(0);
            }));
        }

        queue.WakeAll();
        Until.True(() => Volatile.Read(ref recorder.Count) == 5, "all are awake");
        using (SpinLock<int>.Guard guard = gate.Lock())
        {
            Check.Equal(Errno.ETIMEDOUT, queue.Wait(guard, Clock.MonotonicNanoseconds + Until.Millisecond), "a wake-up is not kept");
        }
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Mutex_TryLock_FindsItTaken()
    {
        Mutex<int> mutex = new(0);
        bool isTaken = false;
        using (Mutex<int>.Guard guard = mutex.Lock())
        {
            Recorder recorder = new();
            _ = WorkerThread.Start("other", () =>
            {
                isTaken = !mutex.TryLock(out _);
                recorder.Add(0);
            });
            Until.True(() => Volatile.Read(ref recorder.Count) == 1, "the other thread has tried");
        }

        Check.True(isTaken, "taken");
        Check.True(mutex.TryLock(out Mutex<int>.Guard free), "free");
        free.Dispose();
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Poller_IsWokenByAnyOfItsQueues()
    {
        WaitQueue first = new();
        WaitQueue second = new();
        using ThreadPoller poller = new();
        poller.Register(first);
        poller.Register(second);
        Check.Equal(Errno.ETIMEDOUT, poller.Wait(Clock.MonotonicNanoseconds + Until.Millisecond), "none");
        second.WakeOne();
        Check.Succeeds(poller.Wait(Clock.MonotonicNanoseconds + Until.Millisecond), "a wake-up before the wait counts");
        _ = WorkerThread.Start("waker", () =>
        {
            Until.Sleep(2);
            first.WakeAll();
        });
        Check.Succeeds(poller.Wait(Clock.MonotonicNanoseconds + (2000 * Until.Millisecond)), "a wake-up during the wait");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Nice_Threads_GetLess()
    {
        bool stop = false;
        WorkerThread favoured = StartSpinner(0, () => Volatile.Read(ref stop));
        WorkerThread nice = StartSpinner(15, () => Volatile.Read(ref stop));
        // Long enough that one time without the host does not decide.
        Until.Sleep(800);
        Volatile.Write(ref stop, true);
        Until.True(() => favoured.State == ThreadState.Dead && nice.State == ThreadState.Dead, "both end");
        Check.True(favoured.CpuNanoseconds > 3 * nice.CpuNanoseconds, "nice 0 against nice 15");
    }

    /// <summary>A thread of the first CPU that works until it is told to stop.</summary>
    private static WorkerThread StartSpinner(int nice, System.Func<bool> stop)
    {
        WorkerThread thread = WorkerThread.Create("spinner", () => { while (!stop()) Scheduler.YieldIfNeeded(); }, nice);
        thread.Affinity = 1;
        Scheduler.Start(thread);
        return thread;
    }

    private sealed class Recorder
    {
        internal int Count;
        internal readonly int[] Places = new int[4096];
        internal readonly long[] Times = new long[4096];
        private int _next;

        internal void Add(int place)
        {
            int index = Interlocked.Increment(ref _next) - 1;
            Places[index] = place;
            Times[index] = Clock.MonotonicNanoseconds;
            _ = Interlocked.Increment(ref Count);
        }
    }

    private sealed class Note(Recorder recorder, int place) : Timer
    {
        protected internal override void Expire() => recorder.Add(place);
    }
}
