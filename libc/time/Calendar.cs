// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.Libc;

/// <summary>C's struct tm.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct BrokenTime
{
    public int Second;
    public int Minute;
    public int Hour;
    public int Day;

    /// <summary>From 0.</summary>
    public int Month;

    /// <summary>Since 1900.</summary>
    public int Year;
    public int Weekday;
    public int DayOfYear;
    public int IsDaylight;
    private int _padding;

    /// <summary>Seconds east of Greenwich.</summary>
    public long Offset;
    public byte* Zone;
}

/// <summary>The proleptic Gregorian calendar, in days since 1970-01-01.</summary>
internal static class Calendar
{
    internal const long SecondsPerDay = 86400;
    private const long DaysPerEra = 146097;

    /// <summary>Days to the first of a month; the month may be out of range and counts years then. From 0 March, eras of 400 years.</summary>
    internal static long DaysTo(long year, long month)
    {
        year += FloorDivide(month, 12);
        month = FloorModulo(month, 12);
        long march = month >= 2 ? month - 2 : month + 10;
        year -= month >= 2 ? 0 : 1;
        long era = FloorDivide(year, 400);
        long yearOfEra = year - (era * 400);
        long dayOfYear = ((153 * march) + 2) / 5;
        return (era * DaysPerEra) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719468;
    }

    /// <summary>Fills in date and time; false if the year does not fit an int.</summary>
    internal static bool Split(long seconds, ref BrokenTime time)
    {
        long days = FloorDivide(seconds, SecondsPerDay);
        uint rest = (uint)(seconds - (days * SecondsPerDay));
        long shifted = days + 719468;
        long era = FloorDivide(shifted, DaysPerEra);
        uint dayOfEra = (uint)(shifted - (era * DaysPerEra));
        uint yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
        uint dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        uint march = ((5 * dayOfYear) + 2) / 153;
        uint month = march < 10 ? march + 2 : march - 10;
        long year = yearOfEra + (era * 400) + (month < 2 ? 1 : 0);
        if (year - 1900 is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        uint minutes = rest / 60;
        time.Second = (int)(rest - (minutes * 60));
        time.Hour = (int)(rest / 3600);
        time.Minute = (int)minutes - (time.Hour * 60);
        time.Day = (int)(dayOfYear - (((153 * march) + 2) / 5) + 1);
        time.Month = (int)month;
        time.Year = (int)(year - 1900);
        time.Weekday = (int)FloorModulo(days + 4, 7);
        // From 1 March, 306 days before the year's end. In March and later the year is that of the era.
        bool isLeap = yearOfEra % 4 == 0 && (yearOfEra % 25 != 0 || yearOfEra % 16 == 0);
        time.DayOfYear = (int)dayOfYear + (month < 2 ? -306 : isLeap ? 60 : 59);
        return true;
    }

    /// <summary>Seconds since the epoch of fields that may be out of range, read as UTC.</summary>
    internal static long Join(in BrokenTime time)
    {
        long days = DaysTo(time.Year + 1900L, time.Month) + time.Day - 1;
        return (days * SecondsPerDay) + (time.Hour * 3600L) + (time.Minute * 60L) + time.Second;
    }

    internal static bool IsLeap(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    internal static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);

    internal static long FloorModulo(long value, long divisor) => value - (FloorDivide(value, divisor) * divisor);
}
