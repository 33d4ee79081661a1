// SPDX-License-Identifier: MIT

namespace System;

// exp, log and what follows from them. Reduction to a short interval, then the series there, with the leading term
// added last and in enough precision that its rounding is the only one that counts (J.-M. Muller, Elementary
// Functions: Algorithms and Implementation, 3rd ed., ch. 5 and 11).
public static partial class Math
{
    // ln 2 in two pieces: the first has 32 bits, so that its product with an exponent is exact.
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;
    private const double OneOverLn2 = 1.4426950408889634;
    private const double SqrtHalf = 0.70710678118654752;

    private static DoubleDouble OneOverLn10Exact => new(0.4342944819032518, 1.098319650216765e-17);

    private static DoubleDouble OneOverLn2Exact => new(1.4426950408889634, 2.0355273740931033e-17);

    public static double Exp(double d) => ExpOfSum(d, 0);

    /// <summary>exp(high + low) for a low part far below the last place of the high one.</summary>
    private static double ExpOfSum(double high, double low)
    {
        if (double.IsNaN(high)) return high;
        if (high > 709.79) return double.PositiveInfinity;
        if (high < -745.2) return 0;
        double k = Round(high * OneOverLn2);
        double reduced = high - k * Ln2High;
        low -= k * Ln2Low;
        DoubleDouble r = DoubleDouble.Sum(reduced, low);
        return ScaleB(1 + (r.High + (r.Low + ExpTail(r.High))), (int)k);
    }

    /// <summary>exp(r) - 1 - r for |r| below 0.35, by the Taylor series up to r^14 / 14!.</summary>
    private static double ExpTail(double r)
    {
        double sum = 1.0 / 87178291200;
        sum = sum * r + 1.0 / 6227020800;
        sum = sum * r + 1.0 / 479001600;
        sum = sum * r + 1.0 / 39916800;
        sum = sum * r + 1.0 / 3628800;
        sum = sum * r + 1.0 / 362880;
        sum = sum * r + 1.0 / 40320;
        sum = sum * r + 1.0 / 5040;
        sum = sum * r + 1.0 / 720;
        sum = sum * r + 1.0 / 120;
        sum = sum * r + 1.0 / 24;
        sum = sum * r + 1.0 / 6;
        return r * r * (0.5 + r * sum);
    }

    /// <summary>exp(x) - 1 without the cancellation near zero.</summary>
    private static double ExpMinusOne(double x)
    {
        if (Abs(x) < 0.34) return x + ExpTail(x);
        return Exp(x) - 1;
    }

    public static double Log(double d)
    {
        if (!(d > 0) || d == double.PositiveInfinity) return LogOfSpecial(d);
        return LogExact(d).Value;
    }

    public static double Log10(double d)
    {
        if (!(d > 0) || d == double.PositiveInfinity) return LogOfSpecial(d);
        return (LogExact(d) * OneOverLn10Exact).Value;
    }

    public static double Log2(double x)
    {
        if (!(x > 0) || x == double.PositiveInfinity) return LogOfSpecial(x);
        return (LogExact(x) * OneOverLn2Exact).Value;
    }

    public static double Log(double a, double newBase)
    {
        if (double.IsNaN(a)) return a;
        if (double.IsNaN(newBase)) return newBase;
        if (newBase == 1 || (a != 1 && (newBase == 0 || double.IsPositiveInfinity(newBase)))) return double.NaN;
        return Log(a) / Log(newBase);
    }

    private static double LogOfSpecial(double d) => d == 0 ? double.NegativeInfinity : d < 0 ? double.NaN : d;

    /// <summary>The natural logarithm of a positive finite number to about 100 bits: 2 atanh((m - 1) / (m + 1)) + k ln 2.</summary>
    private static DoubleDouble LogExact(double d)
    {
        int k = ILogB(d);
        double m = ScaleB(d, -k);
        if (m > 2 * SqrtHalf)
        {
            m *= 0.5;
            k++;
        }
        DoubleDouble s = new DoubleDouble(m - 1, 0) / DoubleDouble.Sum(m, 1);
        DoubleDouble square = s * s;
        double z = square.High;
        // |s| is below 0.172: the terms from s^11 on are below 2^-45 of the first, so double precision is enough for them.
        double tail = 1.0 / 33;
        for (int n = 31; n >= 11; n -= 2) tail = tail * z + 1.0 / n;
        DoubleDouble sum = square * tail + new DoubleDouble(0.1111111111111111, 6.1679056923619804e-18);
        sum = sum * square + new DoubleDouble(0.14285714285714285, 7.93016446160826e-18);
        sum = sum * square + new DoubleDouble(0.2, -1.1102230246251566e-17);
        sum = sum * square + new DoubleDouble(0.3333333333333333, 1.850371707708594e-17);
        DoubleDouble atanh = s + s * square * sum;
        DoubleDouble log = new(2 * atanh.High, 2 * atanh.Low);
        // k ln 2 in three pieces, for it must be as exact as the rest.
        DoubleDouble scale = DoubleDouble.Sum(k * Ln2High, k * Ln2Low) + k * 1.1612227229362532e-26;
        return scale + log;
    }

