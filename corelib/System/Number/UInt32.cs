// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace System;

public readonly partial struct UInt32 : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<uint>, IUtf8SpanParsable<uint>
{
    public override string ToString() => Number.UInt64ToString(m_value);

    public string ToString(string? format) => Number.FormatInteger(m_value, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => Number.FormatInteger(m_value, format);

    public bool TryFormat(Span<char> destination, out int charsWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatInteger(m_value, format, destination, out charsWritten);

    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatInteger(m_value, format, utf8Destination, out bytesWritten);

    public static uint Parse(string s) => Parse(s, NumberStyles.Integer, null);

    public static uint Parse(string s, NumberStyles style) => Parse(s, style, null);

    public static uint Parse(string s, IFormatProvider? provider) => Parse(s, NumberStyles.Integer, provider);

    public static uint Parse(string s, NumberStyles style, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), style, provider);
    }

    public static uint Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s, NumberStyles.Integer, provider);

    public static uint Parse(ReadOnlySpan<char> s, NumberStyles style = NumberStyles.Integer, IFormatProvider? provider = null)
    {
        Number.ValidateIntegerStyle(style);
        ParsingStatus status = Number.ParseInteger(s, style, 32, false, out ulong bits);
        if (status != ParsingStatus.OK) Number.Throw(status, s, "a UInt32");
        return (uint)bits;
    }

    public static uint Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) => Parse(utf8Text, NumberStyles.Integer, provider);

    public static uint Parse(ReadOnlySpan<byte> utf8Text, NumberStyles style = NumberStyles.Integer, IFormatProvider? provider = null) =>
        Parse(Text.Encoding.UTF8.GetString(utf8Text), style, provider);

    public static bool TryParse([NotNullWhen(true)] string? s, out uint result) => TryParse(s, NumberStyles.Integer, null, out result);

    public static bool TryParse(ReadOnlySpan<char> s, out uint result) => TryParse(s, NumberStyles.Integer, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out uint result) =>
        TryParse(s, NumberStyles.Integer, provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out uint result) =>
        TryParse(s, NumberStyles.Integer, provider, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, NumberStyles style, IFormatProvider? provider, out uint result)
    {
        Number.ValidateIntegerStyle(style);
        result = 0;
        return s != null && TryParse(s.AsSpan(), style, provider, out result);
    }

    public static bool TryParse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider, out uint result)
    {
        Number.ValidateIntegerStyle(style);
        bool ok = Number.ParseInteger(s, style, 32, false, out ulong bits) == ParsingStatus.OK;
        result = ok ? (uint)bits : (uint)0;
        return ok;
    }

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out uint result) => TryParse(utf8Text, null, out result);

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out uint result) =>
        TryParse(Text.Encoding.UTF8.GetString(utf8Text), NumberStyles.Integer, provider, out result);

    public static uint Max(uint x, uint y) => x > y ? x : y;

    public static uint Min(uint x, uint y) => x < y ? x : y;

    public static uint Clamp(uint value, uint min, uint max) => Math.Clamp(value, min, max);

    public static bool IsEvenInteger(uint value) => (value & 1) == 0;

    public static bool IsOddInteger(uint value) => (value & 1) != 0;

    public static bool IsPow2(uint value) => BitOperations.IsPow2(value);

    public static uint PopCount(uint value) => (uint)BitOperations.PopCount(value);

    public static uint LeadingZeroCount(uint value) => (uint)(BitOperations.LeadingZeroCount(value));

    public static uint TrailingZeroCount(uint value) => (uint)BitOperations.TrailingZeroCount(value);

    public static uint RotateLeft(uint value, int rotateAmount) =>
        (uint)((uint)((uint)value << (rotateAmount & 31)) | (uint)((uint)value >> ((32 - rotateAmount) & 31)));

    public static uint RotateRight(uint value, int rotateAmount) =>
        (uint)((uint)((uint)value >> (rotateAmount & 31)) | (uint)((uint)value << ((32 - rotateAmount) & 31)));

    public static (uint Quotient, uint Remainder) DivRem(uint left, uint right)
    {
        uint quotient = (uint)(left / right);
        return (quotient, (uint)(left - quotient * right));
    }

    public static int Sign(uint value) => value == 0 ? 0 : 1;

    public static uint Log2(uint value)
    {
        return (uint)BitOperations.Log2(value);
    }
}
