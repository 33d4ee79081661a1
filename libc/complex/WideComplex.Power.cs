// SPDX-License-Identifier: MIT
namespace Skift.Libc;

internal readonly partial struct WideComplex
{
    /// <summary>cpow (G.6.4.1): exp(w log z), with products and sums that overflow nowhere.</summary>
    internal static WideComplex Power(in WideComplex z, in WideComplex w)
    {
        WideComplex logarithm = Log(z);
        if (logarithm.IsFinite && w.IsFinite)
        {
            return Exp(Product(logarithm, w));
        }

        if (w.Re.IsZero && w.Im.IsZero)
        {
            return new(Wide.One, Wide.Zero);
        }

        // 0 to a power with a positive real part is 0.
        bool isZero = z.Re.IsZero && z.Im.IsZero;
        if (isZero && w.IsFinite && w.Re.IsOrdinary && !w.Re.IsNegative)
        {
            return new(Wide.Zero, Wide.Zero);
        }

        WideComplex result = Exp(InfiniteProduct(logarithm, w));
        return new(result.Re, result.Im, result.Exceptions | logarithm.Exceptions);
    }

    private static WideComplex Product(in WideComplex a, in WideComplex b) => new((a.Re * b.Re) - (a.Im * b.Im), (a.Re * b.Im) + (a.Im * b.Re));

    /// <summary>Annex G.5.1: infinite if one of them is, though parts of it be NaN.</summary>
    private static WideComplex InfiniteProduct(in WideComplex left, in WideComplex right)
    {
        double a = Small(left.Re), b = Small(left.Im), c = Small(right.Re), d = Small(right.Im);
        double x = (a * c) - (b * d), y = (a * d) + (b * c);
        bool isLeft = double.IsInfinity(a) || double.IsInfinity(b), isRight = double.IsInfinity(c) || double.IsInfinity(d);
        if (double.IsNaN(x) && double.IsNaN(y) && (isLeft || isRight))
        {
            (a, b) = isLeft ? (Boxed(a), Boxed(b)) : (NoNaN(a), NoNaN(b));
            (c, d) = isRight ? (Boxed(c), Boxed(d)) : (NoNaN(c), NoNaN(d));
            x = double.PositiveInfinity * ((a * c) - (b * d));
            y = double.PositiveInfinity * ((a * d) + (b * c));
        }

        return new(Wide.From(x), Wide.From(y));
    }

    /// <summary>Only whether it is zero, finite or infinite counts here, and roughly how large it is.</summary>
    private static double Small(in Wide value) => value.IsOrdinary && value.Exponent is > 300 or < -300 ? (value.IsNegative ? -1 : 1) : value.ToDouble();

    private static double Boxed(double value) => System.Math.CopySign(double.IsInfinity(value) ? 1 : 0, value);

    private static double NoNaN(double value) => double.IsNaN(value) ? System.Math.CopySign(0, value) : value;
}
