// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

/// <summary>
/// Writes <c>libc/math/SpecialTables.g.cs</c>: polynomials for cells of the arguments of the error, gamma and Bessel functions. A row is its
/// centre c, f(c) in two pieces, f'(c) in two of which the first has 26 bits, and the coefficients of the rest from h² on, h = x - c. Of
/// Taylor's series as much is kept as Chebyshev polynomials need for the cell (C. Lanczos, "Trigonometric Interpolation of Empirical and
/// Analytical Functions", 1938); f(c) and f'(c) stay as they are, so that beside a zero, which is then the centre, all digits are right.
/// </summary>
internal static class SpecialTables
{
    private const int Bits = WideTables.Bits;
    private const int Terms = 60;
    private static readonly BigInteger s_one = BigInteger.One << Bits;
    private static readonly BigInteger s_twoOverRootPi = (2 * s_one << (Bits / 2)) / WideTables.Root(WideTables.Pi);

    /// <summary>|B(2m)|</summary>
    private static readonly BigInteger[] s_bernoulli = Bernoulli(41);

    private static readonly BigInteger s_ln2 = WideTables.Ln(2);
    private static readonly BigInteger s_gamma = WideTables.EulerGamma();

    /// <summary>Taylor's coefficients at a point.</summary>
    private delegate BigInteger[] Expansion(BigInteger center);

    internal static void Write()
    {
        Console.WriteLine("""
            // SPDX-License-Identifier: MIT
            // Written by tools/math-tables. Do not edit.
            using System;

            namespace Skift.Libc;

            internal static class SpecialTables
            {
            """);
        Octaves("ErrorFunction", "erf from 1/4 to 8, eight rows an octave.", -2, 3, 3, 14, Erf, []);
        Octaves("ScaledComplement", "exp(x²) erfc(x) from 1/2 to 32, eight rows an octave.", -1, 5, 3, 12, ScaledComplement, []);
        Octaves("LogGamma", "log gamma from 1/2 to 16, sixteen rows an octave.", -1, 4, 4, 12, LogGamma, [s_one, 2 * s_one]);
        Bessel("BesselJ0", "J0", 0, false, 0.25);
        Bessel("BesselJ1", "J1", 1, false, -0.25);
        Bessel("BesselY0", "Y0", 0, true, 0.75);
        Bessel("BesselY1", "Y1", 1, true, 0.25);
        Console.WriteLine("}");
    }

    private static void Bessel(string name, string title, int order, bool isSecond, double phase)
    {
        List<BigInteger> zeros = [];
        if (order == 1 && !isSecond) zeros.Add(0);
        for (int k = 1; k < 22; k++)
        {
            // DLMF 10.21.19, its first correction; then Newton's method.
            double guess = (k - phase) * Math.PI;
            BigInteger zero = FromDouble(guess + ((order == 0 ? 1 : -3) / (8 * guess)));
            for (int i = 0; i < 9; i++)
            {
                (BigInteger value, BigInteger slope) = BesselPair(order, isSecond, zero);
                zero -= (value << Bits) / slope;
            }

            zeros.Add(zero);
        }

        BigInteger[] Expand(BigInteger center) => BesselSeries(order, isSecond, center);
        if (isSecond) Octaves(name + "Near", title + " from 1/16 to 8, eight rows an octave.", -4, 3, 3, 14, Expand, [.. zeros]);
        Uniform(name, $"{title} from {(isSecond ? 8 : 0)} to 60, a row for each half.", isSecond ? 8 : 0, 60, 0.5, 14, Expand, [.. zeros]);
    }

    private static void Uniform(string name, string summary, double first, double end, double width, int count, Expansion expand, BigInteger[] zeros)
    {
        Begin(name, summary);
        for (double low = first; low < end; low += width) Row(low, low + width, count, expand, zeros);
        Console.WriteLine("    ];\n");
    }

