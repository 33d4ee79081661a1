// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;

namespace System;

public readonly partial struct Boolean : ISpanParsable<bool>
{
    public override string ToString() => m_value ? TrueString : FalseString;

    public string ToString(IFormatProvider? provider) => ToString();

    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        string text = ToString();
        bool fits = text.TryCopyTo(destination);
        charsWritten = fits ? text.Length : 0;
        return fits;
    }

    public static bool Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Parse(value.AsSpan());
    }

    public static bool Parse(ReadOnlySpan<char> value) =>
        TryParse(value, out bool result) ? result : throw new FormatException("String '" + value.ToString() + "' was not recognized as a valid Boolean.");

    public static bool TryParse([NotNullWhen(true)] string? value, out bool result) => TryParse(value.AsSpan(), out result);

    public static bool TryParse(ReadOnlySpan<char> value, out bool result)
    {
        ReadOnlySpan<char> word = value.Trim(WhiteAndNul);
        result = word.Equals("True", StringComparison.OrdinalIgnoreCase);
        return result || word.Equals("False", StringComparison.OrdinalIgnoreCase);
    }

    private const string WhiteAndNul = " \t\n\v\f\r\u0085\u00A0\0";

    static bool IParsable<bool>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<bool>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out bool result) => TryParse(s, out result);

    static bool ISpanParsable<bool>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<bool>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out bool result) => TryParse(s, out result);
}
