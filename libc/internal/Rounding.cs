// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>Where a magnitude goes that does not fit.</summary>
internal enum Rounding
{
    /// <summary>To the nearest, ties to the even one.</summary>
    Nearest,
    TowardZero,
    Away,
}

/// <summary>The rounding mode of the processor, which conversions between text and binary numbers follow (C23 F.5, IEEE 754-2019 §5.12.2).</summary>
internal static class RoundingMode
{
    internal static Rounding Of(bool isNegative)
    {
        const uint ToNearest = 0, Downward = 1, TowardZero = 3;
        uint mode = RoundingStubs.Mode();
        if (mode == ToNearest) return Rounding.Nearest;
        return mode == TowardZero || (mode == Downward) != isNegative ? Rounding.TowardZero : Rounding.Away;
    }

    /// <summary>Whether what is left of a magnitude makes its last place one more.</summary>
    /// <param name="rest">Compared with half of the last place: below 0, 0 or above 0.</param>
    internal static bool IsUp(Rounding rounding, int rest, bool isInexact, bool isOdd)
        => rounding == Rounding.Nearest ? rest > 0 || (rest == 0 && isOdd) : isInexact && rounding == Rounding.Away;
}
