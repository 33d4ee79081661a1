// SPDX-License-Identifier: MIT

using System.Runtime.CompilerServices;

namespace System;

public enum MidpointRounding
{
    ToEven = 0,
    AwayFromZero = 1,
    ToZero = 2,
    ToNegativeInfinity = 3,
    ToPositiveInfinity = 4,
}

// These are exact by IEEE 754. The JIT replaces the intrinsic ones where the processor has roundsd (SSE4.1).
public static partial class Math
{
    /// <summary>From here on every double is a whole number.</summary>
    private const double TwoTo52 = 4503599627370496;

    [Intrinsic]
    public static double Sqrt(double d) => Sqrt(d);

    [Intrinsic]
    public static double Truncate(double d) => Abs(d) < TwoTo52 ? CopySign((long)d, d) : d;

    [Intrinsic]
    public static double Floor(double d)
    {
        double whole = Truncate(d);
        return whole > d ? whole - 1 : whole;
    }

    [Intrinsic]
    public static double Ceiling(double a)
    {
        double whole = Truncate(a);
        return whole < a ? CopySign(whole + 1, a) : whole;
    }

    /// <summary>Rounds half to even: adding 2^52 leaves the sum no room for a fraction, and the hardware rounds that way.</summary>
    [Intrinsic]
    public static double Round(double a)
    {
        double magnitude = Abs(a);
        return magnitude < TwoTo52 ? CopySign(magnitude + TwoTo52 - TwoTo52, a) : a;
    }

    public static double Round(double value, int digits) => Round(value, digits, MidpointRounding.ToEven);

    public static double Round(double value, MidpointRounding mode)
    {
        switch (mode)
        {
            case MidpointRounding.ToEven: return Round(value);
            case MidpointRounding.ToZero: return Truncate(value);
            case MidpointRounding.ToNegativeInfinity: return Floor(value);
            case MidpointRounding.ToPositiveInfinity: return Ceiling(value);
            case MidpointRounding.AwayFromZero:
                double whole = Truncate(value);
                return Abs(value - whole) >= 0.5 ? whole + CopySign(1, value) : whole;
            default:
                throw new ArgumentException("The value '" + ((int)mode).ToString() + "' is not valid for this usage of the type MidpointRounding.", nameof(mode));
        }
    }

    public static double Round(double value, int digits, MidpointRounding mode)
    {
        if (digits is < 0 or > 15) throw new ArgumentOutOfRangeException(nameof(digits), "Rounding digits must be between 0 and 15, inclusive.");
        if (Abs(value) >= 1e16) return value;
        double power = 1;
        for (int i = 0; i < digits; i++) power *= 10;
        return Round(value * power, mode) / power;
    }

    public static double CopySign(double x, double y)
    {
        const ulong Sign = 0x8000000000000000;
        return BitConverter.UInt64BitsToDouble((BitConverter.DoubleToUInt64Bits(x) & ~Sign) | (BitConverter.DoubleToUInt64Bits(y) & Sign));
    }

    public static double BitIncrement(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        if (!double.IsFinite(x)) return x == double.NegativeInfinity ? double.MinValue : x;
        if (x == 0) return double.Epsilon;
        return BitConverter.Int64BitsToDouble(bits + (bits < 0 ? -1 : 1));
    }

    public static double BitDecrement(double x) => -BitIncrement(-x);

    public static int ILogB(double x)
    {
        if (x == 0) return int.MinValue;
        if (!double.IsFinite(x)) return int.MaxValue;
        int biased = (int)(BitConverter.DoubleToUInt64Bits(x) >> 52) & 0x7FF;
        return biased != 0 ? biased - 1023 : ILogB(x * TwoTo52) - 52;
    }

    /// <summary>x × 2^n, rounded once, also where the result is subnormal.</summary>
    public static double ScaleB(double x, int n)
    {
        if (x == 0 || !double.IsFinite(x)) return x;
        int exponent = ILogB(x);
        long target = Clamp((long)exponent + n, -1200, 1200);
        if (target > 1023) return CopySign(double.MaxValue, x) * double.MaxValue;
        double mantissa = exponent < -1022 ? x * TwoTo52 * PowerOfTwo(-exponent - 52) : x * PowerOfTwo(-exponent / 2) * PowerOfTwo(-exponent - -exponent / 2);
        if (target >= -1022) return mantissa * PowerOfTwo((int)target);
        // Only the last step leaves the normal range, so only it rounds.
        return mantissa * PowerOfTwo((int)Max(target, -1120) + 150) * PowerOfTwo(-150);
    }

    internal static double PowerOfTwo(int n) => BitConverter.UInt64BitsToDouble((ulong)(n + 1023) << 52);

    public static double IEEERemainder(double x, double y)
    {
        double rest = x % y;
        if (double.IsNaN(rest) || double.IsInfinity(y)) return rest;
        double other = rest - CopySign(Abs(y), x);
        if (Abs(other) < Abs(rest)) return other;
        if (Abs(other) > Abs(rest)) return rest == 0 ? CopySign(0, x) : rest;
        // A tie goes to the even quotient; the truncated one is even if dividing by twice y leaves the same.
        return Abs(x % (2 * Abs(y))) < Abs(y) ? rest : other;
    }
}
