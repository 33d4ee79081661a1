// SPDX-License-Identifier: MIT
using System.Numerics;

namespace Skift.Libc;

/// <summary>The decimal digits that printf usually shows, from one product with a power of ten instead of the exact expansion.</summary>
/// <remarks>
/// The first 128 bits of value × 10^n decide how it rounds to a whole number, unless the true product, a little above them, might be half
/// way or lie on the other side of it (compare U. Adams, "Ryū revisited: printf floating point conversion", OOPSLA 2019).
/// </remarks>
internal static unsafe class DecimalProduct
{
    private const int MostDigits = 17;

    /// <summary>Rounds to significant digits; false if it cannot tell, with nothing changed.</summary>
    internal static bool TryRoundTo(in FloatParts parts, long significant, ref DecimalExpansion result)
    {
        if (parts.Mantissa == 0 || significant is < 1 or > MostDigits) return false;
        int binary = BitOperations.Log2(parts.Mantissa) + parts.Exponent;
        // floor(binary × log10(2)) or one less; a value at the wrong end of its power of two has a digit more.
        int exponent = (binary * 78913) >> 18;
        ulong end = PowersOfFive.Ten((int)significant);
        if (!TryMultiply(in parts, significant - 1 - exponent, out ulong digits)) return false;
        if (digits >= end)
        {
            exponent++;
            if (!TryMultiply(in parts, significant - 1 - exponent, out digits)) return false;
        }

        if (digits >= end || digits < end / 10) return false;
        result.Set(digits, exponent + 1 - (int)significant);
        return true;
    }

    /// <summary>Rounds to digits after the point; false if it cannot tell, or nothing is left.</summary>
    internal static bool TryRoundAfterPoint(in FloatParts parts, long precision, ref DecimalExpansion result)
    {
        if (parts.Mantissa == 0 || !TryMultiply(in parts, precision, out ulong digits) || digits == 0) return false;
        result.Set(digits, -(int)precision);
        return true;
    }

    /// <summary>The whole number nearest to value × 10^power, if that has no more than 63 bits.</summary>
    private static bool TryMultiply(in FloatParts parts, long power, out ulong whole)
    {
        // The true product is less than 16 units of the 128th bit above the computed one: less than 8 of the fraction's 64th.
        const ulong Margin = 8, Half = 1UL << 63;
        whole = 0;
        if (power is < PowersOfFive.Lowest or > PowersOfFive.Highest) return false;
        PowersOfFive.Multiply(parts.Mantissa, (int)power, out ulong high, out ulong low, out int binary);
        int fractionBits = -(binary + parts.Exponent);
        if (fractionBits is < 1 or > 63) return false;
        ulong fraction = (high << (64 - fractionBits)) | (low >> fractionBits);
        if (fraction - (Half - Margin - 1) <= Margin + 1) return false;
        whole = (high >> fractionBits) + (fraction >> 63);
        return true;
    }
}
