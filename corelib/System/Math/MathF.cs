// SPDX-License-Identifier: MIT

using System.Runtime.CompilerServices;

namespace System;

/// <summary>The float counterparts: computed in double, whose 29 more bits leave one rounding to speak of.</summary>
public static class MathF
{
    public const float E = 2.71828183f;
    public const float PI = 3.14159265f;
    public const float Tau = 6.283185307f;

    [Intrinsic]
    public static float Sqrt(float x) => Sqrt(x);

    public static float Acos(float x) => (float)Math.Acos(x);

    public static float Acosh(float x) => (float)Math.Acosh(x);

    public static float Asin(float x) => (float)Math.Asin(x);

    public static float Asinh(float x) => (float)Math.Asinh(x);

    public static float Atan(float x) => (float)Math.Atan(x);

    public static float Atanh(float x) => (float)Math.Atanh(x);

    public static float Cbrt(float x) => (float)Math.Cbrt(x);

    public static float Cos(float x) => (float)Math.Cos(x);

    public static float Cosh(float x) => (float)Math.Cosh(x);

    public static float Exp(float x) => (float)Math.Exp(x);

    public static float Log(float x) => (float)Math.Log(x);

    public static float Log10(float x) => (float)Math.Log10(x);

    public static float Log2(float x) => (float)Math.Log2(x);

    public static float Sin(float x) => (float)Math.Sin(x);

    public static float Sinh(float x) => (float)Math.Sinh(x);

    public static float Tan(float x) => (float)Math.Tan(x);

    public static float Tanh(float x) => (float)Math.Tanh(x);

    public static float Atan2(float y, float x) => (float)Math.Atan2(y, x);

    public static float Pow(float x, float y) => (float)Math.Pow(x, y);

    public static float Log(float x, float y) => (float)Math.Log(x, y);

    public static (float Sin, float Cos) SinCos(float x) => (Sin(x), Cos(x));

    public static float IEEERemainder(float x, float y) => (float)Math.IEEERemainder(x, y);

    public static float ScaleB(float x, int n) => (float)Math.ScaleB(x, n);

    public static int ILogB(float x) => Math.ILogB(x);

    public static float Abs(float x) => Math.Abs(x);

    public static float Max(float x, float y) => Math.Max(x, y);

    public static float Min(float x, float y) => Math.Min(x, y);

    public static float MaxMagnitude(float x, float y) => (float)Math.MaxMagnitude(x, y);

    public static float MinMagnitude(float x, float y) => (float)Math.MinMagnitude(x, y);

    public static int Sign(float x) => Math.Sign(x);

    public static float CopySign(float x, float y) => (float)Math.CopySign(x, y);

    // Whole numbers and halves of a float are the same in double.
    public static float Truncate(float x) => (float)Math.Truncate(x);

    public static float Floor(float x) => (float)Math.Floor(x);

    public static float Ceiling(float x) => (float)Math.Ceiling(x);

    public static float Round(float x) => (float)Math.Round(x);

    public static float Round(float x, MidpointRounding mode) => (float)Math.Round(x, mode);

    public static float Round(float x, int digits) => Round(x, digits, MidpointRounding.ToEven);

    public static float Round(float x, int digits, MidpointRounding mode)
    {
        if (digits is < 0 or > 6) throw new ArgumentOutOfRangeException(nameof(digits), "Rounding digits must be between 0 and 6, inclusive.");
        if (Abs(x) >= 1e8f) return x;
        float power = 1;
        for (int i = 0; i < digits; i++) power *= 10;
        return Round(x * power, mode) / power;
    }

    public static float BitIncrement(float x)
    {
        if (!float.IsFinite(x)) return x == float.NegativeInfinity ? float.MinValue : x;
        if (x == 0) return float.Epsilon;
        int bits = BitConverter.SingleToInt32Bits(x);
        return BitConverter.Int32BitsToSingle(bits + (bits < 0 ? -1 : 1));
    }

    public static float BitDecrement(float x) => -BitIncrement(-x);
}
