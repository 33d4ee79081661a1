// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Terminal.Screen;

internal static partial class ScreenFont
{
    private const int FirstLatin = 0xA0;
    private const int EndLatin = 0x100;
    private const int FirstBox = 0x2500;
    private const int EndBox = 0x25A0;
    private const int LatinEntry = 2 + (DrawnRows * 2);

    /// <summary>Letters with accents: code, base letter, and which accent.</summary>
    private const string Accented =
        "\u00C0A`\u00C1A'\u00C2A^\u00C3A~\u00C4A:\u00C5Ao\u00C7C,\u00C8E`\u00C9E'\u00CAE^\u00CBE:\u00CCI`\u00CDI'\u00CEI^\u00CFI:"
        + "\u00D1N~\u00D2O`\u00D3O'\u00D4O^\u00D5O~\u00D6O:\u00D9U`\u00DAU'\u00DBU^\u00DCU:\u00DDY'"
        + "\u00E0a`\u00E1a'\u00E2a^\u00E3a~\u00E4a:\u00E5ao\u00E7c,\u00E8e`\u00E9e'\u00EAe^\u00EBe:\u00ECi`\u00EDi'\u00EEi^\u00EFi:"
        + "\u00F1n~\u00F2o`\u00F3o'\u00F4o^\u00F5o~\u00F6o:\u00F9u`\u00FAu'\u00FBu^\u00FCu:\u00FDy'\u00FFy:";

    private static readonly byte[] s_ascii = MakeAscii();
    private static readonly byte[] s_latin = MakeLatin();
    private static readonly byte[] s_box = MakeBoxes();
    private static readonly byte[] s_unknown = [0, 0, 0x7E, 0x42, 0x42, 0x42, 0x42, 0x42, 0x42, 0x42, 0x42, 0x7E, 0, 0, 0, 0];

    /// <summary>The rows of a character from the top, leftmost pixel in the highest bit; a box for what the font lacks.</summary>
    internal static ReadOnlySpan<byte> GlyphOf(int character) => character switch
    {
        >= FirstAscii and < 0x7F => s_ascii.AsSpan((character - FirstAscii) * Height, Height),
        >= FirstLatin and < EndLatin => s_latin.AsSpan((character - FirstLatin) * Height, Height),
        >= FirstBox and < EndBox => s_box.AsSpan((character - FirstBox) * Height, Height),
        0 => s_ascii.AsSpan(0, Height),
        _ => SubstituteFor(character) is int other and not 0 ? GlyphOf(other) : s_unknown,
    };

    /// <summary>Typography that plain characters stand in for.</summary>
    private static int SubstituteFor(int character) => character switch
    {
        0x2010 or 0x2011 or 0x2012 or 0x2013 or 0x2212 => '-',
        0x2014 or 0x2015 => 0x2500,
        0x2018 or 0x2019 or 0x2032 => '\'',
        0x201A => ',',
        0x201C or 0x201D or 0x2033 => '"',
        0x2022 or 0x2219 => 0xB7,
        0x2039 => '<',
        0x203A => '>',
        0x2190 => '<',
        0x2192 => '>',
        0x2191 => '^',
        0x2193 => 'v',
        0x2264 => '<',
        0x2265 => '>',
        0x23BA or 0x23BB or 0x23BC or 0x23BD => 0x2500,
        >= 0x2000 and <= 0x200A or 0x202F or 0x205F or 0x3000 => ' ',
        _ => 0,
    };

    private static byte[] MakeAscii()
    {
        byte[] glyphs = new byte[(0x7F - FirstAscii) * Height];
        for (int index = 0; index < glyphs.Length / Height; index++)
        {
            Decode(Ascii.Slice(index * DrawnRows * 2, DrawnRows * 2), glyphs.AsSpan(index * Height, Height));
        }

        return glyphs;
    }

    private static byte[] MakeLatin()
    {
        byte[] glyphs = new byte[(EndLatin - FirstLatin) * Height];
        ReadOnlySpan<byte> latin = Latin;
        for (int at = 0; at < latin.Length; at += LatinEntry)
        {
            int code = (Digit(latin[at]) << 4) | Digit(latin[at + 1]);
            Decode(latin.Slice(at + 2, DrawnRows * 2), glyphs.AsSpan((code - FirstLatin) * Height, Height));
        }

        for (int at = 0; at < Accented.Length; at += 3)
        {
            Compose(glyphs.AsSpan((Accented[at] - FirstLatin) * Height, Height), Accented[at + 1], Accented[at + 2]);
        }

        return glyphs;
    }

    /// <summary>An accent of two rows above a letter (in the place of a small letter's ascender or dot), or a cedilla below.</summary>
    private static void Compose(Span<byte> glyph, char letter, char accent)
    {
        const int AboveSmall = FirstRow;
        const int Below = FirstRow + 10;
        s_ascii.AsSpan((letter - FirstAscii) * Height, Height).CopyTo(glyph);
        if (accent == ',')
        {
            glyph[Below] = 0x18;
            glyph[Below + 1] = 0x30;
            return;
        }

        bool isSmall = letter >= 'a';
        int row = isSmall ? AboveSmall : 0;
        if (isSmall)
        {
            glyph.Slice(AboveSmall, 3).Clear();
        }

        (glyph[row], glyph[row + 1]) = accent switch
        {
            '`' => ((byte)0x30, (byte)0x18),
            '\'' => ((byte)0x0C, (byte)0x18),
            '^' => ((byte)0x18, (byte)0x66),
            '~' => ((byte)0x32, (byte)0x4C),
            'o' => ((byte)0x18, (byte)0x24),
            _ => ((byte)0x66, (byte)0x00),
        };
    }

    private static void Decode(ReadOnlySpan<byte> digits, Span<byte> glyph)
    {
        for (int row = 0; row < DrawnRows; row++)
        {
            glyph[FirstRow + row] = (byte)((Digit(digits[row * 2]) << 4) | Digit(digits[(row * 2) + 1]));
        }
    }

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : digit - 'A' + 10;
}
