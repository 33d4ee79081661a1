// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;

namespace System;

/// <summary>A duration in ticks of 100 ns.</summary>
public readonly partial struct TimeSpan : IComparable, IComparable<TimeSpan>, IEquatable<TimeSpan>, ISpanFormattable
{
    public const long NanosecondsPerTick = 100;
    public const long TicksPerMicrosecond = 10;
    public const long TicksPerMillisecond = 10_000;
    public const long TicksPerSecond = 10_000_000;
    public const long TicksPerMinute = 60 * TicksPerSecond;
    public const long TicksPerHour = 60 * TicksPerMinute;
    public const long TicksPerDay = 24 * TicksPerHour;

    public static readonly TimeSpan Zero;
    public static readonly TimeSpan MaxValue = new(long.MaxValue);
    public static readonly TimeSpan MinValue = new(long.MinValue);

    private readonly long _ticks;

    public TimeSpan(long ticks) => _ticks = ticks;

    public TimeSpan(int hours, int minutes, int seconds)
        : this(0, hours, minutes, seconds)
    {
    }

    public TimeSpan(int days, int hours, int minutes, int seconds)
        : this(days, hours, minutes, seconds, 0)
    {
    }

    public TimeSpan(int days, int hours, int minutes, int seconds, int milliseconds)
    {
        // Each product of an int fits 64 bits but for days; the sum is what can leave the range.
        Int128Ticks total = default;
        total.Add(days, TicksPerDay);
        total.Add(hours, TicksPerHour);
        total.Add(minutes, TicksPerMinute);
        total.Add(seconds, TicksPerSecond);
        total.Add(milliseconds, TicksPerMillisecond);
        if (!total.Fits) throw new ArgumentOutOfRangeException(null, TooLong);
        _ticks = total.Low;
    }

    private const string TooLong = "TimeSpan overflowed because the duration is too long.";

    /// <summary>A 128-bit sum of products.</summary>
    private struct Int128Ticks
    {
        internal long Low;
        private long _high;

        internal readonly bool Fits => _high == Low >> 63;

        internal void Add(int count, long unit)
        {
            long high = Math.BigMul((long)count, unit, out long low);
            ulong sum = (ulong)Low + (ulong)low;
            _high += high + (sum < (ulong)low ? 1 : 0);
            Low = (long)sum;
        }
    }

    public long Ticks => _ticks;

    public int Days => (int)(_ticks / TicksPerDay);

    public int Hours => (int)(_ticks / TicksPerHour % 24);

    public int Minutes => (int)(_ticks / TicksPerMinute % 60);

    public int Seconds => (int)(_ticks / TicksPerSecond % 60);

    public int Milliseconds => (int)(_ticks / TicksPerMillisecond % 1000);

    public int Microseconds => (int)(_ticks / TicksPerMicrosecond % 1000);

    public int Nanoseconds => (int)(_ticks % TicksPerMicrosecond * 100);

    public double TotalDays => (double)_ticks / TicksPerDay;

    public double TotalHours => (double)_ticks / TicksPerHour;

    public double TotalMinutes => (double)_ticks / TicksPerMinute;

    public double TotalSeconds => (double)_ticks / TicksPerSecond;

    public double TotalMilliseconds => (double)_ticks / TicksPerMillisecond;

    public double TotalMicroseconds => (double)_ticks / TicksPerMicrosecond;

    public double TotalNanoseconds => (double)_ticks * NanosecondsPerTick;

    public static TimeSpan FromTicks(long value) => new(value);

    public static TimeSpan FromDays(double value) => Scale(value, TicksPerDay);

    public static TimeSpan FromDays(int days) => new(days, 0, 0, 0);

    public static TimeSpan FromHours(double value) => Scale(value, TicksPerHour);

    public static TimeSpan FromHours(int hours) => new(hours, 0, 0);

    public static TimeSpan FromMinutes(double value) => Scale(value, TicksPerMinute);

    public static TimeSpan FromMinutes(long minutes) => Whole(minutes, TicksPerMinute);

    public static TimeSpan FromSeconds(double value) => Scale(value, TicksPerSecond);

    public static TimeSpan FromSeconds(long seconds) => Whole(seconds, TicksPerSecond);

    public static TimeSpan FromMilliseconds(double value) => Scale(value, TicksPerMillisecond);

    public static TimeSpan FromMilliseconds(long milliseconds, long microseconds = 0) =>
        Whole(milliseconds, TicksPerMillisecond) + Whole(microseconds, TicksPerMicrosecond);

    public static TimeSpan FromMicroseconds(double value) => Scale(value, TicksPerMicrosecond);

    public static TimeSpan FromMicroseconds(long microseconds) => Whole(microseconds, TicksPerMicrosecond);

    private static TimeSpan Whole(long count, long unit)
    {
        long high = Math.BigMul(count, unit, out long low);
        return high == low >> 63 ? new(low) : throw new ArgumentOutOfRangeException(null, TooLong);
    }

    private static TimeSpan Scale(double value, double unit)
    {
        if (double.IsNaN(value)) throw new ArgumentException("TimeSpan does not accept floating point Not-a-Number values.");
        return FromDoubleTicks(value * unit);
    }

    private static TimeSpan FromDoubleTicks(double ticks)
    {
        if (ticks > long.MaxValue || ticks < long.MinValue || double.IsNaN(ticks)) throw new OverflowException(TooLong);
        return ticks == long.MaxValue ? MaxValue : new((long)ticks);
    }

    public TimeSpan Add(TimeSpan ts) => this + ts;

    public TimeSpan Subtract(TimeSpan ts) => this - ts;

    public TimeSpan Multiply(double factor) => this * factor;

    public TimeSpan Divide(double divisor) => this / divisor;

    public TimeSpan Negate() => -this;

    public TimeSpan Duration()
    {
        if (_ticks == long.MinValue) throw new OverflowException("The duration cannot be returned for TimeSpan.MinValue because the absolute value of TimeSpan.MinValue exceeds the value of TimeSpan.MaxValue.");
        return new(Math.Abs(_ticks));
    }

    public static int Compare(TimeSpan t1, TimeSpan t2) => t1._ticks.CompareTo(t2._ticks);

    public int CompareTo(TimeSpan value) => _ticks.CompareTo(value._ticks);

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        TimeSpan other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type TimeSpan."),
    };

    public bool Equals(TimeSpan obj) => _ticks == obj._ticks;

    public override bool Equals([NotNullWhen(true)] object? value) => value is TimeSpan other && Equals(other);

    public override int GetHashCode() => _ticks.GetHashCode();

    public static TimeSpan operator -(TimeSpan t) =>
        t._ticks != long.MinValue ? new(-t._ticks) : throw new OverflowException("Negating the minimum value of a twos complement number is invalid.");

    public static TimeSpan operator +(TimeSpan t) => t;

    public static TimeSpan operator +(TimeSpan t1, TimeSpan t2)
    {
        long sum = t1._ticks + t2._ticks;
        return ((t1._ticks ^ sum) & (t2._ticks ^ sum)) >= 0 ? new(sum) : throw new OverflowException(TooLong);
    }

    public static TimeSpan operator -(TimeSpan t1, TimeSpan t2)
    {
        long difference = t1._ticks - t2._ticks;
        return ((t1._ticks ^ t2._ticks) & (t1._ticks ^ difference)) >= 0 ? new(difference) : throw new OverflowException(TooLong);
    }

    public static TimeSpan operator *(TimeSpan timeSpan, double factor)
    {
        if (double.IsNaN(factor)) throw new ArgumentException("TimeSpan does not accept floating point Not-a-Number values.", nameof(factor));
        return FromDoubleTicks(Math.Round(timeSpan._ticks * factor));
    }

    public static TimeSpan operator *(double factor, TimeSpan timeSpan) => timeSpan * factor;

    public static TimeSpan operator /(TimeSpan timeSpan, double divisor)
    {
        if (double.IsNaN(divisor)) throw new ArgumentException("TimeSpan does not accept floating point Not-a-Number values.", nameof(divisor));
        return FromDoubleTicks(Math.Round(timeSpan._ticks / divisor));
    }

    public static double operator /(TimeSpan t1, TimeSpan t2) => t1._ticks / (double)t2._ticks;

    public static bool operator ==(TimeSpan t1, TimeSpan t2) => t1._ticks == t2._ticks;

    public static bool operator !=(TimeSpan t1, TimeSpan t2) => t1._ticks != t2._ticks;

    public static bool operator <(TimeSpan t1, TimeSpan t2) => t1._ticks < t2._ticks;

    public static bool operator <=(TimeSpan t1, TimeSpan t2) => t1._ticks <= t2._ticks;

    public static bool operator >(TimeSpan t1, TimeSpan t2) => t1._ticks > t2._ticks;

    public static bool operator >=(TimeSpan t1, TimeSpan t2) => t1._ticks >= t2._ticks;
}
