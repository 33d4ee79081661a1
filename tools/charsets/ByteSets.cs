// SPDX-License-Identifier: MIT
using System;
using System.IO;
using System.Linq;
using System.Text;

namespace Skift.Charsets;

/// <summary>The character sets of one byte; the four that .NET does not have are here.</summary>
internal static class ByteSets
{
    // The upper 96 characters of ISO/IEC 8859-10, 8859-14 and 8859-16.
    private const string Latin6 = "\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ";
    private const string Latin8 = "\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ";
    private const string Latin10 = "\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ";

    // In the order of the lines in libc/iconv/CharsetNames.cs.
    private static (string Name, ushort[] Values)[] Tables =>
    [
        ("Latin2", Page(28592)),
        ("Latin3", Page(28593)),
        ("Latin4", Page(28594)),
        ("Cyrillic", Page(28595)),
        ("Arabic", Page(28596)),
        ("Greek", Page(28597, (0xA1, 0x2018), (0xA2, 0x2019), (0xA4, 0x20AC), (0xA5, 0x20AF), (0xAA, 0x037A))),
        ("Hebrew", Page(28598, (0xAF, 0x00AF), (0xFD, 0x200E), (0xFE, 0x200F))),
        ("Latin5", Page(28599)),
        ("Latin6", Upper(Latin6)),
        ("LatinThai", [.. Enumerable.Range(0x80, 128).Select(b => b <= 0xA0 ? (ushort)b : Decode(874, (byte)b))]),
        ("Latin7", Page(28603)),
        ("Latin8", Upper(Latin8)),
        ("Latin9", Page(28605)),
        ("Latin10", Upper(Latin10)),
        ("Koi8R", Page(20866)),
        ("Koi8U", Page(21866, (0xAE, 0x255D), (0xBE, 0x256C))),
        ("Windows1250", Page(1250)),
        ("Windows1251", Page(1251)),
        ("Windows1252", Page(1252)),
        ("Windows1253", Page(1253)),
        ("Windows1254", Page(1254)),
        ("Windows1255", Page(1255, (0xCA, 0))),
        ("Windows1256", Page(1256)),
        ("Windows1257", Page(1257)),
        ("Windows1258", Page(1258)),
        ("Dos437", Page(437)),
        ("Dos737", Page(737)),
        ("Dos775", Page(775)),
        ("Dos850", Page(850)),
        ("Dos852", Page(852)),
        ("Dos855", Page(855)),
        ("Dos857", Page(857)),
        ("Dos858", Page(858)),
        ("Dos860", Page(860)),
        ("Dos861", Page(861)),
        ("Dos862", Page(862)),
        ("Dos863", Page(863)),
        ("Dos865", Page(865)),
        ("Dos866", Page(866)),
        ("Thai", Page(874)),
    ];

    internal static void Write(TextWriter output)
    {
        output.WriteLine($$"""
            // SPDX-License-Identifier: MIT
            // Written by tools/charsets from the code pages of .NET {{Environment.Version.Major}}. Do not edit.

            using System;

            namespace Skift.Libc;

            internal static class CharsetTables
            {
                /// <summary>What the bytes from 0x80 on mean in the character sets of one byte, 128 for each; 0 for nothing.</summary>
                internal static ReadOnlySpan<ushort> Upper =>
                [
            """);
        foreach ((string name, ushort[] values) in Tables)
        {
            output.WriteLine($"        // {name}");
            for (int i = 0; i < values.Length; i += 16)
                output.WriteLine("        " + string.Join(", ", values.Skip(i).Take(16).Select(v => $"0x{v:X}")) + ",");
        }

        output.WriteLine("    ];\n}");
    }

    // With what newer editions have otherwise: ISO 8859-7:2003, ISO 8859-8:1999, RFC 2319, and Windows before 10.
    private static ushort[] Page(int page, params (int Byte, ushort Value)[] others)
    {
        ushort[] values = [.. Enumerable.Range(0x80, 128).Select(b => Decode(page, (byte)b))];
        foreach ((int value, ushort character) in others) values[value - 0x80] = character;
        return values;
    }

    private static ushort[] Upper(string text) => [.. Enumerable.Range(0x80, 32).Select(b => (ushort)b), .. text.Select(c => (ushort)c)];

    // .NET gives what a page leaves open a control character or a private one, and some by likeness.
    private static ushort Decode(int page, byte value)
    {
        Encoding encoding = Encoding.GetEncoding(page);
        string text = encoding.GetString([value]);
        bool hasControls = page is > 28590 and < 28606;
        bool isNothing = text.Length != 1 || text[0] is '\uFFFD' or (>= '\uE000' and <= '\uF8FE') || (!hasControls && text[0] is >= '\u0080' and < '\u00A0');
        return isNothing || !encoding.GetBytes(text).AsSpan().SequenceEqual([value]) ? (ushort)0 : text[0];
    }
}
