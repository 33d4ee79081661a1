// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Threading;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>The scheduler of one CPU: its run queue, its running and its idle thread, its timers.</summary>
/// <remarks>
/// A thread belongs to one of these (<see cref="Thread.Scheduler"/>), whose lock guards its state. It moves only while it is neither on a
/// stack nor in a queue, or with both locks held. The locks of two CPUs nest only by trying, never by waiting.
/// </remarks>
[EagerStaticClassConstruction]
internal sealed partial class CpuScheduler
{
    private static readonly CpuScheduler?[] s_all = new CpuScheduler?[Cpu.Maximum];

    // One bit for each CPU that has nothing to do. A CPU's bit changes under its lock.
    private static ulong s_idleCpus;

    private readonly RunQueue _run;
    private readonly SpinLock<RunQueue> _queue;
    private readonly Cpu _cpu;
    private readonly Thread _idle;
    private readonly ulong _bit;
    private Thread _running;
    private Thread? _evicted;
    private long _sliceEnd = WaitQueue.Forever;
    private int _load;

    internal CpuScheduler(Cpu cpu, Thread idle)
    {
        _run = new RunQueue();
        _queue = new SpinLock<RunQueue>(_run, LockRank.RunQueue);
        _cpu = cpu;
        _idle = idle;
        _bit = 1UL << cpu.Number;
        _running = idle;
        idle.Scheduler = this;
        idle.RunningSince = Clock.MonotonicNanoseconds;
        Timers = new TimerQueue(this);
        s_all[cpu.Number] = this;
    }

    /// <summary>The scheduler of this CPU.</summary>
    internal static CpuScheduler Current => s_all[Cpu.CurrentNumber]!;

    /// <summary>The same, or <c>null</c> before there are any.</summary>
    internal static CpuScheduler? CurrentOrNull => s_all[Cpu.CurrentNumber];

    /// <summary>Which CPUs have nothing to do. They may have got something meanwhile.</summary>
    internal static ulong IdleCpus => Volatile.Read(ref s_idleCpus);

    internal static CpuScheduler ByNumber(int number) => s_all[number]!;

    internal int Number => _cpu.Number;

    /// <summary>How many threads want this CPU, the running one included. May be out of date without the lock.</summary>
    internal int Load => Volatile.Read(ref _load);

    internal TimerQueue Timers { get; }

    /// <summary>How often another thread was given the CPU.</summary>
    internal long SwitchCount { get; private set; }

    /// <summary>When the running thread should make room; <see cref="WaitQueue.Forever"/> if nobody waits.</summary>
    internal long SliceEnd => Volatile.Read(ref _sliceEnd);

    internal RunQueue Queue => _run;

    /// <summary>The real-time priority of what runs here. May be out of date without the lock.</summary>
    internal int RunningPriority => Volatile.Read(ref _running).Priority;

    internal SpinLock<RunQueue>.Guard Lock() => _queue.Lock();

    /// <summary>Takes the queue's lock without a guard, for <see cref="Switch"/>, which releases it on another thread's stack.</summary>
    internal void Acquire() => _queue.Acquire();

    internal void Release() => _queue.Release();

    /// <summary>Whether the thread may run here.</summary>
    internal bool Allows(Thread thread) => (thread.Affinity & _bit) != 0;

    /// <summary>Whether the thread has the CPU, asleep or not; it need not be queued then, it only has to notice.</summary>
    internal bool IsRunning(Thread thread) => _running == thread;

    /// <summary>Puts a thread that may run into the queue, and lets it preempt the running one if its turn has come.</summary>
    /// <remarks>The queue's lock is held.</remarks>
    internal void Enqueue(Thread thread, bool isNew)
    {
        if (isNew)
        {
            _run.AddNew(thread);
        }
        else
        {
            _run.AddAwakened(thread);
        }

        UpdateLoad();
        if (_running == _idle)
        {
            _ = Interlocked.And(ref s_idleCpus, ~_bit);
            RequestSwitch();
        }
        else if (_run.ShouldPreempt(_running))
        {
            RequestSwitch();
        }
        else if (_sliceEnd == WaitQueue.Forever)
        {
            // The running thread had the CPU for itself, without a timer; now it has to share.
            StartSlice();
        }
    }

