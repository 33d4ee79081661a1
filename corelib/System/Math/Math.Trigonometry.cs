// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace System;

// Angles of any size are reduced by the method of Payne and Hanek (Radian Reduction for Trigonometric Functions, 1983):
// the product with as many bits of 2/π as matter, in integers. What remains is below π/4, where a series is short.
public static partial class Math
{
    /// <summary>The first 1,280 bits of 2/π; a double's exponent can move the window by up to 1,024 of them.</summary>
    private static readonly ulong[] s_twoOverPi =
    [
        0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0,
        0x06492EEA09D1921C, 0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4,
        0x9C845F8BBDF9283B, 0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D,
        0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];

    private const double QuarterPi = 0.78539816339744831;
    private const double TwoOverPi = 0.6366197723675814;

    // π/2 in three pieces, the first two of 33 bits, so that their products with whole numbers of 20 bits are exact.
    private const double HalfPiHigh = 1.5707963267341256;
    private const double HalfPiMiddle = 6.077100506303966e-11;
    private const double HalfPiLow = 2.0222662487959506e-21;

    private static DoubleDouble HalfPi => new(1.5707963267948966, 6.123233995736766e-17);

    public static double Sin(double a)
    {
        if (Abs(a) < QuarterPi) return SinSeries(a, 0);
        if (!double.IsFinite(a)) return a - a;
        int quadrant = Reduce(a, out DoubleDouble r);
        double result = (quadrant & 1) == 0 ? SinSeries(r.High, r.Low) : CosSeries(r.High, r.Low);
        return (quadrant & 2) == 0 ? result : -result;
    }

    public static double Cos(double d)
    {
        if (Abs(d) < QuarterPi) return CosSeries(d, 0);
        if (!double.IsFinite(d)) return d - d;
        int quadrant = Reduce(d, out DoubleDouble r);
        double result = (quadrant & 1) == 0 ? CosSeries(r.High, r.Low) : SinSeries(r.High, r.Low);
        return ((quadrant + 1) & 2) == 0 ? result : -result;
    }

    public static (double Sin, double Cos) SinCos(double x) => (Sin(x), Cos(x));

    public static double Tan(double a)
    {
        if (!double.IsFinite(a)) return a - a;
        if (Abs(a) < 1e-8) return a;
        int quadrant = 0;
        DoubleDouble r = new(a, 0);
        if (Abs(a) >= QuarterPi) quadrant = Reduce(a, out r);
        DoubleDouble sin = SinExact(r), cos = CosExact(r);
        return (quadrant & 1) == 0 ? (sin / cos).Value : -(cos / sin).Value;
    }

    /// <summary>Writes x as quadrant × π/2 + r with |r| ≤ π/4 and answers the quadrant modulo 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Reduce(double x, out DoubleDouble r)
    {
        // Subtraction is enough (W. J. Cody and W. Waite, Software Manual for the Elementary Functions, 1980) unless the angle is large or
        // next to nothing of it remains.
        const double Largest = 1 << 20, Smallest = 1.0 / 4096;
        double k = Round(x * TwoOverPi);
        double high = x - k * HalfPiHigh, middle = k * HalfPiMiddle, rest = high - middle;
        if (Abs(x) < Largest && Abs(rest) > Smallest)
        {
            r = DoubleDouble.FastSum(rest, high - rest - middle - k * HalfPiLow);
            return (int)k & 3;
        }
        int quadrant = ReduceExactly(x, out DoubleDouble exact);
        r = exact;
        return quadrant;
    }

