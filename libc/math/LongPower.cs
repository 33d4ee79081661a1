// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>powl: exp(y log x) with 128 bits, of which an exponent of thousands leaves enough.</summary>
internal static unsafe class LongPower
{
    private const int Bias = 16383;
    private const ushort Special = 0x7FFF;

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

        int exceptions = 0;
        Wide power = WideMath.Exp(Wide.From(*y) * WideMath.Log(Wide.From(*x).Magnitude));
        *result = power.WithSign(isNegative).ToFloat80(ref exceptions);
        FloatExceptions.Raise(exceptions);
    }

    private static bool IsZero(Float80* x) => (x->SignAndExponent & 0x7FFF) == 0 && x->Mantissa == 0;

    private static bool IsNaN(Float80* x) => (x->SignAndExponent & 0x7FFF) == Special && x->Mantissa << 1 != 0;

    private static bool IsWhole(Float80* y, int exponent) =>
        exponent >= Bias + 63 || (exponent >= Bias && y->Mantissa << (exponent - Bias + 1) == 0);

    private static bool IsOdd(Float80* y, int exponent) =>
        exponent <= Bias + 63 && IsWhole(y, exponent) && (y->Mantissa >> (Bias + 63 - exponent) & 1) != 0;
}
