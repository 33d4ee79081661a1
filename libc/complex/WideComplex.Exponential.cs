// SPDX-License-Identifier: MIT
namespace Skift.Libc;

internal readonly partial struct WideComplex
{
    /// <summary>cexp (G.6.3.1).</summary>
    internal static WideComplex Exp(in WideComplex z)
    {
        if (z.Re.IsFinite)
        {
            return z.Im.IsFinite ? Polar(WideMath.Exp(z.Re), z.Im) : z.Im.IsInfinite ? Invalid : Nothing;
        }

        if (z.Re.IsNaN)
        {
            return z.Im.IsZero ? z : Nothing;
        }

        if (z.Re.IsNegative)
        {
            return z.Im.IsFinite ? Polar(Wide.Zero, z.Im) : new(Wide.Zero, Wide.Zero.WithSign(z.Im.IsNegative));
        }

        return z.Im.IsFinite ? InfiniteAlong(z.Im) : new(Wide.Infinity, Wide.NaN, z.Im.IsInfinite ? FloatExceptions.Invalid : 0);
    }

    /// <summary>ccosh (G.6.2.4): cosh x cos y + i sinh x sin y.</summary>
    internal static WideComplex Cosh(in WideComplex z)
    {
        if (z.IsFinite)
        {
            WideMath.SinCos(z.Im, out Wide sine, out Wide cosine);
            return new(WideMath.Cosh(z.Re) * cosine, WideMath.Sinh(z.Re) * sine);
        }

        int exceptions = z.Im.IsInfinite && !z.Re.IsNaN ? FloatExceptions.Invalid : 0;
        bool isMinus = z.Re.IsNegative != z.Im.IsNegative;
        if (z.Re.IsInfinite)
        {
            WideComplex along = z.Im.IsFinite ? InfiniteAlong(z.Im) : new(Wide.Infinity, Wide.NaN, exceptions);
            return along.WithSigns(along.Re.IsNegative, along.Im.IsNegative != z.Re.IsNegative);
        }

        return z.Re.IsZero || z.Im.IsZero ? new(Wide.NaN, Wide.Zero.WithSign(isMinus), exceptions) : new(Wide.NaN, Wide.NaN, exceptions);
    }

    /// <summary>csinh (G.6.2.5): sinh x cos y + i cosh x sin y.</summary>
    internal static WideComplex Sinh(in WideComplex z)
    {
        if (z.IsFinite)
        {
            WideMath.SinCos(z.Im, out Wide sine, out Wide cosine);
            return new(WideMath.Sinh(z.Re) * cosine, WideMath.Cosh(z.Re) * sine);
        }

        int exceptions = z.Im.IsInfinite && !z.Re.IsNaN ? FloatExceptions.Invalid : 0;
        if (z.Re.IsInfinite)
        {
            WideComplex along = z.Im.IsFinite ? InfiniteAlong(z.Im) : new(Wide.Infinity, Wide.NaN, exceptions);
            return along.WithSigns(along.Re.IsNegative != z.Re.IsNegative, along.Im.IsNegative);
        }

        return z.Re.IsZero ? new(z.Re, Wide.NaN, exceptions) : z.Im.IsZero ? new(Wide.NaN, z.Im) : new(Wide.NaN, Wide.NaN, exceptions);
    }

    /// <summary>ctanh (G.6.2.6, with the zeros of C17): (sinh x cosh x + i sin y cos y) / (cos² y + sinh² x).</summary>
    internal static WideComplex Tanh(in WideComplex z)
    {
        if (z.IsFinite)
        {
            WideMath.SinCos(z.Im, out Wide sine, out Wide cosine);
            Wide sinh = WideMath.Sinh(z.Re);
            Wide inverse = Wide.One / ((cosine * cosine) + (sinh * sinh));
            return new(sinh * WideMath.Cosh(z.Re) * inverse, sine * cosine * inverse);
        }

        if (z.Re.IsInfinite)
        {
            bool isMinus = z.Im.IsNegative;
            if (z.Im.IsFinite)
            {
                WideMath.SinCos(z.Im, out Wide sine, out Wide cosine);
                isMinus = sine.IsNegative != cosine.IsNegative;
            }

            return new(Wide.One.WithSign(z.Re.IsNegative), Wide.Zero.WithSign(isMinus));
        }

        int exceptions = z.Im.IsInfinite && !z.Re.IsNaN ? FloatExceptions.Invalid : 0;
        return z.Re.IsZero ? new(z.Re, Wide.NaN, exceptions) : z.Im.IsZero ? new(Wide.NaN, z.Im) : new(Wide.NaN, Wide.NaN, exceptions);
    }

    /// <summary>csin: -i sinh(iz).</summary>
    internal static WideComplex Sin(in WideComplex z) => Sinh(z.TimesI).OverI;

    /// <summary>ccos: cosh(iz).</summary>
    internal static WideComplex Cos(in WideComplex z) => Cosh(z.TimesI);

    /// <summary>ctan: -i tanh(iz).</summary>
    internal static WideComplex Tan(in WideComplex z) => Tanh(z.TimesI).OverI;

    private static WideComplex Polar(in Wide size, in Wide angle)
    {
        WideMath.SinCos(angle, out Wide sine, out Wide cosine);
        return new(size * cosine, size * sine);
    }

    /// <summary>Infinity times cos y + i sin y, of which the second is a zero for y = 0.</summary>
    private static WideComplex InfiniteAlong(in Wide angle)
    {
        WideMath.SinCos(angle, out Wide sine, out Wide cosine);
        return new(Wide.Infinity.WithSign(cosine.IsNegative), angle.IsZero ? angle : Wide.Infinity.WithSign(sine.IsNegative));
    }
}
