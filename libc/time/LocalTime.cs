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
        const int Count = 4;
        long local = Calendar.Join(in time);
        ZonePeriod* candidates = stackalloc ZonePeriod[Count];
        candidates[0] = TimeZone.At(local - Day);
        candidates[1] = TimeZone.At(local + Day);
        // What holds for less than two days shows only from near by.
        candidates[2] = TimeZone.At(local - candidates[0].Offset);
        candidates[3] = TimeZone.At(local - candidates[1].Offset);
        if (TryFind(local, candidates, Count, time.IsDaylight, out long moment)) return moment;
        if (!TryFind(local, candidates, Count, -1, out moment)) moment = local - candidates[0].Offset;
        bool wantsDaylight = time.IsDaylight > 0;
        if (time.IsDaylight < 0 || TimeZone.At(moment).IsDaylight == wantsDaylight) return moment;
        return TimeZone.TryFindNear(moment, wantsDaylight, out ZonePeriod asked) ? local - asked.Offset : moment;
    }

    /// <summary>The first moment at which the clock shows a local time; <paramref name="isDaylight"/> as tm_isdst.</summary>
    private static bool TryFind(long local, ZonePeriod* candidates, int count, int isDaylight, out long moment)
    {
        moment = long.MaxValue;
        for (int i = 0; i < count; i++)
        {
            long candidate = local - candidates[i].Offset;
            ZonePeriod period = TimeZone.At(candidate);
            bool isAsked = isDaylight < 0 || period.IsDaylight == isDaylight > 0;
            if (isAsked && period.Offset == candidates[i].Offset && candidate < moment) moment = candidate;
        }

        return moment != long.MaxValue;
    }
}
