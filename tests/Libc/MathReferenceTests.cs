// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Skift.Libc;
using Xunit;

namespace Skift.Tests.Libc;

/// <summary>Functions of math.h and complex.h beside results of 500 bits: <c>math-reference.py</c> has computed them.</summary>
public sealed unsafe class MathReferenceTests
{
    private delegate double Real(int n, double x);

    private delegate void Extended(Float80* result, Float80* arguments);

    private static readonly Dictionary<string, Real> s_doubles = new()
    {
        ["erf"] = (_, x) => C.erf(x), ["erfc"] = (_, x) => C.erfc(x), ["tgamma"] = (_, x) => C.tgamma(x), ["lgamma"] = (_, x) => C.lgamma(x),
        ["j"] = C.jn, ["y"] = C.yn,
    };

    private static readonly Dictionary<string, Real> s_floats = new()
    {
        ["erf"] = (_, x) => C.erff((float)x), ["erfc"] = (_, x) => C.erfcf((float)x), ["tgamma"] = (_, x) => C.tgammaf((float)x),
        ["lgamma"] = (_, x) => C.lgammaf((float)x), ["j"] = (n, x) => C.jnf(n, (float)x), ["y"] = (n, x) => C.ynf(n, (float)x),
    };

    private static readonly Dictionary<string, Extended> s_extendeds = new()
    {
        ["erf"] = (r, x) => LongSpecial.Erf(r, x), ["erfc"] = (r, x) => LongSpecial.Erfc(r, x), ["tgamma"] = (r, x) => LongSpecial.TrueGamma(r, x),
        ["lgamma"] = (r, x) => { int sign; LongSpecial.LogGamma(r, x, null, &sign); }, ["cpow"] = (r, x) => LongComplex.Power(r, x, x + 2),
        ["cacos"] = (r, x) => LongComplex.Acos(r, x),
        ["casin"] = (r, x) => LongComplex.Asin(r, x),
        ["catan"] = (r, x) => LongComplex.Atan(r, x),
        ["cacosh"] = (r, x) => LongComplex.Acosh(r, x),
        ["casinh"] = (r, x) => LongComplex.Asinh(r, x),
        ["catanh"] = (r, x) => LongComplex.Atanh(r, x),
        ["ccos"] = (r, x) => LongComplex.Cos(r, x),
        ["csin"] = (r, x) => LongComplex.Sin(r, x),
        ["ctan"] = (r, x) => LongComplex.Tan(r, x),
        ["ccosh"] = (r, x) => LongComplex.Cosh(r, x),
        ["csinh"] = (r, x) => LongComplex.Sinh(r, x),
        ["ctanh"] = (r, x) => LongComplex.Tanh(r, x),
        ["cexp"] = (r, x) => LongComplex.Exp(r, x),
        ["clog"] = (r, x) => LongComplex.Log(r, x),
        ["csqrt"] = (r, x) => LongComplex.SquareRoot(r, x),
    };

    private static readonly Dictionary<string, Func<DoubleComplex, DoubleComplex>> s_complexes = new()
    {
        ["cacos"] = C.cacos, ["casin"] = C.casin, ["catan"] = C.catan, ["cacosh"] = C.cacosh, ["casinh"] = C.casinh,
        ["catanh"] = C.catanh, ["ccos"] = C.ccos, ["csin"] = C.csin, ["ctan"] = C.ctan, ["ccosh"] = C.ccosh,
        ["csinh"] = C.csinh, ["ctanh"] = C.ctanh, ["cexp"] = C.cexp, ["clog"] = C.clog, ["csqrt"] = C.csqrt,
    };

    private static readonly Dictionary<string, Func<SingleComplex, SingleComplex>> s_complexFloats = new()
    {
        ["cacos"] = C.cacosf, ["casin"] = C.casinf, ["catan"] = C.catanf, ["cacosh"] = C.cacoshf, ["casinh"] = C.casinhf,
        ["catanh"] = C.catanhf, ["ccos"] = C.ccosf, ["csin"] = C.csinf, ["ctan"] = C.ctanf, ["ccosh"] = C.ccoshf,
        ["csinh"] = C.csinhf, ["ctanh"] = C.ctanhf, ["cexp"] = C.cexpf, ["clog"] = C.clogf, ["csqrt"] = C.csqrtf,
    };

