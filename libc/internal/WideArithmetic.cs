// SPDX-License-Identifier: MIT
using System;
using System.Numerics;

namespace Skift.Libc;

/// <summary>What the operators of <see cref="Wide"/> do. All cut off what is below the last bit.</summary>
internal static unsafe class WideArithmetic
{
    internal static Wide Add(in Wide a, in Wide b, bool isMinus)
    {
        if (b.High == 0)
        {
            return a;
        }

        if (a.High == 0)
        {
            return b.WithSign(isMinus);
        }

        return CompareMagnitudes(a, b) >= 0 ? AddSmaller(a, a.IsNegative, b, isMinus) : AddSmaller(b, isMinus, a, a.IsNegative);
    }

    private static Wide AddSmaller(in Wide large, bool isNegative, in Wide small, bool isMinus)
    {
        int shift = large.Exponent - small.Exponent;
        if ((uint)shift >= 128)
        {
            return large.WithSign(isNegative);
        }

        ulong high = small.High, low = small.Low;
        if (shift >= 64)
        {
            low = high >> (shift - 64);
            high = 0;
        }
        else if (shift > 0)
        {
            low = low >> shift | high << (64 - shift);
            high >>= shift;
        }

        if (isNegative == isMinus)
        {
            low += large.Low;
            ulong carry = low < large.Low ? 1UL : 0;
            ulong sum = large.High + high;
            bool isOver = sum < high;
            sum += carry;
            isOver |= sum < carry;
            return isOver ? new Wide(isNegative, large.Exponent + 1, sum >> 1 | 1UL << 63, low >> 1 | sum << 63) : new Wide(isNegative, large.Exponent, sum, low);
        }

        ulong borrow = large.Low < low ? 1UL : 0;
        return Wide.FromFraction(isNegative, large.Exponent + 1, large.High - high - borrow, large.Low - low);
    }

    internal static Wide Multiply(in Wide a, in Wide b)
    {
        bool isNegative = a.IsNegative != b.IsNegative;
        if (a.High == 0 || b.High == 0)
        {
            return Wide.Zero.WithSign(isNegative);
        }

        WordPair lower;
        ulong high = WideStubs.MultiplyFractions(a.High, a.Low, b.High, b.Low, &lower);
        return high >> 63 != 0 ? new Wide(isNegative, a.Exponent + b.Exponent + 1, high, lower.High)
            : new Wide(isNegative, a.Exponent + b.Exponent, high << 1 | lower.High >> 63, lower.High << 1 | lower.Low >> 63);
    }

    /// <summary>By Newton's method from a double's reciprocal: 52 bits, 104, all.</summary>
    internal static Wide Divide(in Wide a, in Wide b)
    {
        bool isNegative = a.IsNegative != b.IsNegative;
        if (a.High == 0)
        {
            return Wide.Zero.WithSign(isNegative);
        }

        Wide divisor = new(false, 0, b.High, b.Low);
        Wide guess = Wide.From(1 / MantissaOf(b));
        guess += guess * (Wide.One - (divisor * guess));
        guess += guess * (Wide.One - (divisor * guess));
        Wide quotient = new Wide(false, 0, a.High, a.Low) * guess;
        return new Wide(isNegative, quotient.Exponent + a.Exponent - b.Exponent, quotient.High, quotient.Low);
    }

    /// <summary>By Newton's method from a double's root; of a number that is not negative.</summary>
    internal static Wide SquareRoot(in Wide value)
    {
        if (value.High == 0)
        {
            return value;
        }

        Wide m = new(false, value.Exponent & 1, value.High, value.Low);
        double near = (value.Exponent & 1) == 0 ? MantissaOf(value) : 2 * MantissaOf(value);
        Wide inverse = Wide.From(1 / Math.Sqrt(near));
        inverse += (inverse * (Wide.One - (m * inverse * inverse))).Scaled(-1);
        Wide root = m * inverse;
        root += ((m - (root * root)) * inverse).Scaled(-1);
        return root.Scaled((value.Exponent - (value.Exponent & 1)) / 2);
    }

    /// <summary>Times a number below 2^63.</summary>
    internal static Wide Times(in Wide value, long factor)
    {
        ulong magnitude = factor < 0 ? 0 - (ulong)factor : (ulong)factor;
        bool isNegative = value.IsNegative != factor < 0;
        if (value.High == 0 || factor == 0)
        {
            return Wide.Zero.WithSign(isNegative);
        }

        // 192 bits of product, of which as many are in the top word as the factor has.
        ulong high = Math.BigMul(value.High, magnitude, out ulong middle);
        ulong carry = Math.BigMul(value.Low, magnitude, out ulong low);
        middle += carry;
        high += middle < carry ? 1UL : 0;
        int shift = BitOperations.LeadingZeroCount(high);
        if (shift == 64)
        {
            return new Wide(isNegative, value.Exponent, middle, low);
        }

        return shift == 0 ? new Wide(isNegative, value.Exponent + 64, high, middle)
            : new Wide(isNegative, value.Exponent + 64 - shift, high << shift | middle >> (64 - shift), middle << shift | low >> (64 - shift));
    }

    /// <summary>Divided by a number from 1 to 2^31.</summary>
    internal static Wide Over(in Wide value, uint divisor)
    {
        ulong high = value.High / divisor;
        ulong upper = (value.High - (high * divisor)) << 32 | value.Low >> 32;
        ulong middle = upper / divisor;
        ulong lower = (upper - (middle * divisor)) << 32 | (uint)value.Low;
        ulong low = lower / divisor;
        ulong last = ((lower - (low * divisor)) << 32) / divisor;
        Wide quotient = Wide.FromFraction(value.IsNegative, value.Exponent + 1, high, middle << 32 | low);

        // What the shift has let in below is known too.
        return quotient.High == 0 || value.Exponent == quotient.Exponent ? quotient
            : quotient + Wide.FromFraction(value.IsNegative, value.Exponent - 127, last << 32, 0);
    }

    internal static int Compare(in Wide a, in Wide b)
    {
        if (a.High == 0 || b.High == 0)
        {
            return a.High == 0 ? (b.High == 0 ? 0 : b.IsNegative ? 1 : -1) : a.IsNegative ? -1 : 1;
        }

        if (a.IsNegative != b.IsNegative)
        {
            return a.IsNegative ? -1 : 1;
        }

        int order = CompareMagnitudes(a, b);
        return a.IsNegative ? -order : order;
    }

    /// <summary>Of numbers that are not zero; an infinity is larger than all.</summary>
    internal static int CompareMagnitudes(in Wide a, in Wide b)
    {
        if (a.Exponent != b.Exponent)
        {
            return a.Exponent > b.Exponent ? 1 : -1;
        }

        if (a.High != b.High)
        {
            return a.High > b.High ? 1 : -1;
        }

        return a.Low == b.Low ? 0 : a.Low > b.Low ? 1 : -1;
    }

    /// <summary>In [1, 2], to 53 bits.</summary>
    private static double MantissaOf(in Wide value) => new Wide(false, 0, value.High, value.Low).ToDouble();
}
