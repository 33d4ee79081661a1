// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace System;

public readonly unsafe partial struct IntPtr : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<nint>, IUtf8SpanParsable<nint>
{
    public static nint MaxValue => unchecked((nint)long.MaxValue);

    public static nint MinValue => unchecked((nint)long.MinValue);

    public override string ToString() => Number.Int64ToString(_value);

    public string ToString(string? format) => Number.FormatInteger(_value, (ulong)_value, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => Number.FormatInteger(_value, (ulong)_value, format);

    public bool TryFormat(Span<char> destination, out int charsWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatInteger(_value, (ulong)_value, format, destination, out charsWritten);

    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatInteger(_value, (ulong)_value, format, utf8Destination, out bytesWritten);

    public static nint Parse(string s) => Parse(s, NumberStyles.Integer, null);

    public static nint Parse(string s, NumberStyles style) => Parse(s, style, null);

    public static nint Parse(string s, IFormatProvider? provider) => Parse(s, NumberStyles.Integer, provider);

    public static nint Parse(string s, NumberStyles style, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), style, provider);
    }

    public static nint Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s, NumberStyles.Integer, provider);

    public static nint Parse(ReadOnlySpan<char> s, NumberStyles style = NumberStyles.Integer, IFormatProvider? provider = null)
    {
        Number.ValidateIntegerStyle(style);
        ParsingStatus status = Number.ParseInteger(s, style, 64, true, out ulong bits);
        if (status != ParsingStatus.OK) Number.Throw(status, s, "an Int64");
        return (nint)bits;
    }

    public static nint Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) => Parse(utf8Text, NumberStyles.Integer, provider);

    public static nint Parse(ReadOnlySpan<byte> utf8Text, NumberStyles style = NumberStyles.Integer, IFormatProvider? provider = null) =>
        Parse(Text.Encoding.UTF8.GetString(utf8Text), style, provider);

    public static bool TryParse([NotNullWhen(true)] string? s, out nint result) => TryParse(s, NumberStyles.Integer, null, out result);

    public static bool TryParse(ReadOnlySpan<char> s, out nint result) => TryParse(s, NumberStyles.Integer, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out nint result) =>
        TryParse(s, NumberStyles.Integer, provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out nint result) =>
        TryParse(s, NumberStyles.Integer, provider, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, NumberStyles style, IFormatProvider? provider, out nint result)
    {
        Number.ValidateIntegerStyle(style);
        result = 0;
        return s != null && TryParse(s.AsSpan(), style, provider, out result);
    }

    public static bool TryParse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider, out nint result)
    {
        Number.ValidateIntegerStyle(style);
        bool ok = Number.ParseInteger(s, style, 64, true, out ulong bits) == ParsingStatus.OK;
        result = ok ? (nint)bits : (nint)0;
        return ok;
    }

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out nint result) => TryParse(utf8Text, null, out result);

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out nint result) =>
        TryParse(Text.Encoding.UTF8.GetString(utf8Text), NumberStyles.Integer, provider, out result);

    public static nint Max(nint x, nint y) => x > y ? x : y;

    public static nint Min(nint x, nint y) => x < y ? x : y;

    public static nint Clamp(nint value, nint min, nint max) => Math.Clamp(value, min, max);

    public static bool IsEvenInteger(nint value) => (value & 1) == 0;

    public static bool IsOddInteger(nint value) => (value & 1) != 0;

    public static bool IsPow2(nint value) => BitOperations.IsPow2((long)value);

    public static nint PopCount(nint value) => (nint)BitOperations.PopCount((ulong)(nuint)value);

    public static nint LeadingZeroCount(nint value) => (nint)(BitOperations.LeadingZeroCount((ulong)(nuint)value));

    public static nint TrailingZeroCount(nint value) => (nint)BitOperations.TrailingZeroCount((ulong)(nuint)value);

    public static nint RotateLeft(nint value, int rotateAmount) =>
        (nint)((nuint)((nuint)value << (rotateAmount & 63)) | (nuint)((nuint)value >> ((64 - rotateAmount) & 63)));

    public static nint RotateRight(nint value, int rotateAmount) =>
        (nint)((nuint)((nuint)value >> (rotateAmount & 63)) | (nuint)((nuint)value << ((64 - rotateAmount) & 63)));

    public static (nint Quotient, nint Remainder) DivRem(nint left, nint right)
    {
        nint quotient = (nint)(left / right);
        return (quotient, (nint)(left - quotient * right));
    }

    public static int Sign(nint value) => value == 0 ? 0 : value < 0 ? -1 : 1;

    public static nint Abs(nint value)
    {
        if (value >= 0) return value;
        if (value == MinValue) throw new OverflowException("Negating the minimum value of a twos complement number is invalid.");
        return (nint)(-value);
    }

    public static bool IsNegative(nint value) => value < 0;

    public static bool IsPositive(nint value) => value >= 0;

    public static nint Log2(nint value)
    {
        if (value < 0) throw new ArgumentOutOfRangeException(nameof(value), "Non-negative number required.");
        return (nint)BitOperations.Log2((ulong)(nuint)value);
    }
}
