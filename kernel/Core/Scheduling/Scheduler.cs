// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>Starts, stops and switches threads.</summary>
public static class Scheduler
{
    /// <summary>Begins to schedule on the boot CPU, with <paramref name="first"/> as its first thread. Does not return.</summary>
    /// <remarks>The boot stack is left for ever: whatever sleeps runs in a thread of its own.</remarks>
    public static void Run(Thread first)
    {
        IdleThread idle = new();
        CpuScheduler scheduler = new(Cpu.Current, idle);
        CpuTimer.Install(new DeadlineHandler());
        RuntimeWait.Install(new MonitorWait());
        StartFurtherCpus();
        Start(first);
        scheduler.Acquire();
        _ = KernelThread.SwitchTo(idle);
    }

    private static void StartFurtherCpus()
    {
        int found = CpuStart.FindAll();
        while (Cpu.OnlineCount < found)
        {
            int number = Cpu.OnlineCount;
            IdleThread idle = new();
            if (CpuStart.TryPrepare() is not Cpu cpu) break;
            _ = new CpuScheduler(cpu, idle);
            if (CpuStart.Start(cpu, idle)) continue;
            Log.Warning($"CPU {number} does not start");
            break;
        }

        Log.Info($"{Cpu.OnlineCount} of {found} CPUs run");
    }

    /// <summary>Makes a new thread run.</summary>
    public static void Start(Thread thread)
    {
        using CpuPin pin = CpuPin.Enter();
        thread.Scheduler = CpuScheduler.Current;
        thread.State = ThreadState.Runnable;
        Placement.Place(thread, isNew: true);
    }

    /// <summary>Gives way to other threads that wait for the CPU.</summary>
    public static void Yield()
    {
        Cpu.AssertMaySleep();
        SwitchAway(isVoluntary: true);
    }

    /// <summary>In the middle of long work: lets others run, and asks whether to end early. May sleep.</summary>
    /// <returns><c>EINTR</c>: a signal waits, or something else that the thread must do before it goes back to its program.</returns>
    public static Errno GiveWay()
    {
        YieldIfNeeded();
        return Thread.Current.HasPendingWork ? Errno.EINTR : Errno.None;
    }

    /// <summary>Gives way if an interrupt or a wake-up asked for it. Called before each return to user code and in long loops.</summary>
    public static void YieldIfNeeded()
    {
        if (Cpu.Current.NeedsReschedule)
        {
            SwitchAway(isVoluntary: false);
        }
    }

    /// <summary>Sleeps until the given time of the monotonic clock.</summary>
    /// <returns><c>ETIMEDOUT</c> at the time; <c>EINTR</c> if a signal came first.</returns>
    public static Errno SleepUntil(long deadlineNanoseconds, bool interruptible = true)
    {
        while (true)
        {
            PrepareToSleep(interruptible);
            Errno reason = Sleep(deadlineNanoseconds);
            if (reason != Errno.None)
            {
                return reason;
            }
        }
    }

    /// <summary>How often a CPU was given another thread, since boot.</summary>
    public static long SwitchCount
    {
        get
        {
            long count = 0;
            for (int number = 0; number < Cpu.OnlineCount; number++)
            {
                count += CpuScheduler.ByNumber(number).SwitchCount;
            }

            return count;
        }
    }

    /// <summary>How many threads run or wait for a CPU.</summary>
    public static int RunnableCount
    {
        get
        {
            int count = 0;
            for (int number = 0; number < Cpu.OnlineCount; number++)
            {
                count += CpuScheduler.ByNumber(number).Load;
            }

            return count;
        }
    }

    /// <summary>What a CPU has done since boot.</summary>
    public static CpuUsage UsageOf(int cpuNumber)
    {
        CpuScheduler scheduler = CpuScheduler.ByNumber(cpuNumber);
        long user = scheduler.UserNanoseconds;
        long nice = scheduler.NiceNanoseconds;
        long idle = scheduler.IdleNanoseconds;
        return new CpuUsage(user, nice, Math.Max(0, scheduler.BusyNanoseconds - user - nice), idle);
    }

    /// <summary>The thread, which is the current one, has spent time in user code.</summary>
    internal static void NoteUserTime(Thread thread, long nanoseconds)
    {
        thread.UserNanoseconds += nanoseconds;
        thread.Scheduler.NoteUserTime(thread, nanoseconds);
    }

