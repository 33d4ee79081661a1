// SPDX-License-Identifier: MIT

using System;

namespace Skift.Tests.Corelib;

internal static class MathChecks
{
    internal static void Run(Check check)
    {
        double[] values = [0, -0.0, 0.5, -0.5, 1.5, 2.5, -2.5, 0.49999999999999994, 4503599627370497.5, 1e300, double.NaN, double.NegativeInfinity];
        foreach (double x in values)
        {
            check.Print($"rounding {x:R}", $"{Math.Floor(x)} {Math.Ceiling(x)} {Math.Truncate(x)} {Math.Round(x)} {Math.Round(x, MidpointRounding.AwayFromZero)} {Math.Abs(x)} {Math.Sqrt(x)}");
        }
        check.Print("round to digits", $"{Math.Round(2.345, 2)} {Math.Round(-1.005, 2)} {Math.Round(2.5, 0, MidpointRounding.ToPositiveInfinity)} {Math.Round(123.456, 1)}");
        // The elementary functions may differ in the last place, so thirteen digits are shown.
        foreach (double x in new[] { 0.1, 0.5, 1, 2, 3.7, 10, 100.25, 1e5, 1e22, -0.3, -2.75, 1e-9 })
        {
            check.Print($"functions of {x}", Show(Math.Sin(x), Math.Cos(x), Math.Tan(x), Math.Atan(x), Math.Exp(Math.Min(x, 700)), Math.Cbrt(x), Math.Tanh(x), Math.Asinh(x)));
            if (x > 0) check.Print($"logarithms of {x}", Show(Math.Log(x), Math.Log2(x), Math.Log10(x), Math.Pow(x, 0.3), Math.Pow(x, -2)));
        }
        foreach (double x in new[] { -1, -0.75, 0, 0.2, 0.999999, 1 }) check.Print($"arcs of {x}", Show(Math.Asin(x), Math.Acos(x), Math.Atan2(x, 0.5), Math.Atan2(x, -1), Math.Sinh(x), Math.Cosh(x)));
        check.Equal("exact powers", $"{Math.Pow(2, 10)} {Math.Pow(10, 15)} {Math.Pow(-3, 3)} {Math.Pow(2, -3)} {Math.Pow(7, 0)}", "1024 1000000000000000 -27 0.125 1");
        check.Equal("exact logarithms", $"{Math.Log2(1024)} {Math.Log10(1e15)} {Math.Log(1)} {Math.Log2(0.125)}", "10 15 0 -3");
        check.Print("special powers", $"{Math.Pow(0, -1)} {Math.Pow(-0.0, -3)} {Math.Pow(-8, 1.0 / 3)} {Math.Pow(double.NaN, 0)} {Math.Pow(1, double.NaN)} {Math.Pow(0.5, double.PositiveInfinity)} {Math.Pow(double.NegativeInfinity, 3)}");
        check.Print("powers far out", $"{Math.Pow(-1e300, -1e308)} {Math.Pow(-1e300, 1e308)} {Math.Pow(-0.5, 1e308)} {Math.Pow(-1, -1e308)} {Math.Pow(1 + 1e-15, 1e308)} {Math.Pow(1 - 1e-15, 1e20)}");
        check.Print("special functions", $"{Math.Log(-1)} {Math.Log(0)} {Math.Exp(1000)} {Math.Exp(-1000)} {Math.Asin(2)} {Math.Atan(double.PositiveInfinity)} {Math.Sqrt(-1)} {Math.Atan2(0, -1)} {Math.Atan2(-0.0, 1)}");
        check.Equal("remainders", $"{Math.IEEERemainder(10, 3)} {Math.IEEERemainder(11, 3)} {Math.IEEERemainder(5, 2)}", "1 -1 1");
        double[] operands = [0, -0.0, 1, -3.5, 0.1, 1e300, -1e-300, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        foreach (double x in operands)
        {
            foreach (double y in operands) check.Print($"{x} % {y}", $"{BitConverter.DoubleToInt64Bits(x % y) << 1:x} {double.IsNegative(x % y) && !double.IsNaN(x % y)} {(float)x % (float)y}");
        }
        check.Equal("scaling", $"{Math.ScaleB(3, 4)} {Math.ILogB(100)} {Math.CopySign(2, -0.0)} {Math.BitIncrement(1.0) - 1}", "48 6 -2 2.220446049250313E-16");
        check.Equal("max min", $"{Math.Max(1, double.NaN)} {Math.Min(-0.0, 0.0)} {Math.Max(-0.0, 0.0)} {Math.MaxMagnitude(-3, 2)}", "NaN -0 0 -3");
        check.Equal("clamp", Math.Clamp(5, 1, 3) + Math.Clamp(-5L, 1, 3), 4);
        check.Equal("big multiply", $"{Math.BigMul(ulong.MaxValue, ulong.MaxValue, out ulong low):X} {low:X} {Math.BigMul(-5L, long.MaxValue, out long bottom)} {bottom}", "FFFFFFFFFFFFFFFE 1 -3 -9223372036854775803");
        check.Equal("div rem", Math.DivRem(17, 5).ToString() + Math.DivRem(-17L, 5L, out long rest) + rest, "(3, 2)-3-2");
        check.Equal("sign", Math.Sign(-2.5) + Math.Sign(0) + Math.Sign(7L), 0);
        check.Throws<ArithmeticException>("sign of NaN", () => Math.Sign(double.NaN));
        check.Throws<ArgumentException>("clamp turned round", () => Math.Clamp(1, 3, 2));
        check.Throws<ArgumentOutOfRangeException>("digits", () => Math.Round(1.0, 16));
        check.Equal("float", $"{MathF.Sqrt(2)} {MathF.Sin(1)} {MathF.Pow(2, 0.5f)} {MathF.Round(2.5f)} {MathF.Floor(-0.5f)}", "1.4142135 0.84147096 1.4142135 2 -1");
    }

    private static string Show(params double[] values) => string.Join(' ', Array.ConvertAll(values, x => x.ToString("E12")));
}
