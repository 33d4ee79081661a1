// SPDX-License-Identifier: MIT
using System;
using System.Numerics;

namespace Skift.Libc;

/// <summary>
/// A number of 128 bits with an exponent nothing overflows: what the harder functions of math.h and all of complex.h compute with, so
/// that formulas need no care for range and the rounding at the end is the only one that shows. The operators take and give finite
/// numbers; infinities and NaNs only pass through, from the argument to the one who looks at it.
/// </summary>
internal readonly struct Wide
{
    private const int SpecialExponent = int.MaxValue;

    /// <summary>The mantissa, high:low / 2^127 in [1, 2); 0 for zero.</summary>
    public readonly ulong High;
    public readonly ulong Low;
    public readonly int Exponent;
    public readonly bool IsNegative;

    public Wide(bool isNegative, int exponent, ulong high, ulong low)
    {
        IsNegative = isNegative;
        Exponent = exponent;
        High = high;
        Low = low;
    }

    public static Wide Zero => default;

    public static Wide One => new(false, 0, 1UL << 63, 0);

    public static Wide Half => new(false, -1, 1UL << 63, 0);

    public static Wide Infinity => new(false, SpecialExponent, 1UL << 63, 0);

    public static Wide NaN => new(false, SpecialExponent, 3UL << 62, 0);

    public bool IsZero => High == 0;

    public bool IsFinite => Exponent != SpecialExponent;

    public bool IsInfinite => Exponent == SpecialExponent && High == 1UL << 63;

    public bool IsNaN => Exponent == SpecialExponent && High != 1UL << 63;

    /// <summary>Finite and not zero.</summary>
    public bool IsOrdinary => High != 0 && Exponent != SpecialExponent;

    public Wide Magnitude => new(false, Exponent, High, Low);

    /// <summary>Not for zero, infinities and NaNs.</summary>
    public Wide Scaled(int power) => High == 0 ? this : new(IsNegative, Exponent + power, High, Low);

    public Wide WithSign(bool isNegative) => new(isNegative, Exponent, High, Low);

    public static Wide FromParts(in FloatParts parts)
    {
        if (parts.Kind != FloatKind.Finite)
        {
            return (parts.Kind == FloatKind.Infinite ? Infinity : NaN).WithSign(parts.IsNegative);
        }

        if (parts.Mantissa == 0)
        {
            return Zero.WithSign(parts.IsNegative);
        }

        int shift = FloatParts.LeadingZeros(parts.Mantissa);
        return new Wide(parts.IsNegative, parts.Exponent + 63 - shift, parts.Mantissa << shift, 0);
    }

    public static Wide From(double value) => FromParts(FloatParts.Of(value));

    public static Wide From(Float80 value) => FromParts(FloatParts.Of(value));

    public static Wide From(long value)
    {
        ulong magnitude = value < 0 ? 0 - (ulong)value : (ulong)value;
        int shift = FloatParts.LeadingZeros(magnitude);
        return magnitude == 0 ? Zero : new Wide(value < 0, 63 - shift, magnitude << shift, 0);
    }

    /// <summary>A fraction of 128 bits, high:low / 2^128, times 2^<paramref name="power"/>.</summary>
    public static Wide FromFraction(bool isNegative, int power, ulong high, ulong low)
    {
        if (high == 0)
        {
            if (low == 0)
            {
                return Zero;
            }

            high = low;
            low = 0;
            power -= 64;
        }

        int shift = BitOperations.LeadingZeroCount(high);
        return shift == 0 ? new Wide(isNegative, power - 1, high, low) : new Wide(isNegative, power - 1 - shift, high << shift | low >> (64 - shift), low << shift);
    }

    /// <summary>The fraction of 128 bits that this is, times 2^-<paramref name="power"/>: cut, for a number that is below that power.</summary>
    public void ToFraction(int power, out ulong high, out ulong low)
    {
        int shift = power - 1 - Exponent;
        if (shift >= 128 || High == 0)
        {
            high = 0;
            low = 0;
        }
        else if (shift >= 64)
        {
            high = 0;
            low = High >> (shift - 64);
        }
        else
        {
            high = High >> shift;
            low = shift == 0 ? Low : Low >> shift | High << (64 - shift);
        }
    }

    /// <summary>Rounded to nearest, ties to even; beyond the range an infinity, or what subnormals there are.</summary>
    public double ToDouble()
    {
        if (!IsFinite)
        {
            return IsNaN ? double.NaN : IsNegative ? double.NegativeInfinity : double.PositiveInfinity;
        }

        ulong sign = IsNegative ? 1UL << 63 : 0;
        if (High == 0)
        {
            return BitConverter.UInt64BitsToDouble(sign);
        }

        ulong mantissa = Rounded(53, -1022, out _);
        if (Exponent > 1023)
        {
            return BitConverter.UInt64BitsToDouble(0x7FF0000000000000 | sign);
        }

        ulong biased = Exponent < -1022 ? 0 : (ulong)(Exponent + 1022) << 52;
        return BitConverter.UInt64BitsToDouble((biased + mantissa) | sign);
    }

    /// <summary>Rounded to nearest, once.</summary>
    public float ToSingle()
    {
        if (!IsFinite || Exponent > 200)
        {
            return (float)ToDouble();
        }

        // The double is exact.
        double whole = Rounded(24, -126, out int unit);
        double value = IsNegative ? -whole : whole;
        return unit < -1000 ? (float)(value * 0) : (float)Math.ScaleB(value, unit);
    }

    /// <summary>Rounded to nearest, but what is too large as the rounding mode has it; <paramref name="exceptions"/> gets FE_OVERFLOW or FE_UNDERFLOW where they belong.</summary>
    public Float80 ToFloat80(ref int exceptions)
    {
        if (!IsFinite)
        {
            return new Float80(IsNegative, 0x7FFF, IsNaN ? 3UL << 62 : 1UL << 63);
        }

        if (High == 0)
        {
            return new Float80(IsNegative, 0, 0);
        }

        ulong mantissa = Rounded(64, -16382, out int unit);
        int exponent = Exponent;
        if (mantissa == 0 && exponent >= -16382)
        {
            mantissa = 1UL << 63; // the carry of 2^64
            exponent++;
        }

        if (exponent > 16383)
        {
            exceptions |= FloatExceptions.Overflow;
            bool isLargest = RoundingMode.Of(IsNegative) == Rounding.TowardZero;
            return isLargest ? new Float80(IsNegative, 0x7FFE, ulong.MaxValue) : new Float80(IsNegative, 0x7FFF, 1UL << 63);
        }

        if (exponent < -16382)
        {
            exceptions |= FloatExceptions.Underflow;
            return new Float80(IsNegative, mantissa >> 63 != 0 ? 1 : 0, mantissa);
        }

        return new Float80(IsNegative, exponent + 16383, mantissa);
    }

    /// <summary>The mantissa as a whole number of at most <paramref name="precision"/> bits (one more after a carry), in units of 2^unit.</summary>
    private ulong Rounded(int precision, int smallest, out int unit)
    {
        int bits = Exponent < smallest ? precision - (smallest - Exponent) : precision;
        if (Exponent < smallest - 200 || bits < 0 || High == 0)
        {
            unit = smallest - precision + 1;
            return 0;
        }

        unit = Exponent - bits + 1;
        ulong kept = bits == 0 ? 0 : High >> (64 - bits);
        ulong rest = bits == 64 ? Low : High << bits;
        bool isMore = bits != 64 && Low != 0;
        bool isUp = rest > 1UL << 63 || (rest == 1UL << 63 && (isMore || (kept & 1) != 0 || (bits == 64 && (Low << 1) != 0)));
        return isUp ? kept + 1 : kept;
    }

    public static Wide operator -(in Wide value) => new(!value.IsNegative, value.Exponent, value.High, value.Low);

    public static Wide operator +(in Wide a, in Wide b) => WideArithmetic.Add(a, b, b.IsNegative);

    public static Wide operator -(in Wide a, in Wide b) => WideArithmetic.Add(a, b, !b.IsNegative);

    public static Wide operator *(in Wide a, in Wide b) => WideArithmetic.Multiply(a, b);

    public static Wide operator /(in Wide a, in Wide b) => WideArithmetic.Divide(a, b);

    public static bool operator <(in Wide a, in Wide b) => WideArithmetic.Compare(a, b) < 0;

    public static bool operator >(in Wide a, in Wide b) => WideArithmetic.Compare(a, b) > 0;
}
