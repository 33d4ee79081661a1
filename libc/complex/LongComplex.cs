// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>complex.h for long double; the stubs in <c>cstart/LongComplex.S</c> raise the exceptions that these answer.</summary>
internal static unsafe class LongComplex
{
    [RuntimeExport("skift_cacosl")]
    internal static int Acos(Float80* result, Float80* z) => Round(result, WideComplex.Acos(Read(z)));

    [RuntimeExport("skift_casinl")]
    internal static int Asin(Float80* result, Float80* z) => Round(result, WideComplex.Asin(Read(z)));

    [RuntimeExport("skift_catanl")]
    internal static int Atan(Float80* result, Float80* z) => Round(result, WideComplex.Atan(Read(z)));

    [RuntimeExport("skift_cacoshl")]
    internal static int Acosh(Float80* result, Float80* z) => Round(result, WideComplex.Acosh(Read(z)));

    [RuntimeExport("skift_casinhl")]
    internal static int Asinh(Float80* result, Float80* z) => Round(result, WideComplex.Asinh(Read(z)));

    [RuntimeExport("skift_catanhl")]
    internal static int Atanh(Float80* result, Float80* z) => Round(result, WideComplex.Atanh(Read(z)));

    [RuntimeExport("skift_ccosl")]
    internal static int Cos(Float80* result, Float80* z) => Round(result, WideComplex.Cos(Read(z)));

    [RuntimeExport("skift_csinl")]
    internal static int Sin(Float80* result, Float80* z) => Round(result, WideComplex.Sin(Read(z)));

    [RuntimeExport("skift_ctanl")]
    internal static int Tan(Float80* result, Float80* z) => Round(result, WideComplex.Tan(Read(z)));

    [RuntimeExport("skift_ccoshl")]
    internal static int Cosh(Float80* result, Float80* z) => Round(result, WideComplex.Cosh(Read(z)));

    [RuntimeExport("skift_csinhl")]
    internal static int Sinh(Float80* result, Float80* z) => Round(result, WideComplex.Sinh(Read(z)));

    [RuntimeExport("skift_ctanhl")]
    internal static int Tanh(Float80* result, Float80* z) => Round(result, WideComplex.Tanh(Read(z)));

    [RuntimeExport("skift_cexpl")]
    internal static int Exp(Float80* result, Float80* z) => Round(result, WideComplex.Exp(Read(z)));

    [RuntimeExport("skift_clogl")]
    internal static int Log(Float80* result, Float80* z) => Round(result, WideComplex.Log(Read(z)));

    [RuntimeExport("skift_csqrtl")]
    internal static int SquareRoot(Float80* result, Float80* z) => Round(result, WideComplex.SquareRoot(Read(z)));

    [RuntimeExport("skift_cprojl")]
    internal static int Project(Float80* result, Float80* z) => Round(result, WideComplex.Project(Read(z)));

    [RuntimeExport("skift_cpowl")]
    internal static int Power(Float80* result, Float80* z, Float80* w) => Round(result, WideComplex.Power(Read(z), Read(w)));

    private static WideComplex Read(Float80* z) => new(Wide.From(z[0]), Wide.From(z[1]));

    private static int Round(Float80* result, in WideComplex value)
    {
        int exceptions = value.Exceptions;
        result[0] = value.Re.ToFloat80(ref exceptions);
        result[1] = value.Im.ToFloat80(ref exceptions);
        return exceptions;
    }
}
