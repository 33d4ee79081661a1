// SPDX-License-Identifier: MIT
using System;

namespace Skift.Sh.Editing;

/// <summary>Columns that characters take on a terminal (Unicode 15: East Asian wide and combining ranges, in the large).</summary>
internal static class CharacterWidth
{
    private static readonly (int First, int Last)[] s_zero =
    {
        (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05BD), (0x0610, 0x061A), (0x064B, 0x065F), (0x0E31, 0x0E31), (0x0E34, 0x0E3A),
        (0x0E47, 0x0E4E), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x20D0, 0x20FF),
        (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF), (0xE0100, 0xE01EF),
    };

    private static readonly (int First, int Last)[] s_double =
    {
        (0x1100, 0x115F), (0x231A, 0x231B), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF),
        (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F),
        (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    };

    public static int Of(int scalar)
    {
        if (scalar < 0x300)
        {
            return scalar < 32 || scalar == 127 ? 2 : 1;
        }

        return Contains(s_zero, scalar) ? 0 : Contains(s_double, scalar) ? 2 : 1;
    }

    /// <summary>Columns of a text without line breaks; escape sequences that set colours take none.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        int width = 0;
        for (int i = 0; i < text.Length;)
        {
            if (text[i] == '\x1B' && i + 1 < text.Length && text[i + 1] == '[')
            {
                i += 2;
                while (i < text.Length && text[i] is < '@' or > '~')
                {
                    i++;
                }

                i++;
                continue;
            }

            width += text[i] < 32 ? 0 : Of(ScalarAt(text, i, out int length));
            i += text[i] < 32 ? 1 : Length(text, i);
        }

        return width;
    }

    public static int ScalarAt(ReadOnlySpan<char> text, int index, out int length)
    {
        length = Length(text, index);
        return length == 2 ? char.ConvertToUtf32(text[index], text[index + 1]) : text[index];
    }

    private static int Length(ReadOnlySpan<char> text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1;

    private static bool Contains((int First, int Last)[] ranges, int scalar)
    {
        for (int i = 0; i < ranges.Length && ranges[i].First <= scalar; i++)
        {
            if (scalar <= ranges[i].Last)
            {
                return true;
            }
        }

        return false;
    }
}
