// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>Elementary functions of <see cref="Wide"/>, to some 120 bits: series over whole numbers of 128 bits, once the argument is small.</summary>
internal static unsafe class WideMath
{
    internal static Wide HalfPi => WideTables.HalfPi;

    internal static Wide Pi => WideTables.HalfPi.Scaled(1);

    /// <summary>Powers of e beyond any format's range are all the same.</summary>
    private static Wide Huge => new(false, 1 << 24, 1UL << 63, 0);

    /// <summary>
    /// Horner's scheme for count coefficients table[first + step × k] in powers of z below 1, added or by turns subtracted: a sum below 2
    /// of coefficients that are halves, or below 1.
    /// </summary>
    internal static Wide Series(ReadOnlySpan<ulong> table, int first, int step, int count, in Wide z, bool isAlternating, int scale)
    {
        z.ToFraction(0, out ulong zHigh, out ulong zLow);
        WordPair sum = default;
        sum.High = isAlternating ? 1UL : 0;
        fixed (ulong* coefficients = table)
        {
            WideStubs.Series(coefficients + (2 * (first + (step * (count - 1)))), (nuint)(count - 1), (nuint)(step * 2 * sizeof(ulong)), zHigh, zLow, &sum);
        }

        return Wide.FromFraction(false, scale, sum.High, sum.Low);
    }

    internal static Wide Exp(in Wide x)
    {
        if (x.Exponent > 20 && !x.IsZero)
        {
            return x.IsNegative ? Wide.One / Huge : Huge;
        }

        Wide rest = ExpReduced(x, out int power);
        return (Wide.One + rest).Scaled(power);
    }

    /// <summary>exp(x) - 1, with all its bits for small x too.</summary>
    internal static Wide ExpMinusOne(in Wide x)
    {
        if (x.IsZero || x.Exponent < -120)
        {
            return x;
        }

        if (x.Exponent >= -1)
        {
            return Exp(x) - Wide.One;
        }

        Wide rest = ExpReduced(x.Magnitude, out _);
        return x.IsNegative ? -(rest / (Wide.One + rest)) : rest;
    }

    /// <summary>exp(r) - 1, where x = r + power × ln 2 with 0 ≤ r ≤ ln 2.</summary>
    private static Wide ExpReduced(in Wide x, out int power)
    {
        power = (int)Math.Floor(x.ToDouble() * 1.4426950408889634);
        Wide rest = power == 0 ? x : x - WideArithmetic.Times(WideTables.Ln2, power);
        if (rest.IsNegative || rest.IsZero)
        {
            return Wide.Zero;
        }

        return rest * Series(WideTables.InverseFactorials, 1, 1, rest.Exponent < -8 ? 16 : 34, rest, false, 1);
    }

    /// <summary>The logarithm of a positive number: one of doubles, and a Newton step by the exponential function.</summary>
    internal static Wide Log(in Wide x)
    {
        int power = x.Exponent;
        Wide m = new(false, 0, x.High, x.Low);
        if (x.High >= 0xB504F333F9DE6484)
        {
            m = m.Scaled(-1);
            power++;
        }

        Wide logarithm = LogNearOne(m);
        return power == 0 ? logarithm : logarithm + WideArithmetic.Times(WideTables.Ln2, power);
    }

    private static Wide LogNearOne(in Wide m)
    {
        Wide excess = m - Wide.One;
        if (excess.Exponent < -24 || excess.IsZero)
        {
            return LogSeries(excess);
        }

        Wide near = Wide.From(Math.Log(m.ToDouble()));
        return near + LogSeries((m * Exp(-near)) - Wide.One);
    }

    /// <summary>log(1 + x) of a small number.</summary>
    private static Wide LogSeries(in Wide x)
    {
        Wide sum = WideArithmetic.Over(Wide.One, 5) * x;
        sum = (sum - Wide.One.Scaled(-2)) * x;
        sum = (sum + WideArithmetic.Over(Wide.One, 3)) * x;
        sum = (sum - Wide.Half) * x;
        return x + (x * sum);
    }

    /// <summary>log(1 + x) for x above -1.</summary>
    internal static Wide LogOnePlus(in Wide x) => x.Exponent < -24 || x.IsZero ? LogSeries(x) : Log(Wide.One + x);

    internal static Wide Sinh(in Wide x)
    {
        Wide e;
        if (x.IsZero || x.Exponent < -1)
        {
            e = ExpMinusOne(x.Magnitude);
            return (e + (e / (Wide.One + e))).Scaled(-1).WithSign(x.IsNegative);
        }

        e = Exp(x.Magnitude);
        return (e - (Wide.One / e)).Scaled(-1).WithSign(x.IsNegative);
    }

    internal static Wide Cosh(in Wide x)
    {
        Wide e = Exp(x.Magnitude);
        return (e + (Wide.One / e)).Scaled(-1);
    }

