// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>Between moments and the clock on the wall, in the zone that <see cref="TimeZone"/> has loaded.</summary>
internal static unsafe class LocalTime
{
    private const long Day = 86400;

    /// <returns>False if the year does not fit.</returns>
    internal static bool TrySplit(long moment, out BrokenTime time)
    {
        ZonePeriod period = TimeZone.At(moment);
        time = default;
        if (!Calendar.Split(moment + period.Offset, ref time)) return false;
        time.IsDaylight = period.IsDaylight ? 1 : 0;
        time.Offset = period.Offset;
        time.Zone = period.Name;
        return true;
    }

    /// <summary>
    /// Local time to seconds. Of an hour that comes twice tm_isdst chooses, and without it the first; one that the clock jumps over is
    /// counted as if it had not jumped.
    /// </summary>
    internal static long Join(in BrokenTime time)
    {
        long local = Calendar.Join(in time);
        ZonePeriod before = TimeZone.At(local - Day);
        ZonePeriod after = TimeZone.At(local + Day);
        long first = local - before.Offset;
        long second = local - after.Offset;
        bool isFirst = TimeZone.At(first).Offset == before.Offset;
        bool isSecond = TimeZone.At(second).Offset == after.Offset;
        long moment = isFirst || !isSecond ? first : second;
        bool wantsDaylight = time.IsDaylight > 0;
        if (time.IsDaylight < 0 || TimeZone.At(moment).IsDaylight == wantsDaylight) return moment;
        if (isFirst && isSecond && TimeZone.At(second).IsDaylight == wantsDaylight) return second;
        return TimeZone.TryFindNear(moment, wantsDaylight, out ZonePeriod asked) ? local - asked.Offset : moment;
    }
}
