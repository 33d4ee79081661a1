// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace System;

public readonly partial struct Double : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<double>, IUtf8SpanParsable<double>
{
    private const NumberStyles DefaultStyle = NumberStyles.Float | NumberStyles.AllowThousands;

    public const double E = 2.7182818284590452354;
    public const double Pi = 3.14159265358979323846;
    public const double Tau = 6.283185307179586477;
    public const double NegativeZero = -0.0;

    public override string ToString() => Number.FormatDouble(m_value, default);

    public string ToString(string? format) => Number.FormatDouble(m_value, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => Number.FormatDouble(m_value, format);

    public bool TryFormat(Span<char> destination, out int charsWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatDouble(m_value, format, destination, out charsWritten);

    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatDouble(m_value, format, utf8Destination, out bytesWritten);

    public static double Parse(string s) => Parse(s, DefaultStyle, null);

    public static double Parse(string s, NumberStyles style) => Parse(s, style, null);

    public static double Parse(string s, IFormatProvider? provider) => Parse(s, DefaultStyle, provider);

    public static double Parse(string s, NumberStyles style, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), style, provider);
    }

    public static double Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s, DefaultStyle, provider);

    public static double Parse(ReadOnlySpan<char> s, NumberStyles style = DefaultStyle, IFormatProvider? provider = null)
    {
        Number.ValidateFloatStyle(style);
        if (!Number.TryParseDouble(s, style, out double result)) Number.Throw(ParsingStatus.Failed, s, "");
        return result;
    }

    public static double Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) => Parse(Text.Encoding.UTF8.GetString(utf8Text), DefaultStyle, provider);

    public static double Parse(ReadOnlySpan<byte> utf8Text, NumberStyles style = DefaultStyle, IFormatProvider? provider = null) =>
        Parse(Text.Encoding.UTF8.GetString(utf8Text), style, provider);

    public static bool TryParse([NotNullWhen(true)] string? s, out double result) => TryParse(s, DefaultStyle, null, out result);

    public static bool TryParse(ReadOnlySpan<char> s, out double result) => TryParse(s, DefaultStyle, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out double result) => TryParse(s, DefaultStyle, provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out double result) => TryParse(s, DefaultStyle, provider, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, NumberStyles style, IFormatProvider? provider, out double result)
    {
        Number.ValidateFloatStyle(style);
        result = 0;
        return s != null && TryParse(s.AsSpan(), style, provider, out result);
    }

    public static bool TryParse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider, out double result)
    {
        Number.ValidateFloatStyle(style);
        return Number.TryParseDouble(s, style, out result);
    }

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out double result) => TryParse(utf8Text, null, out result);

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out double result) =>
        TryParse(Text.Encoding.UTF8.GetString(utf8Text), DefaultStyle, provider, out result);

    public static bool IsPositive(double d) => BitConverter.DoubleToUInt64Bits(d) >> 63 == 0;

    public static bool IsNormal(double d) => IsFinite(d) && (BitConverter.DoubleToUInt64Bits(d) & 0x7FF0000000000000) != 0;

    public static bool IsSubnormal(double d) => d != 0 && (BitConverter.DoubleToUInt64Bits(d) & 0x7FF0000000000000) == 0;

    public static bool IsInteger(double value) => IsFinite(value) && value == Math.Truncate(value);

    public static double Abs(double value) => Math.Abs(value);

    public static double Max(double x, double y) => Math.Max(x, y);

    public static double Min(double x, double y) => Math.Min(x, y);

    public static double Clamp(double value, double min, double max) => Math.Clamp(value, min, max);

    public static double Sqrt(double x) => Math.Sqrt(x);

    public static double Floor(double x) => Math.Floor(x);

    public static double Ceiling(double x) => Math.Ceiling(x);

    public static double Round(double x) => Math.Round(x);

    public static double Truncate(double x) => Math.Truncate(x);

    public static int Sign(double value) => Math.Sign(value);
}
