// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Signals;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>The real-time interval timer of a process: setitimer(ITIMER_REAL) and alarm(2). It sends SIGALRM.</summary>
internal sealed class IntervalTimer(Process process) : Timer
{
    private readonly SpinLock<Setting> _setting = new(default, LockRank.Signals - 1);

    private struct Setting
    {
        internal long Deadline;
        internal long Interval;
    }

    /// <summary>Sets both times in nanoseconds; a first time of 0 turns the timer off.</summary>
    /// <returns>What was left, and the interval before.</returns>
    internal (long Left, long Interval) Set(long first, long interval)
    {
        long now = Clock.MonotonicNanoseconds;
        long left = 0;
        long before;
        using SpinLock<Setting>.Guard setting = _setting.Lock();
        before = setting.Value.Interval;
        if (TimerQueue.Cancel(this))
        {
            // An armed timer never reads as off.
            left = System.Math.Max(setting.Value.Deadline - now, 1);
        }

        setting.Value = default;
        if (first > 0)
        {
            setting.Value.Deadline = Deadline.After(now, first);
            setting.Value.Interval = interval;
            TimerQueue.Arm(this, setting.Value.Deadline);
        }

        return (left, before);
    }

    internal (long Left, long Interval) Get()
    {
        using SpinLock<Setting>.Guard setting = _setting.Lock();
        bool isArmed = setting.Value.Deadline != 0;
        long left = isArmed ? System.Math.Max(setting.Value.Deadline - Clock.MonotonicNanoseconds, 1) : 0;
        return (left, setting.Value.Interval);
    }

    protected internal override void Expire()
    {
        if (TryAdvance()) SignalSender.SendStandard(process, SignalDetails.FromKernel(Signal.SIGALRM));
    }

    /// <summary>Prepares the next time.</summary>
    /// <returns><c>false</c>: the timer was set anew on another CPU meanwhile; its time has not come.</returns>
    private bool TryAdvance()
    {
        using SpinLock<Setting>.Guard setting = _setting.Lock();
        long now = Clock.MonotonicNanoseconds;
        if (setting.Value.Deadline == 0 || now < setting.Value.Deadline) return false;
        if (setting.Value.Interval == 0)
        {
            setting.Value.Deadline = 0;
            return true;
        }

        setting.Value.Deadline = Deadline.Next(setting.Value.Deadline, setting.Value.Interval, now, out _);
        TimerQueue.Arm(this, setting.Value.Deadline);
        return true;
    }
}
