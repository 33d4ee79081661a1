// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>After W. Kahan, "Branch Cuts for Complex Elementary Functions, or Much Ado About Nothing's Sign Bit" (1987).</summary>
internal readonly partial struct WideComplex
{
    private static Wide QuarterPi => WideMath.HalfPi.Scaled(-1);

    /// <summary>cacos (G.6.1.1).</summary>
    internal static WideComplex Acos(in WideComplex z)
    {
        bool isMinus = !z.Im.IsNegative;
        if (z.IsFinite)
        {
            WideComplex below = FiniteRoot(new(Wide.One - z.Re, -z.Im)), above = FiniteRoot(new(Wide.One + z.Re, z.Im));
            Wide angle = WideMath.Atan2(below.Re, above.Re).Scaled(1);
            return new(angle, WideMath.Asinh((above.Re * below.Im) - (above.Im * below.Re)).WithSign(isMinus));
        }

        if (z.Re.IsInfinite || z.Im.IsInfinite)
        {
            return new(Angle(new(z.Re, z.Im.WithSign(false))), Wide.Infinity.WithSign(isMinus));
        }

        return z.Re.IsZero ? new(WideMath.HalfPi, Wide.NaN) : Nothing;
    }

    /// <summary>cacosh (G.6.2.1): i acos z or -i acos z, whichever is to the right.</summary>
    internal static WideComplex Acosh(in WideComplex z)
    {
        WideComplex angle = Acos(z);
        return new(angle.Im.WithSign(false), angle.Re.WithSign(z.Im.IsNegative), angle.Exceptions);
    }

    /// <summary>casin: -i asinh(iz).</summary>
    internal static WideComplex Asin(in WideComplex z) => Asinh(z.TimesI).OverI;

    /// <summary>casinh (G.6.2.2).</summary>
    internal static WideComplex Asinh(in WideComplex z)
    {
        if (z.IsFinite)
        {
            return FiniteAsinh(z).WithSigns(z.Re.IsNegative, z.Im.IsNegative);
        }

        if (z.Re.IsInfinite || z.Im.IsInfinite)
        {
            Wide angle = z.Re.IsNaN || z.Im.IsNaN ? Wide.NaN : z.Im.IsFinite ? Wide.Zero : z.Re.IsFinite ? WideMath.HalfPi : QuarterPi;
            return new WideComplex(Wide.Infinity, angle).WithSigns(z.Re.IsNegative, z.Im.IsNegative);
        }

        return z.Im.IsZero ? z : Nothing;
    }

    /// <summary>With the roots of 1 - iz and 1 + iz, but for the signs.</summary>
    private static WideComplex FiniteAsinh(in WideComplex z)
    {
        WideComplex below = FiniteRoot(new(Wide.One + z.Im, -z.Re)), above = FiniteRoot(new(Wide.One - z.Im, z.Re));
        Wide angle = WideMath.Atan2(z.Im.Magnitude, (below.Re * above.Re) - (below.Im * above.Im));
        return new(WideMath.Asinh((below.Re * above.Im) - (below.Im * above.Re)), angle);
    }

    /// <summary>catan: -i atanh(iz).</summary>
    internal static WideComplex Atan(in WideComplex z) => Atanh(z.TimesI).OverI;

    /// <summary>catanh (G.6.2.3): log(1 + 4x / ((1 - x)² + y²)) / 4, and half the angle of (1 - x)(1 + x) - y² + 2yi.</summary>
    internal static WideComplex Atanh(in WideComplex z)
    {
        WideComplex result;
        if (z.IsFinite)
        {
            result = FiniteAtanh(z.Re.Magnitude, z.Im.Magnitude);
        }
        else if (z.Im.IsInfinite || (z.Re.IsInfinite && z.Im.IsFinite))
        {
            result = new(Wide.Zero, WideMath.HalfPi);
        }
        else
        {
            result = z.Re.IsZero || z.Re.IsInfinite ? new(Wide.Zero, Wide.NaN) : Nothing;
        }

        return result.WithSigns(z.Re.IsNegative, z.Im.IsNegative);
    }

    private static WideComplex FiniteAtanh(in Wide x, in Wide y)
    {
        Wide rest = Wide.One - x, distance = (rest * rest) + (y * y);
        if (distance.IsZero)
        {
            return new(Wide.Infinity, y, FloatExceptions.DivideByZero);
        }

        Wide angle = WideMath.Atan2(y.Scaled(1), (rest * (Wide.One + x)) - (y * y)).Scaled(-1);
        return new(WideMath.LogOnePlus(x.Scaled(2) / distance).Scaled(-2), angle);
    }
}