    /// <summary>CPU time of a thread up to now.</summary>
    internal static long TimeOf(Thread thread)
    {
        while (true)
        {
            CpuScheduler scheduler = thread.Scheduler;
            long time = scheduler.TimeOf(thread);
            if (scheduler == thread.Scheduler)
            {
                return time;
            }
        }
    }

    /// <summary>Changes the nice value of a thread.</summary>
    public static void SetNice(Thread thread, int nice) => Change(thread, thread.Policy, thread.RealTimePriority, thread.Priority, nice);

    /// <summary>Changes policy and real-time priority of a thread, and the priority that counts.</summary>
    public static void SetPolicy(Thread thread, SchedulingPolicy policy, int realTimePriority, int priority) =>
        Change(thread, policy, realTimePriority, priority, thread.Nice);

    /// <summary>Takes the thread out of its queue if it is in one, and puts it back where it belongs then.</summary>
    private static void Change(Thread thread, SchedulingPolicy policy, int realTimePriority, int priority, int nice)
    {
        CpuScheduler scheduler = Acquire(thread);
        bool isQueued = thread.RunNode.IsInHeap;
        if (isQueued)
        {
            scheduler.Queue.Remove(thread);
        }

        if (thread.Priority != 0 && priority == 0) scheduler.Queue.CatchUp(thread);
        if (policy == SchedulingPolicy.SCHED_RR && thread.Policy != policy) thread.Turn = RunQueue.TurnNanoseconds;
        thread.Policy = policy;
        thread.RealTimePriority = realTimePriority;
        thread.Priority = priority;
        thread.Nice = nice;
        if (isQueued)
        {
            scheduler.Queue.Add(thread);
        }

        scheduler.Reconsider(thread);
        scheduler.Release();
    }

    /// <summary>Sets the CPUs on which a thread may run, of which one must be there. It leaves another one when that next chooses.</summary>
    public static void SetAffinity(Thread thread, ulong cpus)
    {
        thread.Affinity = cpus;
        CpuScheduler scheduler = Acquire(thread);
        bool isAway = !scheduler.Allows(thread);
        bool isQueued = isAway && thread.RunNode.IsInHeap;
        if (isQueued)
        {
            scheduler.Queue.Remove(thread);
        }
        else if (isAway && scheduler.IsRunning(thread))
        {
            scheduler.RequestSwitch();
        }

        scheduler.Release();
        if (isQueued)
        {
            Placement.Place(thread, isNew: false);
        }
    }

    /// <summary>Marks the current thread as asleep. From now on a wake-up keeps the following <see cref="Sleep"/> from sleeping.</summary>
    internal static void PrepareToSleep(bool interruptible) =>
        SetState(interruptible ? ThreadState.Interruptible : ThreadState.Uninterruptible);

    internal static void CancelSleep() => SetState(ThreadState.Runnable);

    /// <summary>Leaves the CPU unless a wake-up came since <see cref="PrepareToSleep"/>.</summary>
    internal static Errno Sleep(long deadlineNanoseconds)
    {
        Cpu.AssertMaySleep();
        Thread thread = Thread.Current;
        bool hasDeadline = deadlineNanoseconds != WaitQueue.Forever;
        if (hasDeadline)
        {
            TimerQueue.Arm(thread.SleepTimer, deadlineNanoseconds);
        }

        CpuScheduler scheduler = thread.Scheduler;
        scheduler.Acquire();
        if (thread.State == ThreadState.Interruptible && thread.HasPendingWork)
        {
            thread.State = ThreadState.Runnable;
        }

        if (thread.State == ThreadState.Runnable)
        {
            scheduler.Release();
        }
        else
        {
            scheduler.Switch(isVoluntary: true);
        }

        if (hasDeadline && !TimerQueue.Cancel(thread.SleepTimer))
        {
            return Errno.ETIMEDOUT;
        }

        return thread.HasPendingWork ? Errno.EINTR : Errno.None;
    }

    /// <summary>Ends a sleep of the thread, if it sleeps. Any context.</summary>
    internal static void Wake(Thread thread) => Wake(thread, isSignal: false);

    /// <summary>A signal arrived for the thread: ends a sleep that can be interrupted, or makes it leave user code. Any context.</summary>
    internal static void Interrupt(Thread thread)
    {
        thread.HasPendingWork = true;
        Wake(thread, isSignal: true);
    }

