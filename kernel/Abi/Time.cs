// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary><c>struct timeval</c>: seconds and microseconds.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Timeval
{
    public long tv_sec;
    public long tv_usec;

    public static Timeval FromNanoseconds(long nanoseconds) => new()
    {
        tv_sec = nanoseconds / 1_000_000_000,
        tv_usec = nanoseconds % 1_000_000_000 / 1000,
    };
}

/// <summary><c>struct itimerval</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Itimerval
{
    public Timeval it_interval;
    public Timeval it_value;
}

/// <summary><c>struct itimerspec</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Itimerspec
{
    public Timespec it_interval;
    public Timespec it_value;
}

/// <summary><c>struct timezone</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Timezone
{
    public int tz_minuteswest;
    public int tz_dsttime;
}

/// <summary><c>struct tms</c> of times(2), in clock ticks of 10 ms.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Tms
{
    public long tms_utime;
    public long tms_stime;
    public long tms_cutime;
    public long tms_cstime;
}

/// <summary>Clocks of clock_gettime(2).</summary>
public enum ClockId
{
    CLOCK_REALTIME = 0,
    CLOCK_MONOTONIC = 1,
    CLOCK_PROCESS_CPUTIME_ID = 2,
    CLOCK_THREAD_CPUTIME_ID = 3,
    CLOCK_MONOTONIC_RAW = 4,
    CLOCK_REALTIME_COARSE = 5,
    CLOCK_MONOTONIC_COARSE = 6,
    CLOCK_BOOTTIME = 7,
    CLOCK_REALTIME_ALARM = 8,
    CLOCK_BOOTTIME_ALARM = 9,
    CLOCK_TAI = 11,
}

/// <summary>Interval timers of setitimer(2), and TIMER_ABSTIME.</summary>
public static class TimerConstants
{
    public const int ITIMER_REAL = 0;
    public const int ITIMER_VIRTUAL = 1;
    public const int ITIMER_PROF = 2;
    public const int TIMER_ABSTIME = 1;

    /// <summary>Ticks per second in times(2) and /proc (<c>sysconf(_SC_CLK_TCK)</c>).</summary>
    public const int USER_HZ = 100;
}