    [Theory]
    [InlineData('d')]
    [InlineData('f')]
    [InlineData('l')]
    public void Results_AreTheNearestOrNextToIt(char format)
    {
        int count = 0;
        List<string> wrong = [];
        foreach (string line in File.ReadLines(Path.Combine(ProgramTests.s_root, "tests/Libc/math-reference.txt")))
        {
            string[] fields = line.Split(' ');
            if (fields[1][0] != format)
            {
                continue;
            }

            count++;
            int equals = Array.IndexOf(fields, "=");
            Float80[] arguments = Array.ConvertAll(fields[2..equals], Parse), wanted = Array.ConvertAll(fields[(equals + 1)..], Parse);
            Float80[] got = format == 'l' ? ComputeExtended(fields[0], arguments) : Array.ConvertAll(Compute(fields[0], format, arguments), Float80.FromDouble);
            for (int i = 0; i < wanted.Length; i++)
            {
                if (!IsNext(got[i], wanted[i], format))
                {
                    wrong.Add(line);
                }
            }
        }

        Assert.True(count > 1000, $"only {count} lines");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count}:\n" + string.Join('\n', wrong));
    }

    private static double[] Compute(string name, char format, Float80[] arguments)
    {
        double x = ToDouble(arguments[0]);
        if (arguments.Length == 1)
        {
            bool isBessel = name[0] is 'j' or 'y';
            Real function = (format == 'f' ? s_floats : s_doubles)[isBessel ? name[..1] : name];
            return [function(isBessel ? int.Parse(name[1..].TrimStart('n'), CultureInfo.InvariantCulture) : 0, x)];
        }

        double y = ToDouble(arguments[1]);
        if (format == 'f')
        {
            SingleComplex z = new((float)x, (float)y);
            z = name == "cpow" ? C.cpowf(z, new((float)ToDouble(arguments[2]), (float)ToDouble(arguments[3]))) : s_complexFloats[name](z);
            return [z.Real, z.Imaginary];
        }

        DoubleComplex w = new(x, y);
        w = name == "cpow" ? C.cpow(w, new(ToDouble(arguments[2]), ToDouble(arguments[3]))) : s_complexes[name](w);
        return [w.Real, w.Imaginary];
    }

    private static Float80[] ComputeExtended(string name, Float80[] arguments)
    {
        Float80[] results = new Float80[2];
        fixed (Float80* from = arguments, to = results)
        {
            s_extendeds[name](to, from);
        }

        return results;
    }

    /// <summary>MANTISSA:EXPONENT.</summary>
    private static Float80 Parse(string text)
    {
        string[] parts = text.Split(':');
        bool isNegative = parts[0][0] == '-';
        FloatParts number = default;
        number.IsNegative = isNegative;
        number.Mantissa = ulong.Parse(isNegative ? parts[0][1..] : parts[0], CultureInfo.InvariantCulture);
        number.Exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        int exceptions = 0;
        return Wide.FromParts(number).ToFloat80(ref exceptions);
    }

    private static double ToDouble(Float80 value) => Wide.From(value).ToDouble();

    /// <summary>Whether they differ by a unit of the last place at most.</summary>
    private static bool IsNext(Float80 got, Float80 wanted, char format)
    {
        if (format == 'd')
        {
            double x = ToDouble(got), y = ToDouble(wanted);
            return x == y || x == Math.BitIncrement(y) || x == Math.BitDecrement(y);
        }

        if (format == 'f')
        {
            float x = (float)ToDouble(got), y = (float)ToDouble(wanted);
            return x == y || x == MathF.BitIncrement(y) || x == MathF.BitDecrement(y);
        }

        Wide a = Wide.From(got), b = Wide.From(wanted), distance = (a - b).Magnitude;
        return distance.IsZero || distance.Exponent <= Math.Max(b.Exponent - 63, -16445);
    }
}
