// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace System;

public readonly partial struct Single : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<float>, IUtf8SpanParsable<float>
{
    private const NumberStyles DefaultStyle = NumberStyles.Float | NumberStyles.AllowThousands;

    public const float E = 2.71828183f;
    public const float Pi = 3.14159265f;
    public const float Tau = 6.283185307f;
    public const float NegativeZero = -0.0f;

    public override string ToString() => Number.FormatSingle(m_value, default);

    public string ToString(string? format) => Number.FormatSingle(m_value, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => Number.FormatSingle(m_value, format);

    public bool TryFormat(Span<char> destination, out int charsWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatSingle(m_value, format, destination, out charsWritten);

    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, [StringSyntax("NumericFormat")] ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormatSingle(m_value, format, utf8Destination, out bytesWritten);

    public static float Parse(string s) => Parse(s, DefaultStyle, null);

    public static float Parse(string s, NumberStyles style) => Parse(s, style, null);

    public static float Parse(string s, IFormatProvider? provider) => Parse(s, DefaultStyle, provider);

    public static float Parse(string s, NumberStyles style, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), style, provider);
    }

    public static float Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s, DefaultStyle, provider);

    public static float Parse(ReadOnlySpan<char> s, NumberStyles style = DefaultStyle, IFormatProvider? provider = null)
    {
        Number.ValidateFloatStyle(style);
        if (!Number.TryParseSingle(s, style, out float result)) Number.Throw(ParsingStatus.Failed, s, "");
        return result;
    }

    public static float Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) => Parse(Text.Encoding.UTF8.GetString(utf8Text), DefaultStyle, provider);

    public static float Parse(ReadOnlySpan<byte> utf8Text, NumberStyles style = DefaultStyle, IFormatProvider? provider = null) =>
        Parse(Text.Encoding.UTF8.GetString(utf8Text), style, provider);

    public static bool TryParse([NotNullWhen(true)] string? s, out float result) => TryParse(s, DefaultStyle, null, out result);

    public static bool TryParse(ReadOnlySpan<char> s, out float result) => TryParse(s, DefaultStyle, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out float result) => TryParse(s, DefaultStyle, provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out float result) => TryParse(s, DefaultStyle, provider, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, NumberStyles style, IFormatProvider? provider, out float result)
    {
        Number.ValidateFloatStyle(style);
        result = 0;
        return s != null && TryParse(s.AsSpan(), style, provider, out result);
    }

    public static bool TryParse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider, out float result)
    {
        Number.ValidateFloatStyle(style);
        return Number.TryParseSingle(s, style, out result);
    }

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out float result) => TryParse(utf8Text, null, out result);

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out float result) =>
        TryParse(Text.Encoding.UTF8.GetString(utf8Text), DefaultStyle, provider, out result);

    public static bool IsPositive(float d) => BitConverter.SingleToUInt32Bits(d) >> 31 == 0;

    public static bool IsNormal(float d) => IsFinite(d) && (BitConverter.SingleToUInt32Bits(d) & 0x7F800000) != 0;

    public static bool IsSubnormal(float d) => d != 0 && (BitConverter.SingleToUInt32Bits(d) & 0x7F800000) == 0;

    public static bool IsInteger(float value) => IsFinite(value) && value == MathF.Truncate(value);

    public static float Abs(float value) => MathF.Abs(value);

    public static float Max(float x, float y) => MathF.Max(x, y);

    public static float Min(float x, float y) => MathF.Min(x, y);

    public static float Clamp(float value, float min, float max) => Math.Clamp(value, min, max);

    public static float Sqrt(float x) => MathF.Sqrt(x);

    public static float Floor(float x) => MathF.Floor(x);

    public static float Ceiling(float x) => MathF.Ceiling(x);

    public static float Round(float x) => MathF.Round(x);

    public static float Truncate(float x) => MathF.Truncate(x);

    public static int Sign(float value) => MathF.Sign(value);
}
