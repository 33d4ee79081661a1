// SPDX-License-Identifier: MIT

// Writes corelib/System/Math/MathTables.g.cs, computed with whole numbers of 256 bits behind the point:
//     dotnet run --project tools/math-tables > corelib/System/Math/MathTables.g.cs
// and libc/math/WideTables.g.cs, with 384:
//     dotnet run --project tools/math-tables wide > libc/math/WideTables.g.cs
// and libc/math/SpecialTables.g.cs, likewise:
//     dotnet run --project tools/math-tables special > libc/math/SpecialTables.g.cs
// and the constants of hash functions:
//     dotnet run --project tools/math-tables hash > libc/crypt/HashTables.g.cs
using System;
using System.Globalization;
using System.Numerics;
using System.Text;

if (args is ["wide"])
{
    WideTables.Write();
    return;
}

if (args is ["special"])
{
    SpecialTables.Write();
    return;
}

if (args is ["hash"])
{
    HashTables.Write();
    return;
}

const int Bits = 256;
BigInteger one = BigInteger.One << Bits;
BigInteger ln2 = Ln(2 * one);

Console.WriteLine("""
    // SPDX-License-Identifier: MIT
    // Written by tools/math-tables. Do not edit.

    namespace System;

    internal static class MathTables
    {
    """);
WritePowers();
Console.WriteLine();
WriteLogarithms();
Console.WriteLine("}");

// P. T. P. Tang, "Table-Driven Implementation of the Exponential Function in IEEE Floating-Point Arithmetic" (1989).
void WritePowers()
{
    const int Count = 128;
    StringBuilder text = new();
    for (int i = 0; i < Count; i++)
    {
        BigInteger power = Exp(ln2 * i / Count);
        double high = ToDouble(power, 53);
        text.Append($"        {Show(high)}, {Show(ToDouble(((power - ToFixed(high)) << Bits) / power, 53))},\n");
    }

    Write("Powers", $"2^(i/{Count}), and which part of it is lost by rounding.", text);
}

// P. T. P. Tang, "Table-Driven Implementation of the Logarithm Function in IEEE Floating-Point Arithmetic" (1990): the reciprocal has
// so few bits that its products are exact, and is 1 on both sides of 1, so that small logarithms keep all their digits.
void WriteLogarithms()
{
    const int Count = 128, ReciprocalBits = 9, HighBits = 42;
    const double First = 0.6875;
    StringBuilder text = new();
    for (int i = 0; i < Count; i++)
    {
        // The middle of the i-th of the intervals into which the bits of the doubles from First to 2 × First are cut.
        double middle = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(First) + ((long)i << 45) + (1L << 44));
        double reciprocal = Math.Abs(middle - 1) < 1.0 / 128 ? 1 : Math.Round((1 << ReciprocalBits) / middle) / (1 << ReciprocalBits);
        BigInteger logarithm = -Ln(ToFixed(reciprocal));
        double high = ToDouble(logarithm >> (Bits - HighBits) << (Bits - HighBits), 53);
        text.Append($"        {Show(reciprocal)}, {Show(high)}, {Show(ToDouble(logarithm - ToFixed(high), 53))},\n");
    }

    Write("Logarithms", $"A reciprocal c of few bits for each interval, and -ln(c) in two pieces of which the first is a multiple of 2^-{HighBits}.", text);
}

static void Write(string name, string summary, StringBuilder text)
{
    Console.WriteLine($"    /// <summary>{summary}</summary>");
    Console.WriteLine($"    internal static ReadOnlySpan<double> {name} =>\n    [");
    Console.Write(text);
    Console.WriteLine("    ];");
}

static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);

// 2 atanh((x - 1) / (x + 1)).
static BigInteger Ln(BigInteger x)
{
    BigInteger one = BigInteger.One << Bits;
    BigInteger s = ((x - one) << Bits) / (x + one);
    BigInteger square = s * s >> Bits;
    BigInteger sum = 0;
    int n = 1;
    for (BigInteger power = s; !power.IsZero && power != -1; power = power * square >> Bits, n += 2) sum += power / n;
    return 2 * sum;
}

static BigInteger Exp(BigInteger x)
{
    BigInteger sum = 0;
    int n = 1;
    for (BigInteger term = BigInteger.One << Bits; !term.IsZero; term = (term * x >> Bits) / n++) sum += term;
    return sum;
}

static BigInteger ToFixed(double value)
{
    long bits = BitConverter.DoubleToInt64Bits(value);
    int exponent = (int)(bits >> 52) & 0x7FF;
    if (exponent == 0) return 0;
    BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;
    int shift = Bits + exponent - 1075;
    BigInteger magnitude = shift >= 0 ? mantissa << shift : mantissa >> -shift;
    return value < 0 ? -magnitude : magnitude;
}

// To nearest; what remains below double's precision does not matter here, so ties do not either.
static double ToDouble(BigInteger value, int precision)
{
    BigInteger magnitude = BigInteger.Abs(value);
    int drop = (int)magnitude.GetBitLength() - precision;
    if (drop > 0) magnitude = (magnitude + (BigInteger.One << (drop - 1))) >> drop << drop;
    double result = drop > 0 ? Math.ScaleB((double)(long)(magnitude >> drop), drop - Bits) : Math.ScaleB((double)(long)magnitude, -Bits);
    return value.Sign < 0 ? -result : result;
}
