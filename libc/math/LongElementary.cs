// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>
/// Exponential, circular and hyperbolic functions of long double that the x87 has no instruction for, or one that misses by more than a unit
/// in the last place. The stubs in <c>cstart/LongSpecial.S</c> raise the exceptions that these answer.
/// </summary>
internal static unsafe class LongElementary
{
    [RuntimeExport("skift_expl")]
    internal static int Exp(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        return value.IsFinite ? Round(result, WideMath.Exp(value)) : Round(result, value.IsInfinite && value.IsNegative ? Wide.Zero : value);
    }

    [RuntimeExport("skift_exp10l")]
    internal static int Exp10(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        return value.IsFinite ? Round(result, WideMath.Exp(value * WideTables.Ln10)) : Round(result, value.IsInfinite && value.IsNegative ? Wide.Zero : value);
    }

    [RuntimeExport("skift_expm1l")]
    internal static int ExpMinusOne(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        return value.IsFinite ? Round(result, value.IsZero ? value : WideMath.ExpMinusOne(value))
            : Round(result, value.IsInfinite && value.IsNegative ? -Wide.One : value);
    }

    [RuntimeExport("skift_log1pl")]
    internal static int LogOnePlus(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        if (value.IsZero || value.IsNaN || (value.IsInfinite && !value.IsNegative))
        {
            return Round(result, value);
        }

        Wide argument = value.IsInfinite ? value : Wide.One + value;
        return argument.IsZero ? Fail(result, -Wide.Infinity, FloatExceptions.DivideByZero)
            : argument.IsNegative ? FailInvalid(result) : Round(result, WideMath.LogOnePlus(value));
    }

    [RuntimeExport("skift_log10l")]
    internal static int Log10(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        if (value.IsZero)
        {
            return Fail(result, -Wide.Infinity, FloatExceptions.DivideByZero);
        }

        return value.IsNaN || (value.IsInfinite && !value.IsNegative) ? Round(result, value)
            : value.IsNegative ? FailInvalid(result) : Round(result, WideMath.Log(value) / WideTables.Ln10);
    }

    [RuntimeExport("skift_sinl")]
    internal static int Sin(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        if (!value.IsFinite)
        {
            return FailUnlessNaN(result, value);
        }

        WideMath.SinCos(value, out Wide sine, out _);
        return Round(result, sine);
    }

    [RuntimeExport("skift_cosl")]
    internal static int Cos(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        if (!value.IsFinite)
        {
            return FailUnlessNaN(result, value);
        }

        WideMath.SinCos(value, out _, out Wide cosine);
        return Round(result, cosine);
    }

    [RuntimeExport("skift_sincosl")]
    internal static int SinCos(Float80* sineResult, Float80* x, Float80* cosineResult)
    {
        Wide value = Wide.From(*x);
        if (!value.IsFinite)
        {
            _ = FailUnlessNaN(sineResult, value);
            return FailUnlessNaN(cosineResult, value);
        }

        WideMath.SinCos(value, out Wide sine, out Wide cosine);
        return Round(sineResult, sine) | Round(cosineResult, cosine);
    }

    [RuntimeExport("skift_tanl")]
    internal static int Tan(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        if (!value.IsFinite)
        {
            return FailUnlessNaN(result, value);
        }

        WideMath.SinCos(value, out Wide sine, out Wide cosine);
        return Round(result, value.IsZero ? value : sine / cosine);
    }

    [RuntimeExport("skift_asinl")]
    internal static int Asin(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        return value.IsNaN || value.IsZero ? Round(result, value)
            : value.Magnitude > Wide.One ? FailInvalid(result) : Round(result, WideMath.Atan2(value, Cofunction(value)));
    }

    [RuntimeExport("skift_acosl")]
    internal static int Acos(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        return value.IsNaN ? Round(result, value)
            : value.Magnitude > Wide.One ? FailInvalid(result) : Round(result, WideMath.Atan2(Cofunction(value), value));
    }

    [RuntimeExport("skift_sinhl")]
    internal static int Sinh(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        return value.IsOrdinary ? Round(result, WideMath.Sinh(value)) : Round(result, value);
    }

    [RuntimeExport("skift_coshl")]
    internal static int Cosh(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        return value.IsFinite ? Round(result, WideMath.Cosh(value)) : Round(result, value.IsNaN ? value : Wide.Infinity);
    }

    [RuntimeExport("skift_tanhl")]
    internal static int Tanh(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        if (!value.IsOrdinary)
        {
            return Round(result, value.IsInfinite ? Wide.One.WithSign(value.IsNegative) : value);
        }

        Wide e = WideMath.ExpMinusOne(value.Magnitude.Scaled(1));
        return Round(result, (e / (e + Wide.One.Scaled(1))).WithSign(value.IsNegative));
    }

    [RuntimeExport("skift_asinhl")]
    internal static int Asinh(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        return value.IsOrdinary ? Round(result, WideMath.Asinh(value)) : Round(result, value);
    }

    /// <summary>With t = x - 1: log(1 + t + sqrt(2t + t²)).</summary>
    [RuntimeExport("skift_acoshl")]
    internal static int Acosh(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x);
        if (value.IsNaN || (value.IsInfinite && !value.IsNegative))
        {
            return Round(result, value);
        }

        Wide t = value.IsInfinite ? value : value - Wide.One;
        if (t.IsZero)
        {
            return Round(result, Wide.Zero);
        }

        return t.IsNegative ? FailInvalid(result)
            : Round(result, WideMath.LogOnePlus(t + WideArithmetic.SquareRoot(t.Scaled(1) + (t * t))));
    }

    /// <summary>log(1 + 2x / (1 - x)) / 2.</summary>
    [RuntimeExport("skift_atanhl")]
    internal static int Atanh(Float80* result, Float80* x)
    {
        Wide value = Wide.From(*x), magnitude = value.Magnitude;
        if (value.IsNaN || value.IsZero)
        {
            return Round(result, value);
        }

        Wide left = value.IsInfinite ? -Wide.One : Wide.One - magnitude;
        return left.IsZero ? Fail(result, Wide.Infinity.WithSign(value.IsNegative), FloatExceptions.DivideByZero)
            : left.IsNegative ? FailInvalid(result)
            : Round(result, WideMath.LogOnePlus(magnitude.Scaled(1) / left).Scaled(-1).WithSign(value.IsNegative));
    }

    /// <summary>An infinity wins over a NaN.</summary>
    [RuntimeExport("skift_hypotl")]
    internal static int Hypot(Float80* result, Float80* x, Float80* y)
    {
        Wide a = Wide.From(*x), b = Wide.From(*y);
        return a.IsFinite && b.IsFinite ? Round(result, WideArithmetic.SquareRoot((a * a) + (b * b)))
            : Round(result, a.IsInfinite || b.IsInfinite ? Wide.Infinity : Wide.NaN);
    }

    /// <summary>sqrt(1 - x²).</summary>
    private static Wide Cofunction(in Wide x) => WideArithmetic.SquareRoot((Wide.One - x) * (Wide.One + x));

    private static int FailUnlessNaN(Float80* result, in Wide value) => value.IsNaN ? Round(result, value) : FailInvalid(result);

    /// <summary>The NaN is the x87's own.</summary>
    private static int FailInvalid(Float80* result) => Fail(result, -Wide.NaN, FloatExceptions.Invalid);

    private static int Fail(Float80* result, in Wide value, int exceptions)
    {
        _ = Round(result, value);
        return exceptions;
    }

    private static int Round(Float80* result, in Wide value)
    {
        int exceptions = 0;
        *result = value.ToFloat80(ref exceptions);
        return exceptions;
    }
}
