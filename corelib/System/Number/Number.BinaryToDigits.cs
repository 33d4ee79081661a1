// SPDX-License-Identifier: MIT

namespace System;

/// <summary>Exact conversion of a binary floating-point number to decimal digits.</summary>
/// <remarks>
/// The algorithm is Steele and White's "Dragon4" (How to Print Floating-Point Numbers Accurately, PLDI 1990) with the
/// scaling estimate of Burger and Dybvig (PLDI 1996). Numbers of up to 15 digits, the usual case, take a shorter way.
/// </remarks>
internal static partial class Number
{
    /// <summary>Writes the shortest digits that read back as <paramref name="value"/>, which is positive and finite.</summary>
    internal static void DoubleToShortest(double value, ref NumberBuffer number)
    {
        if (TryShortDecimal(value, ref number)) return;
        Split(value, out ulong mantissa, out int exponent, out bool lowerIsCloser);
        ToShortest(mantissa, exponent, lowerIsCloser, ref number);
    }

    internal static void SingleToShortest(float value, ref NumberBuffer number)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        ulong mantissa = bits & 0x7FFFFF;
        int biased = (int)(bits >> 23) & 0xFF;
        bool lowerIsCloser = mantissa == 0 && biased > 1;
        if (biased != 0) mantissa |= 0x800000;
        ToShortest(mantissa, Math.Max(biased, 1) - 150, lowerIsCloser, ref number);
    }

    /// <summary>Writes the exact value rounded (half to even) after a count of significant or of fractional digits.</summary>
    internal static void DoubleToDigits(double value, int count, bool isFractional, ref NumberBuffer number)
    {
        Split(value, out ulong mantissa, out int exponent, out _);
        ToCounted(mantissa, exponent, count, isFractional, ref number);
    }

    private static void Split(double value, out ulong mantissa, out int exponent, out bool lowerIsCloser)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        mantissa = bits & 0xFFFFFFFFFFFFF;
        int biased = (int)(bits >> 52) & 0x7FF;
        lowerIsCloser = mantissa == 0 && biased > 1;
        if (biased != 0) mantissa |= 0x10000000000000;
        exponent = Math.Max(biased, 1) - 1075;
    }

    /// <summary>Tries decimals m / 10^k with m below 2^50: there is at most one for each k, and the division is exact enough.</summary>
    /// <remarks>
    /// m and 10^k are exact doubles and a division is correctly rounded, so m / 10^k == value says that the decimal
    /// reads back as value. Below 2^50 the product's error is under 1/4, so rounding it finds m if there is one.
    /// </remarks>
    private static bool TryShortDecimal(double value, ref NumberBuffer number)
    {
        const double Limit = 1L << 50;
        if (!(value >= 1e-5 && value < Limit)) return false;
        for (int k = 0; k <= 20; k++)
        {
            double product = value * s_powersOfTen[k];
            if (product >= Limit) return false;
            ulong m = (ulong)(product + 0.5);
            if (m / s_powersOfTen[k] != value) continue;
            number.SetInteger(m);
            number.Scale -= k;
            number.TrimTrailingZeros();
            return true;
        }
        return false;
    }

    private static readonly double[] s_powersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    private static void ToShortest(ulong mantissa, int exponent, bool lowerIsCloser, ref NumberBuffer number)
    {
        // value = numerator / denominator; the neighbours' half-way points are lower and upper below and above it.
        // All four carry a factor of 2 (4 where the lower neighbour is closer), so that the halves are whole.
        BigNatural numerator = default, denominator = default, lower = default, upper = default;
        int extra = lowerIsCloser ? 2 : 1;
        numerator.Set(mantissa);
        numerator.ShiftLeft(Math.Max(exponent, 0) + extra);
        denominator.Set(1);
        denominator.ShiftLeft(Math.Max(-exponent, 0) + extra);
        lower.Set(1);
        lower.ShiftLeft(Math.Max(exponent, 0));
        upper.Set(1);
        upper.ShiftLeft(Math.Max(exponent, 0) + extra - 1);

        // A tie at a half-way point reads back as the even mantissa, so an even one may use the end points.
        bool inclusive = (mantissa & 1) == 0;
        int scale = EstimateScale(mantissa, exponent);
        if (scale > 0)
        {
            denominator.MultiplyPowerOfTen(scale);
        }
        else if (scale < 0)
        {
            numerator.MultiplyPowerOfTen(-scale);
            lower.MultiplyPowerOfTen(-scale);
            upper.MultiplyPowerOfTen(-scale);
        }
        if (ReachesOne(numerator, upper, denominator, inclusive))
        {
            scale++;
        }
        else
        {
            numerator.MultiplyAdd(10, 0);
            lower.MultiplyAdd(10, 0);
            upper.MultiplyAdd(10, 0);
        }
        int shift = denominator.DivisorShift;
        denominator.ShiftLeft(shift);
        numerator.ShiftLeft(shift);
        lower.ShiftLeft(shift);
        upper.ShiftLeft(shift);

        number.Scale = scale;
        int count = 0;
        while (true)
        {
            uint digit = numerator.DivideToDigit(denominator);
            int toLower = BigNatural.Compare(numerator, lower);
            bool low = toLower < 0 || (inclusive && toLower == 0);
            bool high = ReachesOne(numerator, upper, denominator, inclusive);
            if (!low && !high)
            {
                number.Digits[count++] = (byte)('0' + digit);
                numerator.MultiplyAdd(10, 0);
                lower.MultiplyAdd(10, 0);
                upper.MultiplyAdd(10, 0);
                continue;
            }
            if (low == high)
            {
                numerator.ShiftLeft(1);
                int toHalf = BigNatural.Compare(numerator, denominator);
                high = toHalf > 0 || (toHalf == 0 && (digit & 1) != 0);
            }
            AppendRounded(ref number, count, digit, high);
            return;
        }
    }

    private static void ToCounted(ulong mantissa, int exponent, int digits, bool isFractional, ref NumberBuffer number)
    {
        BigNatural numerator = default, denominator = default;
        numerator.Set(mantissa);
        numerator.ShiftLeft(Math.Max(exponent, 0));
        denominator.Set(1);
        denominator.ShiftLeft(Math.Max(-exponent, 0));
        int scale = EstimateScale(mantissa, exponent);
        if (scale > 0) denominator.MultiplyPowerOfTen(scale);
        else if (scale < 0) numerator.MultiplyPowerOfTen(-scale);
        if (BigNatural.Compare(numerator, denominator) >= 0) scale++;
        else numerator.MultiplyAdd(10, 0);
        int shift = denominator.DivisorShift;
        denominator.ShiftLeft(shift);
        numerator.ShiftLeft(shift);

        number.Scale = scale;
        long wanted = isFractional ? (long)scale + digits : digits;
        if (wanted < 0)
        {
            number.Count = number.Scale = 0;
            return;
        }
        // Even a digit that is not wanted decides the rounding; the buffer holds every digit a double can have.
        int limit = (int)Math.Min(wanted, number.Digits.Length - 1);
        if (limit == 0)
        {
            // Everything is below the last wanted place: compare value with one half of it. The value is numerator/10.
            denominator.MultiplyAdd(5, 0);
            bool up = BigNatural.Compare(numerator, denominator) > 0;
            number.Count = up ? 1 : 0;
            number.Digits[0] = (byte)'1';
            number.Scale = up ? scale + 1 : 0;
            return;
        }
        int count = 0;
        while (true)
        {
            uint digit = numerator.DivideToDigit(denominator);
            if (count + 1 < limit && !numerator.IsZero)
            {
                number.Digits[count++] = (byte)('0' + digit);
                numerator.MultiplyAdd(10, 0);
                continue;
            }
            numerator.ShiftLeft(1);
            int toHalf = BigNatural.Compare(numerator, denominator);
            AppendRounded(ref number, count, digit, toHalf > 0 || (toHalf == 0 && (digit & 1) != 0));
            return;
        }
    }

    /// <summary>ceil(log10(value)) or one less.</summary>
    private static int EstimateScale(ulong mantissa, int exponent)
    {
        int bits = exponent;
        for (ulong rest = mantissa; rest != 0; rest >>= 1) bits++;
        double estimate = (bits - 1) * 0.30102999566398120 - 1e-10;
        int truncated = (int)estimate;
        return estimate > truncated ? truncated + 1 : truncated;
    }

    private static bool ReachesOne(in BigNatural numerator, in BigNatural upper, in BigNatural denominator, bool inclusive)
    {
        BigNatural sum = numerator;
        sum.Add(upper);
        int comparison = BigNatural.Compare(sum, denominator);
        return comparison > 0 || (inclusive && comparison == 0);
    }

    private static void AppendRounded(ref NumberBuffer number, int count, uint digit, bool up)
    {
        if (up) digit++;
        if (digit == 10)
        {
            while (count > 0 && number.Digits[count - 1] == '9') count--;
            if (count == 0)
            {
                number.Digits[count++] = (byte)'1';
                number.Scale++;
            }
            else
            {
                number.Digits[count - 1]++;
            }
        }
        else
        {
            number.Digits[count++] = (byte)('0' + digit);
        }
        number.Count = count;
        number.TrimTrailingZeros();
    }
}
