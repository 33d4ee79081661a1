// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Threading;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>The scheduler of one CPU: its run queue, its running and its idle thread, its timers.</summary>
[EagerStaticClassConstruction]
internal sealed class CpuScheduler
{
    private static readonly CpuScheduler?[] s_all = new CpuScheduler?[MaximumCpus];
    private const int MaximumCpus = 64;

    private readonly RunQueue _run;
    private readonly SpinLock<RunQueue> _queue;
    private readonly Cpu _cpu;
    private readonly Thread _idle;
    private Thread _running;
    private long _sliceEnd = WaitQueue.Forever;

    internal CpuScheduler(Cpu cpu, Thread idle)
    {
        _run = new RunQueue();
        _queue = new SpinLock<RunQueue>(_run, LockRank.RunQueue);
        _cpu = cpu;
        _idle = idle;
        _running = idle;
        idle.Scheduler = this;
        idle.RunningSince = Clock.MonotonicNanoseconds;
        Timers = new TimerQueue(this);
        s_all[cpu.Number] = this;
    }

    /// <summary>The scheduler of this CPU.</summary>
    internal static CpuScheduler Current => s_all[Cpu.CurrentNumber]!;

    internal TimerQueue Timers { get; }

    /// <summary>How often another thread was given the CPU.</summary>
    internal long SwitchCount { get; private set; }

    /// <summary>Time during which there was nothing to do.</summary>
    internal long IdleNanoseconds => _idle.CpuNanoseconds;

    /// <summary>When the running thread should make room; <see cref="WaitQueue.Forever"/> if nobody waits.</summary>
    internal long SliceEnd => Volatile.Read(ref _sliceEnd);

    internal bool HasWork
    {
        get
        {
            using SpinLock<RunQueue>.Guard queue = _queue.Lock();
            return !queue.Value.IsEmpty;
        }
    }

    internal SpinLock<RunQueue>.Guard Lock() => _queue.Lock();

    /// <summary>Takes the queue's lock without a guard, for <see cref="Switch"/>, which releases it on another thread's stack.</summary>
    internal void Acquire() => _queue.Acquire();

    internal void Release() => _queue.Release();

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

        if (_running == _idle || _run.ShouldPreempt(_running))
        {
            _cpu.NeedsReschedule = true;
        }
        else if (_sliceEnd == WaitQueue.Forever)
        {
            // The running thread had the CPU for itself, without a timer; now it has to share.
            long now = Clock.MonotonicNanoseconds;
            Volatile.Write(ref _sliceEnd, now + _run.SliceOf(_running));
            CpuTimer.SetDeadline(now);
        }
    }

    /// <summary>Whether the thread has the CPU, asleep or not; it need not be queued then, it only has to notice.</summary>
    internal bool IsRunning(Thread thread) => _running == thread;

    /// <summary>Timer interrupt: the slice may have ended.</summary>
    internal void OnTimer(long now)
    {
        if (now >= SliceEnd)
        {
            Volatile.Write(ref _sliceEnd, WaitQueue.Forever);
            _cpu.NeedsReschedule = true;
        }
    }

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
            _run.Add(previous);
        }

        Thread next = _run.TakeFirst() ?? _idle;
        _cpu.NeedsReschedule = false;
        next.RunningSince = now;
        Volatile.Write(ref _sliceEnd, _run.IsEmpty || next == _idle ? WaitQueue.Forever : now + _run.SliceOf(next));
        if (next == previous)
        {
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
        SwitchCount++;
        KernelThread left = KernelThread.SwitchTo(next);
        previous.Scheduler.FinishSwitch(left);
    }

    /// <summary>First thing a thread does when it gets the CPU: lets go of the lock that the one before it took.</summary>
    internal void FinishSwitch(KernelThread previous)
    {
        bool isDead = previous is Thread { State: ThreadState.Dead };
        _queue.Release();
        Timers.Reprogram();
        if (isDead)
        {
            previous.ReleaseStack();
        }
    }

    /// <summary>Brings the CPU time of the running thread up to date.</summary>
    internal void ChargeRunning()
    {
        using SpinLock<RunQueue>.Guard queue = _queue.Lock();
        Charge(_running, Clock.MonotonicNanoseconds);
    }

    private void Charge(Thread thread, long now)
    {
        long used = now - thread.RunningSince;
        thread.CpuNanoseconds += used;
        thread.RunningSince = now;
        _run.Charge(thread, used);
    }
}
