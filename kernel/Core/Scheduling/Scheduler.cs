// SPDX-License-Identifier: MIT
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
        CpuScheduler scheduler = CpuScheduler.Current;
        using SpinLock<RunQueue>.Guard queue = scheduler.Lock();
        thread.Scheduler = scheduler;
        thread.State = ThreadState.Runnable;
        scheduler.Enqueue(thread, isNew: true);
    }

    /// <summary>Gives way to other threads that wait for the CPU.</summary>
    public static void Yield()
    {
        Cpu.AssertMaySleep();
        SwitchAway(isVoluntary: true);
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

    /// <summary>Time during which this CPU had nothing to do, since boot.</summary>
    public static long IdleNanoseconds => CpuScheduler.Current.IdleNanoseconds;

    /// <summary>How often this CPU was given another thread, since boot.</summary>
    public static long SwitchCount => CpuScheduler.Current.SwitchCount;

    /// <summary>Brings the CPU time of the current thread up to date.</summary>
    public static void ChargeCurrent() => Thread.Current.Scheduler.ChargeRunning();

    /// <summary>Changes the nice value of a thread.</summary>
    public static void SetNice(Thread thread, int nice)
    {
        using SpinLock<RunQueue>.Guard queue = thread.Scheduler.Lock();
        bool isQueued = thread.RunNode.IsInHeap;
        if (isQueued)
        {
            queue.Value.Remove(thread);
        }

        thread.Nice = nice;
        if (isQueued)
        {
            queue.Value.Add(thread);
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

    /// <summary>A signal arrived for the thread: ends a sleep that can be interrupted. Any context.</summary>
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

    /// <summary>Lets a stopped thread go on.</summary>
    internal static void Continue(Thread thread)
    {
        using SpinLock<RunQueue>.Guard queue = thread.Scheduler.Lock();
        if (thread.State == ThreadState.Stopped)
        {
            MakeRunnable(thread);
        }
    }

    private static void Wake(Thread thread, bool isSignal)
    {
        using SpinLock<RunQueue>.Guard queue = thread.Scheduler.Lock();
        if (thread.State == ThreadState.Interruptible || (thread.State == ThreadState.Uninterruptible && !isSignal))
        {
            MakeRunnable(thread);
        }
    }

    private static void MakeRunnable(Thread thread)
    {
        thread.State = ThreadState.Runnable;
        if (!thread.Scheduler.IsRunning(thread))
        {
            thread.Scheduler.Enqueue(thread, isNew: false);
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
