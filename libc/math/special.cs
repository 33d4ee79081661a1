// SPDX-License-Identifier: MIT
using System;
using System.Runtime;

namespace Skift.Libc;

/// <summary>
/// math.h: error and gamma functions (C11 7.12.8; special cases of F.10.5). Where tables have them, within 1 ulp by polynomials; elsewhere they
/// are computed to more than 100 bits and rounded once; only near the zeros of lgamma between negative whole numbers is less than that left.
/// </summary>
public static unsafe partial class C
{
    [RuntimeExport("erf")]
    public static double erf(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude > ErrorRows.Start && magnitude < ErrorRows.End) return Math.CopySign(ErrorRows.Erf(magnitude).Value, x);
        return double.IsFinite(x) ? FloatExceptions.Result(ErrorFunction.Erf(Wide.From(x))) : 1 / x + (x > 0 ? 1 : -1);
    }

    [RuntimeExport("erff")]
    public static float erff(float x) => float.IsFinite(x) ? (float)erf(x) : 1 / x + (x > 0 ? 1 : -1);

    [RuntimeExport("erfc")]
    public static double erfc(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude > ErrorRows.Start && x > -ErrorRows.End && x < ErrorRows.ComplementEnd) return ErrorRows.Erfc(x);
        return double.IsFinite(x) ? FloatExceptions.Result(ErrorFunction.Erfc(Wide.From(x))) : 1 / x + (x > 0 ? 0 : 2);
    }

    [RuntimeExport("erfcf")]
    public static float erfcf(float x) => float.IsFinite(x) ? (float)erfc(x) : 1 / x + (x > 0 ? 0 : 2);

    /// <summary>tgamma: a pole at -0 or 0 raises FE_DIVBYZERO, one at a negative whole number (and minus infinity) FE_INVALID.</summary>
    [RuntimeExport("tgamma")]
    public static double tgamma(double x)
    {
        if (x > GammaRows.Start && x < GammaRows.ValueEnd) return GammaRows.Value(x);
        if (!double.IsFinite(x) || x == 0 || (x < 0 && Math.Floor(x) == x))
        {
            return x == 0 ? 1 / x : x > 0 ? x : double.IsNaN(x) ? x : (x - x) / (x - x == 0 ? 0 : x - x);
        }

        if (x < -GammaRows.Start && x > -GammaRows.NegativeEnd)
        {
            double magnitude = GammaRows.ValueOfNegative(-x);
            return ((int)x & 1) == 0 ? -magnitude : magnitude;
        }

        return FloatExceptions.Result(Gamma.Value(Wide.From(x)));
    }

    [RuntimeExport("tgammaf")]
    public static float tgammaf(float x) => (float)tgamma(x);

    /// <summary>lgamma: a pole raises FE_DIVBYZERO; <c>signgam</c> gets the sign of gamma.</summary>
    [RuntimeExport("lgamma")]
    public static double lgamma(double x) => lgamma_r(x, MathStubs.SignGam());

    [RuntimeExport("lgammaf")]
    public static float lgammaf(float x) => lgammaf_r(x, MathStubs.SignGam());

    [RuntimeExport("lgamma_r")]
    public static double lgamma_r(double x, int* sign)
    {
        if (x > GammaRows.Start && x < GammaRows.End)
        {
            *sign = 1;
            return GammaRows.LogOfPositive(x);
        }

        *sign = double.IsNegative(x) && x == 0 ? -1 : 1;
        if (!double.IsFinite(x))
        {
            return x * x;
        }

        if (x <= 0 && Math.Floor(x) == x)
        {
            return 1 / Math.Abs(x - x);
        }

        if (x < -GammaRows.Start && x > -GammaRows.End && GammaRows.TryLogOfNegative(-x, out double value))
        {
            *sign = ((long)x & 1) == 0 ? -1 : 1;
            return value;
        }

        Wide result = Gamma.Log(Wide.From(x), out bool isNegative);
        *sign = isNegative ? -1 : 1;
        return FloatExceptions.Result(result);
    }

    [RuntimeExport("lgammaf_r")]
    public static float lgammaf_r(float x, int* sign) => (float)lgamma_r(x, sign);

    /// <summary>An older name of lgamma.</summary>
    [RuntimeExport("gamma")]
    public static double gamma(double x) => lgamma(x);
}