    private static int ReduceExactly(double x, out DoubleDouble r)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(x);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1075;
        ulong mantissa = (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;
        // x·2/π = mantissa × 2^exponent × 0.b₁b₂…: the bits with weight 4 and more cannot change the quadrant, so the
        // window begins where the product with the mantissa's lowest bit weighs 2.
        int skip = Max(exponent - 2, 0);
        ulong w0 = TwoOverPiAt(skip), w1 = TwoOverPiAt(skip + 64), w2 = TwoOverPiAt(skip + 128);
        // product = mantissa × (w0 w1 w2), of which the top word's overflow is a multiple of 4 quadrants.
        ulong high2 = BigMul(mantissa, w2, out _);
        ulong high1 = BigMul(mantissa, w1, out ulong low1);
        ulong p1 = low1 + high2;
        ulong p0 = mantissa * w0 + high1 + (p1 < low1 ? 1UL : 0);
        ulong overflow = BigMul(mantissa, w0, out ulong low0);
        if (low0 + high1 < low0 || p0 < low0 + high1) overflow++;

        // The point stands skip - exponent bits below the top of p0 (2 for large angles, up to 52 + 2 for small ones).
        int whole = exponent - skip;
        ulong quadrant, top, bottom;
        if (whole >= 0)
        {
            quadrant = whole == 0 ? overflow : (overflow << whole) | (p0 >> (64 - whole));
            top = (p0 << whole) | (whole == 0 ? 0 : p1 >> (64 - whole));
            bottom = p1 << whole;
        }
        else
        {
            int down = -whole;
            quadrant = overflow >> down;
            top = (overflow << (64 - down)) | (p0 >> down);
            bottom = (p0 << (64 - down)) | (p1 >> down);
        }
        bool negative = (top >> 63) != 0;
        if (negative)
        {
            // More than half a quadrant: count from the next one, backwards.
            quadrant++;
            bottom = 0 - bottom;
            top = ~top + (bottom == 0 ? 1UL : 0);
        }
        DoubleDouble fraction = FractionOf(top, bottom);
        r = fraction * HalfPi;
        if (negative != x < 0) r = -r;
        return (int)(x < 0 ? 0 - quadrant : quadrant) & 3;
    }

    private static ulong TwoOverPiAt(int bit)
    {
        int word = bit >> 6, shift = bit & 63;
        ulong high = s_twoOverPi[word];
        return shift == 0 ? high : (high << shift) | (s_twoOverPi[word + 1] >> (64 - shift));
    }

    /// <summary>The 128-bit binary fraction 0.top:bottom, to 106 significant bits however small it is.</summary>
    private static DoubleDouble FractionOf(ulong top, ulong bottom)
    {
        const double TwoToMinus32 = 1.0 / 4294967296;
        double scale = 1;
        // Four pieces of 32 bits, each exact.
        double sum3 = (top >> 32) * (scale *= TwoToMinus32);
        double sum2 = (uint)top * (scale *= TwoToMinus32);
        double sum1 = (bottom >> 32) * (scale *= TwoToMinus32);
        double sum0 = (uint)bottom * (scale * TwoToMinus32);
        DoubleDouble upper = DoubleDouble.Sum(sum3, sum2);
        return upper + DoubleDouble.Sum(sum1, sum0);
    }

    /// <summary>sin(x + low) for |x| up to π/4: Taylor up to x^17 / 17!.</summary>
    private static double SinSeries(double x, double low)
    {
        double z = x * x;
        return x + (low * (1 - 0.5 * z) + x * z * SinTail(z));
    }

    private static double SinTail(double z)
    {
        double sum = 1.0 / 355687428096000;
        sum = sum * z - 1.0 / 1307674368000;
        sum = sum * z + 1.0 / 6227020800;
        sum = sum * z - 1.0 / 39916800;
        sum = sum * z + 1.0 / 362880;
        sum = sum * z - 1.0 / 5040;
        sum = sum * z + 1.0 / 120;
        return sum * z - 1.0 / 6;
    }

    /// <summary>cos(x + low) for |x| up to π/4: Taylor up to x^18 / 18!.</summary>
    private static double CosSeries(double x, double low)
    {
        double z = x * x, half = 0.5 * z, main = 1 - half;
        return main + (1 - main - half + (z * z * CosTail(z) - x * low));
    }

    private static double CosTail(double z)
    {
        double sum = -1.0 / 6402373705728000;
        sum = sum * z + 1.0 / 20922789888000;
        sum = sum * z - 1.0 / 87178291200;
        sum = sum * z + 1.0 / 479001600;
        sum = sum * z - 1.0 / 3628800;
        sum = sum * z + 1.0 / 40320;
        sum = sum * z - 1.0 / 720;
        return sum * z + 1.0 / 24;
    }