    public static double Pow(double x, double y)
    {
        // The special cases are those of C's pow (C23 F.10.4.4).
        if (y == 0 || x == 1) return 1;
        if (double.IsNaN(x) || double.IsNaN(y)) return double.NaN;
        double magnitude = Abs(x);
        if (double.IsInfinity(y))
        {
            if (magnitude == 1) return 1;
            return magnitude > 1 == y > 0 ? double.PositiveInfinity : 0;
        }
        bool isWhole = Abs(y) >= TwoTo52 || Truncate(y) == y;
        bool isOdd = isWhole && Abs(y) < 2 * TwoTo52 && ((long)y & 1) != 0;
        if (x == 0 || double.IsInfinity(x))
        {
            double extreme = magnitude == 0 == y > 0 ? 0 : double.PositiveInfinity;
            return isOdd ? CopySign(extreme, x) : extreme;
        }
        if (x < 0 && !isWhole) return double.NaN;
        double result = PowOfPositive(magnitude, y);
        return x < 0 && isOdd ? -result : result;
    }

    private static double PowOfPositive(double x, double y)
    {
        if (x == 1) return 1;
        DoubleDouble log = LogExact(x);
        double estimate = log.High * y;
        if (estimate > 710) return double.PositiveInfinity;
        if (estimate < -746) return 0;
        DoubleDouble power = log * y;
        return ExpOfSum(power.High, power.Low);
    }

    public static double Cbrt(double d)
    {
        if (d == 0 || !double.IsFinite(d)) return d;
        double magnitude = Abs(d);
        int third = ILogB(magnitude) / 3;
        double m = ScaleB(magnitude, -3 * third);
        double root = Exp(Log(m) / 3);
        // One Newton step with an exact residue gives the last bits.
        DoubleDouble cube = DoubleDouble.Product(root, root) * root;
        root -= (cube + -m).Value / (3 * root * root);
        return CopySign(ScaleB(root, third), d);
    }

    public static double Sinh(double value)
    {
        double x = Abs(value);
        if (x > 709)
        {
            // exp(x) would overflow before sinh does.
            double half = Exp(x / 2);
            return CopySign(half * 0.5 * half, value);
        }
        if (x < 22)
        {
            double e = ExpMinusOne(x);
            return CopySign((e + e / (e + 1)) * 0.5, value);
        }
        return CopySign(Exp(x) * 0.5, value);
    }

    public static double Cosh(double value)
    {
        double x = Abs(value);
        if (x > 709)
        {
            double half = Exp(x / 2);
            return half * 0.5 * half;
        }
        double e = Exp(x);
        return (e + 1 / e) * 0.5;
    }

    public static double Tanh(double value)
    {
        double x = Abs(value);
        if (x > 22) return CopySign(1, value);
        double e = ExpMinusOne(2 * x);
        return CopySign(e / (e + 2), value);
    }

    public static double Asinh(double d)
    {
        double x = Abs(d);
        if (x == 0 || !double.IsFinite(d)) return d;
        if (x > 1e9) return CopySign(Log(x) + 0.6931471805599453, d);
        return CopySign(LogOnePlus(x + x * x / (1 + Sqrt(x * x + 1))), d);
    }

    public static double Acosh(double d)
    {
        if (d < 1) return double.NaN;
        if (d > 1e9) return Log(d) + 0.6931471805599453;
        double t = d - 1;
        return LogOnePlus(t + Sqrt(2 * t + t * t));
    }

    public static double Atanh(double d)
    {
        double x = Abs(d);
        if (x > 1) return double.NaN;
        return CopySign(0.5 * LogOnePlus(2 * x / (1 - x)), d);
    }

    /// <summary>log(1 + x): the logarithm of the rounded sum, corrected for what rounding lost.</summary>
    private static double LogOnePlus(double x)
    {
        if (x == double.PositiveInfinity || Abs(x) < 1e-16) return x;
        DoubleDouble sum = DoubleDouble.Sum(1, x);
        return (LogExact(sum.High) + sum.Low / sum.High).Value;
    }
}
