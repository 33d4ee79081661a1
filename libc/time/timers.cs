// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>time.h: timers, and clocks of processes.</summary>
public static unsafe partial class C
{
    [RuntimeExport("timer_delete")]
    public static int timer_delete(void* timer) =>
        (long)timer < 0 ? DeleteThreadTimer(timer) : (int)Error.Answer(Syscall.Invoke(SystemCall.timer_delete, (long)timer));

    [RuntimeExport("timer_getoverrun")]
    public static int timer_getoverrun(void* timer) => (int)Error.Answer(Syscall.Invoke(SystemCall.timer_getoverrun, TimerNumber(timer)));

    [RuntimeExport("timer_gettime")]
    public static int timer_gettime(void* timer, void* value) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.timer_gettime, TimerNumber(timer), (long)value));

    [RuntimeExport("timer_settime")]
    public static int timer_settime(void* timer, int flags, void* value, void* old) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.timer_settime, TimerNumber(timer), flags, (long)value, (long)old));

    [RuntimeExport("timer_create")]
    internal static int timer_create(int clock, SignalEvent* notification, void** timer)
    {
        if (notification != null && notification->Notify == SignalEvent.ByThread)
        {
            return CreateThreadTimer(clock, notification, timer);
        }

        int number;
        if (Error.Answer(Syscall.Invoke(SystemCall.timer_create, clock, (long)notification, (long)&number)) < 0)
        {
            return -1;
        }

        *timer = (void*)(long)number;
        return 0;
    }

    [RuntimeExport("timespec_get")]
    public static int timespec_get(Timespec* time, int start)
    {
        const int Utc = 1;
        return start == Utc && clock_gettime(0, time) == 0 ? start : 0;
    }

    /// <summary>Answers the error's number.</summary>
    [RuntimeExport("clock_getcpuclockid")]
    public static int clock_getcpuclockid(int pid, int* clock)
    {
        // The kernel's own numbering: the process inverted, and 2 for its whole processor time.
        int number = (~pid << 3) | 2;
        Timespec resolution;
        long answer = Syscall.Invoke(SystemCall.clock_getres, number, (long)&resolution);
        if (answer < 0)
        {
            return answer == -(long)Errno.EINVAL ? (int)Errno.ESRCH : (int)-answer;
        }

        *clock = number;
        return 0;
    }

    [RuntimeExport("stime")]
    public static int stime(long* time)
    {
        Timespec now = new(*time, 0);
        return clock_settime(0, &now);
    }
}