    private static void Octaves(string name, string summary, int first, int end, int shift, int count, Expansion expand, BigInteger[] zeros)
    {
        Begin(name, summary);
        for (int octave = first; octave < end; octave++)
        {
            double width = Math.ScaleB(1, octave - shift);
            for (int i = 0; i < 1 << shift; i++) Row(Math.ScaleB(1, octave) + (i * width), Math.ScaleB(1, octave) + ((i + 1) * width), count, expand, zeros);
        }

        Console.WriteLine("    ];\n");
    }

    private static void Begin(string name, string summary) =>
        Console.WriteLine($"    /// <summary>{summary}</summary>\n    internal static ReadOnlySpan<double> {name} =>\n    [");

    private static void Row(double low, double high, int count, Expansion expand, BigInteger[] zeros)
    {
        double center = (low + high) / 2, margin = (high - low) / 3;
        foreach (BigInteger zero in zeros)
        {
            double z = ToDouble(zero);
            if (z > low - margin && z < high + margin) center = z;
        }

        // What is next to nothing is a zero that is a double.
        BigInteger[] taylor = expand(FromDouble(center));
        if (BigInteger.Abs(taylor[0]).GetBitLength() < Bits / 2) taylor[0] = 0;
        double reach = Math.Max(high - center, center - low);
        BigInteger[] rest = Shorten(taylor[2..], FromDouble(reach), count);
        double value = ToDouble(taylor[0]), slope = Cut(taylor[1], 26);
        Console.Write($"        {Show(center)}, {Show(value)}, {Show(ToDouble(taylor[0] - FromDouble(value)))}, {Show(slope)}, {Show(ToDouble(taylor[1] - FromDouble(slope)))},");
        foreach (BigInteger coefficient in rest) Console.Write($" {Show(ToDouble(coefficient))},");
        Console.WriteLine();
    }

    /// <summary>A polynomial of few terms near one of many, for arguments up to the reach: multiples of Chebyshev polynomials take away the highest.</summary>
    private static BigInteger[] Shorten(BigInteger[] terms, BigInteger reach, int count)
    {
        BigInteger[] scaled = new BigInteger[terms.Length];
        BigInteger power = s_one;
        for (int i = 0; i < terms.Length; i++)
        {
            scaled[i] = Times(terms[i], power);
            power = Times(power, reach);
        }

        for (int n = terms.Length - 1; n >= count; n--)
        {
            BigInteger top = scaled[n];
            BigInteger[] chebyshev = Chebyshev(n);
            for (int i = 0; i <= n; i++) scaled[i] -= top * chebyshev[i] >> (n - 1);
        }

        BigInteger[] result = new BigInteger[count];
        power = s_one;
        for (int i = 0; i < count; i++)
        {
            result[i] = (scaled[i] << Bits) / power;
            power = Times(power, reach);
        }

        return result;
    }

    private static BigInteger[] Chebyshev(int n)
    {
        BigInteger[] before = new BigInteger[n + 2], current = new BigInteger[n + 2];
        before[0] = 1;
        current[1] = 1;
        for (int k = 1; k < n; k++)
        {
            BigInteger[] next = new BigInteger[n + 2];
            for (int i = 0; i <= n; i++) next[i] = (i > 0 ? 2 * current[i - 1] : 0) - before[i];
            (before, current) = (current, next);
        }

        return n == 0 ? before : current;
    }

    /// <summary>erf' is 2/sqrt(pi) exp(-c²) exp(-2ch - h²), whose coefficients follow from its derivative.</summary>
    private static BigInteger[] Erf(BigInteger c)
    {
        BigInteger[] result = new BigInteger[Terms];
        BigInteger square = Times(c, c), term = c, sum = 0;
        for (int n = 0; !term.IsZero; n++)
        {
            sum += term / ((2 * n) + 1);
            term = -Times(term, square) / (n + 1);
            if (term == -1) break;
        }

        result[0] = Times(sum, s_twoOverRootPi);
        BigInteger before = 0, current = Times(s_twoOverRootPi, Exp(-square));
        for (int n = 0; n + 1 < Terms; n++)
        {
            result[n + 1] = current / (n + 1);
            (before, current) = (current, -2 * (Times(c, current) + before) / (n + 1));
        }

        return result;
    }

