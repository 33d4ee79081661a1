// SPDX-License-Identifier: MIT

using System;

namespace Skift.Tests.Corelib;

internal static class ConvertChecks
{
    internal static void Run(Check check)
    {
        check.Equal("hex", Convert.ToHexString([0, 0xAB, 255]) + Convert.ToHexStringLower([0xCD]), "00ABFFcd");
        check.Sequence("from hex", Convert.FromHexString("00aBfF"), (byte)0, (byte)0xAB, (byte)0xFF);
        check.Throws<FormatException>("odd hex", () => Convert.FromHexString("abc"));
        check.Throws<FormatException>("bad hex", () => Convert.FromHexString("zz"));
        for (int length = 0; length < 8; length++)
        {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) bytes[i] = (byte)(i * 37 + 250);
            string text = Convert.ToBase64String(bytes);
            check.Print($"base64 of {length}", text);
            check.Equal($"base64 of {length} back", Convert.ToHexString(Convert.FromBase64String(text)), Convert.ToHexString(bytes));
        }
        check.Equal("base64 with spaces", Convert.ToHexString(Convert.FromBase64String(" Y W J\nj ")), "616263");
        foreach (string bad in new[] { "a", "ab", "abc", "ab=", "a===", "=abc", "ab=c", "ab==ab==", "a*cd", "YWI=YQ==" }) check.Throws<FormatException>($"bad base64 {bad}", () => Convert.FromBase64String(bad));
        check.Equal("to base", $"{Convert.ToString(255, 2)} {Convert.ToString(-1, 16)} {Convert.ToString(8, 8)} {Convert.ToString(-5, 10)} {Convert.ToString((byte)5, 2)}", "11111111 ffffffff 10 -5 101");
        check.Equal("from base", Convert.ToInt32("ff", 16) + Convert.ToInt32("0x10", 16) + Convert.ToInt32("101", 2) + Convert.ToInt32("17", 8), 291);
        check.Equal("from base is bits", Convert.ToInt32("FFFFFFFF", 16), -1);
        check.Equal("rounding", Convert.ToInt32(2.5) + 10 * Convert.ToInt32(3.5), 42);
        check.Throws<OverflowException>("too big", () => Convert.ToInt32(3e9));
        check.Throws<ArgumentException>("bad base", () => Convert.ToInt32("1", 3));
        check.Throws<FormatException>("bad digit", () => Convert.ToInt32("12", 2));
    }
}
