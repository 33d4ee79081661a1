// SPDX-License-Identifier: MIT
using System.Runtime;

namespace System;

/// <summary>Between UTC and the time on the clocks.</summary>
public readonly partial struct DateTime
{
    private const long SecondsTo1970 = DaysTo1970 * (TimeSpan.TicksPerDay / TimeSpan.TicksPerSecond);
    private const long SecondsPerDay = TimeSpan.TicksPerDay / TimeSpan.TicksPerSecond;

    /// <summary>In place of a kind: local, and the first of two hours of the same name, in daylight saving time.</summary>
    private const ulong AmbiguousDaylight = 3;

    private DateTime(long ticks, ulong kind) => _data = (ulong)ticks | (kind << KindShift);

    private ulong StoredKind => _data >> KindShift;

    /// <summary>What is of no kind counts as UTC. Moments beyond the calendar become its ends.</summary>
    public DateTime ToLocalTime()
    {
        if (Kind == DateTimeKind.Local) return this;
        long seconds = (Ticks / TimeSpan.TicksPerSecond) - SecondsTo1970;
        int offset = LocalZone.Offset(seconds, out bool isDaylight);
        // An hour that comes again is told from its second coming.
        bool isAmbiguous = isDaylight && OffsetOfClock(seconds + offset, isFirst: false, out _) != offset;
        return new(Clamp(Ticks + (offset * TimeSpan.TicksPerSecond)), isAmbiguous ? AmbiguousDaylight : (ulong)DateTimeKind.Local);
    }

    /// <summary>
    /// What is of no kind counts as local. An hour that comes twice is the second, in standard time, unless it came from UTC; one that the
    /// clocks jump over is in standard time, too.
    /// </summary>
    public DateTime ToUniversalTime() => Kind == DateTimeKind.Utc ? this : new(Clamp(Ticks - UtcOffset(out _).Ticks), DateTimeKind.Utc);

    /// <summary>False for UTC.</summary>
    public bool IsDaylightSavingTime()
    {
        if (Kind == DateTimeKind.Utc) return false;
        _ = UtcOffset(out bool isDaylight);
        return isDaylight;
    }

    /// <summary>By how much the clocks that show this are ahead of UTC; 0 for UTC.</summary>
    private TimeSpan UtcOffset(out bool isDaylight)
    {
        isDaylight = false;
        if (Kind == DateTimeKind.Utc) return TimeSpan.Zero;
        long clock = (Ticks / TimeSpan.TicksPerSecond) - SecondsTo1970;
        return TimeSpan.FromTicks(OffsetOfClock(clock, StoredKind == AmbiguousDaylight, out isDaylight) * TimeSpan.TicksPerSecond);
    }

    /// <summary>The offset with which the clocks show so many seconds since 1970.</summary>
    private static int OffsetOfClock(long clock, bool isFirst, out bool isDaylight)
    {
        int before = LocalZone.Offset(clock - SecondsPerDay, out bool isDaylightBefore);
        int after = LocalZone.Offset(clock + SecondsPerDay, out bool isDaylightAfter);
        bool isBefore = LocalZone.Offset(clock - before, out _) == before;
        bool isAfter = LocalZone.Offset(clock - after, out _) == after;
        // Both where an hour comes twice, none where it never comes: these are in standard time.
        bool takesBefore = isBefore != isAfter ? isBefore : isFirst == isDaylightBefore;
        isDaylight = takesBefore ? isDaylightBefore : isDaylightAfter;
        return takesBefore ? before : after;
    }

    private static long Clamp(long ticks) => Math.Clamp(ticks, 0, MaxTicks);
}
