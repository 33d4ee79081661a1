// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>
/// Bessel functions of whole order of positive numbers. The absolute error is below 2^-115 of the function's amplitude, which leaves all
/// bits of a double right beside the zeros too. Below 44 by J. C. P. Miller's backward recurrence and Neumann's series, above it by Hankel's expansion.
/// </summary>
internal static class BesselCore
{
    private const int HankelStart = 44;

    /// <summary>Results of both kinds.</summary>
    internal struct Pair
    {
        public Wide J;
        public Wide Y;
    }

    /// <summary>J of order n ≥ 0.</summary>
    internal static Wide First(int n, double x)
    {
        if (IsFar(n, x))
        {
            return Hankel(n, x).J;
        }

        if (n > x || x < HankelStart)
        {
            // At most (x/2)^n / n!, by Stirling's formula.
            if (n > 1 && n * (Math.Log2(x / 2) - Math.Log2(n) + 1.4427) < -1300)
            {
                return Wide.One.Scaled(-2000);
            }

            Backward(n, x, false, out Wide j, out _, out _);
            return j;
        }

        return Forward(n, x, Hankel(0, x).J, Hankel(1, x).J);
    }

    /// <summary>Y of order n ≥ 0.</summary>
    internal static Wide Second(int n, double x)
    {
        if (IsFar(n, x))
        {
            return Hankel(n, x).Y;
        }

        if (x >= HankelStart)
        {
            return Forward(n, x, Hankel(0, x).Y, Hankel(1, x).Y);
        }

        Backward(0, x, true, out _, out Wide zero, out Wide one);
        return Forward(n, x, zero, one);
    }

    /// <summary>Whether Hankel's expansion has terms small enough.</summary>
    private static bool IsFar(int n, double x) => x >= HankelStart && (n < 2 || x > (double)n * n);

    /// <summary>f(k + 1) = 2k/x f(k) - f(k - 1), which is good for Y, and for J as long as k is below x.</summary>
    private static Wide Forward(int n, double x, Wide before, Wide value)
    {
        if (n == 0)
        {
            return before;
        }

        Wide step = Wide.From(2L) / Wide.From(x);
        for (int k = 1; k < n && value.Exponent < 3000; k++)
        {
            Wide next = WideArithmetic.Times(value * step, k) - before;
            before = value;
            value = next;
        }

        return value;
    }

    /// <summary>DLMF 10.17.3 and 10.17.4, with angles that no subtraction of a quarter turn has made inexact.</summary>
    private static Pair Hankel(int n, double x)
    {
        Wide number = Wide.From(x), inverse = Wide.One / number, even = Wide.One, odd = Wide.Zero, term = Wide.One;
        long square = 4L * n * n;
        for (int k = 1; k < 200; k++)
        {
            long factor = square - ((2L * k) - 1) * ((2L * k) - 1);
            Wide next = WideArithmetic.Over(WideArithmetic.Times(term * inverse, factor), (uint)k).Scaled(-3);
            if (next.IsZero || next.Exponent < -130 || (next.Exponent > term.Exponent && k > n))
            {
                break;
            }

            term = next;
            bool isMinus = (k & 2) != 0;
            if ((k & 1) != 0)
            {
                odd = isMinus ? odd - term : odd + term;
            }
            else
            {
                even = isMinus ? even - term : even + term;
            }
        }

        // The angle is x - pi/4 - n pi/2.
        WideMath.SinCos(number, out Wide sine, out Wide cosine);
        Wide c = cosine + sine, s = sine - cosine;
        for (int turns = n & 3; turns > 0; turns--)
        {
            Wide kept = c;
            c = s;
            s = -kept;
        }

        Wide size = Wide.One / WideArithmetic.SquareRoot(WideMath.Pi * number);
        Pair pair = default;
        pair.J = size * ((even * c) - (odd * s));
        pair.Y = size * ((even * s) + (odd * c));
        return pair;
    }

    /// <summary>
    /// From an order so high that J is next to nothing there, f(k - 1) = 2k/x f(k) - f(k + 1) down to 0, in some unit: that
    /// J0 + 2 J2 + 2 J4 + … = 1 tells which (DLMF 3.6, 10.12.4).
    /// </summary>
    private static void Backward(int n, double x, bool isSecond, out Wide j, out Wide y0, out Wide y1)
    {
        double turning = n > x ? n : x;
        int start = (int)(turning + (21 * Math.Cbrt(turning))) + 24 & ~1;
        Wide step = Wide.From(2L) / Wide.From(x);
        Wide above = Wide.Zero, value = Wide.One, found = Wide.Zero, sum = Wide.Zero, evens = Wide.Zero, odds = Wide.Zero;
        for (int k = start; k > 0; k--)
        {
            found = k == n ? value : found;
            Wide below = WideArithmetic.Times(value * step, k) - above;
            if ((k & 1) == 0)
            {
                sum += value;
                if (isSecond)
                {
                    bool isMinus = (k & 2) != 0;
                    Wide even = WideArithmetic.Over(value, (uint)k / 2), odd = WideArithmetic.Over(below - above, (uint)k / 2);
                    evens = isMinus ? evens - even : evens + even;
                    odds = isMinus ? odds - odd : odds + odd;
                }
            }

            above = value;
            value = below;
        }

        sum = sum.Scaled(1) + value;
        j = (n == 0 ? value : found) / sum;
        y0 = default;
        y1 = default;
        if (isSecond)
        {
            // Y0 = 2/pi (L J0 - 2 Σ (-1)^k J2k / k) with L = log(x/2) + γ (DLMF 10.23.17), and Y1 = -Y0'.
            Wide logarithm = WideMath.Log(Wide.From(x).Scaled(-1)) + WideTables.EulerGamma;
            Wide unit = Wide.One / (sum * WideMath.HalfPi);
            y0 = unit * ((logarithm * value) - evens.Scaled(1));
            y1 = unit * ((logarithm * above) + odds - (value * step).Scaled(-1));
        }
    }
}
