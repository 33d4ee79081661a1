// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Skift.Charsets;

/// <summary>The character sets of two bytes, as layers of a <see cref="Grid"/>, and where standards differ from Windows' code pages.</summary>
internal static class GridSets
{
    private const int LineLength = 120;

    // JIS X 0208 in Windows' page: there these are the full-width forms.
    private static readonly Dictionary<int, char> s_japanese = new()
    {
        [0x8160] = '\u301C', [0x8161] = '\u2016', [0x817C] = '\u2212', [0x8191] = '\u00A2', [0x8192] = '\u00A3', [0x81CA] = '\u00AC',
    };

    // What .NET's JIS X 0212 leaves out, in EUC-JP's bytes.
    private static readonly Dictionary<int, char> s_supplementary = new() { [0xA2B7] = '\uFF5E', [0xA2F1] = '\u2116' };

    private static readonly Dictionary<int, char> s_chinese = new() { [0xA1A4] = '\u30FB', [0xA1AA] = '\u2015' };

    // KS X 1001:2002.
    private static readonly Dictionary<int, char> s_korean = new() { [0xA2E8] = '\u327E' };

    // Lines that Big5 has here, and that Windows reads here and writes to where it has them once more.
    private static readonly Dictionary<int, char> s_big5 = new() { [0xA2A4] = '\u2550', [0xA2A5] = '\u255E', [0xA2A6] = '\u256A', [0xA2A7] = '\u2561' };

    internal static void Write(TextWriter output)
    {
        output.WriteLine($$"""
            // SPDX-License-Identifier: MIT
            // Written by tools/charsets from the code pages of .NET {{Environment.Version.Major}}. Do not edit.

            using System;

            namespace Skift.Libc;

            /// <summary>Layers of a <see cref="CharacterGrid"/>.</summary>
            internal static class GridTables
            {
            """);
        Grid grid = new();
        Layer(output, "JisX0208", "Japanese: JIS X 0208 by the bytes of Shift_JIS.", grid.Add(cell => IsJisX0208(cell) ? Page(932, cell, s_japanese) : default));
        Layer(output, "Windows31J", "Over it what Windows has otherwise and besides.", grid.Add(cell => Page(932, cell, hasPrivate: true)));
        Layer(output, "JisX0212", "Over JIS X 0208, by leads that Shift_JIS does not have.", JapaneseSupplement());
        grid = new();
        Layer(output, "Gb2312", "Chinese: GB 2312 by the bytes of EUC-CN.", grid.Add(cell => Page(20936, cell).Character == 0 ? default : Page(936, cell, s_chinese)));
        Layer(output, "Gbk", "Over it the rest of GBK.", grid.Add(cell => Page(936, cell)));
        Layer(output, "Gb18030", "Over both the rest of GB 18030.", grid.Add(cell => Page(54936, cell, hasPrivate: true)));
        grid = new();
        Layer(output, "KsX1001", "Korean: KS X 1001 by the bytes of EUC-KR.", grid.Add(cell => Grid.Lead(cell) > 0xA0 && Grid.Trail(cell) > 0xA0 ? Page(949, cell, s_korean) : default));
        Layer(output, "UnifiedHangul", "Over it the rest of Windows' page 949.", grid.Add(cell => Page(949, cell)));
        Layer(output, "Big5", "Chinese: Big5 as Windows' page 950.", new Grid().Add(cell => IsLineAgain(cell) ? (Page(950, cell).Character, false) : HasPrivateInBig5(cell) ? Page(950, cell, hasPrivate: true) : Page(950, cell, s_big5)));
        output.WriteLine("}");
    }

    private static int Code(int cell) => (Grid.Lead(cell) << 8) | Grid.Trail(cell);

    // Rows 1 to 8 and 16 to 84 are used, two of them with each lead.
    private static bool IsJisX0208(int cell) => Grid.Lead(cell) is (>= 0x81 and <= 0x84) or (>= 0x88 and <= 0x9F) or (>= 0xE0 and <= 0xEA) && (Code(cell) is < 0x8800 or > 0x889E);

    private static bool IsLineAgain(int cell) => Code(cell) > 0xF900 && s_big5.ContainsValue(Page(950, cell).Character);

    // Where others have Japanese and Cyrillic letters.
    private static bool HasPrivateInBig5(int cell) => Code(cell) is >= 0xC6A1 and <= 0xC8FE;

    private static string JapaneseSupplement()
    {
        // Without JIS X 0208 below, so that no cell is left out for what it has there.
        return new Grid().Add(cell =>
        {
            int row = ((Grid.Lead(cell) - 0xA0) * 2) + (Grid.Trail(cell) > 0x9E ? 1 : 0);
            int column = Grid.Trail(cell) > 0x9E ? Grid.Trail(cell) - 0x9F : Grid.Trail(cell) - 0x40 - (Grid.Trail(cell) > 0x7F ? 1 : 0);
            if (row is < 0 or > 76 || column > 93) return default;
            int lead = 0xA1 + row;
            int trail = 0xA1 + column;
            return s_supplementary.TryGetValue((lead << 8) | trail, out char own) ? (own, true) : Page(20932, lead, trail & 0x7F, false);
        });
    }

    private static (char Character, bool IsWritten) Page(int page, int cell, Dictionary<int, char> others) =>
        others.TryGetValue(Code(cell), out char other) ? (other, true) : Page(page, cell);

    private static (char Character, bool IsWritten) Page(int page, int cell, bool hasPrivate = false) => Page(page, Grid.Lead(cell), Grid.Trail(cell), hasPrivate);

    // .NET gives what a page leaves open a private character, a middle dot, one by likeness, or two of a byte each.
    private static (char Character, bool IsWritten) Page(int page, int lead, int trail, bool hasPrivate)
    {
        Encoding encoding = Encoding.GetEncoding(page);
        byte[] bytes = [(byte)lead, (byte)trail];
        string text = encoding.GetString(bytes);
        bool isWritten = encoding.GetBytes(text).AsSpan().SequenceEqual(bytes);
        bool isNothing = text.Length != 1 || text[0] is '\uFFFD' or < '\u0080' || (text[0] == '\u30FB' && !isWritten);
        return isNothing || (!hasPrivate && text[0] is >= '\uE000' and < '\uF900') ? default : (text[0], isWritten);
    }

    private static void Layer(TextWriter output, string name, string summary, string text)
    {
        output.WriteLine($"    /// <summary>{summary}</summary>");
        output.WriteLine($"    internal static ReadOnlySpan<byte> {name} =>");
        string quoted = Grid.Quote(text);
        for (int start = 0; start < quoted.Length;)
        {
            int length = Math.Min(LineLength, quoted.Length - start);
            // Not within an escape.
            int escape = quoted.LastIndexOf('\\', start + length - 1, Math.Min(5, length));
            if (escape > start && start + length < quoted.Length && escape + 6 > start + length) length = escape - start;
            output.Write($"        \"{quoted.AsSpan(start, length)}\"u8");
            start += length;
            output.WriteLine(start < quoted.Length ? " +" : ";");
        }

        output.WriteLine();
    }
}
