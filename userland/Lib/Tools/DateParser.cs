// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Tools;

/// <summary>Points in time as date -d and touch take them: local, or UTC where that is asked for.</summary>
public static class DateParser
{
    /// <summary><c>@SECONDS</c>, <c>now</c>, <c>today</c>, <c>YYYY-MM-DD</c>, <c>hh:mm[:ss]</c>, or a date and a time with a space or T between.</summary>
    public static bool TryParse(string text, out long seconds, bool isUniversal = false)
    {
        text = text.Trim();
        seconds = Now();
        if (text is "now" or "today" or "") return text.Length > 0;

        if (text[0] == '@') return long.TryParse(text.AsSpan(1), out seconds);

        isUniversal |= text.EndsWith('Z');
        if (!Posix.TryBreakTime(seconds, isUniversal, out BrokenTime now)) return false;

        (int year, int month, int day) = (now.Year + 1900, now.Month + 1, now.Day);
        string time = text.EndsWith('Z') ? text.Substring(0, text.Length - 1) : text;
        if (text.Length >= 10 && text[4] == '-')
        {
            if (!TryNumber(text, 0, 4, out year) || !TryNumber(text, 5, 2, out month) || text[7] != '-' || !TryNumber(text, 8, 2, out day)) return false;

            if (text.Length > 10 && text[10] is not (' ' or 'T')) return false;

            time = time.Length > 11 ? time.Substring(11) : "00:00";
        }

        int second = 0;
        bool isTime = time.Length is 5 or 8 && time[2] == ':';
        return isTime && TryNumber(time, 0, 2, out int hour) && TryNumber(time, 3, 2, out int minute)
            && (time.Length == 5 || (time[5] == ':' && TryNumber(time, 6, 2, out second)))
            && TryJoin(year, month, day, hour, minute, second, isUniversal, out seconds);
    }

    /// <summary><c>[[CC]YY]MMDDhhmm[.ss]</c> (POSIX touch -t).</summary>
    public static bool TryParseStamp(string text, out long seconds)
    {
        seconds = 0;
        int second = 0;
        int dot = text.IndexOf('.');
        if (dot >= 0)
        {
            if (text.Length != dot + 3 || !TryNumber(text, dot + 1, 2, out second)) return false;

            text = text.Substring(0, dot);
        }

        if (text.Length is not (8 or 10 or 12)) return false;

        int year = Posix.TryBreakTime(Now(), isUniversal: false, out BrokenTime now) ? now.Year + 1900 : 1970;
        int start = text.Length - 8;
        if (start > 0)
        {
            if (!TryNumber(text, 0, start, out year)) return false;

            // POSIX: 69 to 99 are of the 20th century, 00 to 68 of the 21st.
            year += start == 4 ? 0 : year >= 69 ? 1900 : 2000;
        }

        return TryNumber(text, start, 2, out int month) && TryNumber(text, start + 2, 2, out int day)
            && TryNumber(text, start + 4, 2, out int hour) && TryNumber(text, start + 6, 2, out int minute)
            && TryJoin(year, month, day, hour, minute, second, isUniversal: false, out seconds);
    }

    /// <returns>False if the calendar has no such second, or the clock jumps over it.</returns>
    private static bool TryJoin(int year, int month, int day, int hour, int minute, int second, bool isUniversal, out long seconds)
    {
        // POSIX lets a minute have a second 60 for a leap second, which the clock does not know.
        int whole = Math.Min(second, 59);
        BrokenTime time = new() { Year = year - 1900, Month = month - 1, Day = day, Hour = hour, Minute = minute, Second = whole, IsDaylight = -1 };
        seconds = Posix.MakeTime(ref time, isUniversal) + (second - whole);
        return second <= 60 && time.Year == year - 1900 && time.Month == month - 1 && time.Day == day && time.Hour == hour && time.Minute == minute;
    }

    public static long Now() => Posix.ClockGettime(ClockId.CLOCK_REALTIME).Try(out Timespec now, out _) ? now.tv_sec : 0;

    private static bool TryNumber(string text, int start, int length, out int value)
    {
        value = 0;
        for (int i = start; i < start + length; i++)
        {
            if (i >= text.Length || !char.IsAsciiDigit(text[i])) return false;

            value = value * 10 + text[i] - '0';
        }

        return true;
    }
}
