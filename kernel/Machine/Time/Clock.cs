// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Machine;

/// <summary>Time: nanoseconds since boot, and the wall clock.</summary>
/// <remarks>Every member works in any context.</remarks>
public static class Clock
{
    public const long NanosecondsPerSecond = 1_000_000_000;

    private static long s_realTimeAtBoot;

    /// <summary>Nanoseconds since the kernel started. Never goes back.</summary>
    public static long MonotonicNanoseconds => TimestampCounter.Nanoseconds;

    /// <summary>Nanoseconds since 1970-01-01 00:00:00 UTC.</summary>
    public static long RealTimeNanoseconds => Volatile.Read(ref s_realTimeAtBoot) + MonotonicNanoseconds;

    /// <summary>Ticks per second of the counter behind <see cref="MonotonicNanoseconds"/>.</summary>
    public static long CounterFrequency => TimestampCounter.Frequency;

    /// <summary>Sets the wall clock, <c>clock_settime(CLOCK_REALTIME)</c>.</summary>
    public static void SetRealTime(long nanoseconds)
    {
        long offset = nanoseconds - MonotonicNanoseconds;
        Volatile.Write(ref s_realTimeAtBoot, offset);
        UserClock.Update(offset);
    }

    internal static long WallOffset => Volatile.Read(ref s_realTimeAtBoot);
}
