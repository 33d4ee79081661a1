// SPDX-License-Identifier: MIT

using System;
using System.Text;

namespace Skift.Tests.Corelib;

internal static class EncodingChecks
{
    internal static void Run(Check check)
    {
        const string Text = "aé漢\U0001F600";
        check.Equal("UTF-8 bytes", Convert.ToHexString(Encoding.UTF8.GetBytes(Text)), "61C3A9E6BCA2F09F9880");
        check.Equal("UTF-8 count", Encoding.UTF8.GetByteCount(Text), 10);
        check.Equal("UTF-8 back", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Text)), Text);
        check.Equal("u8 literal", Encoding.UTF8.GetString("héllo"u8), "héllo");
        check.Equal("lone surrogates", Convert.ToHexString(Encoding.UTF8.GetBytes("a\uD83Db\uDE00")), "61EFBFBD62EFBFBD");
        string[] broken = ["80", "C3", "C328", "E28261", "F09F98", "F0808080", "EDA080", "C0AF", "F4908080", "FF61FE", "E2", "61E282", "F09F9880F09F98"];
        foreach (string hex in broken)
        {
            byte[] bytes = Convert.FromHexString(hex);
            check.Print($"ill-formed {hex}", Encoding.UTF8.GetString(bytes));
            check.Equal($"count of {hex}", Encoding.UTF8.GetCharCount(bytes), Encoding.UTF8.GetString(bytes).Length);
        }
        check.Throws<ArgumentException>("strict", () => new UTF8Encoding(false, true).GetString([0x61, 0xFF]));
        check.Throws<ArgumentException>("strict encoding", () => new UTF8Encoding(false, true).GetBytes("\uD800"));
        check.Equal("ASCII", Convert.ToHexString(Encoding.ASCII.GetBytes("aé\U0001F600b")), "613F3F3F62");
        check.Equal("ASCII back", Encoding.ASCII.GetString([0x61, 0x80]), "a?");
        check.Equal("Latin-1", Convert.ToHexString(Encoding.Latin1.GetBytes("é€")), "E93F");
        check.Equal("Latin-1 back", Encoding.Latin1.GetString([0xE9, 0x80]), "é\u0080");
        check.Equal("UTF-16", Convert.ToHexString(Encoding.Unicode.GetBytes("aé")), "6100E900");
        check.Equal("names", $"{Encoding.UTF8.WebName} {Encoding.ASCII.WebName} {Encoding.Latin1.WebName}", "utf-8 us-ascii iso-8859-1");
        check.Equal("preamble", Encoding.UTF8.Preamble.Length + new UTF8Encoding(false).Preamble.Length, 3);
        Span<byte> small = stackalloc byte[3];
        check.False("does not fit", Encoding.UTF8.TryGetBytes("ab漢", small, out int written));
        check.Equal("written", written, 0);
        check.True("fits", Encoding.UTF8.TryGetBytes("漢", small, out written) && written == 3);
        check.Throws<ArgumentException>("too small", () => Encoding.UTF8.GetBytes("abcd", 0, 4, new byte[3], 0));
        check.Equal("long ASCII", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(new string('x', 1000) + "é")).Length, 1001);
        check.Equal("decode rune", $"{Rune.DecodeFromUtf8([0xF0, 0x9F, 0x98, 0x80], out Rune rune, out int consumed)} {rune.Value} {consumed}", "Done 128512 4");
        check.Equal("decode nothing", Rune.DecodeFromUtf8([], out _, out consumed).ToString() + consumed, "NeedMoreData0");
    }
}
