// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>Gamma and its logarithm with a double's digits; <see cref="Gamma"/> has them where these end.</summary>
internal static class GammaRows
{
    /// <summary>Above it no square underflows.</summary>
    internal const double Start = 1e-150;

    /// <summary>Beyond it a double's logarithm times the number has too few digits left.</summary>
    internal const double End = 1e15;

    /// <summary>Beyond it gamma overflows.</summary>
    internal const double ValueEnd = 171;

    /// <summary>From here on gamma of negative numbers comes near the numbers that have fewer digits.</summary>
    internal const double NegativeEnd = 150;

    private const double RowsStart = 0.5, StirlingStart = 16;
    private const double Pi = Math.PI, PiLow = 1.2246467991473532e-16;
    private const int Terms = 12, Shift = 4;

    /// <summary>log gamma of a positive number.</summary>
    private static DoubleDouble Log(double x)
    {
        if (x >= StirlingStart) return Stirling(x);
        if (x >= RowsStart) return SpecialRows.At(SpecialTables.LogGamma, SpecialRows.InOctaves(x, -1, Shift), Terms, x);
        // gamma(x) = gamma(1 + x) / x
        DoubleDouble next = SpecialRows.At(SpecialTables.LogGamma, SpecialRows.InOctaves(1 + x, -1, Shift), Terms, x, 1);
        return next + -Math.LogExact(x);
    }

    internal static double LogOfPositive(double x) => Log(x).Value;

    /// <summary>log |gamma(-x)| of a positive number that is not whole: log(pi / (x sin(pi x))) - log gamma(x) (DLMF 5.5.3).</summary>
    /// <returns>Whether that has enough digits; beside its zeros the two cancel each other out.</returns>
    internal static bool TryLogOfNegative(double x, out double value)
    {
        const double Enough = 1.0 / 32;
        DoubleDouble factor = Reflection(x);
        value = (Math.LogExact(factor.High) + (factor.Low / factor.High) + -Normal(Log(x))).Value;
        return Math.Abs(value) > Enough;
    }

    /// <summary>|gamma(-x)| of a positive number that is not whole.</summary>
    internal static double ValueOfNegative(double x)
    {
        DoubleDouble factor = Reflection(x), logarithm = Normal(Log(x));
        double scale = Math.ExpParts(-logarithm.High, -logarithm.Low, out double rest);
        DoubleDouble product = DoubleDouble.Product(factor.High, scale);
        return product.High + (product.Low + (product.High * rest) + (factor.Low * scale));
    }

    /// <summary>pi / (x |sin(pi x)|)</summary>
    private static DoubleDouble Reflection(double x)
    {
        double fraction = x - Math.Floor(x);
        return new DoubleDouble(Pi, PiLow) / (Sine(fraction > 0.5 ? 1 - fraction : fraction) * x);
    }

    /// <summary>sin(pi x) of a number up to 1/2, by the series of sine or cosine, of which the first two terms are in two pieces.</summary>
    private static DoubleDouble Sine(double x)
    {
        if (x > 0.25)
        {
            DoubleDouble square = DoubleDouble.Product(0.5 - x, 0.5 - x);
            double z = square.High;
            double tail = 4.0587121264167685 + (z * (-1.3352627688545895 + (z * (0.2353306303588932 + (z * (-0.02580689139001406
                + (z * (0.0019295743094039231 + (z * (-0.0001046381049248457 + (z * 4.303069587032947e-06)))))))))));
            return (square * new DoubleDouble(-4.934802200544679, -3.1326477543698557e-16)) + 1.0 + (z * z * tail);
        }
        else
        {
            DoubleDouble square = DoubleDouble.Product(x, x);
            double z = square.High;
            double tail = 2.5501640398773455 + (z * (-0.5992645293207921 + (z * (0.08214588661112823 + (z * (-0.0073704309457143504
                + (z * (0.00046630280576761255 + (z * (-2.1915353447830217e-05 + (z * 7.952054001475513e-07)))))))))));
            DoubleDouble sum = (square * new DoubleDouble(-5.16771278004997, 2.2665622825789447e-16)) + new DoubleDouble(Pi, PiLow);
            return (sum + (z * z * tail)) * x;
        }
    }

    private static DoubleDouble Normal(DoubleDouble sum) => DoubleDouble.FastSum(sum.High, sum.Low);

    /// <summary>Of a positive number.</summary>
    internal static double Value(double x)
    {
        DoubleDouble logarithm = Normal(Log(x));
        return Math.ExpOfAny(logarithm.High, logarithm.Low);
    }

    /// <summary>(x - 1/2) (log x - 1) + log sqrt(2 pi) - 1/2 + 1/(12x) - 1/(360x³) + … (DLMF 5.11.1).</summary>
    private static DoubleDouble Stirling(double x)
    {
        DoubleDouble constant = new(0.4189385332046727, 1.6728209650585413e-17);
        double inverse = 1 / x, square = inverse * inverse;
        double tail = (1.0 / 1188) - (square * (691.0 / 360360));
        tail = (1.0 / 1680) - (square * tail);
        tail = (1.0 / 1260) - (square * tail);
        tail = (1.0 / 360) - (square * tail);
        tail = (1.0 / 12) - (square * tail);
        return ((Math.LogExact(x) + -1.0) * (x - 0.5)) + (constant + (inverse * tail));
    }
}
