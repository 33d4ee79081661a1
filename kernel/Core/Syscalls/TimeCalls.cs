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

    /// <summary>What the coarse clocks claim: the tick of a usual Linux.</summary>
    private const long TickNanoseconds = 4_000_000;

    internal static Result<long> clock_gettime(in SyscallContext context, int clock, ulong address)
    {
        if (!ReadClock(context, (ClockId)clock).Try(out long now, out Errno error)) return error;
        return SyscallContext.Done(SyscallContext.Write(address, UserTime.ToTimespec(now)));
    }

    internal static Result<long> clock_getres(in SyscallContext context, int clock, ulong address)
    {
        // No clock can wake the machine, so these are not there.
        if ((ClockId)clock is ClockId.CLOCK_REALTIME_ALARM or ClockId.CLOCK_BOOTTIME_ALARM) return Errno.EINVAL;
        if (!ReadClock(context, (ClockId)clock).Try(out _, out Errno error)) return error;
        bool isCoarse = (ClockId)clock is ClockId.CLOCK_REALTIME_COARSE or ClockId.CLOCK_MONOTONIC_COARSE;
        return SyscallContext.Done(SyscallContext.WriteIfAsked(address, new Timespec(0, isCoarse ? TickNanoseconds : 1)));
    }

    internal static Result<long> clock_settime(in SyscallContext context, int clock, ulong address)
    {
        if ((ClockId)clock != ClockId.CLOCK_REALTIME && clock >= 0) return Errno.EINVAL;
        Errno error = SyscallContext.Read(address, out Timespec time);
        if (clock < 0 && error == Errno.None) error = Errno.EPERM;
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

    internal static Result<long> getitimer(in SyscallContext context, int which, ulong address)
    {
        if (which is < TimerConstants.ITIMER_REAL or > TimerConstants.ITIMER_PROF) return Errno.EINVAL;
        Process process = context.Process;
        (long left, long interval) = which switch
        {
            TimerConstants.ITIMER_REAL => process.RealTimer.Get(),
            TimerConstants.ITIMER_VIRTUAL => process.VirtualTimer.Get(),
            _ => process.ProfileTimer.Get(),
        };
        return SyscallContext.Done(SyscallContext.Write(address, ToSetting(left, interval)));
    }

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
        if (which is < TimerConstants.ITIMER_REAL or > TimerConstants.ITIMER_PROF) return Errno.EINVAL;
        Process process = context.Process;
        (long left, long oldInterval) = which switch
        {
            TimerConstants.ITIMER_REAL => process.RealTimer.Set(first, interval),
            TimerConstants.ITIMER_VIRTUAL => process.VirtualTimer.Set(first, interval),
            _ => process.ProfileTimer.Set(first, interval),
        };
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
        const long UserTick = Second / TimerConstants.USER_HZ;
        ResourceTotals own = context.Process.Totals;
        ResourceTotals children = context.Process.WaitedChildren;
        Tms times = new()
        {
            tms_utime = own.UserNanoseconds / UserTick,
            tms_stime = own.SystemNanoseconds / UserTick,
            tms_cutime = children.UserNanoseconds / UserTick,
            tms_cstime = children.SystemNanoseconds / UserTick,
        };
        Errno error = SyscallContext.WriteIfAsked(address, times);
        return error == Errno.None ? Clock.MonotonicNanoseconds / UserTick : error;
    }

    private static Result<long> SetRealTime(in SyscallContext context, long nanoseconds)
    {
        if (!context.Credentials.Has(Capability.CAP_SYS_TIME)) return Errno.EPERM;
        WallClock.Set(nanoseconds);
        return 0;
    }

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
