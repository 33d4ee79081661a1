// SPDX-License-Identifier: MIT
using System;
using System.Numerics;

/// <summary>Writes <c>libc/crypt/HashTables.g.cs</c>: the constants of hash functions, which are digits of roots, sines and pi.</summary>
internal static class HashTables
{
    private const int BlowfishWords = 18 + (4 * 256);

    internal static void Write()
    {
        Console.WriteLine("""
            // SPDX-License-Identifier: MIT
            // Written by tools/math-tables. Do not edit.
            using System;

            namespace Skift.Libc;

            internal static class HashTables
            {
            """);
        WriteTable("Sha512Rounds", "ulong", "FIPS 180-4 §4.2.3: the fractions of the cube roots of the first 80 primes; their upper halves are SHA-256's.", 80, 4, i => Root(Prime(i), 3));
        WriteTable("Sha512Start", "ulong", "FIPS 180-4 §5.3.5: the fractions of the square roots of the first 8 primes; their upper halves are SHA-256's.", 8, 4, i => Root(Prime(i), 2));
        WriteTable("Md5Rounds", "uint", "RFC 1321 §3.4: |sin(i + 1)|.", 64, 8, Sine);
        BigInteger pi = Pi((32 * BlowfishWords) + 64) >> 64;
        WriteTable("Blowfish", "uint", "The fraction of pi (B. Schneier, \"Description of a New Variable-Length Key, 64-Bit Block Cipher\", 1993).", BlowfishWords, 8,
            i => pi >> (32 * (BlowfishWords - 1 - i)) & uint.MaxValue);
        Console.WriteLine("}");
    }

    private static void WriteTable(string name, string type, string summary, int count, int perLine, Func<int, BigInteger> value)
    {
        Console.WriteLine($"    /// <summary>{summary}</summary>\n    internal static ReadOnlySpan<{type}> {name} =>\n    [");
        for (int i = 0; i < count; i++)
        {
            string digits = type == "uint" ? ((uint)value(i)).ToString("X8") : ((ulong)value(i)).ToString("X16");
            Console.Write($"{(i % perLine == 0 ? "        " : " ")}0x{digits},{(i % perLine == perLine - 1 || i == count - 1 ? "\n" : "")}");
        }

        Console.WriteLine($"    ];{(name == "Blowfish" ? "" : "\n")}");
    }

    private static int Prime(int index)
    {
        int candidate = 2;
        while (true)
        {
            bool isPrime = true;
            for (int d = 2; d * d <= candidate; d++) isPrime &= candidate % d != 0;
            if (isPrime && index-- == 0) return candidate;
            candidate++;
        }
    }

    /// <summary>64 bits of the fraction of a root.</summary>
    private static BigInteger Root(int number, int degree)
    {
        BigInteger power = (BigInteger)number << (64 * degree), low = 0, high = (BigInteger)number << 64;
        while (low < high)
        {
            BigInteger middle = (low + high + 1) / 2;
            if (BigInteger.Pow(middle, degree) <= power) low = middle;
            else high = middle - 1;
        }

        return low & ulong.MaxValue;
    }

    private static BigInteger Sine(int i)
    {
        const int Bits = 256;
        BigInteger x = (BigInteger)(i + 1) << Bits, term = x, sum = 0;
        for (int n = 1; !term.IsZero; n += 2)
        {
            sum += term;
            term = -(((term * x >> Bits) * x) >> Bits) / ((n + 1) * (n + 2));
            if (term == -1) break;
        }

        return BigInteger.Abs(sum) >> (Bits - 32);
    }

    private static BigInteger Pi(int bits)
    {
        BigInteger one = BigInteger.One << bits;
        return (16 * ArcCotangent(one, 5)) - (4 * ArcCotangent(one, 239));
    }

    private static BigInteger ArcCotangent(BigInteger one, int x)
    {
        BigInteger power = one / x, sum = 0;
        for (int n = 1; !power.IsZero; power /= x * x, n += 2) sum += n % 4 == 1 ? power / n : -(power / n);
        return sum;
    }
}
