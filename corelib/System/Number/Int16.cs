// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace System;

public readonly partial struct Int16 : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<short>, IUtf8SpanParsable<short>
{
    public override string ToString() => Number.Int64ToString(m_value);

    public string ToString(string? format) => Number.FormatInteger(m_value, (ushort)m_value, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => Number.FormatInteger(m_value, (ushort)m_value, format);

    public bool TryFormat(Span<char> destination, out int charsWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatInteger(m_value, (ushort)m_value, format, destination, out charsWritten);

    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatInteger(m_value, (ushort)m_value, format, utf8Destination, out bytesWritten);

    public static short Parse(string s) => Parse(s, NumberStyles.Integer, null);

    public static short Parse(string s, NumberStyles style) => Parse(s, style, null);

    public static short Parse(string s, IFormatProvider? provider) => Parse(s, NumberStyles.Integer, provider);

    public static short Parse(string s, NumberStyles style, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), style, provider);
    }

    public static short Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s, NumberStyles.Integer, provider);

    public static short Parse(ReadOnlySpan<char> s, NumberStyles style = NumberStyles.Integer, IFormatProvider? provider = null)
    {
        Number.ValidateIntegerStyle(style);
        ParsingStatus status = Number.ParseInteger(s, style, 16, true, out ulong bits);
        if (status != ParsingStatus.OK) Number.Throw(status, s, "an Int16");
        return (short)bits;
    }

    public static short Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) => Parse(utf8Text, NumberStyles.Integer, provider);

    public static short Parse(ReadOnlySpan<byte> utf8Text, NumberStyles style = NumberStyles.Integer, IFormatProvider? provider = null) =>
        Parse(Text.Encoding.UTF8.GetString(utf8Text), style, provider);

    public static bool TryParse([NotNullWhen(true)] string? s, out short result) => TryParse(s, NumberStyles.Integer, null, out result);

    public static bool TryParse(ReadOnlySpan<char> s, out short result) => TryParse(s, NumberStyles.Integer, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out short result) =>
        TryParse(s, NumberStyles.Integer, provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out short result) =>
        TryParse(s, NumberStyles.Integer, provider, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, NumberStyles style, IFormatProvider? provider, out short result)
    {
        Number.ValidateIntegerStyle(style);
        result = 0;
        return s != null && TryParse(s.AsSpan(), style, provider, out result);
    }

    public static bool TryParse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider, out short result)
    {
        Number.ValidateIntegerStyle(style);
        bool ok = Number.ParseInteger(s, style, 16, true, out ulong bits) == ParsingStatus.OK;
        result = ok ? (short)bits : (short)0;
        return ok;
    }

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out short result) => TryParse(utf8Text, null, out result);

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out short result) =>
        TryParse(Text.Encoding.UTF8.GetString(utf8Text), NumberStyles.Integer, provider, out result);

    public static short Max(short x, short y) => x > y ? x : y;

    public static short Min(short x, short y) => x < y ? x : y;

    public static short Clamp(short value, short min, short max) => Math.Clamp(value, min, max);

    public static bool IsEvenInteger(short value) => (value & 1) == 0;

    public static bool IsOddInteger(short value) => (value & 1) != 0;

    public static bool IsPow2(short value) => BitOperations.IsPow2((int)value);

    public static short PopCount(short value) => (short)BitOperations.PopCount((uint)(ushort)value);

    public static short LeadingZeroCount(short value) => (short)(BitOperations.LeadingZeroCount((uint)(ushort)value) - 16);

    public static short TrailingZeroCount(short value) => (short)(value == 0 ? 16 : BitOperations.TrailingZeroCount((uint)(ushort)value));

    public static short RotateLeft(short value, int rotateAmount) =>
        (short)((ushort)((ushort)value << (rotateAmount & 15)) | (ushort)((ushort)value >> ((16 - rotateAmount) & 15)));

    public static short RotateRight(short value, int rotateAmount) =>
        (short)((ushort)((ushort)value >> (rotateAmount & 15)) | (ushort)((ushort)value << ((16 - rotateAmount) & 15)));

    public static (short Quotient, short Remainder) DivRem(short left, short right)
    {
        short quotient = (short)(left / right);
        return (quotient, (short)(left - quotient * right));
    }

    public static int Sign(short value) => value == 0 ? 0 : value < 0 ? -1 : 1;

    public static short Abs(short value)
    {
        if (value >= 0) return value;
        if (value == MinValue) throw new OverflowException("Negating the minimum value of a twos complement number is invalid.");
        return (short)(-value);
    }

    public static bool IsNegative(short value) => value < 0;

    public static bool IsPositive(short value) => value >= 0;

    public static short Log2(short value)
    {
        if (value < 0) throw new ArgumentOutOfRangeException(nameof(value), "Non-negative number required.");
        return (short)BitOperations.Log2((uint)(ushort)value);
    }
}