    /// <summary>log(x + sqrt(x² + 1)), so written that small numbers keep their bits.</summary>
    internal static Wide Asinh(in Wide x)
    {
        Wide magnitude = x.Magnitude, square = x * x;
        return LogOnePlus(magnitude + (square / (Wide.One + WideArithmetic.SquareRoot(Wide.One + square)))).WithSign(x.IsNegative);
    }

    internal static void SinCos(in Wide x, out Wide sine, out Wide cosine)
    {
        int quadrant = Reduce(x, out Wide rest);
        Wide square = rest * rest;
        int count = rest.Exponent < -8 ? 8 : 18;
        Wide s = rest * Series(WideTables.InverseFactorials, 1, 2, count, square, true, 1);
        Wide c = Series(WideTables.InverseFactorials, 0, 2, count, square, true, 1);
        sine = (quadrant & 1) == 0 ? s : c;
        cosine = (quadrant & 1) == 0 ? c : s;
        sine = (quadrant & 2) == 0 ? sine : -sine;
        cosine = ((quadrant + 1) & 2) == 0 ? cosine : -cosine;
        sine = x.IsZero ? x : sine;
    }

    /// <summary>Sine and cosine of pi times a number.</summary>
    internal static void SinCosPi(in Wide x, out Wide sine, out Wide cosine)
    {
        // The nearest whole number leaves at most a half, the nearest half a quarter.
        Wide twice = x.Scaled(1);
        long halves = twice.Exponent < 62 ? Nearest(twice) : 0;
        Wide rest = twice.Exponent < 62 ? (twice - Wide.From(halves)) * HalfPi : Wide.Zero;
        SinCos(rest, out Wide s, out Wide c);
        sine = (halves & 1) == 0 ? s : c;
        cosine = (halves & 1) == 0 ? c : s;
        sine = (halves & 2) == 0 ? sine : -sine;
        cosine = ((halves + 1) & 2) == 0 ? cosine : -cosine;
    }

    /// <summary>The nearest whole number to one below 2^62.</summary>
    internal static long Nearest(in Wide x)
    {
        if (x.IsZero || x.Exponent < -1)
        {
            return 0;
        }

        ulong whole = x.Exponent < 0 ? 0 : x.High >> (63 - x.Exponent);
        ulong half = x.Exponent < 0 ? 1 : x.High >> (62 - x.Exponent) & 1;
        long nearest = (long)(whole + half);
        return x.IsNegative ? -nearest : nearest;
    }

    /// <summary>The quadrant, and the way to its middle. Exact for numbers of 64 bits of any size, and good enough for wider ones below 2^60.</summary>
    private static int Reduce(in Wide x, out Wide rest)
    {
        if (x.IsZero || x.Exponent < -1)
        {
            rest = x;
            return 0;
        }

        if (x.Low != 0 && x.Exponent < 60)
        {
            long quarters = Nearest(x / HalfPi);
            rest = x - WideArithmetic.Times(HalfPi, quarters) - WideArithmetic.Times(WideTables.HalfPiRest, quarters);
            return (int)quarters & 3;
        }

        int ignored = 0;
        Float80 narrow = x.ToFloat80(ref ignored);
        if ((narrow.SignAndExponent & 0x7FFF) == 0x7FFF)
        {
            rest = Wide.Zero;
            return 0;
        }

        return LongAngle.Reduce(&narrow, out rest);
    }

    /// <summary>The angle of the point (x, y), finite; the signs of zeros count.</summary>
    internal static Wide Atan2(in Wide y, in Wide x)
    {
        Wide up = y.Magnitude, right = x.Magnitude, angle;
        if (up.IsZero)
        {
            angle = Wide.Zero;
        }
        else if (right.IsZero)
        {
            angle = HalfPi;
        }
        else if (up > right)
        {
            angle = HalfPi - AtanOfQuotient(right, up);
        }
        else
        {
            angle = AtanOfQuotient(up, right);
        }

        angle = x.IsNegative ? Pi - angle : angle;
        return angle.WithSign(y.IsNegative);
    }

    /// <summary>atan(y / x) for 0 &lt; y ≤ x: the arc tangent of doubles, and what it lacks by the angle between the two directions.</summary>
    private static Wide AtanOfQuotient(in Wide y, in Wide x)
    {
        if (x.Exponent - y.Exponent > 24)
        {
            return AtanSeries(y / x);
        }

        Wide near = Wide.From(Math.Atan(y.Scaled(-x.Exponent).ToDouble() / x.Scaled(-x.Exponent).ToDouble()));
        SinCos(near, out Wide sine, out Wide cosine);
        return near + AtanSeries(((y * cosine) - (x * sine)) / ((x * cosine) + (y * sine)));
    }

    private static Wide AtanSeries(in Wide t)
    {
        Wide square = t * t;
        Wide sum = WideArithmetic.Over(square, 5) - WideArithmetic.Over(Wide.One, 3);
        return t + (t * square * sum);
    }
}