    /// <summary>y' = 2xy - 2/sqrt(pi).</summary>
    private static BigInteger[] ScaledComplement(BigInteger c)
    {
        BigInteger[] result = new BigInteger[Terms];
        BigInteger square = Times(c, c);
        if (c < 4 * s_one)
        {
            result[0] = Times(s_one - Erf(c)[0], Exp(square));
        }
        else
        {
            // 1/sqrt(pi) / (x + (1/2)/(x + 1/(x + …))) (DLMF 7.9.1)
            BigInteger tail = c;
            for (int n = 900; n > 0; n--) tail = c + ((n * s_one << (Bits - 1)) / tail);
            result[0] = (s_twoOverRootPi << (Bits - 1)) / tail;
        }

        for (int n = 0; n + 1 < Terms; n++)
        {
            BigInteger next = 2 * (Times(c, result[n]) + (n > 0 ? result[n - 1] : 0)) - (n == 0 ? s_twoOverRootPi : 0);
            result[n + 1] = next / (n + 1);
        }

        return result;
    }

    /// <summary>log gamma's derivatives are the psi functions: from x + 64 on by Stirling's series, below by recurrence (DLMF 5.5.2, 5.11, 5.15).</summary>
    private static BigInteger[] LogGamma(BigInteger c)
    {
        const int Shift = 64;
        BigInteger[] result = new BigInteger[Terms];
        BigInteger x = c + (Shift * s_one), logarithm = Log(x), product = s_one;
        for (int k = 0; k < Shift; k++) product = Times(product, c + (k * s_one));
        result[0] = Times(x - (s_one / 2), logarithm) - x + ((Log(WideTables.Pi) + s_ln2) / 2) - Log(product);
        result[1] = logarithm - ((s_one << Bits) / (2 * x));
        // (-1)^n zeta(n, c) / n from n = 2 on, and for n = 1 the same sum, which has another first term.
        for (int k = 0; k <= Shift; k++)
        {
            BigInteger inverse = (s_one << Bits) / (c + (k * s_one)), power = s_one;
            for (int n = 1; n < Terms; n++)
            {
                BigInteger before = power;
                power = Times(power, inverse);
                BigInteger part = k < Shift ? power : n == 1 ? 0 : (before / (n - 1)) + (power / 2);
                result[n] += n % 2 == 0 ? part : -part;
            }
        }

        BigInteger step = (s_one << Bits) / x, first = step;
        for (int m = 1; m < s_bernoulli.Length; m++)
        {
            // B(2m) / (2m (2m - 1)) x^(1 - 2m), and its derivatives over n!.
            BigInteger term = Times(s_bernoulli[m] / (2 * m * ((2 * m) - 1)), first) * (m % 2 == 0 ? -1 : 1);
            first = Times(Times(first, step), step);
            for (int n = 0; n < Terms; n++)
            {
                result[n] += n < 2 ? term : term * n;
                term = -Times(term, step) * ((2 * m) - 1 + n) / (n + 1);
            }
        }

        for (int n = 2; n < Terms; n++) result[n] /= n;
        return result;
    }

