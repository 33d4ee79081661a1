// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>log gamma of positive numbers with a double's digits and more; <see cref="Gamma"/> has the other numbers.</summary>
internal static class GammaRows
{
    /// <summary>Above it no square underflows.</summary>
    internal const double Start = 1e-150;

    /// <summary>Beyond it a double's logarithm times the number has too few digits left.</summary>
    internal const double End = 1e15;

    /// <summary>Beyond it gamma overflows.</summary>
    internal const double ValueEnd = 171;

    private const double RowsStart = 0.5, StirlingStart = 16;
    private const int Terms = 12, Shift = 4;

    internal static DoubleDouble Log(double x)
    {
        if (x >= StirlingStart) return Stirling(x);
        if (x >= RowsStart) return SpecialRows.At(SpecialTables.LogGamma, SpecialRows.InOctaves(x, -1, Shift), Terms, x);
        // gamma(x) = gamma(1 + x) / x
        DoubleDouble next = SpecialRows.At(SpecialTables.LogGamma, SpecialRows.InOctaves(1 + x, -1, Shift), Terms, x, 1);
        return next + -Math.LogExact(x);
    }

    internal static double Value(double x)
    {
        DoubleDouble logarithm = Log(x);
        DoubleDouble sum = DoubleDouble.FastSum(logarithm.High, logarithm.Low);
        return Math.ExpOfAny(sum.High, sum.Low);
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