    private static DoubleDouble SinExact(DoubleDouble r)
    {
        double z = r.High * r.High;
        return DoubleDouble.FastSum(r.High, r.Low * (1 - 0.5 * z) + r.High * z * SinTail(z));
    }

    private static DoubleDouble CosExact(DoubleDouble r)
    {
        double z = r.High * r.High;
        DoubleDouble square = DoubleDouble.Product(r.High, r.High);
        DoubleDouble main = DoubleDouble.FastSum(1, -0.5 * square.High);
        return DoubleDouble.FastSum(main.High, main.Low - 0.5 * square.Low + (z * z * CosTail(z) - r.High * r.Low));
    }

    // atan(i / 8), rounded, and what rounding lost.
    private static readonly double[] s_atanHigh =
    [
        0.0, 0.12435499454676144, 0.24497866312686414, 0.35877067027057225, 0.4636476090008061,
        0.5585993153435624, 0.6435011087932844, 0.7188299996216245, 0.7853981633974483,
    ];

    private static readonly double[] s_atanLow =
    [
        0.0, -3.1253241424539383e-18, 1.0698755618734451e-17, -2.4623815582638635e-17, 2.2698777452961687e-17,
        -5.4556305485916264e-18, 1.5834785051444286e-17, -2.1478388444456983e-17, 3.061616997868383e-17,
    ];

    public static double Atan(double d)
    {
        if (double.IsNaN(d)) return d;
        double x = Abs(d);
        if (x == double.PositiveInfinity) return CopySign(HalfPi.High, d);
        return CopySign(x > 1 ? (HalfPi + -AtanExact(1, x)).Value : AtanExact(x, 1).Value, d);
    }

    public static double Atan2(double y, double x)
    {
        if (double.IsNaN(x) || double.IsNaN(y)) return double.NaN;
        double ax = Abs(x), ay = Abs(y);
        DoubleDouble angle;
        if (ay == 0) angle = default;
        else if (ax == ay) angle = new(s_atanHigh[8], s_atanLow[8]);
        else if (ay < ax) angle = double.IsInfinity(ax) ? default : AtanExact(ay, ax);
        else angle = double.IsInfinity(ay) ? HalfPi : HalfPi + -AtanExact(ax, ay);
        if (double.IsNegative(x)) angle = new DoubleDouble(PI, 1.2246467991473532e-16) + -angle;
        return CopySign(angle.Value, y);
    }

    /// <summary>atan(y / x) for 0 ≤ y ≤ x: the nearest eighth from a table, then the series of what is left, below 1/16.</summary>
    private static DoubleDouble AtanExact(double y, double x)
    {
        // Keep the products below in range.
        int exponent = ILogB(x);
        if (exponent is > 500 or < -500)
        {
            x = ScaleB(x, -exponent);
            y = ScaleB(y, -exponent);
        }
        double ratio = y / x;
        if (ratio < 1e-8) return new(ratio, 0);
        int eighth = (int)(ratio * 8 + 0.5);
        double c = eighth / 8.0;
        // (y/x - c) / (1 + c·y/x) = (y - c·x) / (x + c·y)
        DoubleDouble t = (DoubleDouble.Product(-c, x) + y) / (DoubleDouble.Product(c, y) + x);
        double z = t.High * t.High;
        double sum = 1.0 / 17;
        for (int n = 15; n >= 3; n -= 2) sum = 1.0 / n - sum * z;
        DoubleDouble small = DoubleDouble.FastSum(t.High, t.Low - t.High * z * sum);
        return eighth == 0 ? small : new DoubleDouble(s_atanHigh[eighth], s_atanLow[eighth]) + small;
    }

    public static double Asin(double d)
    {
        double x = Abs(d);
        if (x > 1) return double.NaN;
        return x < 1e-8 ? d : Atan2(d, Sqrt((1 - x) * (1 + x)));
    }

    public static double Acos(double d)
    {
        if (!(Abs(d) <= 1)) return double.NaN;
        return 2 * Atan2(Sqrt(1 - d), Sqrt(1 + d));
    }
}
