// SPDX-License-Identifier: MIT
using System;
using System.Numerics;

/// <summary>Writes <c>libc/math/WideTables.g.cs</c>: fractions of 128 bits, two words each, the higher first.</summary>
internal static class WideTables
{
    internal const int Bits = 384;
    private static readonly BigInteger s_one = BigInteger.One << Bits;
    private static readonly BigInteger s_pi = (16 * ArcCotangent(5)) - (4 * ArcCotangent(239));

    internal static BigInteger Pi => s_pi;

    internal static void Write()
    {
        Console.WriteLine("""
            // SPDX-License-Identifier: MIT
            // Written by tools/math-tables. Do not edit.
            using System;

            namespace Skift.Libc;

            internal static class WideTables
            {
            """);
        WriteConstants();
        WriteTable("InverseFactorials", "1 / n!, halved.", 37, n => s_one / Factorial(n) / 2);
        WriteTable("Zetas", "zeta(n + 2) / (n + 2).", 26, n => Zeta(n + 2) / (n + 2));
        WriteTable("ErrorSeries", "64^n / (1·3·…·(2n + 1)) / 2^44: the terms of the error function's series.", 120, n => (s_one << ((6 * n) + 20) >> 64) / OddFactorial(n));
        WriteTable("Stirling", "|B(2n + 2)| / ((2n + 1)(2n + 2)) / 24^(2n + 1): the terms of Stirling's series at 24.", 22, StirlingTerm);
        Console.WriteLine("}");
    }

    private static void WriteConstants()
    {
        Console.WriteLine($"    internal static Wide HalfPi => {Number(s_pi / 2)};\n");
        Console.WriteLine($"    /// <summary>What <see cref=\"HalfPi\"/> lacks.</summary>\n    internal static Wide HalfPiRest => {Number((s_pi / 2) - Cut(s_pi / 2))};\n");
        Console.WriteLine($"    internal static Wide Ln2 => {Number(Ln(2))};\n");
        Console.WriteLine($"    internal static Wide Ln10 => {Number(Ln(10))};\n");
        Console.WriteLine($"    internal static Wide EulerGamma => {Number(EulerGamma())};\n");
        Console.WriteLine($"    internal static Wide TwoOverRootPi => {Number((2 * s_one << (Bits / 2)) / Root(s_pi))};\n");
        Console.WriteLine($"    internal static Wide LnRootTwoPi => {Number(((LnOf(s_pi) + Ln(2)) / 2))};\n");
    }

    /// <summary>The first 128 bits.</summary>
    private static BigInteger Cut(BigInteger value)
    {
        int drop = (int)value.GetBitLength() - 128;
        return value >> drop << drop;
    }

    private static string Number(BigInteger value)
    {
        int length = (int)value.GetBitLength();
        BigInteger mantissa = value >> (length - 128);
        return $"new(false, {length - 1 - Bits}, 0x{(ulong)(mantissa >> 64):X16}, 0x{(ulong)(mantissa & ulong.MaxValue):X16})";
    }

    private static void WriteTable(string name, string summary, int count, Func<int, BigInteger> value)
    {
        Console.WriteLine($"    /// <summary>{summary}</summary>\n    internal static ReadOnlySpan<ulong> {name} =>\n    [");
        for (int n = 0; n < count; n++)
        {
            BigInteger fraction = (value(n) + (BigInteger.One << (Bits - 129))) >> (Bits - 128);
            Console.WriteLine($"        0x{(ulong)(fraction >> 64):X16}, 0x{(ulong)(fraction & ulong.MaxValue):X16},");
        }

        Console.WriteLine($"    ];{(name == "Stirling" ? "" : "\n")}");
    }

    private static BigInteger Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    /// <summary>1·3·…·(2n + 1)</summary>
    private static BigInteger OddFactorial(int n) => n == 0 ? 1 : ((2 * n) + 1) * OddFactorial(n - 1);

    private static BigInteger ArcCotangent(int x)
    {
        BigInteger power = s_one / x, sum = 0;
        for (int n = 1; !power.IsZero; power /= x * x, n += 2) sum += n % 4 == 1 ? power / n : -(power / n);
        return sum;
    }

    /// <summary>2 atanh((x - 1) / (x + 1)).</summary>
    internal static BigInteger LnOf(BigInteger x)
    {
        BigInteger s = ((x - s_one) << Bits) / (x + s_one), square = s * s >> Bits, sum = 0;
        int n = 1;
        for (BigInteger power = s; !power.IsZero; power = power * square >> Bits, n += 2) sum += power / n;
        return 2 * sum;
    }

    internal static BigInteger Ln(int x) => LnOf(x * s_one);

    /// <summary>The root, in units of 2^-(Bits / 2) of the value's.</summary>
    internal static BigInteger Root(BigInteger value)
    {
        BigInteger root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        for (BigInteger next = (root + (value / root)) / 2; next < root; next = (root + (value / root)) / 2) root = next;
        return root;
    }

    /// <summary>R. P. Brent and E. M. McMillan, "Some New Algorithms for High-Precision Computation of Euler's Constant" (1980), their first one.</summary>
    internal static BigInteger EulerGamma()
    {
        const int N = 128;
        BigInteger a = -(7 * Ln(2)), b = s_one, upper = a, lower = b;
        for (int k = 1; b > 0; k++)
        {
            b = b * N * N / (k * k);
            a = ((a * N * N / k) + b) / k;
            upper += a;
            lower += b;
        }

        return (upper << Bits) / lower;
    }

    /// <summary>P. Borwein, "An Efficient Algorithm for the Riemann Zeta Function" (1991), algorithm 2.</summary>
    private static BigInteger Zeta(int s)
    {
        const int N = 160;
        BigInteger[] d = new BigInteger[N + 1];
        BigInteger term = 0;
        for (int i = 0; i <= N; i++)
        {
            term += N * Factorial(N + i - 1) * BigInteger.Pow(4, i) / (Factorial(N - i) * Factorial(2 * i));
            d[i] = term;
        }

        BigInteger sum = 0;
        for (int k = 0; k < N; k++)
        {
            BigInteger part = ((d[k] - d[N]) << Bits) / BigInteger.Pow(k + 1, s);
            sum += k % 2 == 0 ? part : -part;
        }

        // -1 / (d(n) (1 - 2^(1 - s)))
        return -(sum << (s - 1)) / (d[N] * ((BigInteger.One << (s - 1)) - 1));
    }

    private static BigInteger StirlingTerm(int n)
    {
        int m = (2 * n) + 2;
        return Bernoulli(m) / (m * (m - 1)) / BigInteger.Pow(24, m - 1);
    }

    /// <summary>|B(m)| = 2 m! zeta(m) / (2 pi)^m for an even m.</summary>
    internal static BigInteger Bernoulli(int m)
    {
        BigInteger power = s_one;
        for (int i = 0; i < m; i++) power = (power << Bits) / (2 * s_pi);
        return 2 * Factorial(m) * (m == 2 ? s_pi * s_pi / 6 >> Bits : Zeta(m)) * power >> Bits;
    }
}
