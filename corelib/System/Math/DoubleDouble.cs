// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace System;

/// <summary>An unevaluated sum of two doubles, about 106 bits, for the steps of <see cref="Math"/> that need more than 53.</summary>
/// <remarks>Error-free sums and products: T. J. Dekker, A Floating-Point Technique for Extending the Available Precision (1971).</remarks>
internal readonly struct DoubleDouble(double high, double low)
{
    internal readonly double High = high;
    internal readonly double Low = low;

    internal double Value => High + Low;

    /// <summary>The exact sum of two doubles of which the first is not smaller in magnitude.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DoubleDouble FastSum(double larger, double smaller)
    {
        double sum = larger + smaller;
        return new(sum, smaller - (sum - larger));
    }

    internal static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        double other = sum - a;
        return new(sum, a - (sum - other) + (b - other));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DoubleDouble Product(double a, double b)
    {
        double product = a * b;
        Halve(a, out double aHigh, out double aLow);
        Halve(b, out double bHigh, out double bLow);
        return new(product, aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halve(double value, out double high, out double low)
    {
        // 26 bits each, by masking, so that no intermediate can overflow.
        high = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(value) & 0xFFFFFFFFF8000000);
        low = value - high;
    }

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble sum = Sum(a.High, b.High);
        return FastSum(sum.High, sum.Low + (a.Low + b.Low));
    }

    public static DoubleDouble operator +(DoubleDouble a, double b)
    {
        DoubleDouble sum = Sum(a.High, b);
        return FastSum(sum.High, sum.Low + a.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble product = Product(a.High, b.High);
        return FastSum(product.High, product.Low + (a.High * b.Low + a.Low * b.High));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator *(DoubleDouble a, double b)
    {
        DoubleDouble product = Product(a.High, b);
        return FastSum(product.High, product.Low + a.Low * b);
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double quotient = a.High / b.High;
        DoubleDouble rest = a + -(b * quotient);
        return FastSum(quotient, rest.Value / b.High);
    }
}
