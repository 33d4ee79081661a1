// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>
/// A complex number of <see cref="Wide"/> parts, and the exceptions its computation has to raise. With so many bits and no end of the range, each
/// function is its textbook formula, in a form where no leading bits cancel out; special cases are those of C11 Annex G.6.
/// </summary>
internal readonly partial struct WideComplex
{
    public readonly Wide Re;
    public readonly Wide Im;
    public readonly int Exceptions;

    public WideComplex(in Wide re, in Wide im, int exceptions = 0)
    {
        Re = re;
        Im = im;
        Exceptions = exceptions;
    }

    private bool IsFinite => Re.IsFinite && Im.IsFinite;

    private static WideComplex Nothing => new(Wide.NaN, Wide.NaN);

    private static WideComplex Invalid => new(Wide.NaN, Wide.NaN, FloatExceptions.Invalid);

    private WideComplex TimesI => new(-Im, Re, Exceptions);

    private WideComplex OverI => new(Im, -Re, Exceptions);

    private WideComplex WithSigns(bool isReMinus, bool isImMinus) => new(Re.WithSign(isReMinus), Im.WithSign(isImMinus), Exceptions);

    /// <summary>csqrt (G.6.4.2).</summary>
    internal static WideComplex SquareRoot(in WideComplex z)
    {
        if (z.Im.IsInfinite)
        {
            return new(Wide.Infinity, z.Im);
        }

        if (z.Re.IsInfinite)
        {
            bool isMinus = z.Re.IsNegative;
            Wide other = z.Im.IsNaN ? z.Im : Wide.Zero;
            return isMinus ? new(other.WithSign(false), Wide.Infinity.WithSign(z.Im.IsNegative)) : new(Wide.Infinity, other.WithSign(z.Im.IsNegative));
        }

        return z.IsFinite ? FiniteRoot(z) : Nothing;
    }

    private static WideComplex FiniteRoot(in WideComplex z)
    {
        if (z.Re.IsZero && z.Im.IsZero)
        {
            return new(Wide.Zero, z.Im);
        }

        Wide size = WideArithmetic.SquareRoot((z.Re * z.Re) + (z.Im * z.Im));
        Wide large = WideArithmetic.SquareRoot((z.Re.Magnitude + size).Scaled(-1));
        Wide small = z.Im.Magnitude / large.Scaled(1);
        return z.Re.IsNegative ? new(small, large.WithSign(z.Im.IsNegative)) : new(large, small.WithSign(z.Im.IsNegative));
    }

    /// <summary>clog (G.6.3.2).</summary>
    internal static WideComplex Log(in WideComplex z)
    {
        if (z.Re.IsInfinite || z.Im.IsInfinite)
        {
            return new(Wide.Infinity, Angle(z));
        }

        if (!z.IsFinite)
        {
            return Nothing;
        }

        if (z.Re.IsZero && z.Im.IsZero)
        {
            return new(-Wide.Infinity, Angle(z), FloatExceptions.DivideByZero);
        }

        return new(LogOfSize(z), WideMath.Atan2(z.Im, z.Re));
    }

    /// <summary>log |z|. Near |z| = 1, from (x - 1)(x + 1) + y² with the larger part as x, where the factors and the square are exact.</summary>
    private static Wide LogOfSize(in WideComplex z)
    {
        bool isSwapped = z.Im.Magnitude > z.Re.Magnitude;
        Wide x = isSwapped ? z.Im.Magnitude : z.Re.Magnitude, y = isSwapped ? z.Re : z.Im;
        Wide square = (x * x) + (y * y);
        if (square.Exponent is -1 or 0)
        {
            return WideMath.LogOnePlus(((x - Wide.One) * (x + Wide.One)) + (y * y)).Scaled(-1);
        }

        return WideMath.Log(square).Scaled(-1);
    }

    /// <summary>carg, of infinities too.</summary>
    private static Wide Angle(in WideComplex z)
    {
        if (z.Re.IsNaN || z.Im.IsNaN)
        {
            return Wide.NaN;
        }

        Wide x = z.Re.IsInfinite ? Wide.One : z.Im.IsInfinite ? Wide.Zero : z.Re;
        Wide y = z.Im.IsInfinite ? Wide.One : z.Re.IsInfinite ? Wide.Zero : z.Im;
        return WideMath.Atan2(y.WithSign(z.Im.IsNegative), x.WithSign(z.Re.IsNegative));
    }

    /// <summary>cproj (7.3.9.5): all infinities are one.</summary>
    internal static WideComplex Project(in WideComplex z) =>
        z.Re.IsInfinite || z.Im.IsInfinite ? new(Wide.Infinity, Wide.Zero.WithSign(z.Im.IsNegative)) : z;
}
