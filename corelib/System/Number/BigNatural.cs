// SPDX-License-Identifier: MIT

using System.Runtime.CompilerServices;

namespace System;

/// <summary>A natural number of at most <see cref="Capacity"/> 32-bit words, for exact binary to decimal conversion.</summary>
/// <remarks>
/// The largest value ever held is a decimal number of 768 + 8 digits scaled to compare with a double's half-way point
/// (see <see cref="Number.DigitsToBinary"/>): about 10^776 × 2^1076 before common factors are removed, 3,654 bits.
/// </remarks>
internal struct BigNatural
{
    internal const int Capacity = 128;

    [InlineArray(Capacity)]
    private struct Words
    {
        private uint _element;
    }

    private Words _words;
    private int _count;

    internal readonly bool IsZero => _count == 0;

    internal readonly int BitLength => _count == 0 ? 0 : (_count - 1) * 32 + 32 - LeadingZeros(_words[_count - 1]);

    internal void Set(ulong value)
    {
        _words[0] = (uint)value;
        _words[1] = (uint)(value >> 32);
        _count = _words[1] != 0 ? 2 : _words[0] != 0 ? 1 : 0;
    }

    internal void MultiplyAdd(uint factor, uint addend)
    {
        ulong carry = addend;
        for (int i = 0; i < _count; i++)
        {
            ulong product = (ulong)_words[i] * factor + carry;
            _words[i] = (uint)product;
            carry = product >> 32;
        }
        if (carry != 0) _words[_count++] = (uint)carry;
    }

    internal void MultiplyPowerOfFive(int exponent)
    {
        const uint FiveToThe13 = 1220703125;
        for (; exponent >= 13; exponent -= 13) MultiplyAdd(FiveToThe13, 0);
        uint rest = 1;
        for (; exponent > 0; exponent--) rest *= 5;
        if (rest != 1) MultiplyAdd(rest, 0);
    }

    internal void MultiplyPowerOfTen(int exponent)
    {
        MultiplyPowerOfFive(exponent);
        ShiftLeft(exponent);
    }

    internal void ShiftLeft(int bits)
    {
        if (bits == 0 || _count == 0) return;
        int words = bits >> 5, rest = bits & 31;
        int newCount = _count + words;
        uint top = rest == 0 ? 0 : _words[_count - 1] >> (32 - rest);
        for (int i = _count - 1; i >= 0; i--)
        {
            uint low = i > 0 && rest != 0 ? _words[i - 1] >> (32 - rest) : 0;
            _words[i + words] = (_words[i] << rest) | low;
        }
        for (int i = 0; i < words; i++) _words[i] = 0;
        if (top != 0) _words[newCount++] = top;
        _count = newCount;
    }

    internal void Add(in BigNatural other)
    {
        ulong carry = 0;
        int count = Math.Max(_count, other._count);
        for (int i = 0; i < count; i++)
        {
            carry += (i < _count ? _words[i] : 0UL) + (i < other._count ? other._words[i] : 0UL);
            _words[i] = (uint)carry;
            carry >>= 32;
        }
        if (carry != 0) _words[count++] = (uint)carry;
        _count = count;
    }

    /// <summary>Subtracts <paramref name="factor"/> times <paramref name="other"/>, which must not exceed this number.</summary>
    private void SubtractMultiple(in BigNatural other, uint factor)
    {
        ulong carry = 0;
        long borrow = 0;
        for (int i = 0; i < other._count; i++)
        {
            carry += (ulong)other._words[i] * factor;
            borrow += (long)_words[i] - (uint)carry;
            _words[i] = (uint)borrow;
            carry >>= 32;
            borrow >>= 32;
        }
        for (int i = other._count; i < _count && (carry != 0 || borrow != 0); i++)
        {
            borrow += (long)_words[i] - (uint)carry;
            _words[i] = (uint)borrow;
            carry = 0;
            borrow >>= 32;
        }
        while (_count > 0 && _words[_count - 1] == 0) _count--;
    }

    internal static int Compare(in BigNatural left, in BigNatural right)
    {
        if (left._count != right._count) return left._count < right._count ? -1 : 1;
        for (int i = left._count - 1; i >= 0; i--)
        {
            if (left._words[i] != right._words[i]) return left._words[i] < right._words[i] ? -1 : 1;
        }
        return 0;
    }

    /// <summary>The shift that leaves 4 free bits in the top word, as <see cref="DivideToDigit"/> wants of its divisor.</summary>
    internal readonly int DivisorShift => (28 + 32 - (BitLength & 31)) & 31;

    /// <summary>Divides by <paramref name="divisor"/>, keeps the remainder and returns the quotient, known to be below 10.</summary>
    /// <remarks>
    /// The divisor's top word has its highest bit at position 27, so ten times it still fits in as many words, and the
    /// quotient of the top words is at most one too small (Knuth, TAOCP vol. 2, 4.3.1, theorem B).
    /// </remarks>
    internal uint DivideToDigit(in BigNatural divisor)
    {
        if (_count < divisor._count) return 0;
        uint quotient = _words[divisor._count - 1] / (divisor._words[divisor._count - 1] + 1);
        if (quotient != 0) SubtractMultiple(divisor, quotient);
        while (Compare(this, divisor) >= 0)
        {
            SubtractMultiple(divisor, 1);
            quotient++;
        }
        return quotient;
    }

    /// <summary>Divides into a quotient of at most <paramref name="quotientBits"/> bits, leaving the remainder in the numerator.</summary>
    /// <remarks>
    /// Bit by bit from the top: with a denominator shifted up once, the numerator is doubled instead of shifting the
    /// denominator down. Both stay scaled by 2^quotientBits together; the remainder keeps its ratio to the denominator.
    /// </remarks>
    internal static ulong Divide(ref BigNatural numerator, ref BigNatural denominator, int quotientBits)
    {
        denominator.ShiftLeft(quotientBits - 1);
        ulong quotient = 0;
        for (int bit = 0; bit < quotientBits; bit++)
        {
            if (bit > 0) numerator.ShiftLeft(1);
            quotient <<= 1;
            if (Compare(numerator, denominator) < 0) continue;
            numerator.SubtractMultiple(denominator, 1);
            quotient |= 1;
        }
        return quotient;
    }

    private static int LeadingZeros(uint word)
    {
        int zeros = 0;
        for (uint mask = 0x80000000; (word & mask) == 0; mask >>= 1) zeros++;
        return zeros;
    }
}
