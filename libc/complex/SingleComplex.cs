// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.Libc;

/// <summary>C's <c>float _Complex</c>, which goes through registers as this structure does.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct SingleComplex
{
    public readonly float Real;
    public readonly float Imaginary;

    public SingleComplex(float real, float imaginary)
    {
        Real = real;
        Imaginary = imaginary;
    }

    internal WideComplex ToWide() => new(Wide.From((double)Real), Wide.From((double)Imaginary));

    /// <summary>Rounds, after the exceptions have been raised.</summary>
    internal static SingleComplex From(in WideComplex value)
    {
        FloatExceptions.Raise(value.Exceptions);
        return new(FloatExceptions.SingleResult(value.Re), FloatExceptions.SingleResult(value.Im));
    }
}
