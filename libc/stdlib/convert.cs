// SPDX-License-Identifier: MIT
using System;
using System.Runtime;

namespace Skift.Libc;

/// <summary>ecvt, fcvt, gcvt: digits of a number, by printf (POSIX.1-2004, since withdrawn).</summary>
public static unsafe partial class C
{
    private const int MostConvertedDigits = 17;
    private const int ConvertedSize = 344;

    private struct ConvertedText
    {
        public fixed byte Text[ConvertedSize];
    }

    private static class Converted
    {
        internal static ConvertedText Value;
    }

    /// <summary>That many significant digits; the decimal point is behind the first <paramref name="point"/> of them.</summary>
    [RuntimeExport("ecvt")]
    public static byte* ecvt(double value, int digits, int* point, int* isNegative)
    {
        digits = digits < 1 ? 1 : digits > MostConvertedDigits ? MostConvertedDigits : digits;
        byte* text = ConvertedDigits(value, "%.*e"u8, digits - 1, isNegative, out int whole);
        byte* exponent = strchr(text, 'e');
        *point = whole;
        if (exponent != null)
        {
            *point += atoi(exponent + 1);
            *exponent = 0;
        }

        return text;
    }

    /// <summary>That many digits after the decimal point; zeros in front are left out.</summary>
    [RuntimeExport("fcvt")]
    public static byte* fcvt(double value, int digits, int* point, int* isNegative)
    {
        digits = digits < 0 ? 0 : digits > MostConvertedDigits ? MostConvertedDigits : digits;
        byte* text = ConvertedDigits(value, "%.*f"u8, digits, isNegative, out int whole);
        *point = whole;
        if (value != 0 && text[0] == '0' && text[1] != 0)
        {
            nuint zeros = strspn(text, Literal("0"u8));
            text += zeros;
            *point = 1 - (int)zeros;
        }

        return text;
    }

    [RuntimeExport("gcvt")]
    public static byte* gcvt(double value, int digits, byte* buffer)
    {
        FormatDouble(buffer, 32, "%.*g"u8, digits > MostConvertedDigits ? MostConvertedDigits : digits, value);
        return buffer;
    }

    /// <summary>Formats the magnitude, and takes the decimal point out; <paramref name="whole"/> digits were before it (0 for what is no number).</summary>
    private static byte* ConvertedDigits(double value, ReadOnlySpan<byte> format, int digits, int* isNegative, out int whole)
    {
        *isNegative = double.IsNegative(value) ? 1 : 0;
        fixed (ConvertedText* own = &Converted.Value)
        {
            byte* text = own->Text;
            FormatDouble(text, ConvertedSize, format, digits, double.IsNegative(value) ? -value : value);
            byte* end = text;
            while (isdigit(*end) != 0)
            {
                end++;
            }

            whole = (int)(end - text);
            if (*end == '.')
            {
                memmove(end, end + 1, strlen(end + 1) + 1);
            }

            return text;
        }
    }

    /// <summary>snprintf with one precision and one number: both are where the arguments on the stack would be.</summary>
    private static void FormatDouble(byte* text, nuint size, ReadOnlySpan<byte> format, int digits, double value)
    {
        long* slots = stackalloc long[2] { digits, BitConverter.DoubleToInt64Bits(value) };
        VaList arguments = VaList.OfStack((byte*)slots);
        _ = vsnprintf(text, size, Literal(format), &arguments);
    }
}
