// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>clock_gettime(2), nanosleep(2), setitimer(2), times(2).</summary>
internal static class TimeCalls
{
    private const long Second = Clock.NanosecondsPerSecond;

    internal static Result<long> clock_gettime(in SyscallContext context, int clock, ulong address)
    {
        if (!ReadClock(context, (ClockId)clock).Try(out long now, out Errno error)) return error;
        return SyscallContext.Done(SyscallContext.Write(address, UserTime.ToTimespec(now)));
    }

    internal static Result<long> clock_getres(in SyscallContext context, int clock, ulong address)
    {
        if (!ReadClock(context, (ClockId)clock).Try(out _, out Errno error)) return error;
        return SyscallContext.Done(SyscallContext.WriteIfAsked(address, new Timespec(0, 1)));
    }

    internal static Result<long> clock_settime(in SyscallContext context, int clock, ulong address)
    {
        if ((ClockId)clock != ClockId.CLOCK_REALTIME) return Errno.EINVAL;
        Errno error = SyscallContext.Read(address, out Timespec time);
        if (error != Errno.None) return error;
        if (!UserTime.ToNanoseconds(time).Try(out long nanoseconds, out error)) return error;
        return SetRealTime(context, nanoseconds);
    }

    internal static Result<long> gettimeofday(in SyscallContext context, ulong timeAddress, ulong zoneAddress)
    {
        _ = context;
        Errno error = SyscallContext.WriteIfAsked(timeAddress, Timeval.FromNanoseconds(Clock.RealTimeNanoseconds));
        if (error == Errno.None) error = SyscallContext.WriteIfAsked(zoneAddress, default(Timezone));
        return SyscallContext.Done(error);
    }

    internal static Result<long> settimeofday(in SyscallContext context, ulong timeAddress)
    {
        if (timeAddress == 0) return 0;
        Errno error = SyscallContext.Read(timeAddress, out Timeval time);
        if (error != Errno.None) return error;
        if (!UserTime.ToNanoseconds(time).Try(out long nanoseconds, out error)) return error;
        return SetRealTime(context, nanoseconds);
    }

    internal static Result<long> time(in SyscallContext context, ulong address)
    {
        _ = context;
        long seconds = Clock.RealTimeNanoseconds / Second;
        Errno error = SyscallContext.WriteIfAsked(address, seconds);
        return error == Errno.None ? seconds : error;
    }

    internal static Result<long> nanosleep(in SyscallContext context, ulong requestAddress, ulong remainingAddress) =>
        clock_nanosleep(context, (int)ClockId.CLOCK_MONOTONIC, 0, requestAddress, remainingAddress);

    internal static Result<long> clock_nanosleep(in SyscallContext context, int clock, int flags, ulong requestAddress, ulong remainingAddress)
    {
        ClockId id = (ClockId)clock;
        bool isKnown = id is ClockId.CLOCK_REALTIME or ClockId.CLOCK_MONOTONIC or ClockId.CLOCK_BOOTTIME or ClockId.CLOCK_TAI;
        if (!isKnown) return id is ClockId.CLOCK_PROCESS_CPUTIME_ID or ClockId.CLOCK_MONOTONIC_RAW or ClockId.CLOCK_REALTIME_COARSE or ClockId.CLOCK_MONOTONIC_COARSE ? Errno.EOPNOTSUPP : Errno.EINVAL;
        Errno error = SyscallContext.Read(requestAddress, out Timespec request);
        if (error != Errno.None) return error;
        if (!UserTime.ToNanoseconds(request).Try(out long nanoseconds, out error)) return error;
        bool isAbsolute = (flags & TimerConstants.TIMER_ABSTIME) != 0;
        long deadline = isAbsolute ? ToMonotonic(id, nanoseconds) : context.DeadlineAfter(nanoseconds);
        error = Scheduler.SleepUntil(deadline);
        if (error == Errno.ETIMEDOUT) return 0;
        if (!isAbsolute && remainingAddress != 0)
        {
            long left = System.Math.Max(0, deadline - Clock.MonotonicNanoseconds);
            Errno fault = SyscallContext.Write(remainingAddress, UserTime.ToTimespec(left));
            if (fault != Errno.None) return fault;
        }

        return Errno.EINTR;
    }

    internal static Result<long> getitimer(in SyscallContext context, int which, ulong address)
    {
        if (which is < TimerConstants.ITIMER_REAL or > TimerConstants.ITIMER_PROF) return Errno.EINVAL;
        (long left, long interval) = which == TimerConstants.ITIMER_REAL ? context.Process.RealTimer.Get() : (0, 0);
        return SyscallContext.Done(SyscallContext.Write(address, ToSetting(left, interval)));
    }

