// SPDX-License-Identifier: MIT

using System;
using System.Collections.Generic;
using System.Text;

namespace Skift.Tests.Corelib;

internal static class StringChecks
{
    internal static void Run(Check check)
    {
        Making(check);
        Searching(check);
        Changing(check);
        Errors(check);
    }

    private static void Making(Check check)
    {
        string? none = null;
        check.Equal("concat with null", none + "a" + none + 1 + 'c' + true + none, "a1cTrue");
        check.Equal("concat four", string.Concat("a", "b", "c", "d"), "abcd");
        check.Equal("concat many", string.Concat(["x", "y", null, "z", "w"]), "xyzw");
        check.Equal("concat objects", string.Concat(1, "b", 2.5), "1b2.5");
        check.Equal("concat sequence", string.Concat(new List<int> { 1, 2, 3 }), "123");
        check.Equal("repeat", new string('x', 5), "xxxxx");
        check.Equal("from array", new string(['a', 'b']), "ab");
        check.Equal("from part", new string(['a', 'b', 'c', 'd'], 1, 2), "bc");
        check.Equal("create", string.Create(4, 7, static (span, state) => span.Fill((char)('0' + state))), "7777");
        check.Equal("join", string.Join(", ", "a", "b", null, "c"), "a, b, , c");
        check.Equal("join char", string.Join('-', 1, 2.5, "x"), "1-2.5-x");
        check.Equal("join list", string.Join("+", new List<int> { 1, 2, 3 }), "1+2+3");
        check.Equal("join part", string.Join("/", ["a", "b", "c", "d"], 1, 2), "b/c");
        check.Equal("join none", string.Join(",", new string[0]), "");
        check.Equal("empty is one object", ReferenceEquals(string.Empty, ""), true);
        check.Equal("length of surrogate pair", "\U0001F600".Length, 2);
        check.Equal("index from end", "hello"[^1], 'o');
        check.Equal("range", "hello"[1..^1], "ell");
        check.Sequence("enumerate", "abc", 'a', 'b', 'c');
        check.Sequence("to char array", "wxyz".ToCharArray(1, 2), 'x', 'y');
        check.True("null or empty", string.IsNullOrEmpty("") && string.IsNullOrEmpty(null) && !string.IsNullOrEmpty(" "));
        check.True("null or white space", string.IsNullOrWhiteSpace(" \t\u00A0\u2003") && string.IsNullOrWhiteSpace(null) && !string.IsNullOrWhiteSpace(" x"));
    }

    private static void Searching(Check check)
    {
        const string Text = "the quick brown fox jumps over the lazy dog";
        check.Equal("index of char", Text.IndexOf('q'), 4);
        check.Equal("index of char from", Text.IndexOf('o', 13), 17);
        check.Equal("index of char in part", Text.IndexOf('o', 13, 3), -1);
        check.Equal("index of last char", Text.IndexOf('g'), 42);
        check.Equal("index of missing char", Text.IndexOf('!'), -1);
        check.Equal("index of string", Text.IndexOf("the", 1), 31);
        check.Equal("index of empty", Text.IndexOf("", 5), 5);
        check.Equal("index of empty at end", "abc".IndexOf("", 3), 3);
        check.Equal("index of overlapping", "aaab".IndexOf("aab"), 1);
        check.Equal("index ignoring case", Text.IndexOf("LAZY", StringComparison.OrdinalIgnoreCase), 35);
        check.Equal("index of any", Text.IndexOfAny(['z', 'x']), 18);
        check.Equal("last index of char", Text.LastIndexOf('o'), 41);
        check.Equal("last index of char from", Text.LastIndexOf('o', 40), 26);
        check.Equal("last index of string", Text.LastIndexOf("the"), 31);
        check.Equal("last index of string from", Text.LastIndexOf("the", 20), 0);
        check.Equal("last index of empty", "abc".LastIndexOf(""), 3);
        check.Equal("last index of any", Text.LastIndexOfAny(['q', 'b']), 10);
        check.Equal("last index in empty", "".LastIndexOf('x'), -1);
        check.True("contains", Text.Contains("brown") && Text.Contains('j') && !Text.Contains("Brown"));
        check.True("contains ignoring case", Text.Contains("BROWN", StringComparison.OrdinalIgnoreCase));
        check.True("starts", Text.StartsWith("the ") && Text.StartsWith('t') && !Text.StartsWith("The") && "".StartsWith(""));
        check.True("ends", Text.EndsWith(" dog") && Text.EndsWith('g') && !Text.EndsWith("Dog") && !"".EndsWith('x'));
        check.True("starts ignoring case", Text.StartsWith("THE", StringComparison.OrdinalIgnoreCase) && Text.EndsWith("DOG", StringComparison.OrdinalIgnoreCase));
        string many = new string('a', 100) + "b" + new string('a', 50);
        check.Equal("index in long text", many.IndexOf('b'), 100);
        check.Equal("index of string in long text", many.IndexOf("aba"), 99);
    }

