// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace System;

public enum DateTimeKind
{
    Unspecified = 0,
    Utc = 1,
    Local = 2,
}

/// <summary>A moment in the proleptic Gregorian calendar, in ticks of 100 ns since 0001-01-01.</summary>
public readonly partial struct DateTime : IComparable, IComparable<DateTime>, IEquatable<DateTime>, ISpanFormattable
{
    private const int DaysPer400Years = 146097;
    private const int DaysTo1970 = 719162;
    private const int DaysTo10000 = 3652059;
    private const long MaxTicks = DaysTo10000 * TimeSpan.TicksPerDay - 1;
    private const ulong TicksMask = 0x3FFFFFFFFFFFFFFF;
    private const int KindShift = 62;

    public static readonly DateTime MinValue = new(0L);
    public static readonly DateTime MaxValue = new(MaxTicks);
    public static readonly DateTime UnixEpoch = new(DaysTo1970 * TimeSpan.TicksPerDay, DateTimeKind.Utc);

    private readonly ulong _data;

    public DateTime(long ticks)
        : this(ticks, DateTimeKind.Unspecified)
    {
    }

    public DateTime(long ticks, DateTimeKind kind)
    {
        if ((ulong)ticks > MaxTicks)
            throw new ArgumentOutOfRangeException(nameof(ticks), "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.");
        if ((uint)kind > (uint)DateTimeKind.Local) throw new ArgumentException("Invalid DateTimeKind value.", nameof(kind));
        _data = (ulong)ticks | ((ulong)kind << KindShift);
    }

    public DateTime(int year, int month, int day)
        : this(DaysTo(year, month, day) * TimeSpan.TicksPerDay)
    {
    }

    public DateTime(int year, int month, int day, int hour, int minute, int second)
        : this(year, month, day, hour, minute, second, 0, DateTimeKind.Unspecified)
    {
    }

    public DateTime(int year, int month, int day, int hour, int minute, int second, DateTimeKind kind)
        : this(year, month, day, hour, minute, second, 0, kind)
    {
    }

    public DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond)
        : this(year, month, day, hour, minute, second, millisecond, DateTimeKind.Unspecified)
    {
    }

    public DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond, DateTimeKind kind)
        : this(DaysTo(year, month, day) * TimeSpan.TicksPerDay + TimeTicks(hour, minute, second, millisecond), kind)
    {
    }

    private static long TimeTicks(int hour, int minute, int second, int millisecond)
    {
        if ((uint)hour >= 24 || (uint)minute >= 60 || (uint)second >= 60)
            throw new ArgumentOutOfRangeException(null, "Hour, Minute, and Second parameters describe an un-representable DateTime.");
        if ((uint)millisecond >= 1000)
            throw new ArgumentOutOfRangeException(nameof(millisecond), "Valid values are between 0 and 999, inclusive.");
        return new TimeSpan(0, hour, minute, second, millisecond).Ticks;
    }

    /// <summary>Days since 0001-01-01.</summary>
    /// <remarks>With March as the first month a leap day is a year's last (Richards, 2013, in the Explanatory Supplement, 15.11.3).</remarks>
    private static long DaysTo(int year, int month, int day)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DaysInMonth(year, month))
            throw new ArgumentOutOfRangeException(null, "Year, Month, and Day parameters describe an un-representable DateTime.");
        int shifted = month > 2 ? year : year - 1;
        int monthFromMarch = (month + 9) % 12;
        int days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * monthFromMarch + 2) / 5 + day - 1;
        return days - 306;
    }

    private void GetDate(out int year, out int month, out int day)
    {
        int days = (int)(Ticks / TimeSpan.TicksPerDay) + 306;
        int era = days / DaysPer400Years;
        int dayOfEra = days % DaysPer400Years;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
    }

    public static bool IsLeapYear(int year)
    {
        if (year is < 1 or > 9999) throw new ArgumentOutOfRangeException(nameof(year), "Year must be between 1 and 9999.");
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    public static int DaysInMonth(int year, int month)
    {
        if (month is < 1 or > 12) throw new ArgumentOutOfRangeException(nameof(month), "Month must be between one and twelve.");
        return month == 2 ? (IsLeapYear(year) ? 29 : 28) : month is 4 or 6 or 9 or 11 ? 30 : 31;
    }

    [Runtime.RuntimeImport("skift_rt_realtime")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern long RealtimeNanoseconds();

    public static DateTime UtcNow => UnixEpoch.AddTicks(RealtimeNanoseconds() / TimeSpan.NanosecondsPerTick);

    public static DateTime Now => UtcNow.ToLocalTime();

    public static DateTime Today => Now.Date;

    public static DateTime SpecifyKind(DateTime value, DateTimeKind kind) => new(value.Ticks, kind);

    public long Ticks => (long)(_data & TicksMask);

    public DateTimeKind Kind => StoredKind == AmbiguousDaylight ? DateTimeKind.Local : (DateTimeKind)StoredKind;

    public DateTime Date => new(Ticks - Ticks % TimeSpan.TicksPerDay, StoredKind);

    public TimeSpan TimeOfDay => new(Ticks % TimeSpan.TicksPerDay);

    public int Year
    {
        get
        {
            GetDate(out int year, out _, out _);
            return year;
        }
    }

    public int Month
    {
        get
        {
            GetDate(out _, out int month, out _);
            return month;
        }
    }

    public int Day
    {
        get
        {
            GetDate(out _, out _, out int day);
            return day;
        }
    }

    public int DayOfYear => (int)(Ticks / TimeSpan.TicksPerDay - DaysTo(Year, 1, 1)) + 1;

    public DayOfWeek DayOfWeek => (DayOfWeek)((Ticks / TimeSpan.TicksPerDay + 1) % 7);

    public int Hour => TimeOfDay.Hours;

    public int Minute => TimeOfDay.Minutes;

    public int Second => TimeOfDay.Seconds;

    public int Millisecond => TimeOfDay.Milliseconds;

    public int Microsecond => TimeOfDay.Microseconds;

    public DateTime AddTicks(long value)
    {
        long ticks = unchecked(Ticks + value);
        if ((ulong)ticks > MaxTicks) throw new ArgumentOutOfRangeException(nameof(value), "The added or subtracted value results in an un-representable DateTime.");
        return new(ticks, StoredKind);
    }

    public DateTime Add(TimeSpan value) => AddTicks(value.Ticks);

    public DateTime AddDays(double value) => Add(TimeSpan.FromDays(value));

    public DateTime AddHours(double value) => Add(TimeSpan.FromHours(value));

    public DateTime AddMinutes(double value) => Add(TimeSpan.FromMinutes(value));

    public DateTime AddSeconds(double value) => Add(TimeSpan.FromSeconds(value));

    public DateTime AddMilliseconds(double value) => Add(TimeSpan.FromMilliseconds(value));

    public DateTime AddMonths(int months)
    {
        if (months is < -120000 or > 120000) throw new ArgumentOutOfRangeException(nameof(months), "Months value must be between +/-120000.");
        GetDate(out int year, out int month, out int day);
        int total = year * 12 + month - 1 + months;
        if (total is < 12 or >= 120000) throw new ArgumentOutOfRangeException(nameof(months), "The added or subtracted value results in an un-representable DateTime.");
        year = total / 12;
        month = total % 12 + 1;
        return new(DaysTo(year, month, Math.Min(day, DaysInMonth(year, month))) * TimeSpan.TicksPerDay + TimeOfDay.Ticks, StoredKind);
    }

    public DateTime AddYears(int value)
    {
        if (value is < -10000 or > 10000) throw new ArgumentOutOfRangeException(nameof(value), "Years value must be between +/-10000.");
        return AddMonths(value * 12);
    }

    public TimeSpan Subtract(DateTime value) => new(Ticks - value.Ticks);

    public DateTime Subtract(TimeSpan value) => AddTicks(-value.Ticks);

    public static int Compare(DateTime t1, DateTime t2) => t1.Ticks.CompareTo(t2.Ticks);

    public int CompareTo(DateTime value) => Ticks.CompareTo(value.Ticks);

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        DateTime other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type DateTime."),
    };

    public bool Equals(DateTime value) => Ticks == value.Ticks;

    public override bool Equals([NotNullWhen(true)] object? value) => value is DateTime other && Equals(other);

    public override int GetHashCode() => Ticks.GetHashCode();

    public static DateTime operator +(DateTime d, TimeSpan t) => d.Add(t);

    public static DateTime operator -(DateTime d, TimeSpan t) => d.Subtract(t);

    public static TimeSpan operator -(DateTime d1, DateTime d2) => d1.Subtract(d2);

    public static bool operator ==(DateTime d1, DateTime d2) => d1.Ticks == d2.Ticks;

    public static bool operator !=(DateTime d1, DateTime d2) => d1.Ticks != d2.Ticks;

    public static bool operator <(DateTime t1, DateTime t2) => t1.Ticks < t2.Ticks;

    public static bool operator <=(DateTime t1, DateTime t2) => t1.Ticks <= t2.Ticks;

    public static bool operator >(DateTime t1, DateTime t2) => t1.Ticks > t2.Ticks;

    public static bool operator >=(DateTime t1, DateTime t2) => t1.Ticks >= t2.Ticks;
}
