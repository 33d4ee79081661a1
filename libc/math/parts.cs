// SPDX-License-Identifier: MIT
using System;
using System.Runtime;

namespace Skift.Libc;

/// <summary>math.h: rounding to integers, parts of numbers, and what corelib's Math has under no name of its own.</summary>
public static unsafe partial class C
{
    private const double RoundingMagic = 4503599627370496; // 2^52: adding it leaves no fraction bits

    [RuntimeExport("fmod")]
    public static double fmod(double x, double y) => FloatRemainder.Compute(x, y);

    [RuntimeExport("fmodf")]
    public static float fmodf(float x, float y) => (float)FloatRemainder.Compute(x, y);

    /// <summary>In the rounding mode, which the sum is rounded by.</summary>
    [RuntimeExport("rint")]
    public static double rint(double x)
    {
        if (!(Math.Abs(x) < RoundingMagic))
        {
            return x;
        }

        double magic = Math.CopySign(RoundingMagic, x);
        return Math.CopySign(x + magic - magic, x);
    }

    [RuntimeExport("rintf")]
    public static float rintf(float x) => (float)rint(x);

    [RuntimeExport("nearbyint")]
    public static double nearbyint(double x) => RoundingStubs.NearbyInteger(x);

    [RuntimeExport("nearbyintf")]
    public static float nearbyintf(float x) => (float)RoundingStubs.NearbyInteger(x);

    /// <summary>Ties away from zero.</summary>
    [RuntimeExport("round")]
    public static double round(double x)
    {
        double whole = Math.Truncate(x);
        return Math.Abs(x - whole) >= 0.5 ? whole + Math.CopySign(1, x) : whole;
    }

    [RuntimeExport("roundf")]
    public static float roundf(float x) => (float)round(x);

    [RuntimeExport("lround")]
    public static long lround(double x) => ToInteger(round(x));

    [RuntimeExport("lroundf")]
    public static long lroundf(float x) => ToInteger(round(x));

    [RuntimeExport("llround")]
    public static long llround(double x) => ToInteger(round(x));

    [RuntimeExport("lrint")]
    public static long lrint(double x) => ToInteger(rint(x));

    [RuntimeExport("lrintf")]
    public static long lrintf(float x) => ToInteger(rint(x));

    [RuntimeExport("llrint")]
    public static long llrint(double x) => ToInteger(rint(x));

    /// <summary>The processor's answer to what has no place in an integer: the smallest, and FE_INVALID.</summary>
    private static long ToInteger(double whole)
    {
        if (whole is >= -9223372036854775808.0 and < 9223372036854775808.0) return (long)whole;
        FloatExceptions.Raise(FloatExceptions.Invalid);
        return long.MinValue;
    }

    [RuntimeExport("modf")]
    public static double modf(double x, double* whole)
    {
        *whole = Math.Truncate(x);
        return double.IsInfinity(x) ? Math.CopySign(0, x) : Math.CopySign(x - *whole, x);
    }

    [RuntimeExport("modff")]
    public static float modff(float x, float* whole)
    {
        double part;
        float rest = (float)modf(x, &part);
        *whole = (float)part;
        return rest;
    }

    [RuntimeExport("frexp")]
    public static double frexp(double x, int* exponent)
    {
        *exponent = 0;
        if (x == 0 || double.IsNaN(x) || double.IsInfinity(x))
        {
            return x;
        }

        FloatParts parts = FloatParts.Of(x);
        int shift = FloatParts.LeadingZeros(parts.Mantissa);
        *exponent = parts.Exponent + 64 - shift;
        return scalbn(x, -*exponent);
    }

    [RuntimeExport("frexpf")]
    public static float frexpf(float x, int* exponent) => (float)frexp(x, exponent);

    [RuntimeExport("scalbn")]
    public static double scalbn(double x, int exponent) => Math.ScaleB(x, exponent);

    [RuntimeExport("scalbln")]
    public static double scalbln(double x, long exponent) => Math.ScaleB(x, exponent > 100000 ? 100000 : exponent < -100000 ? -100000 : (int)exponent);

    [RuntimeExport("ldexp")]
    public static double ldexp(double x, int exponent) => Math.ScaleB(x, exponent);

    [RuntimeExport("ldexpf")]
    public static float ldexpf(float x, int exponent) => (float)Math.ScaleB((double)x, exponent);

