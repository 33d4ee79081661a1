// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>math.h: Bessel functions (POSIX, XSI). Those of the second kind have a pole at 0 (FE_DIVBYZERO) and nothing below (FE_INVALID).</summary>
public static unsafe partial class C
{
    /// <summary>Where the tables begin and end: below, squares could underflow; the other arguments go the long way.</summary>
    private const double BesselFirstStart = 1.0 / (1 << 28), BesselSecondStart = 1.0 / 16, BesselFarStart = 8, BesselEnd = 60;
    private const int BesselRowsPerOne = 2, BesselTerms = 14;

    [RuntimeExport("j0")]
    public static double j0(double x)
    {
        double magnitude = Math.Abs(x);
        if (!(magnitude > BesselFirstStart && magnitude < BesselEnd)) return jn(0, x);
        return SpecialRows.At(SpecialTables.BesselJ0, (int)(magnitude * BesselRowsPerOne), BesselTerms, magnitude).Value;
    }

    [RuntimeExport("j0f")]
    public static float j0f(float x) => (float)j0(x);

    [RuntimeExport("j1")]
    public static double j1(double x)
    {
        double magnitude = Math.Abs(x);
        if (!(magnitude > BesselFirstStart && magnitude < BesselEnd)) return jn(1, x);
        double value = SpecialRows.At(SpecialTables.BesselJ1, (int)(magnitude * BesselRowsPerOne), BesselTerms, magnitude).Value;
        return x < 0 ? -value : value;
    }

    [RuntimeExport("j1f")]
    public static float j1f(float x) => Math.Abs(x) > BesselFirstStart ? (float)j1(x) : jnf(1, x);

    [RuntimeExport("jn")]
    public static double jn(int n, double x) => BesselSpecial(n, x, false, out double special) ? special : FloatExceptions.Result(BesselFirst(n, x));

    [RuntimeExport("jnf")]
    public static float jnf(int n, float x) => BesselSpecial(n, x, false, out double special) ? (float)special : FloatExceptions.SingleResult(BesselFirst(n, x));

    [RuntimeExport("y0")]
    public static double y0(double x) =>
        x >= BesselSecondStart && x < BesselEnd ? BesselSecondOf(SpecialTables.BesselY0Near, SpecialTables.BesselY0, x) : yn(0, x);

    [RuntimeExport("y0f")]
    public static float y0f(float x) => (float)y0(x);

    [RuntimeExport("y1")]
    public static double y1(double x) =>
        x >= BesselSecondStart && x < BesselEnd ? BesselSecondOf(SpecialTables.BesselY1Near, SpecialTables.BesselY1, x) : yn(1, x);

    [RuntimeExport("y1f")]
    public static float y1f(float x) => x >= BesselSecondStart ? (float)y1(x) : ynf(1, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double BesselSecondOf(ReadOnlySpan<double> near, ReadOnlySpan<double> far, double x)
    {
        const int NearFirst = -4, NearShift = 3;
        return x < BesselFarStart
            ? SpecialRows.At(near, SpecialRows.InOctaves(x, NearFirst, NearShift), BesselTerms, x).Value
            : SpecialRows.At(far, (int)((x - BesselFarStart) * BesselRowsPerOne), BesselTerms, x).Value;
    }

    [RuntimeExport("yn")]
    public static double yn(int n, double x) => BesselSpecial(n, x, true, out double special) ? special : FloatExceptions.Result(BesselSecond(n, x));

    [RuntimeExport("ynf")]
    public static float ynf(int n, float x) => BesselSpecial(n, x, true, out double special) ? (float)special : FloatExceptions.SingleResult(BesselSecond(n, x));

    /// <summary>Negative orders and arguments change the sign for odd orders.</summary>
    private static Wide BesselFirst(int n, double x)
    {
        int order = n == int.MinValue ? int.MaxValue : Math.Abs(n);
        Wide value = BesselCore.First(order, Math.Abs(x));
        return (n & 1) != 0 && n < 0 != x < 0 ? -value : value;
    }

    private static Wide BesselSecond(int n, double x)
    {
        Wide value = BesselCore.Second(n == int.MinValue ? int.MaxValue : Math.Abs(n), x);
        return (n & 1) != 0 && n < 0 ? -value : value;
    }

    private static bool BesselSpecial(int n, double x, bool isSecond, out double result)
    {
        bool isMinus = (n & 1) != 0 && n < 0;
        result = x;
        if (double.IsNaN(x))
        {
            return true;
        }

        if (isSecond && x <= 0)
        {
            result = x == 0 ? (isMinus ? 1 : -1) / Math.Abs(x) : (x - x) / Math.Abs(x - x);
            result = double.IsNegativeInfinity(x) ? double.NaN * Math.Sqrt(x) : result;
            return true;
        }

        if (double.IsInfinity(x) || x == 0)
        {
            result = x == 0 && n == 0 ? 1 : (n & 1) != 0 && isMinus != double.IsNegative(x) ? -0.0 : 0;
            return true;
        }

        return false;
    }
}
