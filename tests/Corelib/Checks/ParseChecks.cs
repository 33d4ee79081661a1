// SPDX-License-Identifier: MIT

using System;
using System.Globalization;

namespace Skift.Tests.Corelib;

internal static class ParseChecks
{
    internal static void Run(Check check)
    {
        check.Equal("int", int.Parse(" -42 "), -42);
        check.Equal("int with plus", int.Parse("+7"), 7);
        check.Equal("hex", int.Parse("fF", NumberStyles.HexNumber), 255);
        check.Equal("hex is bits", int.Parse("FFFFFFFF", NumberStyles.HexNumber), -1);
        check.Equal("binary", byte.Parse("1010", NumberStyles.BinaryNumber), (byte)10);
        check.Equal("thousands", int.Parse("1,234,567", NumberStyles.Number), 1234567);
        check.Equal("trailing sign", int.Parse("5-", NumberStyles.Number), -5);
        check.Equal("parentheses", int.Parse("(12)", NumberStyles.Any), -12);
        check.Equal("exponent", int.Parse("12e2", NumberStyles.Any), 1200);
        check.Equal("zero fraction", int.Parse("3.000", NumberStyles.Any), 3);
        check.Equal("limits", $"{long.Parse("-9223372036854775808")} {ulong.Parse("18446744073709551615")} {sbyte.Parse("-128")}", "-9223372036854775808 18446744073709551615 -128");
        check.Equal("span", int.Parse("x123y".AsSpan(1, 3)), 123);
        check.Equal("UTF-8", int.Parse("77"u8), 77);
        check.Equal("double", double.Parse("-1.25e2"), -125.0);
        check.Equal("double with thousands", double.Parse("1,000.5"), 1000.5);
        check.Equal("double without digits before the point", double.Parse(".5"), 0.5);
        check.True("infinity", double.IsPositiveInfinity(double.Parse("Infinity")) && double.IsNegativeInfinity(double.Parse("-infinity")));
        check.True("bool", bool.Parse(" true ") && !bool.Parse("FALSE"));
        check.Equal("char", char.Parse("x"), 'x');

        string[] bad = ["", " ", "x", "1x", "- 1", "--1", "1 2", "0x10", "1.0", "1,000", "2147483648", "-2147483649", "\u0661", "1\0", "1\0x"];
        foreach (string text in bad) check.Print($"try int '{text}'", int.TryParse(text, out int value) ? value.ToString() : "no");
        string[] badDoubles = ["", ".", "1e", "1e+", "e5", "1.2.3", "1,5", "+.5e-3", "Inf", "nan", "-NaN", "+Infinity", " 1 ", "1e5 x", "(1)"];
        foreach (string text in badDoubles) check.Print($"try double '{text}'", double.TryParse(text, out double value) ? value.ToString() : "no");
        check.False("try byte", byte.TryParse("256", out _));
        check.False("try uint", uint.TryParse("-1", out _));
        check.True("minus zero as uint", uint.TryParse("-0", out uint zero) && zero == 0);
        check.False("try null", int.TryParse((string?)null, out _));
        check.False("try hex too long", byte.TryParse("100", NumberStyles.HexNumber, null, out _));
        check.False("try bool", bool.TryParse("yes", out _));

        check.Throws<FormatException>("bad int", () => int.Parse("abc"));
        check.Throws<OverflowException>("big int", () => int.Parse("99999999999"));
        check.Throws<OverflowException>("big uint", () => uint.Parse("-1"));
        check.Throws<OverflowException>("big byte", () => byte.Parse("256"));
        check.Throws<OverflowException>("big sbyte", () => sbyte.Parse("128"));
        check.Throws<OverflowException>("big ulong", () => ulong.Parse("18446744073709551616"));
        check.Throws<ArgumentNullException>("null", () => int.Parse(null!));
        check.Throws<FormatException>("bad double", () => double.Parse("1e"));
        check.Throws<FormatException>("bad bool", () => bool.Parse("maybe"));
        check.Throws<FormatException>("bad char", () => char.Parse("xy"));
        check.Throws<ArgumentException>("bad style", () => int.Parse("1", (NumberStyles)0x1000));
        check.Throws<ArgumentException>("hex and sign", () => int.Parse("1", NumberStyles.HexNumber | NumberStyles.AllowLeadingSign));
        check.Throws<ArgumentException>("hex double", () => double.Parse("1", NumberStyles.HexNumber));
        check.Equal("generic", Twice<int>("21") + Twice<double>("0.5"), 43.0);
    }

    private static double Twice<T>(string text)
        where T : IParsable<T>, IFormattable =>
        2 * double.Parse(T.Parse(text, CultureInfo.InvariantCulture).ToString(null, null));
}
