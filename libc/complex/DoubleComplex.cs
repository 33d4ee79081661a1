// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.Libc;

/// <summary>C's <c>double _Complex</c>, which goes through registers as this structure does.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DoubleComplex
{
    public readonly double Real;
    public readonly double Imaginary;

    public DoubleComplex(double real, double imaginary)
    {
        Real = real;
        Imaginary = imaginary;
    }

    internal WideComplex ToWide() => new(Wide.From(Real), Wide.From(Imaginary));

    /// <summary>Rounds, after the exceptions have been raised.</summary>
    internal static DoubleComplex From(in WideComplex value)
    {
        FloatExceptions.Raise(value.Exceptions);
        return new(FloatExceptions.Result(value.Re), FloatExceptions.Result(value.Im));
    }
}