    /// <summary>setitimer(2). Timers of CPU time are not there: <c>EINVAL</c>.</summary>
    internal static Result<long> setitimer(in SyscallContext context, int which, ulong newAddress, ulong oldAddress)
    {
        Itimerval setting = default;
        if (newAddress != 0)
        {
            Errno fault = SyscallContext.Read(newAddress, out setting);
            if (fault != Errno.None) return fault;
        }

        if (!UserTime.ToNanoseconds(setting.it_value).Try(out long first, out Errno error)) return error;
        if (!UserTime.ToNanoseconds(setting.it_interval).Try(out long interval, out error)) return error;
        if (which != TimerConstants.ITIMER_REAL) return Errno.EINVAL;
        (long left, long oldInterval) = context.Process.RealTimer.Set(first, interval);
        return SyscallContext.Done(SyscallContext.WriteIfAsked(oldAddress, ToSetting(left, oldInterval)));
    }

    /// <summary>alarm(2): what was left of the one before, rounded to a second but never to 0.</summary>
    internal static Result<long> alarm(in SyscallContext context, uint seconds)
    {
        (long left, _) = context.Process.RealTimer.Set(seconds * Second, 0);
        return left == 0 ? 0 : System.Math.Max(1, (left + (Second / 2)) / Second);
    }

    internal static Result<long> times(in SyscallContext context, ulong address)
    {
        const long TickNanoseconds = Second / TimerConstants.USER_HZ;
        ResourceTotals own = context.Process.Totals;
        ResourceTotals children = context.Process.WaitedChildren;
        Tms times = new()
        {
            tms_utime = own.UserNanoseconds / TickNanoseconds,
            tms_stime = own.SystemNanoseconds / TickNanoseconds,
            tms_cutime = children.UserNanoseconds / TickNanoseconds,
            tms_cstime = children.SystemNanoseconds / TickNanoseconds,
        };
        Errno error = SyscallContext.WriteIfAsked(address, times);
        return error == Errno.None ? Clock.MonotonicNanoseconds / TickNanoseconds : error;
    }

    private static Result<long> SetRealTime(in SyscallContext context, long nanoseconds)
    {
        if (!context.Credentials.IsPrivileged) return Errno.EPERM;
        WallClock.Set(nanoseconds);
        return 0;
    }

    private static long ToMonotonic(ClockId clock, long time) =>
        clock is ClockId.CLOCK_REALTIME or ClockId.CLOCK_TAI ? time - (Clock.RealTimeNanoseconds - Clock.MonotonicNanoseconds) : time;

    private static Itimerval ToSetting(long left, long interval) =>
        new() { it_value = Timeval.FromNanoseconds(left), it_interval = Timeval.FromNanoseconds(interval) };

    private static Result<long> ReadClock(in SyscallContext context, ClockId clock)
    {
        switch (clock)
        {
            case ClockId.CLOCK_REALTIME or ClockId.CLOCK_REALTIME_COARSE or ClockId.CLOCK_REALTIME_ALARM or ClockId.CLOCK_TAI:
                return Clock.RealTimeNanoseconds;
            case ClockId.CLOCK_MONOTONIC or ClockId.CLOCK_MONOTONIC_RAW or ClockId.CLOCK_MONOTONIC_COARSE or ClockId.CLOCK_BOOTTIME or ClockId.CLOCK_BOOTTIME_ALARM:
                return Clock.MonotonicNanoseconds;
            case ClockId.CLOCK_PROCESS_CPUTIME_ID:
                ResourceTotals totals = context.Process.Totals;
                return totals.UserNanoseconds + totals.SystemNanoseconds;
            case ClockId.CLOCK_THREAD_CPUTIME_ID:
                return context.Thread.CpuNanoseconds;
            default:
                return (int)clock < 0 ? ReadProcessClock((int)clock) : Errno.EINVAL;
        }
    }

    /// <summary>The CPU clock of another process or thread: its number is in the upper bits (<c>clock_getcpuclockid(3)</c>).</summary>
    private static Result<long> ReadProcessClock(int clock)
    {
        const int ThreadFlag = 4;
        int id = ~(clock >> 3);
        if ((clock & 3) == 3) return Errno.EINVAL;
        if ((clock & ThreadFlag) != 0)
        {
            return (id == 0 ? UserThread.Current : ProcessTable.FindThread(id)) is UserThread thread ? thread.CpuNanoseconds : Errno.EINVAL;
        }

        if ((id == 0 ? UserThread.Current.Process : ProcessTable.Find(id)) is not Process process) return Errno.EINVAL;
        ResourceTotals totals = process.Totals;
        return totals.UserNanoseconds + totals.SystemNanoseconds;
    }
}
