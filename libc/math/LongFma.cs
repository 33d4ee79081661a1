// SPDX-License-Identifier: MIT
using System;
using System.Numerics;
using System.Runtime;

namespace Skift.Libc;

/// <summary>fmal: the product of 128 bits is exact, and so is the sum but for what stands far below the last place.</summary>
internal static unsafe class LongFma
{
    private const int Bias = 16383;
    private const int Smallest = -16382;

    private const int Nearest = 0;
    private const int Downward = 1;
    private const int Upward = 2;

    /// <summary>For finite numbers that are not zero.</summary>
    /// <param name="mode">RC of the x87's control word.</param>
    /// <returns>The exceptions to raise.</returns>
    [RuntimeExport("skift_fmal")]
    internal static int Compute(Float80* result, Float80* x, Float80* y, int mode, Float80* z)
    {
        FloatParts first = FloatParts.Of(*x), second = FloatParts.Of(*y), third = FloatParts.Of(*z);
        ulong high = Math.BigMul(first.Mantissa, second.Mantissa, out ulong low);
        Sum product = new(high, low, first.Exponent + second.Exponent);
        Sum other = new(third.Mantissa, 0, third.Exponent - 64);
        bool isNegative = first.IsNegative != second.IsNegative;
        if (product.Exponent >= other.Exponent)
        {
            other.ShiftDown(product.Exponent - other.Exponent);
        }
        else
        {
            product.ShiftDown(other.Exponent - product.Exponent);
            product.Exponent = other.Exponent;
        }

        if (isNegative == third.IsNegative)
        {
            product.Add(other);
        }
        else if (product.IsBelow(other))
        {
            other.Subtract(product);
            other.Exponent = product.Exponent;
            product = other;
            isNegative = third.IsNegative;
        }
        else
        {
            product.Subtract(other);
        }

        if (product.IsZero)
        {
            *result = new Float80(mode == Downward, 0, 0);
            return 0;
        }

        product.Normalize();
        return Round(result, product, isNegative, mode);
    }

    private static int Round(Float80* result, Sum sum, bool isNegative, int mode)
    {
        // The top word's first bit is worth 2^(Exponent + 127).
        int exponent = sum.Exponent + 127;
        bool isTiny = exponent < Smallest;
        if (isTiny)
        {
            sum.ShiftDown(Smallest - exponent);
            exponent = Smallest;
        }

        bool isInexact = (sum.Middle | sum.Low) != 0;
        bool isHalf = sum.Middle >> 63 != 0;
        bool isMore = sum.Middle << 1 != 0 || sum.Low != 0;
        bool isUp = mode == Nearest ? isHalf && (isMore || (sum.High & 1) != 0) : isInexact && (mode == Upward ? !isNegative : mode == Downward && isNegative);
        ulong mantissa = isUp ? sum.High + 1 : sum.High;
        if (isUp && mantissa == 0)
        {
            mantissa = 1UL << 63;
            exponent++;
        }

        if (exponent > Bias)
        {
            bool isInfinite = mode == Nearest || (mode == Upward && !isNegative) || (mode == Downward && isNegative);
            *result = isInfinite ? new Float80(isNegative, 0x7FFF, 1UL << 63) : new Float80(isNegative, 0x7FFE, ulong.MaxValue);
            return FloatExceptions.Overflow | FloatExceptions.Inexact;
        }

        *result = new Float80(isNegative, mantissa >> 63 == 0 ? 0 : exponent + Bias, mantissa);
        return isInexact ? FloatExceptions.Inexact | (isTiny ? FloatExceptions.Underflow : 0) : 0;
    }

    /// <summary>192 bits, the lowest of the first 128 worth 2^Exponent, with 64 below; what falls off at the end stays as one bit.</summary>
    private struct Sum
    {
        public ulong High;
        public ulong Middle;
        public ulong Low;
        public int Exponent;

        /// <summary>With the first bit set, but for a sum that is to carry: one place is free.</summary>
        public Sum(ulong high, ulong low, int exponent)
        {
            High = high;
            Middle = low;
            Low = 0;
            Exponent = exponent;
            Normalize();
            ShiftDown(1);
            Exponent++;
        }

        public readonly bool IsZero => (High | Middle | Low) == 0;

        public readonly bool IsBelow(in Sum other) => High != other.High ? High < other.High : Middle != other.Middle ? Middle < other.Middle : Low < other.Low;

        public void Normalize()
        {
            while (High == 0)
            {
                High = Middle;
                Middle = Low;
                Low = 0;
                Exponent -= 64;
            }

            int shift = BitOperations.LeadingZeroCount(High);
            if (shift != 0)
            {
                High = High << shift | Middle >> (64 - shift);
                Middle = Middle << shift | Low >> (64 - shift);
                Low <<= shift;
                Exponent -= shift;
            }
        }

        public void ShiftDown(int count)
        {
            ulong lost = 0;
            if (count >= 192)
            {
                lost = High | Middle | Low;
                this = new Sum { Exponent = Exponent };
                count = 0;
            }

            for (; count >= 64; count -= 64)
            {
                lost |= Low;
                Low = Middle;
                Middle = High;
                High = 0;
            }

            if (count > 0)
            {
                lost |= Low << (64 - count);
                Low = Low >> count | Middle << (64 - count);
                Middle = Middle >> count | High << (64 - count);
                High >>= count;
            }

            Low |= lost != 0 ? 1UL : 0;
        }

        public void Add(in Sum other)
        {
            Low += other.Low;
            ulong carry = Low < other.Low ? 1UL : 0;
            ulong middle = Middle + other.Middle;
            ulong next = middle < other.Middle ? 1UL : 0;
            Middle = middle + carry;
            next += Middle < carry ? 1UL : 0;
            High += other.High + next;
        }

        public void Subtract(in Sum other)
        {
            ulong borrow = Low < other.Low ? 1UL : 0;
            Low -= other.Low;
            ulong middle = Middle - other.Middle;
            ulong next = Middle < other.Middle || middle < borrow ? 1UL : 0;
            Middle = middle - borrow;
            High -= other.High + next;
        }
    }
}
