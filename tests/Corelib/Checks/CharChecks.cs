// SPDX-License-Identifier: MIT

using System;
using System.Globalization;
using System.Text;

namespace Skift.Tests.Corelib;

internal static class CharChecks
{
    internal static void Run(Check check)
    {
        check.True("ASCII", char.IsAsciiLetter('z') && !char.IsAsciiLetter('[') && char.IsAsciiDigit('9') && char.IsAsciiHexDigit('f') && !char.IsAsciiHexDigit('g'));
        check.True("letters", char.IsLetter('é') && char.IsLetter('ж') && char.IsLetter('漢') && !char.IsLetter('5') && !char.IsLetter('_'));
        check.True("digits", char.IsDigit('5') && char.IsDigit('\u0665') && !char.IsDigit('²') && char.IsNumber('²'));
        check.True("case", char.IsUpper('É') && char.IsLower('é') && char.IsUpper('Ж') && !char.IsUpper('漢'));
        check.True("white space", char.IsWhiteSpace('\u3000') && char.IsWhiteSpace('\n') && char.IsWhiteSpace('\u0085') && !char.IsWhiteSpace('\u200B'));
        check.True("punctuation", char.IsPunctuation('!') && char.IsPunctuation('«') && !char.IsPunctuation('+') && char.IsSymbol('+') && char.IsSymbol('€'));
        check.True("control", char.IsControl('\t') && char.IsControl('\u0080') && !char.IsControl(' '));
        check.True("surrogates", char.IsSurrogatePair('\uD83D', '\uDE00') && char.IsHighSurrogate('\uD83D') && char.IsLowSurrogate('\uDE00') && !char.IsSurrogate('a'));
        check.Equal("to UTF-32", char.ConvertToUtf32('\uD83D', '\uDE00'), 0x1F600);
        check.Equal("from UTF-32", char.ConvertFromUtf32(0x1F600), "\U0001F600");
        check.Equal("upper", $"{char.ToUpperInvariant('ß')}{char.ToUpperInvariant('ÿ')}{char.ToUpperInvariant('я')}{char.ToUpperInvariant('ſ')}", "ßŸЯſ");
        check.Equal("lower", $"{char.ToLowerInvariant('Σ')}{char.ToLowerInvariant('Ÿ')}{char.ToLowerInvariant('Ⅷ')}", "σÿⅷ");

        // One number for each thousand code points: the sum of category and mapped cases.
        for (int block = 0; block < 0x20000; block += 0x1000)
        {
            long sum = 0;
            for (int code = block; code < block + 0x1000; code++)
            {
                sum = sum * 31 + (int)CharUnicodeInfo.GetUnicodeCategory(code);
                if (!Rune.TryCreate(code, out Rune rune)) continue;
                sum = sum * 31 + Rune.ToUpperInvariant(rune).Value;
                sum = sum * 31 + Rune.ToLowerInvariant(rune).Value;
            }
            check.Print($"block {block:X5}", sum.ToString("X"));
        }
        check.Equal("rune length", new Rune(0x1F600).Utf8SequenceLength + 10 * new Rune('é').Utf16SequenceLength, 14);
        check.Equal("rune text", new Rune(0x1F600).ToString(), "\U0001F600");
        check.True("rune validity", Rune.IsValid(0x10FFFF) && !Rune.IsValid(0xD800) && !Rune.IsValid(0x110000));
        check.Throws<ArgumentOutOfRangeException>("rune of surrogate", () => new Rune('\uD800').ToString());
        check.Throws<ArgumentOutOfRangeException>("from UTF-32 surrogate", () => char.ConvertFromUtf32(0xDC00));
        check.Equal("arithmetic", (char)('a' + 1), 'b');
        check.Equal("compare", 'a'.CompareTo('c'), -2);
    }
}
