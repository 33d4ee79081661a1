// SPDX-License-Identifier: MIT
using System;
using System.Runtime;

namespace Skift.Libc;

/// <summary>math.h: Bessel functions (POSIX, XSI). Those of the second kind have a pole at 0 (FE_DIVBYZERO) and nothing below (FE_INVALID).</summary>
public static unsafe partial class C
{
    [RuntimeExport("j0")]
    public static double j0(double x) => jn(0, x);

    [RuntimeExport("j0f")]
    public static float j0f(float x) => jnf(0, x);

    [RuntimeExport("j1")]
    public static double j1(double x) => jn(1, x);

    [RuntimeExport("j1f")]
    public static float j1f(float x) => jnf(1, x);

    [RuntimeExport("jn")]
    public static double jn(int n, double x) => BesselSpecial(n, x, false, out double special) ? special : FloatExceptions.Result(BesselFirst(n, x));

    [RuntimeExport("jnf")]
    public static float jnf(int n, float x) => BesselSpecial(n, x, false, out double special) ? (float)special : FloatExceptions.SingleResult(BesselFirst(n, x));

    [RuntimeExport("y0")]
    public static double y0(double x) => yn(0, x);

    [RuntimeExport("y0f")]
    public static float y0f(float x) => ynf(0, x);

    [RuntimeExport("y1")]
    public static double y1(double x) => yn(1, x);

    [RuntimeExport("y1f")]
    public static float y1f(float x) => ynf(1, x);

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
