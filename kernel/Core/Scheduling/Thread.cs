// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>What the scheduler runs: a thread of the kernel, or one of a process (<see cref="Processes.UserThread"/>).</summary>
public abstract class Thread : KernelThread
{
    private volatile CpuScheduler _scheduler = CpuScheduler.CurrentOrNull!;
    private ulong _affinity = ulong.MaxValue;

    protected Thread(string name, int nice = 0)
        : base(name)
    {
        Nice = nice;
        RunNode = new RunNode(this);
        Waiter = new Waiter(this);
        SleepTimer = new SleepTimer(this);
    }

    /// <summary>The thread that runs on this CPU.</summary>
    public static new Thread Current => (Thread)KernelThread.Current;

    public ThreadState State { get; internal set; } = ThreadState.Runnable;

    /// <summary>From -20, the most favourable, to 19. Changed by <see cref="Scheduler.SetNice"/>.</summary>
    public int Nice { get; internal set; }

    /// <summary>sched_setscheduler(2). Changed by <see cref="Scheduler.SetPolicy"/>.</summary>
    public SchedulingPolicy Policy { get; internal set; }

    /// <summary>sched_setparam(2): 1 to 99 with a real-time policy, else 0.</summary>
    public int RealTimePriority { get; internal set; }

    /// <summary>The priority that counts: the thread's own, or a higher one lent by who waits for it. 0: it shares by weight.</summary>
    public int Priority { get; internal set; }

    /// <summary>What is left of a round-robin thread's turn, in nanoseconds.</summary>
    internal long Turn { get; set; } = RunQueue.TurnNanoseconds;

    /// <summary>Its share of the CPU beside others without a real-time priority.</summary>
    internal int Weight => Policy == SchedulingPolicy.SCHED_IDLE ? NiceWeight.Idle : NiceWeight.Of(Nice);

    /// <summary>CPU time used up to now.</summary>
    public long CpuNanoseconds => Scheduling.Scheduler.TimeOf(this);

    /// <summary>Which CPUs it may run on, one bit each. Changed by <see cref="Scheduler.SetAffinity"/>.</summary>
    public ulong Affinity
    {
        get => Volatile.Read(ref _affinity);
        internal set => Volatile.Write(ref _affinity, value);
    }

    /// <summary>How often it was moved to another CPU.</summary>
    public long Migrations { get; internal set; }

    /// <summary>CPU time used, up to when it was last charged.</summary>
    internal long ChargedNanoseconds { get; set; }

    /// <summary>Of <see cref="CpuNanoseconds"/>, what was spent in user code.</summary>
    public long UserNanoseconds { get; internal set; }

    public long VoluntarySwitches { get; internal set; }

    public long InvoluntarySwitches { get; internal set; }

    internal Waiter Waiter { get; }

    internal RunNode RunNode { get; }

    internal SleepTimer SleepTimer { get; }

    /// <summary>The number of the CPU that it runs on or ran on last.</summary>
    public int CpuNumber => Scheduler.Number;

    /// <summary>The CPU whose queue the thread belongs to; its lock guards state, virtual time and links.</summary>
    internal CpuScheduler Scheduler
    {
        get => _scheduler;
        set => _scheduler = value;
    }

    /// <summary>CPU time used, in units that pass more slowly for threads with more weight.</summary>
    internal long VirtualTime { get; set; }

    /// <summary>When it was last given the CPU.</summary>
    internal long RunningSince { get; set; }

    protected override void OnFirstRun(KernelThread previous) => Scheduler.FinishSwitch(previous);
}

/// <summary>Ends a sleep at its deadline.</summary>
internal sealed class SleepTimer(Thread thread) : Time.Timer
{
    protected internal override void Expire() => Scheduling.Scheduler.Wake(thread);
}
