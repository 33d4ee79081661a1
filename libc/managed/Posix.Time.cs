// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Clocks and sleeping.</summary>
public static unsafe partial class Posix
{
    /// <summary>clock_gettime(2).</summary>
    public static Result<Timespec> ClockGettime(ClockId clock)
    {
        Timespec time;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.clock_gettime, (long)clock, (long)&time));
        return error == Errno.None ? time : error;
    }

    /// <summary>clock_settime(2).</summary>
    public static Errno ClockSettime(ClockId clock, Timespec time) =>
        ToErrno(Syscall.Invoke(SystemCall.clock_settime, (long)clock, (long)&time));

    /// <summary>nanosleep(2): EINTR if a signal came first, then <paramref name="remaining"/> says how much was left.</summary>
    public static Errno Nanosleep(Timespec duration, out Timespec remaining)
    {
        Timespec left = default;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.nanosleep, (long)&duration, (long)&left));
        remaining = left;
        return error;
    }

    /// <summary>setitimer(2): returns the setting before. <see cref="TimerConstants.ITIMER_REAL"/> and its fellows.</summary>
    public static Result<Itimerval> Setitimer(int timer, Itimerval value)
    {
        Itimerval old;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.setitimer, timer, (long)&value, (long)&old));
        return error == Errno.None ? old : error;
    }
}
