// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>complex.h (C11 7.3, Annex G) for double and float; those of long double are in <c>LongComplex.cs</c>.</summary>
public static unsafe partial class C
{
    [RuntimeExport("cacos")]
    public static DoubleComplex cacos(DoubleComplex z) => DoubleComplex.From(WideComplex.Acos(z.ToWide()));

    [RuntimeExport("cacosf")]
    public static SingleComplex cacosf(SingleComplex z) => SingleComplex.From(WideComplex.Acos(z.ToWide()));

    [RuntimeExport("casin")]
    public static DoubleComplex casin(DoubleComplex z) => DoubleComplex.From(WideComplex.Asin(z.ToWide()));

    [RuntimeExport("casinf")]
    public static SingleComplex casinf(SingleComplex z) => SingleComplex.From(WideComplex.Asin(z.ToWide()));

    [RuntimeExport("catan")]
    public static DoubleComplex catan(DoubleComplex z) => DoubleComplex.From(WideComplex.Atan(z.ToWide()));

    [RuntimeExport("catanf")]
    public static SingleComplex catanf(SingleComplex z) => SingleComplex.From(WideComplex.Atan(z.ToWide()));

    [RuntimeExport("cacosh")]
    public static DoubleComplex cacosh(DoubleComplex z) => DoubleComplex.From(WideComplex.Acosh(z.ToWide()));

    [RuntimeExport("cacoshf")]
    public static SingleComplex cacoshf(SingleComplex z) => SingleComplex.From(WideComplex.Acosh(z.ToWide()));

    [RuntimeExport("casinh")]
    public static DoubleComplex casinh(DoubleComplex z) => DoubleComplex.From(WideComplex.Asinh(z.ToWide()));

    [RuntimeExport("casinhf")]
    public static SingleComplex casinhf(SingleComplex z) => SingleComplex.From(WideComplex.Asinh(z.ToWide()));

    [RuntimeExport("catanh")]
    public static DoubleComplex catanh(DoubleComplex z) => DoubleComplex.From(WideComplex.Atanh(z.ToWide()));

    [RuntimeExport("catanhf")]
    public static SingleComplex catanhf(SingleComplex z) => SingleComplex.From(WideComplex.Atanh(z.ToWide()));

    [RuntimeExport("ccos")]
    public static DoubleComplex ccos(DoubleComplex z) => DoubleComplex.From(WideComplex.Cos(z.ToWide()));

    [RuntimeExport("ccosf")]
    public static SingleComplex ccosf(SingleComplex z) => SingleComplex.From(WideComplex.Cos(z.ToWide()));

    [RuntimeExport("csin")]
    public static DoubleComplex csin(DoubleComplex z) => DoubleComplex.From(WideComplex.Sin(z.ToWide()));

    [RuntimeExport("csinf")]
    public static SingleComplex csinf(SingleComplex z) => SingleComplex.From(WideComplex.Sin(z.ToWide()));

    [RuntimeExport("ctan")]
    public static DoubleComplex ctan(DoubleComplex z) => DoubleComplex.From(WideComplex.Tan(z.ToWide()));

    [RuntimeExport("ctanf")]
    public static SingleComplex ctanf(SingleComplex z) => SingleComplex.From(WideComplex.Tan(z.ToWide()));

    [RuntimeExport("ccosh")]
    public static DoubleComplex ccosh(DoubleComplex z) => DoubleComplex.From(WideComplex.Cosh(z.ToWide()));

    [RuntimeExport("ccoshf")]
    public static SingleComplex ccoshf(SingleComplex z) => SingleComplex.From(WideComplex.Cosh(z.ToWide()));

    [RuntimeExport("csinh")]
    public static DoubleComplex csinh(DoubleComplex z) => DoubleComplex.From(WideComplex.Sinh(z.ToWide()));

    [RuntimeExport("csinhf")]
    public static SingleComplex csinhf(SingleComplex z) => SingleComplex.From(WideComplex.Sinh(z.ToWide()));

    [RuntimeExport("ctanh")]
    public static DoubleComplex ctanh(DoubleComplex z) => DoubleComplex.From(WideComplex.Tanh(z.ToWide()));

    [RuntimeExport("ctanhf")]
    public static SingleComplex ctanhf(SingleComplex z) => SingleComplex.From(WideComplex.Tanh(z.ToWide()));

    [RuntimeExport("cexp")]
    public static DoubleComplex cexp(DoubleComplex z) => DoubleComplex.From(WideComplex.Exp(z.ToWide()));

    [RuntimeExport("cexpf")]
    public static SingleComplex cexpf(SingleComplex z) => SingleComplex.From(WideComplex.Exp(z.ToWide()));

    [RuntimeExport("clog")]
    public static DoubleComplex clog(DoubleComplex z) => DoubleComplex.From(WideComplex.Log(z.ToWide()));

    [RuntimeExport("clogf")]
    public static SingleComplex clogf(SingleComplex z) => SingleComplex.From(WideComplex.Log(z.ToWide()));

    [RuntimeExport("csqrt")]
    public static DoubleComplex csqrt(DoubleComplex z) => DoubleComplex.From(WideComplex.SquareRoot(z.ToWide()));

    [RuntimeExport("csqrtf")]
    public static SingleComplex csqrtf(SingleComplex z) => SingleComplex.From(WideComplex.SquareRoot(z.ToWide()));

    [RuntimeExport("cpow")]
    public static DoubleComplex cpow(DoubleComplex z, DoubleComplex w) => DoubleComplex.From(WideComplex.Power(z.ToWide(), w.ToWide()));

    [RuntimeExport("cproj")]
    public static DoubleComplex cproj(DoubleComplex z) => DoubleComplex.From(WideComplex.Project(z.ToWide()));

    [RuntimeExport("conj")]
    public static DoubleComplex conj(DoubleComplex z) => new(z.Real, -z.Imaginary);

    [RuntimeExport("cabs")]
    public static double cabs(DoubleComplex z) => hypot(z.Real, z.Imaginary);

    [RuntimeExport("carg")]
    public static double carg(DoubleComplex z) => atan2(z.Imaginary, z.Real);

    [RuntimeExport("creal")]
    public static double creal(DoubleComplex z) => z.Real;

    [RuntimeExport("cimag")]
    public static double cimag(DoubleComplex z) => z.Imaginary;

    [RuntimeExport("cpowf")]
    public static SingleComplex cpowf(SingleComplex z, SingleComplex w) => SingleComplex.From(WideComplex.Power(z.ToWide(), w.ToWide()));

    [RuntimeExport("cprojf")]
    public static SingleComplex cprojf(SingleComplex z) => SingleComplex.From(WideComplex.Project(z.ToWide()));

    [RuntimeExport("conjf")]
    public static SingleComplex conjf(SingleComplex z) => new(z.Real, -z.Imaginary);

    [RuntimeExport("cabsf")]
    public static float cabsf(SingleComplex z) => hypotf(z.Real, z.Imaginary);

    [RuntimeExport("cargf")]
    public static float cargf(SingleComplex z) => atan2f(z.Imaginary, z.Real);

    [RuntimeExport("crealf")]
    public static float crealf(SingleComplex z) => z.Real;

    [RuntimeExport("cimagf")]
    public static float cimagf(SingleComplex z) => z.Imaginary;
}