    /// <summary>What a thread of this CPU is worth has changed: gives the CPU to another one if that is due now.</summary>
    /// <remarks>The queue's lock is held.</remarks>
    internal void Reconsider(Thread thread)
    {
        if (_running == thread ? !_run.IsEmpty : _running != _idle && _run.ShouldPreempt(_running)) RequestSwitch();
    }

    /// <summary>Makes the CPU choose again: at its next return to user code, or at once if it idles.</summary>
    internal void RequestSwitch()
    {
        _cpu.NeedsReschedule = true;
        _cpu.Kick();
    }

    /// <summary>Makes the CPU leave user code and look at its thread's pending work.</summary>
    internal void Kick() => _cpu.Kick();

    /// <summary>Gives the CPU to the next thread; returns when it is the caller's turn again, perhaps on another CPU.</summary>
    /// <remarks>The queue's lock is held by the caller and is not any more on return. It is passed on across the switch:
    /// nobody can wake and run the caller elsewhere while it is still on its stack here.</remarks>
    internal void Switch(bool isVoluntary)
    {
        Thread previous = _running;
        long now = Clock.MonotonicNanoseconds;
        Charge(previous, now);
        if (previous.State == ThreadState.Runnable && previous != _idle)
        {
            if (Allows(previous) && !ShouldMoveOn(previous))
            {
                _run.Return(previous, isVoluntary);
            }
            else
            {
                _evicted = previous;
            }
        }

        Thread next = ChooseNext(now);
        _cpu.NeedsReschedule = false;
        next.RunningSince = now;
        Volatile.Write(ref _sliceEnd, _run.IsEmpty || next == _idle ? WaitQueue.Forever : _run.EndOfSlice(next, now));
        if (next == previous)
        {
            UpdateLoad();
            _queue.Release();
            Timers.Reprogram();
            return;
        }

        if (isVoluntary)
        {
            previous.VoluntarySwitches++;
        }
        else
        {
            previous.InvoluntarySwitches++;
        }

        _running = next;
        UpdateLoad();
        SwitchCount++;
        KernelThread left = KernelThread.SwitchTo(next);
        previous.Scheduler.FinishSwitch(left);
    }

    /// <summary>First thing a thread does when it gets the CPU: lets go of the lock that the one before it took.</summary>
    internal void FinishSwitch(KernelThread previous)
    {
        bool isDead = previous is Thread { State: ThreadState.Dead };
        Thread? evicted = _evicted;
        _evicted = null;
        _queue.Release();
        Timers.Reprogram();
        if (evicted is not null)
        {
            Placement.Place(evicted, isNew: false);
        }

        if (isDead)
        {
            previous.ReleaseStack();
        }
    }

    /// <summary>A real-time thread that has to make room for a more urgent one goes where something less urgent runs.</summary>
    private bool ShouldMoveOn(Thread thread) =>
        thread.Priority != 0 && _run.HighestPriority > thread.Priority && Placement.FindLessUrgent(thread) is CpuScheduler other && other != this;

    private Thread ChooseNext(long now)
    {
        if (_run.TakeFirst(now) is Thread first)
        {
            return first;
        }

        // Marked idle before it looks around: who queues a thread elsewhere after that sees the mark and interrupts this CPU.
        _ = Interlocked.Or(ref s_idleCpus, _bit);
        if (Steal() is Thread stolen)
        {
            _ = Interlocked.And(ref s_idleCpus, ~_bit);
            return stolen;
        }

        return _idle;
    }

    private void UpdateLoad() => Volatile.Write(ref _load, _run.Count + (_running == _idle ? 0 : 1));
}
