// SPDX-License-Identifier: MIT
using System;
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

    /// <summary>localtime(3), or gmtime(3) if <paramref name="isUniversal"/>; false if the year does not fit.</summary>
    public static bool TryBreakTime(long seconds, bool isUniversal, out BrokenTime time)
    {
        LoadZone(isUniversal);
        return LocalTime.TrySplit(seconds, out time);
    }

    /// <summary>What localtime(3) says of a moment: seconds east of Greenwich, and whether that is daylight saving time.</summary>
    /// <remarks>Like all that is here, from one thread at a time.</remarks>
    public static int LocalOffset(long seconds, out bool isDaylight)
    {
        LoadZone(isUniversal: false);
        ZonePeriod period = TimeZone.At(seconds);
        isDaylight = period.IsDaylight;
        return period.Offset;
    }

    /// <summary>mktime(3), or timegm(3) if <paramref name="isUniversal"/>, of fields that may be out of range; they are put right.</summary>
    public static long MakeTime(ref BrokenTime time, bool isUniversal)
    {
        LoadZone(isUniversal);
        long seconds = LocalTime.Join(in time);
        if (!LocalTime.TrySplit(seconds, out BrokenTime right)) return -1;
        time = right;
        return seconds;
    }

    /// <summary>strftime(3) of one conversion; empty if it says nothing, or its text is longer than any conversion's.</summary>
    public static string FormatTime(char conversion, in BrokenTime time)
    {
        const int Size = 128;
        byte* text = stackalloc byte[Size];
        byte* format = stackalloc byte[3] { (byte)'%', (byte)conversion, 0 };
        BrokenTime copy = time;
        return C.FormatTime(text, Size, format, &copy) == 0 ? "" : FromPointer(text);
    }

    private static void LoadZone(bool isUniversal)
    {
        fixed (byte* universal = "\0"u8) _ = TimeZone.Load(isUniversal ? universal : FindVariable("TZ="u8), FindVariable("TZDIR="u8));
    }

    /// <param name="name">With the equals sign.</param>
    private static byte* FindVariable(ReadOnlySpan<byte> name)
    {
        for (byte** variable = ProcessStart.Environment; *variable != null; variable++)
        {
            int length = 0;
            while (length < name.Length && (*variable)[length] == name[length]) length++;
            if (length == name.Length) return *variable + length;
        }

        return null;
    }
}
