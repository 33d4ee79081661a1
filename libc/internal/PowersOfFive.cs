// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>Powers of ten to 128 bits, as products of two powers of five: the quick way from decimal digits to a binary number.</summary>
internal static class PowersOfFive
{
    /// <summary>The powers of ten that <see cref="Multiply"/> knows: all that a double of up to 19 digits can need.</summary>
    internal const int Lowest = -342;
    internal const int Highest = 308;

    private const int Step = 27;
    private const int FirstStep = -13;

    /// <summary>5^(27·k) for k from <see cref="FirstStep"/> on, cut to 128 bits with the highest set: the upper half, then the lower one.</summary>
    private static ReadOnlySpan<ulong> Large =>
    [
        0x8049A4AC0C5811AE, 0x205B896D777D6278,
        0xCF42894A5DCE35EA, 0x52064CAC828675B9,
        0xA76C582338ED2621, 0xAF2AF2B80AF6F24E,
        0x873E4F75E2224E68, 0x5A7744A6E804A291,
        0xDA7F5BF590966848, 0xAF39A475506A899E,
        0xB080392CC4349DEC, 0xBD8D794D96AACFB3,
        0x8E938662882AF53E, 0x547EB47B7282EE9C,
        0xE65829B3046B0AFA, 0x0CB4A5A3112A5112,
        0xBA121A4650E4DDEB, 0x92F34D62616CE413,
        0x964E858C91BA2655, 0x3A6A07F8D510F86F,
        0xF2D56790AB41C2A2, 0xFAE27299423FB9C3,
        0xC428D05AA4751E4C, 0xAA97E14C3C26B886,
        0x9E74D1B791E07E48, 0x775EA264CF55347D,
        0x8000000000000000, 0x0000000000000000,
        0xCECB8F27F4200F3A, 0x0000000000000000,
        0xA70C3C40A64E6C51, 0x999090B65F67D924,
        0x86F0AC99B4E8DAFD, 0x69A028BB3DED71A3,
        0xDA01EE641A708DE9, 0xE80E6F4820CC9495,
        0xB01AE745B101E9E4, 0x5EC05DCFF72E7F8F,
        0x8E41ADE9FBEBC27D, 0x14588F13BE847307,
        0xE5D3EF282A242E81, 0x8F1668C8A86DA5FA,
        0xB9A74A0637CE2EE1, 0x6D953E2BD7173692,
        0x95F83D0A1FB69CD9, 0x4ABDAF101564F98E,
        0xF24A01A73CF2DCCF, 0xBC633B39673C8CEC,
        0xC3B8358109E84F07, 0x0A862F80EC4700C8,
    ];

    private static ReadOnlySpan<ulong> Small =>
    [
        1, 5, 25, 125, 625, 3125,
        15625, 78125, 390625, 1953125, 9765625, 48828125,
        244140625, 1220703125, 6103515625, 30517578125, 152587890625, 762939453125,
        3814697265625, 19073486328125, 95367431640625, 476837158203125, 2384185791015625, 11920928955078125,
        59604644775390625, 298023223876953125, 1490116119384765625,
    ];

    /// <summary>10^exponent, up to the 19th.</summary>
    internal static ulong Ten(int exponent) => Small[exponent] << exponent;

    /// <summary>digits × 10^<paramref name="exponent"/> as (high + low / 2^64) × 2^binary, with the highest bit of high set.</summary>
    /// <param name="digits">Not 0.</param>
    /// <param name="exponent">From <see cref="Lowest"/> to <see cref="Highest"/>.</param>
    /// <remarks>
    /// Each of the three steps cuts off less than two units of the 128th bit, and doubles what was cut off before at most: the true value is at
    /// least the result, and less than 16 units of low above it.
    /// </remarks>
    internal static void Multiply(ulong digits, int exponent, out ulong high, out ulong low, out int binary)
    {
        int step = (exponent - (FirstStep * Step)) / Step;
        int rest = exponent - ((step + FirstStep) * Step);
        ulong small = Small[rest];
        int smallShift = FloatParts.LeadingZeros(small);
        int digitShift = FloatParts.LeadingZeros(digits);
        int large = (step + FirstStep) * Step;
        high = Large[step * 2];
        low = Large[(step * 2) + 1];
        // floor(log2(5^n)) is n × 152170 / 2^16, for the few n of the table.
        binary = ((large * 152170) >> 16) - 63 - smallShift - digitShift + exponent;
        binary += Scale(ref high, ref low, small << smallShift) + Scale(ref high, ref low, digits << digitShift);
    }

    /// <summary>Multiplies by a number with the highest bit set, keeps the upper 128 bits, and says by how many bits it went down.</summary>
    private static int Scale(ref ulong high, ref ulong low, ulong factor)
    {
        ulong carry = Math.BigMul(low, factor, out _);
        ulong top = Math.BigMul(high, factor, out ulong middle);
        middle += carry;
        top += middle < carry ? 1UL : 0;
        int shift = top >> 63 == 0 ? 1 : 0;
        // The bits that come up from below are lost with the third word; it stays within the margin.
        high = shift == 0 ? top : (top << 1) | (middle >> 63);
        low = middle << shift;
        return 64 - shift;
    }
}
