// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>time.h and sys/time.h.</summary>
public static unsafe partial class C
{
    private const int AscTimeSize = 32;

    private struct AscTimeBuffer
    {
        public fixed byte Text[AscTimeSize];
    }

    private static BrokenTime s_brokenTime;
    private static AscTimeBuffer s_ascTime;

    [RuntimeExport("time")]
    public static long time(long* result)
    {
        Timespec now;
        _ = Syscall.Invoke(SystemCall.clock_gettime, (long)ClockId.CLOCK_REALTIME, (long)&now);
        if (result != null)
        {
            *result = now.tv_sec;
        }

        return now.tv_sec;
    }

    [RuntimeExport("clock")]
    public static long clock()
    {
        Timespec used;
        long answer = Syscall.Invoke(SystemCall.clock_gettime, (long)ClockId.CLOCK_PROCESS_CPUTIME_ID, (long)&used);
        return answer < 0 ? -1 : (used.tv_sec * 1_000_000) + (used.tv_nsec / 1000);
    }

    [RuntimeExport("difftime")]
    public static double difftime(long end, long start) => (double)end - start;

    [RuntimeExport("clock_gettime")]
    public static int clock_gettime(int clock, Timespec* result) => (int)Error.Answer(Syscall.Invoke(SystemCall.clock_gettime, clock, (long)result));

    [RuntimeExport("clock_settime")]
    public static int clock_settime(int clock, Timespec* value) => (int)Error.Answer(Syscall.Invoke(SystemCall.clock_settime, clock, (long)value));

    [RuntimeExport("clock_getres")]
    public static int clock_getres(int clock, Timespec* result) => (int)Error.Answer(Syscall.Invoke(SystemCall.clock_getres, clock, (long)result));

    [RuntimeExport("nanosleep")]
    public static int nanosleep(Timespec* duration, Timespec* left) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.nanosleep, (long)duration, (long)left));

    /// <summary>Answers the error itself, not through errno.</summary>
    [RuntimeExport("clock_nanosleep")]
    public static int clock_nanosleep(int clock, int flags, Timespec* duration, Timespec* left) =>
        (int)-CancellationPoint.Invoke(SystemCall.clock_nanosleep, clock, flags, (long)duration, (long)left);

    [RuntimeExport("gettimeofday")]
    public static int gettimeofday(Timeval* result, void* zone)
    {
        Timespec now;
        _ = Syscall.Invoke(SystemCall.clock_gettime, (long)ClockId.CLOCK_REALTIME, (long)&now);
        result->tv_sec = now.tv_sec;
        result->tv_usec = now.tv_nsec / 1000;
        return 0;
    }

    [RuntimeExport("setitimer")]
    public static int setitimer(int which, Itimerval* value, Itimerval* old) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.setitimer, which, (long)value, (long)old));

    [RuntimeExport("getitimer")]
    public static int getitimer(int which, Itimerval* value) => (int)Error.Answer(Syscall.Invoke(SystemCall.getitimer, which, (long)value));

    [RuntimeExport("times")]
    public static long times(Tms* result) => Error.Answer(Syscall.Invoke(SystemCall.times, (long)result));

    [RuntimeExport("gmtime_r")]
    public static BrokenTime* gmtime_r(long* moment, BrokenTime* result)
    {
        if (!Calendar.Split(*moment, ref *result))
        {
            Error.Current = (int)Errno.EOVERFLOW;
            return null;
        }

        result->IsDaylight = 0;
        result->Offset = 0;
        result->Zone = Literal("UTC"u8);
        return result;
    }

    [RuntimeExport("gmtime")]
    public static BrokenTime* gmtime(long* moment)
    {
        fixed (BrokenTime* result = &s_brokenTime)
        {
            return gmtime_r(moment, result);
        }
    }

    [RuntimeExport("localtime_r")]
    public static BrokenTime* localtime_r(long* moment, BrokenTime* result)
    {
        LibraryLock.Enter(ref LibraryLocks.All.TimeZone);
        LoadZone();
        bool isOk = LocalTime.TrySplit(*moment, out *result);
        LibraryLock.Leave(ref LibraryLocks.All.TimeZone);
        if (!isOk)
        {
            Error.Current = (int)Errno.EOVERFLOW;
            return null;
        }

        return result;
    }

    [RuntimeExport("localtime")]
    public static BrokenTime* localtime(long* moment)
    {
        fixed (BrokenTime* result = &s_brokenTime)
        {
            return localtime_r(moment, result);
        }
    }

    [RuntimeExport("timegm")]
    public static long timegm(BrokenTime* time)
    {
        long moment = Calendar.Join(in *time);
        return gmtime_r(&moment, time) == null ? -1 : moment;
    }

    [RuntimeExport("mktime")]
    public static long mktime(BrokenTime* time)
    {
        LibraryLock.Enter(ref LibraryLocks.All.TimeZone);
        LoadZone();
        long moment = LocalTime.Join(in *time);
        LibraryLock.Leave(ref LibraryLocks.All.TimeZone);
        return localtime_r(&moment, time) == null ? -1 : moment;
    }

    [RuntimeExport("tzset")]
    public static void tzset()
    {
        LibraryLock.Enter(ref LibraryLocks.All.TimeZone);
        LoadZone();
        LibraryLock.Leave(ref LibraryLocks.All.TimeZone);
    }

    private static void LoadZone()
    {
        if (!TimeZone.Load(getenv(Literal("TZ"u8)), getenv(Literal("TZDIR"u8)))) return;
        TimeZone.Describe(out ZonePeriod standard, out ZonePeriod daylight, out bool hasDaylight);
        byte** names = TimeStubs.Names();
        names[0] = standard.Name;
        names[1] = daylight.Name;
        *TimeStubs.Seconds() = -standard.Offset;
        *TimeStubs.Daylight() = hasDaylight ? 1 : 0;
    }

    /// <summary>What stands for a name for which there was no memory.</summary>
    internal static byte* EmptyName => Literal("\0"u8);

    [RuntimeExport("asctime_r")]
    public static byte* asctime_r(BrokenTime* time, byte* buffer)
    {
        // The length is what C promises callers: 26 bytes, for years of four digits.
        return strftime(buffer, 26, Literal("%a %b %e %H:%M:%S %Y\n"u8), time) == 0 ? null : buffer;
    }

    [RuntimeExport("asctime")]
    public static byte* asctime(BrokenTime* time)
    {
        fixed (AscTimeBuffer* buffer = &s_ascTime)
        {
            return asctime_r(time, buffer->Text);
        }
    }

    [RuntimeExport("ctime_r")]
    public static byte* ctime_r(long* moment, byte* buffer)
    {
        BrokenTime time;
        return localtime_r(moment, &time) == null ? null : asctime_r(&time, buffer);
    }

    [RuntimeExport("ctime")]
    public static byte* ctime(long* moment)
    {
        BrokenTime* time = localtime(moment);
        return time == null ? null : asctime(time);
    }
}

/// <summary>Where tzname, timezone and daylight are (<c>cstart/Data.S</c>).</summary>
internal static unsafe class TimeStubs
{
    [RuntimeImport("*", "skift_tzname")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern byte** Names();

    [RuntimeImport("*", "skift_timezone")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long* Seconds();

    [RuntimeImport("*", "skift_daylight")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int* Daylight();
}
