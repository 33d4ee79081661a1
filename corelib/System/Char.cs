// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace System;

public readonly partial struct Char : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<char>
{
    public override string ToString() => new(new ReadOnlySpan<char>(in m_value));

    public static string ToString(char c) => new(new ReadOnlySpan<char>(in c));

    public string ToString(IFormatProvider? provider) => ToString();

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        charsWritten = destination.IsEmpty ? 0 : 1;
        if (destination.IsEmpty) return false;
        destination[0] = m_value;
        return true;
    }

    bool IUtf8SpanFormattable.TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Text.Encoding.UTF8.TryGetBytes(new ReadOnlySpan<char>(in m_value), utf8Destination, out bytesWritten);

    public static char Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return s.Length == 1 ? s[0] : throw new FormatException("String must be exactly one character long.");
    }

    public static bool TryParse([NotNullWhen(true)] string? s, out char result)
    {
        bool ok = s is { Length: 1 };
        result = ok ? s![0] : '\0';
        return ok;
    }

    static char IParsable<char>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<char>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out char result) => TryParse(s, out result);

    static char ISpanParsable<char>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s.ToString());

    static bool ISpanParsable<char>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out char result) => TryParse(s.ToString(), out result);

    public static bool IsAscii(char c) => c < 0x80;

    public static bool IsAsciiDigit(char c) => (uint)(c - '0') <= 9;

    public static bool IsAsciiLetter(char c) => (uint)((c | 0x20) - 'a') <= 'z' - 'a';

    public static bool IsAsciiLetterOrDigit(char c) => IsAsciiLetter(c) || IsAsciiDigit(c);

    public static bool IsAsciiLetterUpper(char c) => (uint)(c - 'A') <= 'Z' - 'A';

    public static bool IsAsciiLetterLower(char c) => (uint)(c - 'a') <= 'z' - 'a';

    public static bool IsAsciiHexDigit(char c) => Number.HexValue(c) >= 0;

    public static bool IsAsciiHexDigitUpper(char c) => IsAsciiDigit(c) || (uint)(c - 'A') <= 5;

    public static bool IsAsciiHexDigitLower(char c) => IsAsciiDigit(c) || (uint)(c - 'a') <= 5;

    public static bool IsBetween(char c, char minInclusive, char maxInclusive) => (uint)(c - minInclusive) <= (uint)(maxInclusive - minInclusive);

    public static bool IsDigit(char c) => c < 0x80 ? IsAsciiDigit(c) : GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber;

    public static bool IsLetter(char c) => c < 0x80 ? IsAsciiLetter(c) : GetUnicodeCategory(c) <= UnicodeCategory.OtherLetter;

    public static bool IsLetterOrDigit(char c) =>
        c < 0x80 ? IsAsciiLetterOrDigit(c) : GetUnicodeCategory(c) is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber;

    public static bool IsUpper(char c) => c < 0x80 ? IsAsciiLetterUpper(c) : GetUnicodeCategory(c) == UnicodeCategory.UppercaseLetter;

    public static bool IsLower(char c) => c < 0x80 ? IsAsciiLetterLower(c) : GetUnicodeCategory(c) == UnicodeCategory.LowercaseLetter;

    public static bool IsNumber(char c) =>
        c < 0x80 ? IsAsciiDigit(c) : GetUnicodeCategory(c) is >= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber;

    public static bool IsPunctuation(char c) =>
        GetUnicodeCategory(c) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;

    public static bool IsSymbol(char c) => GetUnicodeCategory(c) is >= UnicodeCategory.MathSymbol and <= UnicodeCategory.OtherSymbol;

    public static bool IsSeparator(char c) =>
        GetUnicodeCategory(c) is >= UnicodeCategory.SpaceSeparator and <= UnicodeCategory.ParagraphSeparator;

    public static bool IsControl(char c) => c < 0x20 || (c >= 0x7F && c < 0xA0);

    /// <summary>The characters with Unicode's White_Space property (PropList.txt), all of them in the BMP.</summary>
    public static bool IsWhiteSpace(char c)
    {
        if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
        return c is '\u0085' or '\u00A0' or '\u1680' or (>= '\u2000' and <= '\u200A') or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000';
    }

    public static bool IsWhiteSpace(string s, int index) => IsWhiteSpace(s[index]);

    public static bool IsDigit(string s, int index) => IsDigit(s[index]);

    public static bool IsLetter(string s, int index) => IsLetter(s[index]);

    public static bool IsLetterOrDigit(string s, int index) => IsLetterOrDigit(s[index]);

    public static bool IsUpper(string s, int index) => IsUpper(s[index]);

    public static bool IsLower(string s, int index) => IsLower(s[index]);

    public static bool IsSurrogate(char c) => (c & 0xF800) == 0xD800;

    public static bool IsHighSurrogate(char c) => (c & 0xFC00) == 0xD800;

    public static bool IsLowSurrogate(char c) => (c & 0xFC00) == 0xDC00;

    public static bool IsSurrogatePair(char highSurrogate, char lowSurrogate) => IsHighSurrogate(highSurrogate) && IsLowSurrogate(lowSurrogate);

    public static bool IsSurrogatePair(string s, int index) => index + 1 < s.Length && IsSurrogatePair(s[index], s[index + 1]);

    public static int ConvertToUtf32(char highSurrogate, char lowSurrogate)
    {
        if (!IsHighSurrogate(highSurrogate))
            throw new ArgumentOutOfRangeException(nameof(highSurrogate), "A valid high surrogate character is between 0xd800 and 0xdbff, inclusive.");
        if (!IsLowSurrogate(lowSurrogate))
            throw new ArgumentOutOfRangeException(nameof(lowSurrogate), "A valid low surrogate character is between 0xdc00 and 0xdfff, inclusive.");
        return ((highSurrogate - 0xD800) << 10) + (lowSurrogate - 0xDC00) + 0x10000;
    }

    public static int ConvertToUtf32(string s, int index)
    {
        ArgumentNullException.ThrowIfNull(s);
        if (!IsSurrogate(s[index])) return s[index];
        if (IsSurrogatePair(s, index)) return ConvertToUtf32(s[index], s[index + 1]);
        throw new ArgumentException("Found a " + (IsHighSurrogate(s[index]) ? "high" : "low") + " surrogate char without a preceding or following partner at index: "
            + index.ToString() + ". The input may not be in this encoding, or may not contain valid Unicode (UTF-16) characters.", nameof(s));
    }

    public static string ConvertFromUtf32(int utf32)
    {
        if (!Text.Rune.IsValid(utf32))
            throw new ArgumentOutOfRangeException(nameof(utf32), "A valid UTF32 value is between 0x000000 and 0x10ffff, inclusive, and should not include surrogate codepoint values (0x00d800 ~ 0x00dfff).");
        return new Text.Rune(utf32).ToString();
    }

    public static UnicodeCategory GetUnicodeCategory(char c) => CharUnicodeInfo.GetUnicodeCategory((int)c);

    public static char ToUpperInvariant(char c)
    {
        if (c < 0x80) return IsAsciiLetterLower(c) ? (char)(c & ~0x20) : c;
        return (char)CharUnicodeInfo.ToUpper(c);
    }

    public static char ToLowerInvariant(char c)
    {
        if (c < 0x80) return IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
        return (char)CharUnicodeInfo.ToLower(c);
    }

    public static char ToUpper(char c) => ToUpperInvariant(c);

    public static char ToUpper(char c, CultureInfo culture) => ToUpperInvariant(c);

    public static char ToLower(char c) => ToLowerInvariant(c);

    public static char ToLower(char c, CultureInfo culture) => ToLowerInvariant(c);
}
