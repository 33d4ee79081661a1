// SPDX-License-Identifier: MIT

using System.Text;

namespace System;

/// <summary>Standard numeric format strings, in the invariant culture.</summary>
internal static partial class Number
{
    private const int DefaultFractionDigits = 2;
    private const int MaxPrecision = 999_999_999;

    /// <summary>Reads a standard format: one letter and up to nine digits. Zero means a custom format; precision -1 means none.</summary>
    internal static char ParseFormat(ReadOnlySpan<char> format, out int precision)
    {
        precision = -1;
        if (format.Length == 0) return 'G';
        char letter = format[0];
        if (!char.IsAsciiLetter(letter)) return '\0';
        if (format.Length == 1) return letter;
        long value = 0;
        int i = 1;
        for (; i < format.Length && char.IsAsciiDigit(format[i]); i++)
        {
            value = value * 10 + (format[i] - '0');
            if (value > MaxPrecision) throw new FormatException("Format specifier was invalid.");
        }
        // As in .NET, a NUL ends the specification; anything else makes the string a custom format.
        if (i < format.Length && format[i] != '\0') return '\0';
        if (i == 1) return letter;
        precision = (int)value;
        return letter;
    }

    private static FormatException BadFormat() => new("Format specifier was invalid.");

    /// <summary>Lays out the digits of <paramref name="number"/>, already rounded for every format but those of integers.</summary>
    private static void AppendStandard(ref ValueStringBuilder text, ref NumberBuffer number, char format, int precision, bool isExact)
    {
        switch (format | 0x20)
        {
            case 'f':
                if (precision < 0) precision = DefaultFractionDigits;
                if (!isExact) number.RoundTo(number.Scale + precision);
                if (number.IsNegative) text.Append('-');
                AppendFixed(ref text, in number, precision, grouped: false);
                break;
            case 'n':
                if (precision < 0) precision = DefaultFractionDigits;
                if (!isExact) number.RoundTo(number.Scale + precision);
                if (number.IsNegative) text.Append('-');
                AppendFixed(ref text, in number, precision, grouped: true);
                break;
            case 'c':
                if (precision < 0) precision = DefaultFractionDigits;
                if (!isExact) number.RoundTo(number.Scale + precision);
                text.Append(number.IsNegative ? "(¤" : "¤");
                AppendFixed(ref text, in number, precision, grouped: true);
                if (number.IsNegative) text.Append(')');
                break;
            case 'p':
                if (precision < 0) precision = DefaultFractionDigits;
                if (number.Count != 0) number.Scale += 2;
                if (!isExact) number.RoundTo(number.Scale + precision);
                if (number.IsNegative) text.Append('-');
                AppendFixed(ref text, in number, precision, grouped: true);
                text.Append(" %");
                break;
            case 'e':
                if (precision < 0) precision = 6;
                if (!isExact) number.RoundTo(precision + 1);
                if (number.IsNegative) text.Append('-');
                AppendScientific(ref text, in number, precision, format, 3);
                break;
            default:
                throw BadFormat();
        }
    }

    /// <summary>The general format: fixed notation where the exponent is small, else scientific; no trailing zeros.</summary>
    private static void AppendGeneral(ref ValueStringBuilder text, ref NumberBuffer number, char format, int maxDigits)
    {
        if (number.IsNegative) text.Append('-');
        int point = number.Scale;
        bool scientific = number.Count != 0 && (point > maxDigits || point < -3);
        if (scientific) point = 1;
        if (number.Count == 0) point = 0;
        if (point <= 0)
        {
            text.Append('0');
        }
        else
        {
            for (int i = 0; i < point; i++) text.Append(number.DigitAt(i));
        }
        if (number.Count > point)
        {
            text.Append('.');
            text.Append('0', -point);
            for (int i = Math.Max(point, 0); i < number.Count; i++) text.Append((char)number.Digits[i]);
        }
        if (scientific) AppendExponent(ref text, number.Scale - 1, (char)(format - ('G' - 'E')), 2, alwaysSigned: true);
    }

    private static void AppendFixed(ref ValueStringBuilder text, in NumberBuffer number, int fraction, bool grouped)
    {
        int whole = number.Scale;
        if (whole <= 0)
        {
            text.Append('0');
        }
        else
        {
            for (int i = 0; i < whole; i++)
            {
                if (grouped && i > 0 && (whole - i) % 3 == 0) text.Append(',');
                text.Append(number.DigitAt(i));
            }
        }
        if (fraction == 0) return;
        text.Append('.');
        int zeros = Math.Min(Math.Max(-whole, 0), fraction);
        text.Append('0', zeros);
        int start = Math.Max(whole, 0);
        int digits = Math.Min(Math.Max(number.Count - start, 0), fraction - zeros);
        for (int i = 0; i < digits; i++) text.Append((char)number.Digits[start + i]);
        text.Append('0', fraction - zeros - digits);
    }

    private static void AppendScientific(ref ValueStringBuilder text, in NumberBuffer number, int fraction, char letter, int exponentDigits)
    {
        text.Append(number.DigitAt(0));
        if (fraction > 0)
        {
            text.Append('.');
            int digits = Math.Min(Math.Max(number.Count - 1, 0), fraction);
            for (int i = 0; i < digits; i++) text.Append((char)number.Digits[1 + i]);
            text.Append('0', fraction - digits);
        }
        AppendExponent(ref text, number.Count == 0 ? 0 : number.Scale - 1, letter, exponentDigits, alwaysSigned: true);
    }

    private static void AppendExponent(ref ValueStringBuilder text, int exponent, char letter, int minDigits, bool alwaysSigned)
    {
        text.Append(letter);
        if (exponent < 0) text.Append('-');
        else if (alwaysSigned) text.Append('+');
        AppendDecimal(ref text, (uint)Math.Abs(exponent), minDigits);
    }

    /// <summary>Appends a whole number with at least <paramref name="minDigits"/> digits.</summary>
    internal static void AppendDecimal(ref ValueStringBuilder text, ulong value, int minDigits)
    {
        int digits = CountDigits(value);
        text.Append('0', minDigits - digits);
        WriteDigits(value, text.AppendSpan(digits));
    }

    internal static int CountDigits(ulong value)
    {
        int digits = 1;
        for (; value >= 10000; value /= 10000) digits += 4;
        return value < 10 ? digits : value < 100 ? digits + 1 : value < 1000 ? digits + 2 : digits + 3;
    }

    private static void WriteDigits(ulong value, Span<char> destination)
    {
        for (int i = destination.Length - 1; i >= 0; i--)
        {
            ulong quotient = value / 10;
            destination[i] = (char)('0' + (uint)(value - quotient * 10));
            value = quotient;
        }
    }

    private static void WriteDigits(ulong value, Span<byte> destination)
    {
        for (int i = destination.Length - 1; i >= 0; i--)
        {
            ulong quotient = value / 10;
            destination[i] = (byte)('0' + (uint)(value - quotient * 10));
            value = quotient;
        }
    }
}
