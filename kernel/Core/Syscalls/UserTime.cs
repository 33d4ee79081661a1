// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Syscalls;

/// <summary>Times that users hand in: checked, and as nanoseconds. What is beyond 292 years counts as for ever.</summary>
internal static class UserTime
{
    private const long Second = 1_000_000_000;

    internal static Result<long> ToNanoseconds(in Timespec time)
    {
        if (time.tv_sec < 0 || (ulong)time.tv_nsec >= Second) return Errno.EINVAL;
        return time.tv_sec >= long.MaxValue / Second ? long.MaxValue : (time.tv_sec * Second) + time.tv_nsec;
    }

    internal static Result<long> ToNanoseconds(in Timeval time)
    {
        if (time.tv_sec < 0 || (ulong)time.tv_usec >= 1_000_000) return Errno.EINVAL;
        return time.tv_sec >= long.MaxValue / Second ? long.MaxValue : (time.tv_sec * Second) + (time.tv_usec * 1000);
    }

    internal static Timespec ToTimespec(long nanoseconds) => new(nanoseconds / Second, nanoseconds % Second);

    internal static Itimerspec ToSetting(long left, long interval) => new() { it_value = ToTimespec(left), it_interval = ToTimespec(interval) };

    /// <summary>Reads a timeout of a waiting call; null means for ever.</summary>
    internal static Errno ReadTimeout(ulong address, out long nanoseconds)
    {
        nanoseconds = long.MaxValue;
        if (address == 0) return Errno.None;
        Errno error = SyscallContext.Read(address, out Timespec time);
        if (error != Errno.None) return error;
        return ToNanoseconds(time).Try(out nanoseconds, out error) ? Errno.None : error;
    }
}
