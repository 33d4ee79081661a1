// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Machine;

namespace Skift.Core.Scheduling;

// Slices, and who used how much of the CPU.
internal sealed partial class CpuScheduler
{
    private long _busyNanoseconds;
    private long _userNanoseconds;
    private long _niceNanoseconds;

    /// <summary>Time during which there was nothing to do.</summary>
    internal long IdleNanoseconds => TimeOf(_idle);

    /// <summary>Time that threads used in the kernel and in user code.</summary>
    internal long BusyNanoseconds => Volatile.Read(ref _busyNanoseconds);

    /// <summary>Of <see cref="BusyNanoseconds"/>, what user code used at a nice value of 0 or below.</summary>
    internal long UserNanoseconds => Volatile.Read(ref _userNanoseconds);

    /// <summary>Of <see cref="BusyNanoseconds"/>, what user code used at a positive nice value.</summary>
    internal long NiceNanoseconds => Volatile.Read(ref _niceNanoseconds);

    /// <summary>The thread, which runs here, has spent time in user code.</summary>
    internal void NoteUserTime(Thread thread, long nanoseconds)
    {
        // Only this CPU writes, and kernel code is not preempted.
        if (thread.Nice > 0)
        {
            Volatile.Write(ref _niceNanoseconds, _niceNanoseconds + nanoseconds);
        }
        else
        {
            Volatile.Write(ref _userNanoseconds, _userNanoseconds + nanoseconds);
        }
    }

    /// <summary>CPU time of a thread that belongs here, with what it has used since it got the CPU.</summary>
    internal long TimeOf(Thread thread)
    {
        using SpinLock<RunQueue>.Guard queue = _queue.Lock();
        if (_running == thread)
        {
            Charge(thread, Clock.MonotonicNanoseconds);
        }

        return thread.ChargedNanoseconds;
    }

    /// <summary>Timer interrupt: the slice may have ended.</summary>
    internal void OnTimer(long now)
    {
        if (now >= SliceEnd)
        {
            Volatile.Write(ref _sliceEnd, WaitQueue.Forever);
            _cpu.NeedsReschedule = true;
            BalanceAway(now);
        }
    }

    private void StartSlice()
    {
        if (_cpu.Number != Cpu.CurrentNumber)
        {
            // Only that CPU can set its timer. It does so when it chooses.
            RequestSwitch();
            return;
        }

        long now = Clock.MonotonicNanoseconds;
        Volatile.Write(ref _sliceEnd, _run.EndOfSlice(_running, now));
        CpuTimer.SetDeadline(now);
    }

    private void Charge(Thread thread, long now)
    {
        // The clocks of two CPUs may differ a little.
        long used = System.Math.Max(0, now - thread.RunningSince);
        thread.ChargedNanoseconds += used;
        thread.RunningSince = now;
        if (thread == _idle)
        {
            return;
        }

        _busyNanoseconds += used;
        _run.Charge(thread, used);
    }
}
