// SPDX-License-Identifier: MIT
using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Skift.Libc;

/// <summary>The x87 extended format, C's <c>long double</c> on x86-64: 16 bytes in memory, of which 10 count.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Float80
{
    /// <summary>With the integer bit explicit, at bit 63.</summary>
    public ulong Mantissa;

    /// <summary>Bit 15 is the sign; the exponent is biased by 16383.</summary>
    public ushort SignAndExponent;

    private ushort _padding0;
    private uint _padding1;

    public Float80(bool isNegative, int biasedExponent, ulong mantissa)
    {
        this = default;
        Mantissa = mantissa;
        SignAndExponent = (ushort)(biasedExponent | (isNegative ? 0x8000 : 0));
    }

    /// <summary>Exactly the same value.</summary>
    public static Float80 FromDouble(double value)
    {
        FloatParts parts = FloatParts.Of(value);
        if (parts.Kind != FloatKind.Finite)
        {
            return new Float80(parts.IsNegative, 0x7FFF, parts.Kind == FloatKind.Infinite ? 1UL << 63 : 3UL << 62);
        }

        if (parts.Mantissa == 0)
        {
            return new Float80(parts.IsNegative, 0, 0);
        }

        int shift = FloatParts.LeadingZeros(parts.Mantissa);
        return new Float80(parts.IsNegative, parts.Exponent - shift + 63 + 16383, parts.Mantissa << shift);
    }
}

internal enum FloatKind
{
    Finite,
    Infinite,
    NotANumber,
}

/// <summary>A floating-point value taken apart: (-1)^sign × Mantissa × 2^Exponent.</summary>
internal struct FloatParts
{
    public bool IsNegative;
    public FloatKind Kind;
    public ulong Mantissa;
    public int Exponent;

    /// <summary>Bits of precision of the format it came from: 53 or 64.</summary>
    public int Precision;

    public static FloatParts Of(double value)
    {
        ulong bits = (ulong)BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        ulong fraction = bits & 0xF_FFFF_FFFF_FFFF;
        FloatParts parts = default;
        parts.IsNegative = bits >> 63 != 0;
        parts.Precision = 53;
        if (exponent == 0x7FF)
        {
            parts.Kind = fraction == 0 ? FloatKind.Infinite : FloatKind.NotANumber;
        }
        else
        {
            parts.Mantissa = exponent == 0 ? fraction : fraction | (1UL << 52);
            parts.Exponent = (exponent == 0 ? 1 : exponent) - 1075;
        }

        return parts;
    }

    public static FloatParts Of(Float80 value)
    {
        int exponent = value.SignAndExponent & 0x7FFF;
        FloatParts parts = default;
        parts.IsNegative = (value.SignAndExponent & 0x8000) != 0;
        parts.Precision = 64;
        if (exponent == 0x7FFF)
        {
            parts.Kind = value.Mantissa << 1 == 0 ? FloatKind.Infinite : FloatKind.NotANumber;
        }
        else
        {
            parts.Mantissa = value.Mantissa;
            parts.Exponent = (exponent == 0 ? 1 : exponent) - 16383 - 63;
        }

        return parts;
    }

    public static int LeadingZeros(ulong value) => value == 0 ? 64 : 63 - BitOperations.Log2(value);
}
