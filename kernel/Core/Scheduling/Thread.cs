// SPDX-License-Identifier: MIT
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>What the scheduler runs: a thread of the kernel, or one of a process (<see cref="Processes.UserThread"/>).</summary>
public abstract class Thread : KernelThread
{
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

    /// <summary>CPU time used, up to its last switch.</summary>
    public long CpuNanoseconds { get; internal set; }

    /// <summary>Of <see cref="CpuNanoseconds"/>, what was spent in user code.</summary>
    public long UserNanoseconds { get; internal set; }

    public long VoluntarySwitches { get; internal set; }

    public long InvoluntarySwitches { get; internal set; }

    internal Waiter Waiter { get; }

    internal RunNode RunNode { get; }

    internal SleepTimer SleepTimer { get; }

    /// <summary>The CPU whose queue the thread belongs to; its lock guards state, virtual time and links.</summary>
    internal CpuScheduler Scheduler { get; set; } = null!;

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
