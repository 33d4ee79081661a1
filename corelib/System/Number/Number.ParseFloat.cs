// SPDX-License-Identifier: MIT

using System.Globalization;

namespace System;

/// <summary>Correctly rounded conversion of decimal digits to double and float.</summary>
/// <remarks>
/// Up to 19 digits with a small power of ten are converted by one exact operation (Clinger, How to Read Floating Point
/// Numbers Accurately, PLDI 1990); everything else by exact integers, comparing the remainder with one half.
/// </remarks>
internal static partial class Number
{
    internal static bool TryParseDouble(ReadOnlySpan<char> text, NumberStyles style, out double value)
    {
        NumberBuffer number = new(stackalloc byte[NumberBuffer.DoubleCapacity]);
        if (!TryReadNumber(text, style, ref number, out bool lost)) return TryParseSymbol(text, out value);
        value = BitConverter.UInt64BitsToDouble(ToDoubleBits(ref number, lost));
        if (number.IsNegative) value = -value;
        return true;
    }

    internal static bool TryParseSingle(ReadOnlySpan<char> text, NumberStyles style, out float value)
    {
        NumberBuffer number = new(stackalloc byte[NumberBuffer.DoubleCapacity]);
        if (!TryReadNumber(text, style, ref number, out bool lost))
        {
            bool ok = TryParseSymbol(text, out double symbol);
            value = (float)symbol;
            return ok;
        }
        value = BitConverter.UInt32BitsToSingle((uint)DigitsToBinary(ref number, lost, 23, 8));
        if (number.IsNegative) value = -value;
        return true;
    }

    private static bool TryParseSymbol(ReadOnlySpan<char> text, out double value)
    {
        ReadOnlySpan<char> word = text.Trim();
        if (word.Length > 0 && word[0] is '+' or '-')
        {
            bool isNegative = word[0] == '-';
            word = word.Slice(1);
            if (word.Equals("Infinity", StringComparison.OrdinalIgnoreCase) || word.Equals("∞", StringComparison.Ordinal))
            {
                value = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
                return word.Length != 1;
            }
            value = double.NaN;
            if (word.Equals("NaN", StringComparison.OrdinalIgnoreCase)) return true;
        }
        else if (word.Equals("Infinity", StringComparison.OrdinalIgnoreCase))
        {
            value = double.PositiveInfinity;
            return true;
        }
        else if (word.Equals("NaN", StringComparison.OrdinalIgnoreCase))
        {
            value = double.NaN;
            return true;
        }
        value = 0;
        return false;
    }

    private static ulong ToDoubleBits(ref NumberBuffer number, bool lost)
    {
        int power = number.Scale - number.Count;
        if (number.Count <= 15 && !lost && power is >= -22 and <= 22)
        {
            ulong digits = 0;
            for (int i = 0; i < number.Count; i++) digits = digits * 10 + (uint)(number.Digits[i] - '0');
            double exact = digits;
            return BitConverter.DoubleToUInt64Bits(power < 0 ? exact / s_powersOfTen[-power] : exact * s_powersOfTen[power]);
        }
        return DigitsToBinary(ref number, lost, 52, 11);
    }

    /// <summary>The IEEE 754 bits nearest to a decimal number, ties to even, without sign.</summary>
    private static ulong DigitsToBinary(ref NumberBuffer number, bool lost, int fractionBits, int exponentBits)
    {
        int bias = (1 << (exponentBits - 1)) - 1;
        ulong infinity = ((1UL << exponentBits) - 1) << fractionBits;
        // 10^310 is above and 10^-330 far below every double, also after rounding.
        if (number.Count == 0 || number.Scale < -330) return 0;
        if (number.Scale > 310) return infinity;

        // value = numerator / denominator. Digits that did not fit matter only as "a little more", which one more 1 says.
        BigNatural numerator = default, denominator = default;
        for (int i = 0; i < number.Count; i++) numerator.MultiplyAdd(10, (uint)(number.Digits[i] - '0'));
        int power = number.Scale - number.Count;
        if (lost)
        {
            numerator.MultiplyAdd(10, 1);
            power--;
        }
        denominator.Set(1);
        // The factors of two of the power of ten only move the binary point.
        if (power > 0) numerator.MultiplyPowerOfFive(power);
        else denominator.MultiplyPowerOfFive(-power);
        int exponent = power;

        // Scale so that the quotient has fractionBits + 1 or + 2 bits, or fewer for a subnormal result.
        int minExponent = 1 - bias - fractionBits;
        int excess = numerator.BitLength - denominator.BitLength - (fractionBits + 1);
        if (exponent + excess < minExponent) excess = minExponent - exponent;
        if (excess > 0) denominator.ShiftLeft(excess);
        else numerator.ShiftLeft(-excess);
        exponent += excess;
        ulong quotient = BigNatural.Divide(ref numerator, ref denominator, fractionBits + 2);
        bool sticky = !numerator.IsZero;
        ulong mantissa;
        int comparison;
        if (quotient >> (fractionBits + 1) != 0)
        {
            // One bit too many: it is the half bit.
            comparison = (quotient & 1) == 0 ? -1 : sticky ? 1 : 0;
            mantissa = quotient >> 1;
            exponent++;
        }
        else
        {
            mantissa = quotient;
            numerator.ShiftLeft(1);
            comparison = BigNatural.Compare(numerator, denominator);
        }
        if (comparison > 0 || (comparison == 0 && (mantissa & 1) != 0)) mantissa++;
        if (mantissa >> (fractionBits + 1) != 0)
        {
            mantissa >>= 1;
            exponent++;
        }
        if (mantissa >> fractionBits == 0) return mantissa;
        int biased = exponent + fractionBits + bias;
        return biased >= (1 << exponentBits) - 1 ? infinity : ((ulong)biased << fractionBits) | (mantissa & ((1UL << fractionBits) - 1));
    }
}
