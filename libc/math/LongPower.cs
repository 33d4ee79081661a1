// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>powl: the logarithm to 128 bits, bit by bit, so that an exponent of thousands leaves all of the result right.</summary>
internal static unsafe class LongPower
{
    private const int Bias = 16383;
    private const ushort Special = 0x7FFF;

    [RuntimeImport("*", "skift_exp2_parts")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void Exp2Parts(Float80* fraction, long whole);

    [RuntimeExport("skift_powl")]
    internal static void Power(Float80* result, Float80* x, Float80* y)
    {
        int xExponent = x->SignAndExponent & 0x7FFF, yExponent = y->SignAndExponent & 0x7FFF;
        bool isNegative = (x->SignAndExponent & 0x8000) != 0 && IsOdd(y, yExponent);
        if (IsZero(y) || (x->SignAndExponent == Bias && x->Mantissa == 1UL << 63))
        {
            *result = Float80.FromDouble(1);
            return;
        }

        if (IsNaN(x) || IsNaN(y))
        {
            *result = IsNaN(x) ? *x : *y;
            return;
        }

        bool isUp = (y->SignAndExponent & 0x8000) == 0;
        if (IsZero(x) || xExponent == Special || yExponent == Special)
        {
            // Which way |x|^y goes; for an infinite y and |x| = 1 nowhere.
            bool isUnit = xExponent == Bias && x->Mantissa == 1UL << 63;
            bool isLarge = xExponent >= Bias;
            if (IsZero(x) && !isUp && yExponent != Special) FloatExceptions.Raise(FloatExceptions.DivideByZero);
            *result = isUnit ? Float80.FromDouble(1) : new Float80(isNegative, isLarge == isUp ? Special : 0, isLarge == isUp ? 1UL << 63 : 0);
            return;
        }

        if ((x->SignAndExponent & 0x8000) != 0 && !IsWhole(y, yExponent))
        {
            FloatExceptions.Raise(FloatExceptions.Invalid);
            *result = Float80.FromDouble(double.NaN);
            return;
        }

        Finite(result, x, y, xExponent, yExponent, isUp);
        result->SignAndExponent |= (ushort)(isNegative ? 0x8000 : 0);
    }

    private static void Finite(Float80* result, Float80* x, Float80* y, int xExponent, int yExponent, bool isUp)
    {
        ulong mantissa = x->Mantissa;
        int exponent = (xExponent == 0 ? 1 : xExponent) - Bias;
        int leading = FloatParts.LeadingZeros(mantissa);
        mantissa <<= leading;
        exponent -= leading;
        Log2(mantissa, out ulong high, out ulong low);

        // |log2 x| = whole + 0.high:low, and its sign.
        bool isMinus = exponent < 0;
        ulong whole = (ulong)exponent;
        if (isMinus)
        {
            low = 0 - low;
            high = 0 - high - (low == 0 ? 0UL : 1);
            whole = (ulong)-(long)exponent - (high == 0 && low == 0 ? 0UL : 1);
        }

        // Times m, a 64-bit fraction of y = m × 2^shift: three words and the point behind the first.
        int shift = (yExponent == 0 ? 1 : yExponent) - Bias + 1;
        ulong p3 = Math.BigMul(low, y->Mantissa, out _);
        ulong p2h = Math.BigMul(high, y->Mantissa, out ulong p2);
        ulong p1h = Math.BigMul(whole, y->Mantissa, out ulong p1);
        p2 += p3;
        p2h += p2 < p3 ? 1UL : 0;
        p1 += p2h;
        p1h += p1 < p2h ? 1UL : 0;
        Scale(result, p1h, p1, p2, shift, isMinus != !isUp);
    }

    /// <summary>2 to the power of ±(whole.first:second × 2^shift).</summary>
    private static void Scale(Float80* result, ulong whole, ulong first, ulong second, int shift, bool isMinus)
    {
        for (; shift > 0 && whole < 1UL << 40 && (whole | first | second) != 0; shift--)
        {
            whole = whole << 1 | first >> 63;
            first = first << 1 | second >> 63;
            second <<= 1;
        }

        for (; shift < 0 && (whole | first | second) != 0; shift++)
        {
            second = second >> 1 | first << 63;
            first = first >> 1 | whole << 63;
            whole >>= 1;
        }

        if (whole > 20000)
        {
            FloatExceptions.Raise(isMinus ? FloatExceptions.Underflow : FloatExceptions.Overflow);
            *result = new Float80(false, isMinus ? 0 : Special, isMinus ? 0 : 1UL << 63);
            return;
        }

        long n = (long)whole;
        bool isOver = first >> 63 != 0;
        if (isOver)
        {
            n++;
            second = 0 - second;
            first = 0 - first - (second == 0 ? 0UL : 1);
        }

        int exponent = Bias - 1;
        for (; (first | second) != 0 && first >> 63 == 0; exponent--)
        {
            first = first << 1 | second >> 63;
            second <<= 1;
        }

        bool isNegative = isOver != isMinus;
        *result = first == 0 ? new Float80(false, 0, 0) : new Float80(isNegative, exponent, first);
        Exp2Parts(result, isMinus ? -n : n);
    }

    /// <summary>log2 of 1.mantissa as a fraction of 128 bits: squaring doubles the logarithm, and what exceeds 2 is a bit of it.</summary>
    private static void Log2(ulong mantissa, out ulong high, out ulong low)
    {
        ulong a = mantissa, b = 0, c = 0;
        high = 0;
        low = 0;
        for (int i = 0; i < 128; i++)
        {
            Square(ref a, ref b, ref c, out bool isTwo);
            high = high << 1 | low >> 63;
            low = low << 1 | (isTwo ? 1UL : 0);
        }
    }

    /// <summary>Of 1.abc in 192 bits (the point behind the first): back to that range, and whether it was 2 or more.</summary>
    private static void Square(ref ulong a, ref ulong b, ref ulong c, out bool isTwo)
    {
        ulong aaHigh = Math.BigMul(a, a, out ulong aaLow);
        ulong abHigh = Math.BigMul(a, b, out ulong abLow);
        ulong bbHigh = Math.BigMul(b, b, out _);
        ulong acHigh = Math.BigMul(a, c, out _);
        ulong r0 = aaHigh, r1 = aaLow, r2 = 0;
        AddTwice(ref r0, ref r1, ref r2, 0, abHigh, abLow);
        AddTwice(ref r0, ref r1, ref r2, 0, 0, acHigh);
        r2 += bbHigh;
        if (r2 < bbHigh && ++r1 == 0)
        {
            r0++;
        }

        isTwo = r0 >> 63 != 0;
        (a, b, c) = isTwo ? (r0, r1, r2) : (r0 << 1 | r1 >> 63, r1 << 1 | r2 >> 63, r2 << 1);
    }

    private static void AddTwice(ref ulong r0, ref ulong r1, ref ulong r2, ulong x0, ulong x1, ulong x2)
    {
        for (int i = 0; i < 2; i++)
        {
            r2 += x2;
            ulong carry = r2 < x2 ? 1UL : 0;
            r1 += carry;
            carry = r1 < carry ? 1UL : 0;
            r1 += x1;
            carry += r1 < x1 ? 1UL : 0;
            r0 += carry + x0;
        }
    }

    private static bool IsZero(Float80* x) => (x->SignAndExponent & 0x7FFF) == 0 && x->Mantissa == 0;

    private static bool IsNaN(Float80* x) => (x->SignAndExponent & 0x7FFF) == Special && x->Mantissa << 1 != 0;

    private static bool IsWhole(Float80* y, int exponent) =>
        exponent >= Bias + 63 || (exponent >= Bias && y->Mantissa << (exponent - Bias + 1) == 0);

    private static bool IsOdd(Float80* y, int exponent) =>
        exponent <= Bias + 63 && IsWhole(y, exponent) && (y->Mantissa >> (Bias + 63 - exponent) & 1) != 0;
}
