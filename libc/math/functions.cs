// SPDX-License-Identifier: MIT
using System;
using System.Runtime;

namespace Skift.Libc;

/// <summary>math.h, over corelib's <see cref="Math"/>; a float function rounds the double result. The inverse
/// and the hyperbolic functions are in <c>cstart/LongExp.S</c>: with the x87's precision they are exact to the last place.</summary>
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

    [RuntimeExport("atan")]
    public static double atan(double x) => Math.Atan(x);

    [RuntimeExport("atanf")]
    public static float atanf(float x) => (float)Math.Atan((double)x);

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