    private static void Changing(Check check)
    {
        check.Equal("substring", "abcdef".Substring(2), "cdef");
        check.Equal("substring with length", "abcdef".Substring(2, 3), "cde");
        check.Equal("substring at end", "abc".Substring(3), "");
        check.True("whole substring is the same object", ReferenceEquals("abc".Substring(0), "abc"));
        check.Equal("trim", " \t a b \n".Trim(), "a b");
        check.Equal("trim char", "--a-b--".Trim('-'), "a-b");
        check.Equal("trim set", "xyaxbyx".Trim('x', 'y'), "axb");
        check.Equal("trim start", "  a ".TrimStart(), "a ");
        check.Equal("trim end", "  a ".TrimEnd(), "  a");
        check.Equal("trim end char", "a...".TrimEnd('.'), "a");
        check.Equal("pad left", "7".PadLeft(3, '0'), "007");
        check.Equal("pad right", "ab".PadRight(4) + "|", "ab  |");
        check.Equal("pad less", "abc".PadLeft(2), "abc");
        check.Equal("insert", "ad".Insert(1, "bc"), "abcd");
        check.Equal("remove", "abcdef".Remove(2), "ab");
        check.Equal("remove part", "abcdef".Remove(1, 3), "aef");
        check.Equal("replace char", "banana".Replace('a', 'o'), "bonono");
        check.Equal("replace string", "one two one".Replace("one", "three"), "three two three");
        check.Equal("replace by nothing", "banana".Replace("an", null), "ba");
        check.Equal("replace overlapping", "aaaa".Replace("aa", "b"), "bb");
        check.Equal("replace ignoring case", "Hello hELLO".Replace("hello", "bye", StringComparison.OrdinalIgnoreCase), "bye bye");
        check.Equal("line endings", "a\r\nb\rc\nd".ReplaceLineEndings("|"), "a|b|c|d");
        check.Equal("upper", "straße ñ æ é ǆ".ToUpperInvariant(), "STRAßE Ñ Æ É Ǆ");
        check.Equal("lower", "ÀÉÎ ΑΒΓ АБВ İ".ToLowerInvariant(), "àéî αβγ абв İ".Replace("İ", "İ".ToLowerInvariant()));
        check.Equal("upper outside the BMP", "\U00010428".ToUpperInvariant(), "\U00010400");
        check.True("unchanged upper is the same object", ReferenceEquals("ABC".ToUpperInvariant(), "ABC"));
        check.Sequence("runes", Values("a\u00E9\U0001F600\uD800!"), 97, 233, 0x1F600, 0xFFFD, 33);
    }

    private static List<int> Values(string text)
    {
        List<int> values = new();
        foreach (Rune rune in text.EnumerateRunes()) values.Add(rune.Value);
        return values;
    }

    private static void Errors(Check check)
    {
        string? none = null;
        check.Throws<ArgumentOutOfRangeException>("substring past end", () => "abc".Substring(4));
        check.Throws<ArgumentOutOfRangeException>("substring too long", () => "abc".Substring(1, 7));
        check.Throws<ArgumentOutOfRangeException>("negative start", () => "abc".Substring(-1));
        check.Throws<ArgumentNullException>("contains null", () => "abc".Contains(none!));
        check.Throws<ArgumentException>("replace nothing", () => "abc".Replace("", "x"));
        check.Throws<IndexOutOfRangeException>("index", () => "abc"[3].ToString());
        check.Throws<NullReferenceException>("length of null", () => none!.Length.ToString());
        check.Throws<ArgumentOutOfRangeException>("index of from", () => "abc".IndexOf('a', 4));
        check.Throws<ArgumentOutOfRangeException>("remove", () => "abc".Remove(2, 2));
        check.Throws<ArgumentNullException>("join null", () => string.Join(",", (string[])null!));
    }
}