    /// <summary>Stops the current thread until <see cref="Continue"/>.</summary>
    internal static void StopCurrent()
    {
        Cpu.AssertMaySleep();
        Thread thread = Thread.Current;
        CpuScheduler scheduler = thread.Scheduler;
        scheduler.Acquire();
        if (thread.State == ThreadState.Stopped)
        {
            scheduler.Switch(isVoluntary: true);
        }
        else
        {
            scheduler.Release();
        }
    }

    /// <summary>Ends the current thread.</summary>
    internal static void ExitCurrent()
    {
        Cpu.AssertMaySleep();
        Thread thread = Thread.Current;
        CpuScheduler scheduler = thread.Scheduler;
        scheduler.Acquire();
        thread.State = ThreadState.Dead;
        scheduler.Switch(isVoluntary: true);
        Panic.Raise("a dead thread was given the CPU");
    }

    internal static void SetState(ThreadState state)
    {
        Thread thread = Thread.Current;
        using SpinLock<RunQueue>.Guard queue = thread.Scheduler.Lock();
        thread.State = state;
    }

    /// <summary>Makes the thread come back from user code once, if it is there. Any context.</summary>
    internal static void Recall(Thread thread)
    {
        CpuScheduler scheduler = Acquire(thread);
        if (scheduler.IsRunning(thread)) scheduler.RequestSwitch();
        scheduler.Release();
    }

    /// <summary>Whether a thread has a CPU at this moment.</summary>
    internal static bool IsOnCpu(Thread thread)
    {
        CpuScheduler scheduler = Acquire(thread);
        bool isRunning = scheduler.IsRunning(thread);
        scheduler.Release();
        return isRunning;
    }

    /// <summary>Lets a stopped thread go on.</summary>
    internal static void Continue(Thread thread)
    {
        CpuScheduler scheduler = Acquire(thread);
        if (thread.State == ThreadState.Stopped)
        {
            MakeRunnable(scheduler, thread);
        }
        else
        {
            scheduler.Release();
        }
    }

    private static void Wake(Thread thread, bool isSignal)
    {
        CpuScheduler scheduler = Acquire(thread);
        if (thread.State == ThreadState.Interruptible || (thread.State == ThreadState.Uninterruptible && !isSignal))
        {
            MakeRunnable(scheduler, thread);
            return;
        }

        if (isSignal && scheduler.IsRunning(thread))
        {
            scheduler.Kick();
        }

        scheduler.Release();
    }

    /// <summary>Called with the lock of the thread's scheduler held, returns without it.</summary>
    private static void MakeRunnable(CpuScheduler scheduler, Thread thread)
    {
        thread.State = ThreadState.Runnable;
        if (scheduler.IsRunning(thread))
        {
            scheduler.Release();
            return;
        }

        CpuScheduler target = Placement.Choose(thread, isNew: false);
        if (target == scheduler)
        {
            scheduler.Enqueue(thread, isNew: false);
            scheduler.OfferToIdle();
            scheduler.Release();
            return;
        }

        scheduler.Release();
        Placement.PlaceOn(target, thread, isNew: false);
    }

    /// <summary>Takes the lock that guards a thread's state, which is that of the CPU it belongs to.</summary>
    private static CpuScheduler Acquire(Thread thread)
    {
        while (true)
        {
            CpuScheduler scheduler = thread.Scheduler;
            scheduler.Acquire();
            if (scheduler == thread.Scheduler)
            {
                return scheduler;
            }

            scheduler.Release();
        }
    }

    /// <summary>Hands the timer interrupt to the timers of its CPU.</summary>
    private sealed class DeadlineHandler : TimerHandler
    {
        protected override void OnDeadline(in InterruptContext context) => CpuScheduler.Current.Timers.OnDeadline();
    }

    /// <summary>Who waits for a managed monitor, which only corelib itself uses, lets others run until it is free.</summary>
    private sealed class MonitorWait : RuntimeWait
    {
        protected override void Yield() => Scheduler.Yield();
    }

    private static void SwitchAway(bool isVoluntary)
    {
        CpuScheduler scheduler = Thread.Current.Scheduler;
        scheduler.Acquire();
        scheduler.Switch(isVoluntary);
    }
}
