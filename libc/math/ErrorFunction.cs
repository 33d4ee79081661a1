// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>erf and erfc of finite numbers.</summary>
internal static class ErrorFunction
{
    /// <summary>From here on, by a continued fraction; below, what erf leaves of 1 is known to 80 bits and more.</summary>
    private const int SeriesEnd = 5;

    /// <summary>erfc underflows in all formats beyond 107.</summary>
    private const int End = 7;

    internal static Wide Erf(in Wide x)
    {
        if (x.IsZero || x.Exponent < -64)
        {
            return x * WideTables.TwoOverRootPi;
        }

        if (x.Magnitude > Wide.From((long)SeriesEnd))
        {
            Wide rest = x.Exponent >= 3 ? Wide.One.Scaled(-80) : Fraction(x.Magnitude);
            return (Wide.One - rest).WithSign(x.IsNegative);
        }

        return Series(x);
    }

    internal static Wide Erfc(in Wide x)
    {
        if (x.IsZero || x.Exponent < -130)
        {
            return Wide.One;
        }

        if (x.IsNegative)
        {
            return Wide.One - Erf(x);
        }

        return x > Wide.From((long)SeriesEnd) ? Fraction(x) : Wide.One - Series(x);
    }

    /// <summary>2/sqrt(pi) x exp(-x²) Σ (2x²)^n / (1·3·…·(2n + 1)), none of whose terms is negative (DLMF 7.6.2).</summary>
    private static Wide Series(in Wide x)
    {
        // Enough of them for terms to fall below 2^-90; the sum is at least 1.
        Wide square = x * x;
        double size = x.Magnitude.ToDouble();
        int count = (int)((size * 13) + (size * size * 0.9) + 28);
        Wide sum = WideMath.Series(WideTables.ErrorSeries, 0, 1, count < 120 ? count : 120, square.Scaled(-5), false, 44);
        return sum * x * WideTables.TwoOverRootPi * WideMath.Exp(-square);
    }

    /// <summary>
    /// exp(-x²)/sqrt(pi) / (x + (1/2)/(x + 1/(x + (3/2)/(x + …)))) (DLMF 7.9.1). From x = 5 on, the depth leaves less than 2^-76 of it.
    /// </summary>
    private static Wide Fraction(in Wide x)
    {
        if (x.Exponent >= End)
        {
            return Wide.One.Scaled(-40000);
        }

        double size = x.ToDouble();
        int depth = (int)(600 / (size * size)) + 20;
        Wide tail = x;
        for (int n = depth; n >= 1; n--)
        {
            tail = x + (Wide.From((long)n).Scaled(-1) / tail);
        }

        return WideMath.Exp(-(x * x)) * WideTables.TwoOverRootPi.Scaled(-1) / tail;
    }
}
