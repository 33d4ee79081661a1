// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>The processor's time stamp counter as a clock: 64-bit ticks scaled to nanoseconds.</summary>
internal static class TimestampCounter
{
    private const int Shift = 32;

    private static ulong s_start;
    private static ulong s_scale;

    internal static long Frequency { get; private set; }

    /// <summary>The counter at time 0.</summary>
    internal static ulong StartTicks => s_start;

    /// <summary>Nanoseconds per tick, times 2^32.</summary>
    internal static ulong Scale => s_scale;

    /// <summary>Nanoseconds since <see cref="Start"/>; 0 before the frequency is known.</summary>
    internal static long Nanoseconds => (long)Native.ReadClock(s_start, s_scale);

    /// <summary>Begins counting.</summary>
    internal static void Start() => s_start = Native.ReadTimestamp();

    internal static void SetFrequency(long ticksPerSecond)
    {
        Frequency = ticksPerSecond;
        s_scale = ((ulong)Clock.NanosecondsPerSecond << Shift) / (ulong)ticksPerSecond;
    }
}
