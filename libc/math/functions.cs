// SPDX-License-Identifier: MIT
using System;
using System.Runtime;

namespace Skift.Libc;

/// <summary>math.h, over corelib's <see cref="Math"/>; a float function rounds the double result.</summary>
public static unsafe partial class C
{
    [RuntimeExport("sin")]
    public static double sin(double x) => Math.Sin(x);

    [RuntimeExport("sinf")]
    public static float sinf(float x) => (float)Math.Sin((double)x);

    [RuntimeExport("cos")]
    public static double cos(double x) => Math.Cos(x);

    [RuntimeExport("cosf")]
    public static float cosf(float x) => (float)Math.Cos((double)x);

    [RuntimeExport("tan")]
    public static double tan(double x) => Math.Tan(x);

    [RuntimeExport("tanf")]
    public static float tanf(float x) => (float)Math.Tan((double)x);

    [RuntimeExport("asin")]
    public static double asin(double x) => Math.Asin(x);

    [RuntimeExport("asinf")]
    public static float asinf(float x) => (float)Math.Asin((double)x);

    [RuntimeExport("acos")]
    public static double acos(double x) => Math.Acos(x);

    [RuntimeExport("acosf")]
    public static float acosf(float x) => (float)Math.Acos((double)x);

    [RuntimeExport("atan")]
    public static double atan(double x) => Math.Atan(x);

    [RuntimeExport("atanf")]
    public static float atanf(float x) => (float)Math.Atan((double)x);

    [RuntimeExport("sinh")]
    public static double sinh(double x) => Math.Sinh(x);

    [RuntimeExport("sinhf")]
    public static float sinhf(float x) => (float)Math.Sinh((double)x);

    [RuntimeExport("cosh")]
    public static double cosh(double x) => Math.Cosh(x);

    [RuntimeExport("coshf")]
    public static float coshf(float x) => (float)Math.Cosh((double)x);

    [RuntimeExport("tanh")]
    public static double tanh(double x) => Math.Tanh(x);

    [RuntimeExport("tanhf")]
    public static float tanhf(float x) => (float)Math.Tanh((double)x);

    [RuntimeExport("asinh")]
    public static double asinh(double x) => Math.Asinh(x);

    [RuntimeExport("asinhf")]
    public static float asinhf(float x) => (float)Math.Asinh((double)x);

    [RuntimeExport("acosh")]
    public static double acosh(double x) => Math.Acosh(x);

    [RuntimeExport("acoshf")]
    public static float acoshf(float x) => (float)Math.Acosh((double)x);

    [RuntimeExport("atanh")]
    public static double atanh(double x) => Math.Atanh(x);

    [RuntimeExport("atanhf")]
    public static float atanhf(float x) => (float)Math.Atanh((double)x);

    [RuntimeExport("exp")]
    public static double exp(double x) => Math.Exp(x);

    [RuntimeExport("expf")]
    public static float expf(float x) => (float)Math.Exp((double)x);

    [RuntimeExport("log")]
    public static double log(double x) => Math.Log(x);

    [RuntimeExport("logf")]
    public static float logf(float x) => (float)Math.Log((double)x);

    [RuntimeExport("log10")]
    public static double log10(double x) => Math.Log10(x);

    [RuntimeExport("log10f")]
    public static float log10f(float x) => (float)Math.Log10((double)x);

    [RuntimeExport("log2")]
    public static double log2(double x) => Math.Log2(x);

    [RuntimeExport("log2f")]
    public static float log2f(float x) => (float)Math.Log2((double)x);

    [RuntimeExport("sqrt")]
    public static double sqrt(double x) => Math.Sqrt(x);

    [RuntimeExport("sqrtf")]
    public static float sqrtf(float x) => (float)Math.Sqrt((double)x);

    [RuntimeExport("cbrt")]
    public static double cbrt(double x) => Math.Cbrt(x);

    [RuntimeExport("cbrtf")]
    public static float cbrtf(float x) => (float)Math.Cbrt((double)x);

    [RuntimeExport("floor")]
    public static double floor(double x) => Math.Floor(x);

    [RuntimeExport("floorf")]
    public static float floorf(float x) => (float)Math.Floor((double)x);

    [RuntimeExport("ceil")]
    public static double ceil(double x) => Math.Ceiling(x);

    [RuntimeExport("ceilf")]
    public static float ceilf(float x) => (float)Math.Ceiling((double)x);

    [RuntimeExport("trunc")]
    public static double trunc(double x) => Math.Truncate(x);

    [RuntimeExport("truncf")]
    public static float truncf(float x) => (float)Math.Truncate((double)x);

    [RuntimeExport("fabs")]
    public static double fabs(double x) => Math.Abs(x);

    [RuntimeExport("fabsf")]
    public static float fabsf(float x) => (float)Math.Abs((double)x);

    [RuntimeExport("pow")]
    public static double pow(double x, double y) => Math.Pow(x, y);

    [RuntimeExport("powf")]
    public static float powf(float x, float y) => (float)Math.Pow((double)x, (double)y);

    [RuntimeExport("atan2")]
    public static double atan2(double x, double y) => Math.Atan2(x, y);

    [RuntimeExport("atan2f")]
    public static float atan2f(float x, float y) => (float)Math.Atan2((double)x, (double)y);

    [RuntimeExport("remainder")]
    public static double remainder(double x, double y) => Math.IEEERemainder(x, y);

    [RuntimeExport("remainderf")]
    public static float remainderf(float x, float y) => (float)Math.IEEERemainder((double)x, (double)y);

    [RuntimeExport("copysign")]
    public static double copysign(double x, double y) => Math.CopySign(x, y);

    [RuntimeExport("copysignf")]
    public static float copysignf(float x, float y) => (float)Math.CopySign((double)x, (double)y);
}
