// SPDX-License-Identifier: MIT

using System.Text;

namespace System;

// Integers of every width come here as a sign and a magnitude, and for X and B as their bits in two's complement.
internal static partial class Number
{
    private const int StackChars = 64;

    /// <summary>The longest 64-bit integer in decimal, with its sign.</summary>
    internal const int MostDecimalChars = 20;

    internal static string Int64ToString(long value)
    {
        if (value >= 0) return UInt64ToString((ulong)value);
        Span<char> buffer = stackalloc char[MostDecimalChars];
        return buffer.Slice(0, WriteDecimal(value, buffer)).ToString();
    }

    internal static string UInt64ToString(ulong value)
    {
        Span<char> buffer = stackalloc char[MostDecimalChars];
        Span<char> used = buffer.Slice(0, CountDigits(value));
        WriteDigits(value, used);
        return used.ToString();
    }

    /// <summary>Answers how many characters it wrote, at most <see cref="MostDecimalChars"/>.</summary>
    internal static int WriteDecimal(long value, Span<char> destination)
    {
        if (value >= 0) return WriteDecimal((ulong)value, destination);
        destination[0] = '-';
        return 1 + WriteDecimal(Magnitude(value), destination.Slice(1));
    }

    internal static int WriteDecimal(ulong value, Span<char> destination)
    {
        int digits = CountDigits(value);
        WriteDigits(value, destination.Slice(0, digits));
        return digits;
    }

    /// <param name="bits">The value in two's complement, for X and B.</param>
    internal static string FormatInteger(long value, ulong bits, ReadOnlySpan<char> format)
    {
        if (format.Length == 0) return Int64ToString(value);
        ValueStringBuilder text = new(stackalloc char[StackChars]);
        NumberBuffer number = new(stackalloc byte[NumberBuffer.UInt64Capacity]);
        AppendInteger(ref text, ref number, value < 0, Magnitude(value), bits, format);
        return text.ToString();
    }

    internal static string FormatInteger(ulong value, ReadOnlySpan<char> format)
    {
        if (format.Length == 0) return UInt64ToString(value);
        ValueStringBuilder text = new(stackalloc char[StackChars]);
        NumberBuffer number = new(stackalloc byte[NumberBuffer.UInt64Capacity]);
        AppendInteger(ref text, ref number, false, value, value, format);
        return text.ToString();
    }

    internal static bool TryFormatInteger(long value, ulong bits, ReadOnlySpan<char> format, Span<char> destination, out int charsWritten)
    {
        if (format.Length == 0) return TryWrite(value < 0, Magnitude(value), destination, out charsWritten);
        ValueStringBuilder text = new(stackalloc char[StackChars]);
        NumberBuffer number = new(stackalloc byte[NumberBuffer.UInt64Capacity]);
        AppendInteger(ref text, ref number, value < 0, Magnitude(value), bits, format);
        return text.TryCopyTo(destination, out charsWritten);
    }

    internal static bool TryFormatInteger(ulong value, ReadOnlySpan<char> format, Span<char> destination, out int charsWritten)
    {
        if (format.Length == 0) return TryWrite(false, value, destination, out charsWritten);
        ValueStringBuilder text = new(stackalloc char[StackChars]);
        NumberBuffer number = new(stackalloc byte[NumberBuffer.UInt64Capacity]);
        AppendInteger(ref text, ref number, false, value, value, format);
        return text.TryCopyTo(destination, out charsWritten);
    }

    internal static bool TryFormatInteger(long value, ulong bits, ReadOnlySpan<char> format, Span<byte> destination, out int bytesWritten)
    {
        if (format.Length == 0) return TryWrite(value < 0, Magnitude(value), destination, out bytesWritten);
        ValueStringBuilder text = new(stackalloc char[StackChars]);
        NumberBuffer number = new(stackalloc byte[NumberBuffer.UInt64Capacity]);
        AppendInteger(ref text, ref number, value < 0, Magnitude(value), bits, format);
        return text.TryCopyTo(destination, out bytesWritten);
    }

    internal static bool TryFormatInteger(ulong value, ReadOnlySpan<char> format, Span<byte> destination, out int bytesWritten)
    {
        if (format.Length == 0) return TryWrite(false, value, destination, out bytesWritten);
        ValueStringBuilder text = new(stackalloc char[StackChars]);
        NumberBuffer number = new(stackalloc byte[NumberBuffer.UInt64Capacity]);
        AppendInteger(ref text, ref number, false, value, value, format);
        return text.TryCopyTo(destination, out bytesWritten);
    }

    private static ulong Magnitude(long value) => value < 0 ? 0UL - (ulong)value : (ulong)value;

    private static bool TryWrite(bool isNegative, ulong magnitude, Span<char> destination, out int written)
    {
        int sign = isNegative ? 1 : 0;
        int digits = CountDigits(magnitude);
        written = 0;
        if (destination.Length < sign + digits) return false;
        if (isNegative) destination[0] = '-';
        WriteDigits(magnitude, destination.Slice(sign, digits));
        written = sign + digits;
        return true;
    }

    private static bool TryWrite(bool isNegative, ulong magnitude, Span<byte> destination, out int written)
    {
        int sign = isNegative ? 1 : 0;
        int digits = CountDigits(magnitude);
        written = 0;
        if (destination.Length < sign + digits) return false;
        if (isNegative) destination[0] = (byte)'-';
        WriteDigits(magnitude, destination.Slice(sign, digits));
        written = sign + digits;
        return true;
    }

    private static void AppendInteger(
        ref ValueStringBuilder text, ref NumberBuffer number, bool isNegative, ulong magnitude, ulong bits, ReadOnlySpan<char> format)
    {
        char letter = ParseFormat(format, out int precision);
        switch (letter)
        {
            case 'D' or 'd':
            case 'G' or 'g' when precision <= 0:
                if (isNegative) text.Append('-');
                AppendDecimal(ref text, magnitude, precision);
                return;
            case 'X' or 'x':
                AppendPowerOfTwo(ref text, bits, 4, precision, letter == 'X' ? 'A' : 'a');
                return;
            case 'B' or 'b':
                AppendPowerOfTwo(ref text, bits, 1, precision, 'A');
                return;
            case 'R' or 'r':
                // The round-trip format is defined for floating-point numbers; .NET treats it as G for integers of 64 bits or less.
                if (isNegative) text.Append('-');
                AppendDecimal(ref text, magnitude, 1);
                return;
        }
        number.IsNegative = isNegative;
        number.SetInteger(magnitude);
        if (letter == '\0')
        {
            AppendCustom(ref text, ref number, format);
        }
        else if (letter is 'G' or 'g')
        {
            number.RoundTo(precision);
            AppendGeneral(ref text, ref number, letter, precision);
        }
        else
        {
            AppendStandard(ref text, ref number, letter, precision, isExact: false);
        }
    }

    private static void AppendPowerOfTwo(ref ValueStringBuilder text, ulong bits, int bitsPerDigit, int precision, char ten)
    {
        int digits = 1;
        for (ulong rest = bits >> bitsPerDigit; rest != 0; rest >>= bitsPerDigit) digits++;
        text.Append('0', precision - digits);
        Span<char> room = text.AppendSpan(digits);
        uint mask = (1u << bitsPerDigit) - 1;
        for (int i = digits - 1; i >= 0; i--)
        {
            uint digit = (uint)bits & mask;
            room[i] = (char)(digit < 10 ? '0' + digit : ten + digit - 10);
            bits >>= bitsPerDigit;
        }
    }
}
