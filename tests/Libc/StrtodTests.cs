// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;
using System.Text;
using Skift.Libc;
using Xunit;

namespace Skift.Tests.Libc;

/// <summary>Random text, beside glibc's strtod, strtof and strtol.</summary>
public sealed unsafe class StrtodTests
{
    private const int Rounds = 200_000;
    private const string Letters = "0123456789.eE+-xXpPinfatyNA() _";

    [Fact]
    public void Strtod_ReadsWhatGlibcReads()
    {
        Random random = new(3);
        for (int i = 0; i < Rounds; i++)
        {
            string text = Text(random);
            fixed (byte* pointer = Encoding.UTF8.GetBytes(text + "\0"))
            {
                byte* ourEnd;
                byte* theirEnd;
                double ours = C.strtod(pointer, &ourEnd);
                double theirs = GlibcStrtod(pointer, &theirEnd);
                bool isSame = BitConverter.DoubleToInt64Bits(ours) == BitConverter.DoubleToInt64Bits(theirs) || (double.IsNaN(ours) && double.IsNaN(theirs));
                Assert.True(isSame && ourEnd == theirEnd, $"strtod '{text}': {ours:R} at {ourEnd - pointer}, glibc {theirs:R} at {theirEnd - pointer}");
                float ourSingle = C.strtof(pointer, &ourEnd);
                float theirSingle = GlibcStrtof(pointer, &theirEnd);
                Assert.True(ourSingle.Equals(theirSingle) && ourEnd == theirEnd, $"strtof '{text}': {ourSingle:R}, glibc {theirSingle:R}");
            }
        }
    }

    /// <summary>Few and many digits over the whole range of exponents: exact ones, those next to halfway, and those beyond both ends.</summary>
    [Fact]
    public void Strtod_RoundsAsGlibc_OverTheWholeRange()
    {
        Random random = new(5);
        for (int i = 0; i < Rounds * 2; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64() & long.MaxValue);
            string text = (i % 4) switch
            {
                0 when double.IsFinite(value) => value.ToString("R"),
                1 when double.IsFinite(value) => value.ToString("E" + random.Next(10, 19)),
                2 => $"{random.NextInt64(1L << random.Next(1, 63))}e{random.Next(-345, 312)}",
                _ => $"{random.NextInt64(1L << random.Next(1, 54)) + 0.5m}e{random.Next(-30, 30)}",
            };
            fixed (byte* pointer = Encoding.UTF8.GetBytes(text + "\0"))
            {
                byte* end;
                double ours = C.strtod(pointer, &end);
                double theirs = GlibcStrtod(pointer, &end);
                Assert.True(BitConverter.DoubleToInt64Bits(ours) == BitConverter.DoubleToInt64Bits(theirs), $"strtod '{text}': {ours:R}, glibc {theirs:R}");
                float ourSingle = C.strtof(pointer, &end);
                float theirSingle = GlibcStrtof(pointer, &end);
                Assert.True(ourSingle.Equals(theirSingle), $"strtof '{text}': {ourSingle:R}, glibc {theirSingle:R}");
            }
        }
    }

    [Fact]
    public void Strtol_ReadsWhatGlibcReads()
    {
        Random random = new(4);
        for (int i = 0; i < Rounds; i++)
        {
            StringBuilder text = new(random.Next(3) == 0 ? " \t" : "");
            text.Append(new[] { "", "-", "+", "0x", "-0X", "0" }[random.Next(6)]);
            for (int count = random.Next(22); count > 0; count--)
            {
                text.Append("0123456789abcdefzZ x"[random.Next(random.Next(2) == 0 ? 10 : 20)]);
            }

            int radix = random.Next(5) == 0 ? random.Next(2, 37) : new[] { 0, 8, 10, 16 }[random.Next(4)];
            fixed (byte* pointer = Encoding.UTF8.GetBytes(text + "\0"))
            {
                byte* ourEnd;
                byte* theirEnd;
                long ours = C.strtol(pointer, &ourEnd, radix);
                long theirs = GlibcStrtol(pointer, &theirEnd, radix);
                Assert.True(ours == theirs && ourEnd == theirEnd, $"strtol '{text}' {radix}: {ours}, glibc {theirs}");
                ulong ourUnsigned = C.strtoul(pointer, &ourEnd, radix);
                ulong theirUnsigned = GlibcStrtoul(pointer, &theirEnd, radix);
                Assert.True(ourUnsigned == theirUnsigned && ourEnd == theirEnd, $"strtoul '{text}' {radix}: {ourUnsigned}, glibc {theirUnsigned}");
            }
        }
    }

    private static string Text(Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                return PrintfTests.Value(random).ToString("R");
            case 1:
                return BitConverter.Int64BitsToDouble(random.NextInt64(0, 0x7ff0000000000000)).ToString("E" + random.Next(0, 40));
            case 2:
                // All digits of a double, and one more: as near as it gets to the point between two neighbours.
                string exact = BitConverter.Int64BitsToDouble(random.NextInt64(0, 0x7ff0000000000000)).ToString("E760");
                return random.Next(2) == 0 ? exact : exact.Replace("E", random.Next(10) + "E");
            case 3:
                return (random.Next(2) == 0 ? "-" : "") + "0x" + random.NextInt64().ToString("x") + "." + random.Next().ToString("X") + "p" + random.Next(-1150, 1100);
            case 4:
                StringBuilder text = new();
                for (int count = random.Next(10); count > 0; count--)
                {
                    text.Append(Letters[random.Next(Letters.Length)]);
                }

                return text.ToString();
            default:
                return random.Next() + "." + random.Next() + "e" + random.Next(-340, 320);
        }
    }

    [DllImport("libc.so.6", EntryPoint = "strtod")]
    private static extern double GlibcStrtod(byte* text, byte** end);

    [DllImport("libc.so.6", EntryPoint = "strtof")]
    private static extern float GlibcStrtof(byte* text, byte** end);

    [DllImport("libc.so.6", EntryPoint = "strtol")]
    private static extern long GlibcStrtol(byte* text, byte** end, int radix);

    [DllImport("libc.so.6", EntryPoint = "strtoul")]
    private static extern ulong GlibcStrtoul(byte* text, byte** end, int radix);
}