    /// <summary>Bessel's equation x² y'' + x y' + (x² - n²) y = 0 for the coefficients (DLMF 10.2.1), from the value and the slope.</summary>
    private static BigInteger[] BesselSeries(int order, bool isSecond, BigInteger c)
    {
        BigInteger[] result = new BigInteger[Terms];
        if (c.IsZero)
        {
            // (-1)^k (x/2)^(2k + order) / (k! (k + order)!)
            BigInteger term = order == 0 ? s_one : s_one / 2;
            for (int k = 0; (2 * k) + order < Terms; k++)
            {
                result[(2 * k) + order] = term;
                term = -term / (4 * (k + 1) * (k + 1 + order));
            }

            return result;
        }

        (result[0], result[1]) = BesselPair(order, isSecond, c);
        BigInteger square = Times(c, c);
        for (int n = 0; n + 2 < Terms; n++)
        {
            BigInteger sum = Times(c, result[n + 1]) * ((n + 1) * ((2 * n) + 1)) + Times(square + (((n * n) - (order * order)) * s_one), result[n]);
            if (n >= 1) sum += 2 * Times(c, result[n - 1]);
            if (n >= 2) sum += result[n - 2];
            result[n + 2] = -((sum << Bits) / square) / ((n + 2) * (n + 1));
        }

        return result;
    }

    /// <summary>The function and its derivative by their series (DLMF 10.8.1 and 10.8.2); those of order 1 are less the derivatives of order 0's.</summary>
    private static (BigInteger Value, BigInteger Slope) BesselPair(int order, bool isSecond, BigInteger x)
    {
        BigInteger quarter = Times(x, x) / 4, term = s_one, harmonic = 0, j = 0, slope = 0, second = 0, secondSlope = 0;
        for (int k = 0; k < 2 || BigInteger.Abs(term) > 1; k++)
        {
            j += term;
            slope += 2 * k * term;
            second -= Times(term, harmonic);
            secondSlope -= 2 * k * Times(term, harmonic);
            term = -Times(term, quarter) / ((k + 1) * (k + 1));
            harmonic += s_one / (k + 1);
        }

        slope = (slope << Bits) / x;
        if (isSecond)
        {
            BigInteger logarithm = Log(x / 2) + s_gamma;
            secondSlope = (secondSlope << Bits) / x;
            BigInteger y = Times(logarithm, j) + second, ySlope = Times(logarithm, slope) + ((j << Bits) / x) + secondSlope;
            j = (2 * y << Bits) / WideTables.Pi;
            slope = (2 * ySlope << Bits) / WideTables.Pi;
        }

        return order == 0 ? (j, slope) : (-slope, j + ((slope << Bits) / x));
    }

    private static BigInteger Log(BigInteger x)
    {
        int exponent = (int)x.GetBitLength() - 1 - Bits;
        return WideTables.LnOf(exponent > 0 ? x >> exponent : x << -exponent) + (exponent * s_ln2);
    }

    private static BigInteger Exp(BigInteger x)
    {
        // By halving the argument until the series is short.
        const int Halvings = 12;
        BigInteger sum = 0, part = x >> Halvings;
        int n = 1;
        for (BigInteger term = s_one; !term.IsZero && term != -1; term = Times(term, part) / n++) sum += term;
        for (int i = 0; i < Halvings; i++) sum = Times(sum, sum);
        return sum;
    }

    private static BigInteger Times(BigInteger x, BigInteger y) => x * y >> Bits;

    private static double Cut(BigInteger value, int bits)
    {
        int drop = Math.Max((int)BigInteger.Abs(value).GetBitLength() - bits, 0);
        return ToDouble(value >> drop << drop);
    }

    private static BigInteger FromDouble(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        if (exponent == 0) return 0;
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;
        int shift = Bits + exponent - 1075;
        BigInteger magnitude = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return value < 0 ? -magnitude : magnitude;
    }

    /// <summary>To nearest; ties do not occur.</summary>
    private static double ToDouble(BigInteger value)
    {
        BigInteger magnitude = BigInteger.Abs(value);
        int drop = Math.Max((int)magnitude.GetBitLength() - 53, 0);
        if (drop > 0) magnitude = (magnitude + (BigInteger.One << (drop - 1))) >> drop;
        return value.Sign * Math.ScaleB((double)(long)magnitude, drop - Bits);
    }

    private static BigInteger[] Bernoulli(int count)
    {
        BigInteger[] result = new BigInteger[count];
        for (int m = 1; m < count; m++) result[m] = WideTables.Bernoulli(2 * m);
        return result;
    }

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