    [RuntimeExport("ilogb")]
    public static int ilogb(double x)
    {
        if (x == 0 || !double.IsFinite(x))
        {
            FloatExceptions.Raise(FloatExceptions.Invalid);
            return double.IsInfinity(x) ? int.MaxValue : int.MinValue;
        }

        FloatParts parts = FloatParts.Of(x);
        return parts.Exponent + 63 - FloatParts.LeadingZeros(parts.Mantissa);
    }

    [RuntimeExport("logb")]
    public static double logb(double x) => x == 0 ? -1 / Math.Abs(x) : double.IsNaN(x) || double.IsInfinity(x) ? x * x : ilogb(x);

    /// <summary>A NaN counts as missing.</summary>
    [RuntimeExport("fmax")]
    public static double fmax(double x, double y) => double.IsNaN(x) ? y : double.IsNaN(y) ? x : Math.Max(x, y);

    [RuntimeExport("fmaxf")]
    public static float fmaxf(float x, float y) => (float)fmax(x, y);

    [RuntimeExport("fmin")]
    public static double fmin(double x, double y) => double.IsNaN(x) ? y : double.IsNaN(y) ? x : Math.Min(x, y);

    [RuntimeExport("fminf")]
    public static float fminf(float x, float y) => (float)fmin(x, y);

    [RuntimeExport("fdim")]
    public static double fdim(double x, double y) => double.IsNaN(x) || double.IsNaN(y) ? x + y : x > y ? x - y : 0;

    [RuntimeExport("exp2")]
    public static double exp2(double x) => Math.Pow(2, x);

    /// <summary>Scaled by a power of two first, so that squaring neither overflows nor vanishes.</summary>
    [RuntimeExport("hypot")]
    public static double hypot(double x, double y)
    {
        x = Math.Abs(x);
        y = Math.Abs(y);
        if (double.IsInfinity(x) || double.IsInfinity(y))
        {
            return double.PositiveInfinity;
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return x + y;
        }

        double large = x > y ? x : y;
        double small = x > y ? y : x;
        if (large == 0)
        {
            return 0;
        }

        int scale = ilogb(large);
        large = Math.ScaleB(large, -scale);
        small = Math.ScaleB(small, -scale);
        double root = Math.Sqrt((large * large) + (small * small));
        // One Newton step by what the squares and their rounding leave.
        Square(large, out double largeHigh, out double largeLow);
        Square(small, out double smallHigh, out double smallLow);
        Square(root, out double rootHigh, out double rootLow);
        root += (largeHigh - rootHigh + smallHigh + (largeLow + smallLow - rootLow)) / (2 * root);
        return Math.ScaleB(root, scale);
    }

    /// <summary>The square, and what its rounding left out (Dekker, 1971).</summary>
    private static void Square(double x, out double high, out double low)
    {
        high = x * x;
        double upper = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(x) & 0xFFFFFFFFF8000000);
        double lower = x - upper;
        low = (upper * upper) - high + (2 * upper * lower) + (lower * lower);
    }

    [RuntimeExport("hypotf")]
    public static float hypotf(float x, float y) =>
        float.IsInfinity(x) || float.IsInfinity(y) ? float.PositiveInfinity : (float)Math.Sqrt(((double)x * x) + ((double)y * y));
}

/// <summary>The exact remainder of a division rounded toward zero.</summary>
internal static class FloatRemainder
{
    internal static double Compute(double x, double y)
    {
        FloatParts dividend = FloatParts.Of(x);
        FloatParts divisor = FloatParts.Of(y);
        if (dividend.Kind != FloatKind.Finite || divisor.Kind == FloatKind.NotANumber || y == 0)
        {
            return x * y / (x * y);
        }

        if (divisor.Kind == FloatKind.Infinite || Math.Abs(x) < Math.Abs(y) || x == 0)
        {
            return x;
        }

        // Both as whole numbers of the divisor's unit; the dividend's surplus powers of two are multiplied in step by step.
        int shift = dividend.Exponent - divisor.Exponent;
        ulong rest = dividend.Mantissa;
        ulong modulus = divisor.Mantissa;
        int exponent = divisor.Exponent;
        if (shift < 0)
        {
            modulus <<= -shift;
            exponent = dividend.Exponent;
            shift = 0;
        }

        rest %= modulus;
        while (shift > 0)
        {
            int step = shift < 11 ? shift : 11;
            rest = (rest << step) % modulus;
            shift -= step;
        }

        double result = Math.ScaleB((double)rest, exponent);
        return dividend.IsNegative ? -result : result;
    }
}
