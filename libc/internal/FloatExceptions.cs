// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>Floating-point exceptions by what raises them: the same numbers as in <c>fenv.h</c>.</summary>
internal static class FloatExceptions
{
    internal const int Invalid = 1;
    internal const int DivideByZero = 4;
    internal const int Overflow = 8;
    internal const int Underflow = 16;
    internal const int Inexact = 32;

    /// <summary>Raises those of the set by arithmetic of SSE, whose results nobody looks at.</summary>
    [RuntimeExport("skift_raise")]
    internal static void Raise(int exceptions)
    {
        if (exceptions != 0)
        {
            double sum = 0;
            sum += (exceptions & Invalid) != 0 ? Quotient(0, 0) : 0;
            sum += (exceptions & DivideByZero) != 0 ? Quotient(1, 0) : 0;
            sum += (exceptions & Overflow) != 0 ? Product(1e300, 1e300) : 0;
            sum += (exceptions & Underflow) != 0 ? Product(1e-300, 1e-300) : 0;
            sum += (exceptions & Inexact) != 0 ? Quotient(1, 3) : 0;
            Sink(sum);
        }
    }

    /// <summary>The value, after its overflow or underflow has been raised: <paramref name="exact"/> tells which it was.</summary>
    internal static double Result(in Wide exact)
    {
        double value = exact.ToDouble();
        if (exact.IsOrdinary && (exact.Exponent < -1022 || double.IsInfinity(value)))
        {
            Raise(exact.Exponent < -1022 ? Underflow : Overflow);
        }

        return value;
    }

    /// <inheritdoc cref="Result"/>
    internal static float SingleResult(in Wide exact)
    {
        float value = exact.ToSingle();
        if (exact.IsOrdinary && (exact.Exponent < -126 || float.IsInfinity(value)))
        {
            Raise(exact.Exponent < -126 ? Underflow : Overflow);
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Quotient(double x, double y) => x / y;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Product(double x, double y) => x * y;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Sink(double value)
    {
    }
}
