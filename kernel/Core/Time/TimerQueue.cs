// SPDX-License-Identifier: MIT
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Time;

/// <summary>The timers of one CPU, soonest first, on top of its one-shot hardware timer.</summary>
public sealed class TimerQueue
{
    private readonly SpinLock<PairingHeap> _timers = new(default, LockRank.Timer);
    private readonly CpuScheduler _scheduler;

    internal TimerQueue(CpuScheduler scheduler) => _scheduler = scheduler;

    /// <summary>The queue of this CPU.</summary>
    public static TimerQueue Current => CpuScheduler.Current.Timers;

    /// <summary>Lets the timer expire at the given time, on this CPU; a timer that was armed already is moved.</summary>
    public static void Arm(Timer timer, long deadlineNanoseconds)
    {
        using CpuPin pin = CpuPin.Enter();
        TimerQueue queue = Current;
        do
        {
            _ = Cancel(timer);
        }
        while (!queue.TryInsert(timer, deadlineNanoseconds));
    }

    /// <summary>Takes the timer back.</summary>
    /// <returns>Whether it was still armed.</returns>
    public static bool Cancel(Timer timer)
    {
        while (timer.Queue is TimerQueue queue)
        {
            using SpinLock<PairingHeap>.Guard timers = queue._timers.Lock();
            if (timer.Queue != queue)
            {
                continue;
            }

            timers.Value.Remove(timer.Node);
            timer.Queue = null;
            return true;
        }

        return false;
    }

    private bool TryInsert(Timer timer, long deadlineNanoseconds)
    {
        using SpinLock<PairingHeap>.Guard timers = _timers.Lock();
        if (!timer.TryTake(this))
        {
            return false;
        }

        timer.Node.Key = deadlineNanoseconds;
        timers.Value.Insert(timer.Node);
        if (timers.Value.First == timer.Node)
        {
            Program(ref timers.Value);
        }

        return true;
    }

    /// <summary>Sets the hardware for the next timer or the end of the running thread's slice.</summary>
    internal void Reprogram()
    {
        using SpinLock<PairingHeap>.Guard timers = _timers.Lock();
        Program(ref timers.Value);
    }

    /// <summary>Timer interrupt of this CPU.</summary>
    internal void OnDeadline()
    {
        long now = Clock.MonotonicNanoseconds;
        while (TakeExpired(now) is Timer timer)
        {
            // Without the lock: what a timer does may take any lock, and may arm it again.
            timer.Expire();
        }

        _scheduler.OnTimer(now);
        Reprogram();
    }

    private Timer? TakeExpired(long now)
    {
        using SpinLock<PairingHeap>.Guard timers = _timers.Lock();
        if (timers.Value.First is not TimerNode first || first.Key > now)
        {
            return null;
        }

        timers.Value.Remove(first);
        first.Timer.Queue = null;
        return first.Timer;
    }

    private void Program(ref PairingHeap timers)
    {
        long next = _scheduler.SliceEnd;
        if (timers.First is HeapNode first && first.Key < next)
        {
            next = first.Key;
        }

        CpuTimer.SetDeadline(next);
    }
}
