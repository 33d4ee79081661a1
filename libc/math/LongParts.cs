// SPDX-License-Identifier: MIT
using System;
using System.Runtime;

namespace Skift.Libc;

/// <summary>Parts and neighbours of long double, by their bits; the stubs are in <c>cstart/LongTrig.S</c>.</summary>
internal static unsafe class LongParts
{
    private const int Bias = 16383;
    private const int Special = 0x7FFF;

    [RuntimeExport("skift_frexpl")]
    internal static void Frexp(Float80* result, Float80* x, Float80* unused, int* power)
    {
        *result = *x;
        *power = 0;
        int exponent = x->SignAndExponent & Special;
        if (exponent == Special || x->Mantissa == 0)
        {
            return;
        }

        int shift = FloatParts.LeadingZeros(x->Mantissa);
        result->Mantissa <<= shift;
        *power = (exponent == 0 ? 1 : exponent) - shift - Bias + 1;
        result->SignAndExponent = (ushort)((x->SignAndExponent & 0x8000) | (Bias - 1));
    }

    [RuntimeExport("skift_modfl")]
    internal static void Modf(Float80* result, Float80* x, Float80* unused, Float80* whole)
    {
        int exponent = (x->SignAndExponent & Special) - Bias;
        ushort sign = (ushort)(x->SignAndExponent & 0x8000);
        Float80 value = *x;
        if (exponent < 0)
        {
            *whole = new Float80(sign != 0, 0, 0);
            *result = value;
            return;
        }

        if (exponent >= 63)
        {
            bool isNaN = exponent == Special - Bias && value.Mantissa << 1 != 0;
            *whole = value;
            *result = isNaN ? value : new Float80(sign != 0, 0, 0);
            return;
        }

        ulong fraction = value.Mantissa & (ulong.MaxValue >> (exponent + 1));
        *whole = new Float80(sign != 0, exponent + Bias, value.Mantissa & ~fraction);
        if (fraction == 0)
        {
            *result = new Float80(sign != 0, 0, 0);
            return;
        }

        int shift = FloatParts.LeadingZeros(fraction);
        *result = new Float80(sign != 0, exponent + Bias - shift, fraction << shift);
    }

    [RuntimeExport("skift_ilogbl")]
    internal static int Ilogb(Float80* x)
    {
        int exponent = x->SignAndExponent & Special;
        if (exponent == Special)
        {
            return x->Mantissa << 1 == 0 ? int.MaxValue : int.MinValue;
        }

        return x->Mantissa == 0 ? int.MinValue : (exponent == 0 ? 1 : exponent) - Bias - FloatParts.LeadingZeros(x->Mantissa);
    }

    [RuntimeExport("skift_nextafterl")]
    internal static void NextAfter(Float80* result, Float80* x, Float80* y)
    {
        if (IsNaN(x) || IsNaN(y))
        {
            *result = IsNaN(x) ? *x : *y;
            return;
        }

        int order = Compare(x, y);
        *result = order == 0 ? *y : Step(*x, order < 0);
    }

    [RuntimeExport("skift_nexttoward")]
    internal static double NextToward(Float80* y, double x)
    {
        Float80 wide = Float80.FromDouble(x);
        if (double.IsNaN(x) || IsNaN(y))
        {
            return double.NaN;
        }

        int order = Compare(&wide, y);
        return order == 0 ? (x == 0 && (y->SignAndExponent & 0x8000) != 0 ? -0.0 : x == 0 ? 0.0 : x) : order < 0 ? Math.BitIncrement(x) : Math.BitDecrement(x);
    }

    [RuntimeExport("skift_nexttowardf")]
    internal static float NextToward(Float80* y, float x)
    {
        Float80 wide = Float80.FromDouble(x);
        if (float.IsNaN(x) || IsNaN(y))
        {
            return float.NaN;
        }

        int order = Compare(&wide, y);
        bool isMinusZero = x == 0 && (y->SignAndExponent & 0x8000) != 0;
        return order == 0 ? (isMinusZero ? -0.0f : x == 0 ? 0.0f : x) : C.nextafterf(x, order < 0 ? float.PositiveInfinity : float.NegativeInfinity);
    }

    private static Float80 Step(Float80 x, bool isUp)
    {
        bool isNegative = (x.SignAndExponent & 0x8000) != 0;
        int exponent = x.SignAndExponent & Special;
        ulong mantissa = x.Mantissa;
        if (exponent == 0 && mantissa == 0)
        {
            return new Float80(!isUp, 0, 1);
        }

        if (isUp != isNegative)
        {
            // Away from zero. At the top of the mantissa the exponent grows; so it does from the largest subnormal.
            if (++mantissa == 0)
            {
                mantissa = 1UL << 63;
                exponent++;
            }
            else if (exponent == 0 && mantissa >> 63 != 0)
            {
                exponent = 1;
            }

            return new Float80(isNegative, exponent, exponent == Special ? 1UL << 63 : mantissa);
        }

        if (exponent == Special)
        {
            return new Float80(isNegative, Special - 1, ulong.MaxValue);
        }

        if (--mantissa >> 63 == 0 && exponent > 0)
        {
            exponent--;
            mantissa = exponent == 0 ? mantissa : ulong.MaxValue;
        }

        return new Float80(isNegative, exponent, mantissa);
    }

    private static bool IsNaN(Float80* x) => (x->SignAndExponent & Special) == Special && x->Mantissa << 1 != 0;

    private static int Compare(Float80* x, Float80* y)
    {
        if ((x->Mantissa | y->Mantissa) == 0)
        {
            return 0;
        }

        bool xMinus = (x->SignAndExponent & 0x8000) != 0, yMinus = (y->SignAndExponent & 0x8000) != 0;
        if (xMinus != yMinus)
        {
            return xMinus ? -1 : 1;
        }

        int difference = (x->SignAndExponent & Special) - (y->SignAndExponent & Special);
        int order = difference != 0 ? difference : x->Mantissa.CompareTo(y->Mantissa);
        return xMinus ? -order : order;
    }
}
