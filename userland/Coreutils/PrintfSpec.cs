// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>Flags, width and precision of a conversion, and writing values accordingly (ISO C 7.23.6.1).</summary>
internal struct PrintfSpec
{
    internal bool IsLeft;
    internal bool HasZeros;
    internal bool HasSign;
    internal bool HasBlank;
    internal bool IsAlternate;
    internal int Width = -1;
    internal int Precision = -1;

    public PrintfSpec()
    {
    }

    internal bool TakeFlag(char c)
    {
        switch (c)
        {
            case '-':
                IsLeft = true;
                return true;
            case '0':
                HasZeros = true;
                return true;
            case '+':
                HasSign = true;
                return true;
            case ' ':
                HasBlank = true;
                return true;
            case '#':
                IsAlternate = true;
                return true;
            default:
                return false;
        }
    }

    internal readonly void WriteText(ToolWriter writer, string text)
    {
        if (Precision >= 0 && text.Length > Precision)
        {
            text = text.Substring(0, Precision);
        }

        WritePadded(writer, "", text, canZero: false);
    }

    internal readonly void WriteInteger(ToolWriter writer, long value, char conversion)
    {
        string digits = conversion switch
        {
            'd' => value < 0 ? unchecked((ulong)-value).ToString() : value.ToString(),
            'u' => unchecked((ulong)value).ToString(),
            'o' => ToRadix(unchecked((ulong)value), 3),
            'x' => ToRadix(unchecked((ulong)value), 4),
            _ => ToRadix(unchecked((ulong)value), 4).ToUpperInvariant(),
        };
        if (Precision == 0 && value == 0)
        {
            digits = "";
        }

        digits = digits.PadLeft(Math.Max(Precision, 0), '0');
        string prefix = conversion == 'd' ? SignOf(value < 0)
            : IsAlternate && value != 0 && conversion is 'x' or 'X' ? "0" + conversion
            : IsAlternate && conversion == 'o' && !digits.StartsWith('0') ? "0"
            : "";
        WritePadded(writer, prefix, digits, canZero: Precision < 0);
    }

    internal readonly void WriteDouble(ToolWriter writer, double value, char conversion)
    {
        bool isNegative = value < 0 || (value == 0 && double.IsNegative(value));
        double magnitude = Math.Abs(value);
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            WritePadded(writer, SignOf(isNegative), double.IsNaN(value) ? "nan" : "inf", canZero: false);
            return;
        }

        int precision = Precision < 0 ? 6 : Precision;
        string digits = conversion switch
        {
            'f' or 'F' => magnitude.ToString("F" + precision.ToString()),
            'e' or 'E' => ToExponential(magnitude, precision, conversion),
            _ => ToGeneral(magnitude, precision, conversion),
        };
        WritePadded(writer, SignOf(isNegative), digits, canZero: true);
    }

    /// <summary>Decimal, 0x hexadecimal or 0 octal, with a sign; what cannot be read leaves the number before it.</summary>
    internal static bool TryParseInteger(string text, out long value)
    {
        int i = 0;
        while (i < text.Length && text[i] is ' ' or '\t')
        {
            i++;
        }

        bool isNegative = i < text.Length && text[i] == '-';
        i += i < text.Length && text[i] is '-' or '+' ? 1 : 0;
        uint radix = 10;
        if (i + 1 < text.Length && text[i] == '0')
        {
            radix = text[i + 1] is 'x' or 'X' ? 16u : 8u;
            i += radix == 16 ? 2 : 1;
        }

        ulong magnitude = 0;
        int start = i;
        for (; i < text.Length; i++)
        {
            char c = text[i];
            uint digit = char.IsAsciiDigit(c) ? (uint)(c - '0') : char.IsAsciiHexDigit(c) ? (uint)((c | 0x20) - 'a' + 10) : 99;
            if (digit >= radix || magnitude > (ulong.MaxValue - digit) / radix)
            {
                break;
            }

            magnitude = (magnitude * radix) + digit;
        }

        value = unchecked(isNegative ? -(long)magnitude : (long)magnitude);
        return i == text.Length && (i > start || radix == 8);
    }

    /// <summary>Quotes a text so that the shell reads it back.</summary>
    internal static string Quote(string text)
    {
        StringBuilder quoted = new("'");
        for (int i = 0; i < text.Length; i++)
        {
            quoted.Append(text[i] == '\'' ? "'\\''" : text[i].ToString());
        }

        return quoted.Append('\'').ToString();
    }

    private readonly string SignOf(bool isNegative) => isNegative ? "-" : HasSign ? "+" : HasBlank ? " " : "";

    private readonly void WritePadded(ToolWriter writer, string prefix, string text, bool canZero)
    {
        int padding = Math.Max(Width - prefix.Length - text.Length, 0);
        bool hasZeros = canZero && HasZeros && !IsLeft;
        if (!IsLeft && !hasZeros)
        {
            writer.Write(new string(' ', padding));
        }

        writer.Write(prefix);
        if (hasZeros)
        {
            writer.Write(new string('0', padding));
        }

        writer.Write(text);
        if (IsLeft)
        {
            writer.Write(new string(' ', padding));
        }
    }

    private static string ToRadix(ulong value, int bits)
    {
        StringBuilder digits = new();
        do
        {
            digits.Insert(0, "0123456789abcdef"[(int)(value & ((1UL << bits) - 1))]);
            value >>= bits;
        }
        while (value != 0);

        return digits.ToString();
    }

    /// <summary>C writes at least two digits of the exponent, .NET three.</summary>
    private static string ToExponential(double value, int precision, char conversion)
    {
        string text = value.ToString((conversion is 'e' or 'g' ? "e" : "E") + precision.ToString());
        int sign = text.LastIndexOf(text.Contains('+') ? '+' : '-');
        string exponent = text.Substring(sign + 1).TrimStart('0').PadLeft(2, '0');
        return text.Substring(0, sign + 1) + exponent;
    }

    private static string ToGeneral(double value, int precision, char conversion)
    {
        precision = precision == 0 ? 1 : precision;
        string exponential = ToExponential(value, precision - 1, conversion);
        int mark = exponential.IndexOf(conversion is 'g' ? 'e' : 'E');
        int exponent = int.Parse(exponential.Substring(mark + 1).TrimStart('+'));
        if (exponent < -4 || exponent >= precision)
        {
            string mantissa = exponential.Substring(0, mark);
            return (mantissa.Contains('.') ? mantissa.TrimEnd('0').TrimEnd('.') : mantissa) + exponential.Substring(mark);
        }

        string text = value.ToString("F" + (precision - 1 - exponent).ToString());
        return text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
