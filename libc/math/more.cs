// SPDX-License-Identifier: MIT
using System;
using System.Runtime;

namespace Skift.Libc;

/// <summary>math.h: neighbours, scaling and small functions of float and double.</summary>
public static unsafe partial class C
{
    private const double MinimumNormal = 2.2250738585072014e-308;
    private const float MinimumNormalSingle = 1.17549435e-38f;

    [RuntimeExport("nextafter")]
    public static double nextafter(double x, double y)
    {
        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return x + y;
        }

        if (x == y) return y;
        double next = x < y ? Math.BitIncrement(x) : Math.BitDecrement(x);
        RaiseNeighbour(double.IsInfinity(next) && double.IsFinite(x), Math.Abs(next) < MinimumNormal);
        return next;
    }

    private static void RaiseNeighbour(bool isOver, bool isUnder)
    {
        if (isOver || isUnder) FloatExceptions.Raise(isOver ? FloatExceptions.Overflow : FloatExceptions.Underflow);
    }

    [RuntimeExport("nextafterf")]
    public static float nextafterf(float x, float y)
    {
        if (float.IsNaN(x) || float.IsNaN(y))
        {
            return x + y;
        }

        if (x == y)
        {
            return y;
        }

        int bits = BitConverter.SingleToInt32Bits(x);
        bool isUp = x < y;
        bits = x == 0 ? (isUp ? 1 : unchecked((int)0x80000001)) : bits + ((bits >= 0) == isUp ? 1 : -1);
        float next = BitConverter.Int32BitsToSingle(bits);
        RaiseNeighbour(float.IsInfinity(next) && float.IsFinite(x), Math.Abs(next) < MinimumNormalSingle);
        return next;
    }

    [RuntimeExport("fdimf")]
    public static float fdimf(float x, float y) => float.IsNaN(x) || float.IsNaN(y) ? x + y : x > y ? x - y : 0;

    [RuntimeExport("ilogbf")]
    public static int ilogbf(float x) => ilogb(x);

    [RuntimeExport("logbf")]
    public static float logbf(float x) => (float)logb(x);

    [RuntimeExport("llrintf")]
    public static long llrintf(float x) => llrint(x);

    [RuntimeExport("llroundf")]
    public static long llroundf(float x) => llround(x);

    /// <summary>Rounded once: a double holds every float times any power that does not under- or overflow it anyway.</summary>
    [RuntimeExport("scalbnf")]
    public static float scalbnf(float x, int power) => (float)scalbn(x, power);

    [RuntimeExport("scalblnf")]
    public static float scalblnf(float x, long power) => (float)scalbln(x, power);

    [RuntimeExport("scalb")]
    public static double scalb(double x, double power) => double.IsNaN(power) ? power : scalbn(x, power > 9999 ? 9999 : power < -9999 ? -9999 : (int)power);

    [RuntimeExport("scalbf")]
    public static float scalbf(float x, float power) => (float)scalb(x, power);

    [RuntimeExport("significand")]
    public static double significand(double x) => x == 0 || double.IsInfinity(x) || double.IsNaN(x) ? x : scalbn(x, -ilogb(x));

    [RuntimeExport("significandf")]
    public static float significandf(float x) => (float)significand(x);

    [RuntimeExport("drem")]
    public static double drem(double x, double y) => remainder(x, y);

    [RuntimeExport("dremf")]
    public static float dremf(float x, float y) => remainderf(x, y);

    [RuntimeExport("finite")]
    public static int finite(double x) => double.IsInfinity(x) || double.IsNaN(x) ? 0 : 1;

    [RuntimeExport("finitef")]
    public static int finitef(float x) => finite(x);

    [RuntimeExport("sincos")]
    public static void sincos(double x, double* sine, double* cosine)
    {
        *sine = sin(x);
        *cosine = cos(x);
    }

    [RuntimeExport("sincosf")]
    public static void sincosf(float x, float* sine, float* cosine)
    {
        *sine = sinf(x);
        *cosine = cosf(x);
    }

    [RuntimeExport("nan")]
    public static double nan(byte* tag) => double.NaN;

    [RuntimeExport("nanf")]
    public static float nanf(byte* tag) => float.NaN;

    [RuntimeExport("remquo")]
    public static double remquo(double x, double y, int* quotient)
    {
        // The remainder of twice eight times y tells the last three bits: what is left after it is a small multiple of y.
        *quotient = 0;
        if (double.IsNaN(x) || double.IsNaN(y) || double.IsInfinity(x) || y == 0 || double.IsInfinity(y))
        {
            return remainder(x, y);
        }

        double divisor = Math.Abs(y);
        double rest = Math.Abs(x);
        int bits = 0;
        rest = divisor < double.MaxValue / 8 ? fmod(rest, divisor * 8) : rest;
        for (int bit = 4; bit > 0; bit >>= 1)
        {
            if (divisor < double.MaxValue / 8 && rest >= divisor * bit)
            {
                rest -= divisor * bit;
                bits |= bit;
            }
        }

        bool isOver = divisor < double.Epsilon * 4 ? rest * 2 > divisor : rest > divisor / 2;
        bool isHalf = divisor < double.Epsilon * 4 ? rest * 2 == divisor : rest == divisor / 2;
        if (isOver || (isHalf && (bits & 1) != 0))
        {
            rest -= divisor;
            bits++;
        }

        *quotient = (x < 0) != (y < 0) ? -(bits & 7) : bits & 7;
        return rest == 0 ? Math.CopySign(0, x) : x < 0 ? -rest : rest;
    }

    [RuntimeExport("remquof")]
    public static float remquof(float x, float y, int* quotient) => (float)remquo(x, y, quotient);
}
