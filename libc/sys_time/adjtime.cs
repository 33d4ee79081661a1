// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/time.h: adjtime, and sys/timeb.h.</summary>
public static unsafe partial class C
{
    /// <summary>The start of the kernel's struct timex, 208 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 208)]
    private struct ClockAdjustment
    {
        public uint Modes;
        public long Offset;
    }

    /// <summary>C's struct timeb.</summary>
    public struct TimeB
    {
        public long Seconds;
        public ushort Milliseconds;
        public short ZoneMinutes;
        public short IsDaylight;
    }

    /// <summary>Slews the clock; EINVAL if the offset does not fit what the kernel counts in, microseconds.</summary>
    [RuntimeExport("adjtime")]
    public static int adjtime(Timeval* delta, Timeval* old)
    {
        const uint SingleShot = 0x8001, ReadOnly = 0xA001;
        const long Most = (int.MaxValue / 1_000_000) - 2;
        ClockAdjustment adjustment = default;
        adjustment.Modes = ReadOnly;
        if (delta != null)
        {
            long seconds = delta->tv_sec + (delta->tv_usec / 1_000_000);
            if (seconds is > Most or < -Most)
            {
                return Error.Set(Errno.EINVAL);
            }

            adjustment.Modes = SingleShot;
            adjustment.Offset = (seconds * 1_000_000) + (delta->tv_usec % 1_000_000);
        }

        if (Error.Answer(Syscall.Invoke(SystemCall.adjtimex, (long)&adjustment)) < 0)
        {
            return -1;
        }

        if (old != null)
        {
            old->tv_sec = adjustment.Offset / 1_000_000;
            old->tv_usec = adjustment.Offset % 1_000_000;
        }

        return 0;
    }

    [RuntimeExport("ftime")]
    public static int ftime(TimeB* result)
    {
        Timespec now;
        _ = Syscall.Invoke(SystemCall.clock_gettime, (long)ClockId.CLOCK_REALTIME, (long)&now);
        *result = default;
        result->Seconds = now.tv_sec;
        result->Milliseconds = (ushort)(now.tv_nsec / 1_000_000);
        return 0;
    }
}
