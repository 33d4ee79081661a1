// SPDX-License-Identifier: MIT
namespace System;

/// <summary>The core library's own Math, whose exact parts the C library takes; what its compiler knows is .NET's.</summary>
public static partial class Math
{
    private const double TwoTo52 = 4503599627370496;

    public static double Sqrt(double d) => double.Sqrt(d);

    public static double Truncate(double d) => double.Truncate(d);

    public static double Floor(double d) => double.Floor(d);

    public static double Ceiling(double a) => double.Ceiling(a);

    public static double Round(double a) => double.Round(a);

    public static double Round(double value, int digits) => double.Round(value, digits);

    public static double Round(double value, MidpointRounding mode) => double.Round(value, mode);

    public static double CopySign(double x, double y) => double.CopySign(x, y);

    public static double ScaleB(double x, int n) => double.ScaleB(x, n);

    public static int ILogB(double x) => double.ILogB(x);

    public static double BitIncrement(double x) => double.BitIncrement(x);

    public static double BitDecrement(double x) => double.BitDecrement(x);

    public static double IEEERemainder(double x, double y) => double.Ieee754Remainder(x, y);
}
