// SPDX-License-Identifier: MIT
using System;
using Skift.Machine;

namespace Skift.Core.Time;

/// <summary>Arithmetic of moments in nanoseconds on any clock. Pure: interrupt-safe, no locks.</summary>
public static class Deadline
{
    /// <summary>The moment that lies <paramref name="duration"/> after <paramref name="start"/>; the last one there is if it would lie beyond it.</summary>
    public static long After(long start, long duration) => duration > long.MaxValue - start ? long.MaxValue : start + duration;

    /// <summary>The moment that lies so far ahead on the monotonic clock.</summary>
    public static long FromNow(long duration) => After(Clock.MonotonicNanoseconds, duration);

    /// <summary>The first moment beyond <paramref name="now"/> of those that follow <paramref name="deadline"/> by whole intervals, so that a period does not drift.</summary>
    /// <param name="missed">How many whole intervals passed between the deadline and now.</param>
    public static long Next(long deadline, long interval, long now, out long missed)
    {
        missed = Math.Max(0, now - deadline) / interval;
        return After(deadline, (missed + 1) * interval);
    }
}
