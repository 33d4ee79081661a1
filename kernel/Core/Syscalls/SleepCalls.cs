// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Core.Time;
using Skift.Machine;
using Thread = Skift.Core.Scheduling.Thread;

namespace Skift.Core.Syscalls;

/// <summary>nanosleep(2), clock_nanosleep(2).</summary>
internal static class SleepCalls
{
    internal static Result<long> nanosleep(in SyscallContext context, ulong requestAddress, ulong remainingAddress) =>
        clock_nanosleep(context, (int)ClockId.CLOCK_MONOTONIC, 0, requestAddress, remainingAddress);

    internal static Result<long> clock_nanosleep(in SyscallContext context, int clock, int flags, ulong requestAddress, ulong remainingAddress)
    {
        ClockId id = (ClockId)clock;
        if (clock > (int)ClockId.CLOCK_TAI || clock == 10) return Errno.EINVAL;
        if (id is >= ClockId.CLOCK_THREAD_CPUTIME_ID and <= ClockId.CLOCK_MONOTONIC_COARSE) return Errno.EOPNOTSUPP;
        Errno error = SyscallContext.Read(requestAddress, out Timespec request);
        if (error != Errno.None) return error;
        if (!UserTime.ToNanoseconds(request).Try(out long nanoseconds, out error)) return error;
        error = FindCounted(context, clock, out Process? counted);
        if (error != Errno.None) return error;
        bool isAbsolute = (flags & TimerConstants.TIMER_ABSTIME) != 0;
        if (counted is not null) return SleepForCpuTime(context, counted, nanoseconds, isAbsolute, remainingAddress);
        if (isAbsolute)
        {
            bool isWall = (ClockId)clock is ClockId.CLOCK_REALTIME or ClockId.CLOCK_TAI;
            error = isWall ? SleepUntilWall(nanoseconds) : Scheduler.SleepUntil(nanoseconds);
            return error == Errno.ETIMEDOUT ? 0 : error;
        }

        long deadline = context.DeadlineAfter(nanoseconds);
        error = Scheduler.SleepUntil(deadline);
        return error == Errno.ETIMEDOUT ? 0 : Interrupted(deadline - Clock.MonotonicNanoseconds, remainingAddress);
    }

    /// <summary>The process whose CPU time counts; null for the clocks that always run.</summary>
    private static Errno FindCounted(in SyscallContext context, int clock, out Process? counted)
    {
        counted = null;
        if ((ClockId)clock == ClockId.CLOCK_PROCESS_CPUTIME_ID) counted = context.Process;
        // There is no clock that could wake the machine.
        if ((ClockId)clock is ClockId.CLOCK_REALTIME_ALARM or ClockId.CLOCK_BOOTTIME_ALARM) return Errno.EOPNOTSUPP;
        if (clock >= 0) return Errno.None;

        // By number: bits 0 and 1 say which time, bit 2 whether a thread is meant (clock_getcpuclockid(3)).
        const int ThreadFlag = 4;
        int id = ~(clock >> 3);
        if ((clock & 3) == 3 || (clock & ThreadFlag) != 0) return Errno.EINVAL;
        counted = id == 0 ? context.Process : ProcessTable.Find(id);
        return counted is null ? Errno.EINVAL : Errno.None;
    }

    private static Result<long> Interrupted(long left, ulong remainingAddress)
    {
        Errno fault = SyscallContext.WriteIfAsked(remainingAddress, UserTime.ToTimespec(Math.Max(0, left)));
        return fault == Errno.None ? Errno.EINTR : fault;
    }

    /// <summary>Sleeps until the wall clock shows a moment, also when it is set meanwhile.</summary>
    private static Errno SleepUntilWall(long deadline)
    {
        WallSleep sleep = new(Thread.Current);
        sleep.ArmWall(deadline);
        try
        {
            while (Clock.RealTimeNanoseconds < deadline)
            {
                Scheduler.PrepareToSleep(interruptible: true);
                if (Clock.RealTimeNanoseconds >= deadline)
                {
                    Scheduler.CancelSleep();
                    break;
                }

                Errno reason = Scheduler.Sleep(WaitQueue.Forever);
                if (reason != Errno.None) return reason;
            }

            return Errno.ETIMEDOUT;
        }
        finally
        {
            sleep.Disarm();
        }
    }

    private static Result<long> SleepForCpuTime(in SyscallContext context, Process counted, long time, bool isAbsolute, ulong remainingAddress)
    {
        CpuSleep sleep = new(context.Thread, counted);
        long left;
        using (SpinLock<SignalState>.Guard state = counted.Signals.Lock())
        {
            long now = counted.CpuTimeOf(state.Value, sleep);
            // What is left after an interruption is told, and a repeated call has it as its request only then: so it counts by itself.
            long deadline = isAbsolute ? time : Deadline.After(now, time);
            if (now >= deadline) return 0;
            counted.AddCpuTimer(state.Value, sleep, deadline);
        }

        Errno reason = Errno.None;
        while (reason == Errno.None && !sleep.IsDone)
        {
            Scheduler.PrepareToSleep(interruptible: true);
            if (sleep.IsDone) Scheduler.CancelSleep();
            else reason = Scheduler.Sleep(WaitQueue.Forever);
        }

        using (SpinLock<SignalState>.Guard state = counted.Signals.Lock())
        {
            left = sleep.Deadline - counted.CpuTimeOf(state.Value, sleep);
            if (sleep.Link.List is not null) counted.RemoveCpuTimer(state.Value, sleep);
        }

        if (sleep.IsDone) return 0;
        return isAbsolute ? reason : Interrupted(left, remainingAddress);
    }

    private sealed class WallSleep(Thread thread) : ClockTimer
    {
        protected internal override void Expire() => Scheduler.Wake(thread);
    }

    private sealed class CpuSleep(Thread sleeper, Process counted) : UsageTimer
    {
        private int _isDone;

        internal bool IsDone => Volatile.Read(ref _isDone) != 0;

        internal override void Expire(SignalState state, long now)
        {
            counted.RemoveCpuTimer(state, this);
            Volatile.Write(ref _isDone, 1);
            Scheduler.Wake(sleeper);
        }
    }
}
