// SPDX-License-Identifier: MIT
using System;
using System.Numerics;
using System.Runtime;

namespace Skift.Libc;

/// <summary>math.h: a product and a sum, rounded once, in the direction that is set (C23 §7.12.13.1).</summary>
public static unsafe partial class C
{
    /// <summary>A number's parts: mantissa of 53 bits times a power of two.</summary>
    private static ulong SplitDouble(double value, out int exponent)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        ulong mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        int biased = (int)(bits >> 52) & 0x7FF;
        if (biased != 0)
        {
            exponent = biased - 1075;
            return mantissa | 1UL << 52;
        }

        int shift = BitOperations.LeadingZeroCount(mantissa) - 11;
        exponent = -1074 - shift;
        return mantissa << shift;
    }

    [RuntimeExport("fma")]
    public static double fma(double x, double y, double z)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y) || x == 0 || y == 0)
        {
            return (x * y) + z;
        }

        if (!double.IsFinite(z) || z == 0)
        {
            return z == 0 ? x * y : z + z;
        }

        // Both as 128 bits with the highest at 125: what falls off below is kept as one bit, far below the one that is rounded.
        ulong productHigh = Math.BigMul(SplitDouble(x, out int xExponent), SplitDouble(y, out int yExponent), out ulong productLow);
        int shift = BitOperations.LeadingZeroCount(productHigh) - 2;
        productHigh = productHigh << shift | productLow >> (64 - shift);
        productLow <<= shift;
        int exponent = xExponent + yExponent - shift;
        ulong otherHigh = SplitDouble(z, out int otherExponent) << 9;
        ulong otherLow = 0;
        otherExponent -= 73;
        if (exponent >= otherExponent)
        {
            ShiftDown(ref otherHigh, ref otherLow, exponent - otherExponent);
        }
        else
        {
            ShiftDown(ref productHigh, ref productLow, otherExponent - exponent);
            exponent = otherExponent;
        }

        bool isNegative = x < 0 != y < 0;
        if (isNegative == z < 0)
        {
            otherLow += productLow;
            otherHigh += productHigh + (otherLow < productLow ? 1UL : 0);
            return Compose(otherHigh, otherLow, exponent, isNegative, x);
        }

        if (productHigh == otherHigh && productLow == otherLow)
        {
            return z - z;
        }

        bool isLess = productHigh < otherHigh || (productHigh == otherHigh && productLow < otherLow);
        ulong borrow = (isLess ? otherLow < productLow : productLow < otherLow) ? 1UL : 0;
        return isLess ? Compose(otherHigh - productHigh - borrow, otherLow - productLow, exponent, !isNegative, x)
            : Compose(productHigh - otherHigh - borrow, productLow - otherLow, exponent, isNegative, x);
    }

    /// <summary>The product of two floats is exact as a double; the sum is rounded to odd, so that the second rounding sees what the first lost.</summary>
    [RuntimeExport("fmaf")]
    public static float fmaf(float x, float y, float z)
    {
        double product = (double)x * y;
        double sum = product + z;
        if (!double.IsFinite(sum) || sum == 0)
        {
            return (float)sum;
        }

        double part = sum - product;
        double lost = product - (sum - part) + (z - part);
        ulong bits = BitConverter.DoubleToUInt64Bits(sum);
        if (lost != 0 && (bits & 1) == 0)
        {
            bits = lost > 0 == sum > 0 ? bits + 1 : bits - 1;
        }

        return (float)BitConverter.UInt64BitsToDouble(bits);
    }

    private static void ShiftDown(ref ulong high, ref ulong low, int count)
    {
        bool isLost;
        if (count >= 128)
        {
            isLost = true;
            high = 0;
            low = 0;
        }
        else if (count >= 64)
        {
            isLost = low != 0 || (count > 64 && high << (128 - count) != 0);
            low = high >> (count - 64);
            high = 0;
        }
        else if (count > 0)
        {
            isLost = low << (64 - count) != 0;
            low = low >> count | high << (64 - count);
            high >>= count;
        }
        else
        {
            return;
        }

        low |= isLost ? 1UL : 0;
    }

    /// <summary>Rounds to a double.</summary>
    /// <param name="finite">Any number but 0: what compilers cannot compute with in advance.</param>
    private static double Compose(ulong high, ulong low, int exponent, bool isNegative, double finite)
    {
        int zeros = high != 0 ? BitOperations.LeadingZeroCount(high) : 64 + BitOperations.LeadingZeroCount(low);
        if (zeros >= 64)
        {
            high = low << (zeros - 64);
            low = 0;
        }
        else if (zeros > 0)
        {
            high = high << zeros | low >> (64 - zeros);
            low <<= zeros;
        }

        // 63 bits of which the lowest stands for all below: the conversion rounds.
        ulong value = high >> 1 | (low != 0 || (high & 1) != 0 ? 1UL : 0);
        exponent += 65 - zeros;
        if (exponent + 62 >= -1022)
        {
            double rounded = isNegative ? -(long)value : (long)value;

            // Too large is for the multiplication to decide: it may be infinite or the largest number.
            return exponent < 500 ? scalbn(rounded, exponent) : rounded * PowerOfTwo(500) * PowerOfTwo(exponent > 1523 ? 1023 : exponent - 500);
        }

        // Subnormal: to units of 2^-1074, with two bits below.
        int shift = -1076 - exponent;
        value = shift > 63 ? 1 : value >> shift | (value << (64 - shift) != 0 ? 1UL : 0);
        ulong units = (value >> 2) + (RoundsUp(value, isNegative, finite / finite) ? 1UL : 0);
        double result = BitConverter.UInt64BitsToDouble(units | (isNegative ? 1UL << 63 : 0));
        if ((value & 3) == 0)
        {
            return result;
        }

        // Raises underflow and adds nothing, of the sign that keeps a negative zero.
        double nothing = finite / finite * 2.2250738585072014e-308 * 2.2250738585072014e-308 * 0;
        return isNegative ? result - nothing : result + nothing;
    }

    private static double PowerOfTwo(int exponent) => BitConverter.UInt64BitsToDouble((ulong)(1023 + exponent) << 52);

    private static bool RoundsUp(ulong value, bool isNegative, double one)
    {
        const double Quarter = 5.551115123125783e-17;
        const double ThreeQuarters = 1.6653345369377348e-16;
        bool isUpward = one + Quarter > one;
        bool isDownward = -one - Quarter < -one;
        if (isUpward || isDownward)
        {
            return (value & 3) != 0 && isNegative == isDownward;
        }

        bool isNearest = one + ThreeQuarters > one;
        return isNearest && ((value & 3) == 3 || (value & 7) == 6);
    }
}
