// SPDX-License-Identifier: MIT
using System;

namespace Skift.Tools;

/// <summary>A second of the proleptic Gregorian calendar, in UTC.</summary>
public readonly struct CalendarTime
{
    private const long SecondsPerDay = 86400;

    /// <summary>Days from 0000-03-01 to 1970-01-01; years that begin in March have the leap day at their end.</summary>
    private const long EpochOffset = 719468;
    private const long DaysPerEra = 146097;

    public long Year { get; private init; }

    /// <summary>1 to 12.</summary>
    public int Month { get; private init; }

    public int Day { get; private init; }

    public int Hour { get; private init; }

    public int Minute { get; private init; }

    public int Second { get; private init; }

    /// <summary>0 is Sunday.</summary>
    public int Weekday { get; private init; }

    /// <summary>1 to 366.</summary>
    public int DayOfYear { get; private init; }

    public static CalendarTime FromUnixSeconds(long seconds)
    {
        long days = FloorDivide(seconds, SecondsPerDay);
        int rest = (int)(seconds - days * SecondsPerDay);

        // Eras of 400 years are all alike, so the division by varying year lengths happens inside one.
        long shifted = days + EpochOffset;
        long era = FloorDivide(shifted, DaysPerEra);
        long dayOfEra = shifted - era * DaysPerEra;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (int)((5 * dayOfYear + 2) / 153);
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return new CalendarTime
        {
            Year = year,
            Month = month,
            Day = (int)(dayOfYear - (153 * shiftedMonth + 2) / 5) + 1,
            Hour = rest / 3600,
            Minute = rest / 60 % 60,
            Second = rest % 60,
            Weekday = (int)(((days % 7) + 11) % 7),
            DayOfYear = (int)(days - DaysFromCivil(year, 1, 1)) + 1,
        };
    }

    /// <returns>False if the calendar has no such second.</returns>
    public static bool TryToUnixSeconds(long year, int month, int day, int hour, int minute, int second, out long seconds)
    {
        seconds = 0;
        bool isValid = year is >= 0 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DaysInMonth(year, month)
            && hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and <= 60;
        if (isValid)
        {
            seconds = DaysFromCivil(year, month, day) * SecondsPerDay + hour * 3600 + minute * 60 + second;
        }

        return isValid;
    }

    public static int DaysInMonth(long year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Week of the year by ISO 8601 and the year that this week belongs to.</summary>
    public (long Year, int Week) IsoWeek()
    {
        int week = (DayOfYear - (Weekday + 6) % 7 + 9) / 7;
        if (week < 1)
        {
            return (Year - 1, WeeksIn(Year - 1));
        }

        return week > WeeksIn(Year) ? (Year + 1, 1) : (Year, week);
    }

    /// <summary>A year has 53 weeks if it begins on a Thursday, or is a leap year that begins on a Wednesday.</summary>
    private static int WeeksIn(long year)
    {
        int first = FromUnixSeconds(DaysFromCivil(year, 1, 1) * SecondsPerDay).Weekday;
        return first == 4 || (first == 3 && DaysInMonth(year, 2) == 29) ? 53 : 52;
    }

    private static long DaysFromCivil(long year, int month, int day)
    {
        long shiftedYear = month <= 2 ? year - 1 : year;
        long era = FloorDivide(shiftedYear, 400);
        long yearOfEra = shiftedYear - era * 400;
        long dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * DaysPerEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - EpochOffset;
    }

    private static long FloorDivide(long dividend, long divisor) => dividend >= 0 ? dividend / divisor : -((divisor - 1 - dividend) / divisor);
}
