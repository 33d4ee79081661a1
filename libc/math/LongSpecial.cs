// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>Error and gamma functions of long double; the stubs in <c>cstart/LongSpecial.S</c> raise the exceptions that these answer.</summary>
internal static unsafe class LongSpecial
{
    [RuntimeExport("skift_erfl")]
    internal static int Erf(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        return Round(result, value.IsFinite ? ErrorFunction.Erf(value) : value.IsNaN ? value : Wide.One.WithSign(value.IsNegative), 0);
    }

    [RuntimeExport("skift_erfcl")]
    internal static int Erfc(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        return Round(result, value.IsFinite ? ErrorFunction.Erfc(value) : value.IsNaN ? value : value.IsNegative ? Wide.One.Scaled(1) : Wide.Zero, 0);
    }

    [RuntimeExport("skift_tgammal")]
    internal static int TrueGamma(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        if (value.IsZero)
        {
            return Round(result, Wide.Infinity.WithSign(value.IsNegative), FloatExceptions.DivideByZero);
        }

        if (!value.IsFinite)
        {
            bool isInvalid = value.IsInfinite && value.IsNegative;
            return Round(result, isInvalid ? Wide.NaN : value, isInvalid ? FloatExceptions.Invalid : 0);
        }

        return Gamma.IsPole(value) ? Round(result, Wide.NaN, FloatExceptions.Invalid) : Round(result, Gamma.Value(value), 0);
    }

    [RuntimeExport("skift_lgammal")]
    internal static int LogGamma(Float80* result, Float80* x, Float80* unused, int* sign)
    {
        Wide value = Wide.From(*x);
        *sign = value.IsZero && value.IsNegative ? -1 : 1;
        if (!value.IsFinite)
        {
            return Round(result, value.IsNaN ? value : Wide.Infinity, 0);
        }

        if (Gamma.IsPole(value))
        {
            return Round(result, Wide.Infinity, FloatExceptions.DivideByZero);
        }

        Wide logarithm = Gamma.Log(value, out bool isNegative);
        *sign = isNegative ? -1 : 1;
        return Round(result, logarithm, 0);
    }

    private static int Round(Float80* result, in Wide value, int exceptions)
    {
        *result = value.ToFloat80(ref exceptions);
        return exceptions;
    }
}
