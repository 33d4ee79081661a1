// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>The gamma function of finite numbers that are no poles: Stirling's series from 24 on, to which smaller numbers are moved.</summary>
internal static class Gamma
{
    private const int StirlingStart = 24;

    /// <summary>Beyond these the gamma function is out of every format's range.</summary>
    private const int Largest = 1760;

    /// <summary>Whether it is 0 or a negative whole number.</summary>
    internal static bool IsPole(in Wide x) => x.IsZero || (x.IsNegative && IsWhole(x));

    private static bool IsWhole(in Wide x) => x.Exponent >= 0 && Fraction(x) == 0;

    /// <summary>log |gamma(x)|, and whether gamma is negative.</summary>
    internal static Wide Log(in Wide x, out bool isNegative)
    {
        isNegative = false;
        if (x.IsNegative)
        {
            return LogOfNegative(x, out isNegative);
        }

        return LogOfPositive(x);
    }

    internal static Wide Value(in Wide x)
    {
        if (x.Magnitude > Wide.From((long)Largest))
        {
            // An odd number of factors below zero makes a negative product.
            bool isMinus = x.IsNegative && (FloorIsOdd(x.Magnitude) == 0);
            return Wide.One.Scaled(x.IsNegative ? -40000 : 40000).WithSign(isMinus);
        }

        if (!x.IsNegative)
        {
            return x.Exponent < -130 ? Wide.One / x : ValueOfPositive(x);
        }

        if (x.Exponent < -130)
        {
            return Wide.One / x;
        }

        // pi / (sin(pi x) gamma(1 - x))
        WideMath.SinCosPi(x, out Wide sine, out _);
        return WideMath.Pi / (sine * ValueOfPositive(Wide.One - x));
    }

    private static Wide LogOfPositive(in Wide x)
    {
        Wide fromOne = x - Wide.One;
        if (fromOne.IsZero || fromOne.Exponent < -5)
        {
            return NearOne(fromOne);
        }

        Wide fromTwo = fromOne - Wide.One;
        if (fromTwo.IsZero || fromTwo.Exponent < -5)
        {
            return NearOne(fromTwo) + WideMath.LogOnePlus(fromTwo);
        }

        if (x.Exponent < -5)
        {
            // gamma(x) = gamma(1 + x) / x
            return NearOne(x) - WideMath.Log(x);
        }

        return Moved(x, out Wide product) - (product.Exponent == 0 && product.High == 1UL << 63 ? Wide.Zero : WideMath.Log(product));
    }

    private static Wide LogOfNegative(in Wide x, out bool isNegative)
    {
        Wide magnitude = x.Magnitude;
        if (magnitude.Exponent < -70)
        {
            isNegative = true;
            return -WideMath.Log(magnitude) - (x * WideTables.EulerGamma);
        }

        // |gamma(x)| = pi / (|x sin(pi x)| gamma(|x|))
        isNegative = FloorIsOdd(magnitude) == 0;
        WideMath.SinCosPi(x, out Wide sine, out _);
        Wide upper = WideMath.Pi / (magnitude * sine.Magnitude);
        if (magnitude > Wide.From((long)StirlingStart))
        {
            return WideMath.Log(upper) - LogOfPositive(magnitude);
        }

        // In one logarithm, since near the zeros of the result two would cancel out.
        return WideMath.Log(upper / ValueOfPositive(magnitude));
    }

    private static Wide ValueOfPositive(in Wide x) => WideMath.Exp(Moved(x, out Wide product)) / product;

    /// <summary>log gamma(x + n) with x + n at least 24, and the product x (x + 1) … (x + n - 1) that is too much.</summary>
    private static Wide Moved(in Wide x, out Wide product)
    {
        product = Wide.One;
        Wide moved = x;
        while (moved.Exponent < 5 && moved < Wide.From((long)StirlingStart))
        {
            product *= moved;
            moved += Wide.One;
        }

        // (x - 1/2) log x - x + log sqrt(2 pi) + 1/(12x) - …  (DLMF 5.11.1)
        Wide inverse = Wide.From((long)StirlingStart) / moved;
        Wide tail = inverse * WideMath.Series(WideTables.Stirling, 0, 1, 22, Below(inverse * inverse), true, 0);
        return ((moved - Wide.Half) * (WideMath.Log(moved) - Wide.One)) - Wide.Half + WideTables.LnRootTwoPi + tail;
    }

    /// <summary>1 is no fraction of 128 bits.</summary>
    private static Wide Below(in Wide x) => x.Exponent >= 0 ? Wide.One - Wide.One.Scaled(-127) : x;

    /// <summary>log gamma(1 + d) = -γd + Σ (-1)^k zeta(k) d^k / k for |d| below 1/16 (DLMF 5.7.3).</summary>
    private static Wide NearOne(in Wide d)
    {
        if (d.IsZero)
        {
            return Wide.Zero;
        }

        Wide sum = WideMath.Series(WideTables.Zetas, 0, 1, 26, d.Magnitude, !d.IsNegative, 0);
        return d * ((d * sum) - WideTables.EulerGamma);
    }

    /// <summary>1 if the whole part is odd.</summary>
    private static int FloorIsOdd(in Wide magnitude)
    {
        if (magnitude.Exponent < 0 || magnitude.Exponent >= 64)
        {
            return 0;
        }

        return (int)(magnitude.High >> (63 - magnitude.Exponent)) & 1;
    }

    /// <summary>The bits behind the point of a number from 1 on with 64 bits, which arguments have.</summary>
    private static ulong Fraction(in Wide x) => x.Low != 0 ? x.Low : x.Exponent >= 63 ? 0 : x.High << (x.Exponent + 1);
}
