// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace System;

public readonly partial struct Int32 : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<int>, IUtf8SpanParsable<int>
{
    public override string ToString() => Number.Int64ToString(m_value);

    public string ToString(string? format) => Number.FormatInteger(m_value, (uint)m_value, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => Number.FormatInteger(m_value, (uint)m_value, format);

    public bool TryFormat(Span<char> destination, out int charsWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatInteger(m_value, (uint)m_value, format, destination, out charsWritten);

    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatInteger(m_value, (uint)m_value, format, utf8Destination, out bytesWritten);

    public static int Parse(string s) => Parse(s, NumberStyles.Integer, null);

    public static int Parse(string s, NumberStyles style) => Parse(s, style, null);

    public static int Parse(string s, IFormatProvider? provider) => Parse(s, NumberStyles.Integer, provider);

    public static int Parse(string s, NumberStyles style, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), style, provider);
    }

    public static int Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s, NumberStyles.Integer, provider);

    public static int Parse(ReadOnlySpan<char> s, NumberStyles style = NumberStyles.Integer, IFormatProvider? provider = null)
    {
        Number.ValidateIntegerStyle(style);
        ParsingStatus status = Number.ParseInteger(s, style, 32, true, out ulong bits);
        if (status != ParsingStatus.OK) Number.Throw(status, s, "an Int32");
        return (int)bits;
    }

    public static int Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) => Parse(utf8Text, NumberStyles.Integer, provider);

    public static int Parse(ReadOnlySpan<byte> utf8Text, NumberStyles style = NumberStyles.Integer, IFormatProvider? provider = null) =>
        Parse(Text.Encoding.UTF8.GetString(utf8Text), style, provider);

    public static bool TryParse([NotNullWhen(true)] string? s, out int result) => TryParse(s, NumberStyles.Integer, null, out result);

    public static bool TryParse(ReadOnlySpan<char> s, out int result) => TryParse(s, NumberStyles.Integer, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out int result) =>
        TryParse(s, NumberStyles.Integer, provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out int result) =>
        TryParse(s, NumberStyles.Integer, provider, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, NumberStyles style, IFormatProvider? provider, out int result)
    {
        Number.ValidateIntegerStyle(style);
        result = 0;
        return s != null && TryParse(s.AsSpan(), style, provider, out result);
    }

    public static bool TryParse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider, out int result)
    {
        Number.ValidateIntegerStyle(style);
        bool ok = Number.ParseInteger(s, style, 32, true, out ulong bits) == ParsingStatus.OK;
        result = ok ? (int)bits : (int)0;
        return ok;
    }

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out int result) => TryParse(utf8Text, null, out result);

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out int result) =>
        TryParse(Text.Encoding.UTF8.GetString(utf8Text), NumberStyles.Integer, provider, out result);

    public static int Max(int x, int y) => x > y ? x : y;

    public static int Min(int x, int y) => x < y ? x : y;

    public static int Clamp(int value, int min, int max) => Math.Clamp(value, min, max);

    public static bool IsEvenInteger(int value) => (value & 1) == 0;

    public static bool IsOddInteger(int value) => (value & 1) != 0;

    public static bool IsPow2(int value) => BitOperations.IsPow2(value);

    public static int PopCount(int value) => (int)BitOperations.PopCount((uint)(uint)value);

    public static int LeadingZeroCount(int value) => (int)(BitOperations.LeadingZeroCount((uint)(uint)value));

    public static int TrailingZeroCount(int value) => (int)BitOperations.TrailingZeroCount((uint)(uint)value);

    public static int RotateLeft(int value, int rotateAmount) =>
        (int)((uint)((uint)value << (rotateAmount & 31)) | (uint)((uint)value >> ((32 - rotateAmount) & 31)));

    public static int RotateRight(int value, int rotateAmount) =>
        (int)((uint)((uint)value >> (rotateAmount & 31)) | (uint)((uint)value << ((32 - rotateAmount) & 31)));

    public static (int Quotient, int Remainder) DivRem(int left, int right)
    {
        int quotient = (int)(left / right);
        return (quotient, (int)(left - quotient * right));
    }

    public static int Sign(int value) => value == 0 ? 0 : value < 0 ? -1 : 1;

    public static int Abs(int value)
    {
        if (value >= 0) return value;
        if (value == MinValue) throw new OverflowException("Negating the minimum value of a twos complement number is invalid.");
        return (int)(-value);
    }

    public static bool IsNegative(int value) => value < 0;

    public static bool IsPositive(int value) => value >= 0;

    public static int Log2(int value)
    {
        if (value < 0) throw new ArgumentOutOfRangeException(nameof(value), "Non-negative number required.");
        return (int)BitOperations.Log2((uint)(uint)value);
    }
}
