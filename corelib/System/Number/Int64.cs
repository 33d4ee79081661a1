// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace System;

public readonly partial struct Int64 : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<long>, IUtf8SpanParsable<long>
{
    public override string ToString() => Number.Int64ToString(m_value);

    public string ToString(string? format) => Number.FormatInteger(m_value, (ulong)m_value, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => Number.FormatInteger(m_value, (ulong)m_value, format);

    public bool TryFormat(Span<char> destination, out int charsWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatInteger(m_value, (ulong)m_value, format, destination, out charsWritten);

    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatInteger(m_value, (ulong)m_value, format, utf8Destination, out bytesWritten);

    public static long Parse(string s) => Parse(s, NumberStyles.Integer, null);

    public static long Parse(string s, NumberStyles style) => Parse(s, style, null);

    public static long Parse(string s, IFormatProvider? provider) => Parse(s, NumberStyles.Integer, provider);

    public static long Parse(string s, NumberStyles style, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), style, provider);
    }

    public static long Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s, NumberStyles.Integer, provider);

    public static long Parse(ReadOnlySpan<char> s, NumberStyles style = NumberStyles.Integer, IFormatProvider? provider = null)
    {
        Number.ValidateIntegerStyle(style);
        ParsingStatus status = Number.ParseInteger(s, style, 64, true, out ulong bits);
        if (status != ParsingStatus.OK) Number.Throw(status, s, "an Int64");
        return (long)bits;
    }

    public static long Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) => Parse(utf8Text, NumberStyles.Integer, provider);

    public static long Parse(ReadOnlySpan<byte> utf8Text, NumberStyles style = NumberStyles.Integer, IFormatProvider? provider = null) =>
        Parse(Text.Encoding.UTF8.GetString(utf8Text), style, provider);

    public static bool TryParse([NotNullWhen(true)] string? s, out long result) => TryParse(s, NumberStyles.Integer, null, out result);

    public static bool TryParse(ReadOnlySpan<char> s, out long result) => TryParse(s, NumberStyles.Integer, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out long result) =>
        TryParse(s, NumberStyles.Integer, provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out long result) =>
        TryParse(s, NumberStyles.Integer, provider, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, NumberStyles style, IFormatProvider? provider, out long result)
    {
        Number.ValidateIntegerStyle(style);
        result = 0;
        return s != null && TryParse(s.AsSpan(), style, provider, out result);
    }

    public static bool TryParse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider, out long result)
    {
        Number.ValidateIntegerStyle(style);
        bool ok = Number.ParseInteger(s, style, 64, true, out ulong bits) == ParsingStatus.OK;
        result = ok ? (long)bits : (long)0;
        return ok;
    }

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out long result) => TryParse(utf8Text, null, out result);

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out long result) =>
        TryParse(Text.Encoding.UTF8.GetString(utf8Text), NumberStyles.Integer, provider, out result);

    public static long Max(long x, long y) => x > y ? x : y;

    public static long Min(long x, long y) => x < y ? x : y;

    public static long Clamp(long value, long min, long max) => Math.Clamp(value, min, max);

    public static bool IsEvenInteger(long value) => (value & 1) == 0;

    public static bool IsOddInteger(long value) => (value & 1) != 0;

    public static bool IsPow2(long value) => BitOperations.IsPow2(value);

    public static long PopCount(long value) => (long)BitOperations.PopCount((ulong)(ulong)value);

    public static long LeadingZeroCount(long value) => (long)(BitOperations.LeadingZeroCount((ulong)(ulong)value));

    public static long TrailingZeroCount(long value) => (long)BitOperations.TrailingZeroCount((ulong)(ulong)value);

    public static long RotateLeft(long value, int rotateAmount) =>
        (long)((ulong)((ulong)value << (rotateAmount & 63)) | (ulong)((ulong)value >> ((64 - rotateAmount) & 63)));

    public static long RotateRight(long value, int rotateAmount) =>
        (long)((ulong)((ulong)value >> (rotateAmount & 63)) | (ulong)((ulong)value << ((64 - rotateAmount) & 63)));

    public static (long Quotient, long Remainder) DivRem(long left, long right)
    {
        long quotient = (long)(left / right);
        return (quotient, (long)(left - quotient * right));
    }

    public static int Sign(long value) => value == 0 ? 0 : value < 0 ? -1 : 1;

    public static long Abs(long value)
    {
        if (value >= 0) return value;
        if (value == MinValue) throw new OverflowException("Negating the minimum value of a twos complement number is invalid.");
        return (long)(-value);
    }

    public static bool IsNegative(long value) => value < 0;

    public static bool IsPositive(long value) => value >= 0;

    public static long Log2(long value)
    {
        if (value < 0) throw new ArgumentOutOfRangeException(nameof(value), "Non-negative number required.");
        return (long)BitOperations.Log2((ulong)(ulong)value);
    }
}
