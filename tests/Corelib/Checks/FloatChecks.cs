// SPDX-License-Identifier: MIT

using System;

namespace Skift.Tests.Corelib;

internal static class FloatChecks
{
    internal static void Run(Check check)
    {
        double[] values =
        [
            0, -0.0, 1, -1, 0.1, 0.3, 1.0 / 3, 2.5, 0.125, 1e15, 1e16, 123456789012345680, 1e22, 1e23, 1e-4, 1e-5, 1.5e-7, 5e-324,
            2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740993, 4.35, 0.000123456789, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
        ];
        foreach (double value in values) check.Print($"shortest {value:R}", value.ToString());
        string[] formats = ["F0", "F2", "F20", "E", "E0", "e10", "E20", "G", "G3", "G17", "G20", "N1", "P1", "C", "R"];
        foreach (string format in formats)
        {
            foreach (double value in new[] { 0.5, 1.5, 2.5, 0.125, 2.675, 1234567.891, -0.001, 1e21, 9.995, 99.5 }) check.Print($"{value}:{format}", value.ToString(format));
        }
        check.Equal("largest exactly", double.MaxValue.ToString("F0").Length, 309);
        foreach (float value in new[] { 0.1f, 1e9f, 1e8f, 16777216f, 3.4028235e38f, 1.17549435e-38f, 1e-45f, 0.3f, 33554432f }) check.Print($"float {value:G9}", value.ToString());
        foreach (float value in new[] { 0.1f, 2.5f, 1e-5f }) check.Print($"float formats {value}", $"{value:F3} {value:E4} {value:G4} {value:N2} {value:0.000}");
        check.Throws<FormatException>("no D for double", () => 1.5.ToString("D"));

        // Numbers whose decimal value is hard: just above, at and below a half-way point, and the famous 2.2250738585072011e-308.
        string[] texts =
        [
            "9007199254740993", "9007199254740992.999999999999999999", "9007199254740993.00000000000000000000000001", "2.2250738585072011e-308",
            "2.4703282292062327208e-324", "2.4703282292062328e-324", "1.7976931348623158e308", "1.7976931348623159e308", "179769313486231580793728971405301e276",
            "1e-400", "1e400", "0.000000000000000000000000000000000000001", "123456789012345678901234567890", "8.5e-10", "6.02214076e23", "100000000000000016777215", "100000000000000016777216",
        ];
        foreach (string text in texts) check.Print($"read {text}", double.Parse(text).ToString("E17"));
        foreach (string text in new[] { "16777217", "16777217.0000001", "3.4028236e38", "1.401298464324817e-45", "7e-46", "0.1" }) check.Print($"read float {text}", float.Parse(text).ToString("G9"));

        Random random = new(1);
        int wrong = 0;
        ulong state = 88172645463325252;
        for (int i = 0; i < 2000; i++)
        {
            // xorshift64 (Marsaglia, 2003), the same on every host.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            double value = BitConverter.UInt64BitsToDouble(state);
            if (double.IsFinite(value) && double.Parse(value.ToString()) != value) wrong++;
            float single = BitConverter.UInt32BitsToSingle((uint)state);
            if (float.IsFinite(single) && float.Parse(single.ToString()) != single) wrong++;
        }
        check.Equal("round trips of random bits that fail", wrong, 0);
        check.True("random in range", random.NextDouble() is >= 0 and < 1 && random.Next(10) is >= 0 and < 10);

        check.True("NaN", double.IsNaN(0.0 / double.Parse("0")) && double.NaN != double.Parse("NaN") && double.NaN.Equals(double.NaN));
        check.True("kinds", double.IsNegative(-0.0) && !double.IsFinite(1e308 * 10) && double.IsSubnormal(5e-324) && double.IsInteger(3.0) && !double.IsInteger(3.5));
        check.Equal("compare NaN", double.NaN.CompareTo(1) + 10 * 1.0.CompareTo(double.NaN), 9);
        check.True("equal hashes of zeros", 0.0.GetHashCode() == (-0.0).GetHashCode());
        check.Equal("remainder", (5.5 % double.Parse("2")).ToString(), "1.5");
        check.Equal("negative remainder", (-5.5 % double.Parse("2")).ToString(), "-1.5");
        check.Equal("remainder of big by small", (1e300 % double.Parse("7")).ToString("R"), (1e300 % 7.0).ToString("R"));
        check.Print("float remainder", (10.25f % float.Parse("3.1")).ToString());
        check.Equal("to int truncates", (int)-2.9 + (int)2.9, 0);
        check.Equal("to ulong", (ulong)18446744073709549568.0, 18446744073709549568UL);
        check.Equal("from ulong", (double)ulong.MaxValue, 18446744073709551616.0);
        check.Equal("to int saturates", (int)double.Parse("1e20"), int.MaxValue);
        check.Equal("NaN to int", (int)double.Parse("NaN"), 0);
        check.Equal("to float rounds", (float)0.1, 0.1f);
        check.Throws<OverflowException>("checked to int", () => checked((int)double.Parse("3e9")).ToString());
    }
}
