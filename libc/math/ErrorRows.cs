// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>erf and erfc with a double's digits; <see cref="ErrorFunction"/> has them where these end.</summary>
internal static class ErrorRows
{
    /// <summary>Above it no square underflows.</summary>
    internal const double Start = 1e-150;

    /// <summary>From here on erf is 1 but for what a double does not have.</summary>
    internal const double End = 6;

    /// <summary>From here on erfc comes near the numbers that have fewer digits.</summary>
    internal const double ComplementEnd = 26;

    private const double RowsStart = 0.25, ComplementStart = 0.5;
    private const int Terms = 14, ComplementTerms = 12, Shift = 3;

    /// <summary>Of a positive number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DoubleDouble Erf(double x) =>
        x < RowsStart ? new(x, x * Series(x * x)) : SpecialRows.At(SpecialTables.ErrorFunction, SpecialRows.InOctaves(x, -2, Shift), Terms, x);

    internal static double Erfc(double x)
    {
        if (x >= ComplementStart) return Complement(x);
        DoubleDouble value = Erf(Math.Abs(x));
        DoubleDouble sum = DoubleDouble.FastSum(1, x < 0 ? value.High : -value.High);
        return sum.High + (sum.Low + (x < 0 ? value.Low : -value.Low));
    }

    /// <summary>erf(x)/x - 1 from z = x² up to 1/16: 2/sqrt(pi) Σ (-z)^n / (n! (2n + 1)) - 1 (DLMF 7.6.1).</summary>
    private static double Series(double z)
    {
        const double TwoOverRootPi = 1.1283791670955126, LessOne = 0.12837916709551258;
        double sum = -TwoOverRootPi / (362880 * 19);
        sum = (sum * z) + (TwoOverRootPi / (40320 * 17));
        sum = (sum * z) - (TwoOverRootPi / (5040 * 15));
        sum = (sum * z) + (TwoOverRootPi / (720 * 13));
        sum = (sum * z) - (TwoOverRootPi / (120 * 11));
        sum = (sum * z) + (TwoOverRootPi / (24 * 9));
        sum = (sum * z) - (TwoOverRootPi / (6 * 7));
        sum = (sum * z) + (TwoOverRootPi / (2 * 5));
        sum = (sum * z) - (TwoOverRootPi / 3);
        return (sum * z) + LessOne;
    }

    /// <summary>exp(-x²) times the scaled function; of the square and the product the first parts are exact.</summary>
    private static double Complement(double x)
    {
        DoubleDouble scaled = SpecialRows.At(SpecialTables.ScaledComplement, SpecialRows.InOctaves(x, -1, Shift), ComplementTerms, x);
        double head = Math.FirstBits(x);
        double scale = Math.ExpParts(-head * head, -(x - head) * (x + head), out double rest);
        double scaleHead = Math.FirstBits(scale), scaledHead = Math.FirstBits(scaled.High);
        double tail = scaled.High - scaledHead + scaled.Low;
        return (scaleHead * scaledHead) + (((scale - scaleHead) * scaledHead) + (scale * (tail + (rest * (scaledHead + tail)))));
    }
}
