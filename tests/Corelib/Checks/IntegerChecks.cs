// SPDX-License-Identifier: MIT

using System;

namespace Skift.Tests.Corelib;

internal static class IntegerChecks
{
    internal static void Run(Check check)
    {
        check.Equal("limits", $"{sbyte.MinValue} {byte.MaxValue} {short.MinValue} {ushort.MaxValue} {int.MinValue} {uint.MaxValue} {long.MinValue} {ulong.MaxValue}",
            "-128 255 -32768 65535 -2147483648 4294967295 -9223372036854775808 18446744073709551615");
        string[] formats = ["D", "D12", "G", "G3", "X", "x8", "N0", "N", "E", "E2", "F2", "P", "C", "B", "B20", "R"];
        long[] values = [0, 7, -7, 123456789, -5, long.MaxValue, long.MinValue];
        foreach (string format in formats)
        {
            foreach (long value in values)
            {
                check.Print($"{value}:{format}", value.ToString(format));
            }
        }
        check.Equal("hex of negative int", (-1).ToString("X"), "FFFFFFFF");
        check.Equal("hex of negative short", ((short)-2).ToString("x"), "fffe");
        check.Equal("hex of negative sbyte", ((sbyte)-3).ToString("X4"), "00FD");
        check.Equal("binary of byte", ((byte)5).ToString("B8"), "00000101");
        check.Throws<FormatException>("unknown format", () => 1.ToString("Q"));
        check.Equal("long precision", 5.ToString("D40").Length, 40);

        check.Equal("overflow wraps", unchecked(int.MaxValue + int.Parse("1")), int.MinValue);
        check.Throws<OverflowException>("checked add", () => checked(int.MaxValue + int.Parse("1")).ToString());
        check.Throws<OverflowException>("checked cast", () => checked((byte)int.Parse("256")).ToString());
        check.Throws<OverflowException>("checked multiply", () => checked(long.MaxValue * long.Parse("2")).ToString());
        check.Throws<DivideByZeroException>("divide by zero", () => (1 / int.Parse("0")).ToString());
        check.Throws<OverflowException>("least divided by minus one", () => (int.MinValue / int.Parse("-1")).ToString());
        check.Equal("remainder sign", -7 % int.Parse("3"), -1);
        check.Equal("shift count", 1 << int.Parse("33"), 2);
        check.Equal("arithmetic shift", -8 >> 1, -4);
        check.Equal("logical shift", -8 >>> 28, 15);

        check.Equal("max", int.Max(3, 5) + int.Min(3, 5), 8);
        check.Equal("clamp", int.Clamp(12, 0, 10), 10);
        check.Equal("abs", int.Abs(-5), 5);
        check.Throws<OverflowException>("abs of least", () => Math.Abs(int.Parse("-2147483648")).ToString());
        check.Equal("sign", int.Sign(-9) + 10 * long.Sign(9), 9);
        check.Equal("pop count", int.PopCount(-1) + (int)byte.PopCount(3), 34);
        check.Equal("leading zeros", $"{int.LeadingZeroCount(1)} {byte.LeadingZeroCount(1)} {short.LeadingZeroCount(1)} {long.LeadingZeroCount(0)}", "31 7 15 64");
        check.Equal("trailing zeros", $"{int.TrailingZeroCount(8)} {byte.TrailingZeroCount(0)} {ulong.TrailingZeroCount(1UL << 63)}", "3 8 63");
        check.Equal("rotate", $"{byte.RotateLeft(0x81, 1)} {sbyte.RotateRight(1, 1)} {ushort.RotateLeft(0x8001, 4)} {int.RotateRight(1, 1)}", "3 -128 24 -2147483648");
        check.Equal("div rem", int.DivRem(-7, 2).ToString(), "(-3, -1)");
        check.Equal("log2", $"{int.Log2(1023)} {ulong.Log2(ulong.MaxValue)}", "9 63");
        check.True("power of two", int.IsPow2(64) && !int.IsPow2(0) && !int.IsPow2(-64) && byte.IsPow2(128));
        check.Equal("native", $"{nint.MaxValue} {nuint.MaxValue} {(nint)(-5)}", "9223372036854775807 18446744073709551615 -5");
        check.Equal("compare", 3.CompareTo(5) + 10 * 5UL.CompareTo(3UL), 9);
        check.Equal("hash of long", (1L << 32 | 5).GetHashCode(), 4);
    }
}
