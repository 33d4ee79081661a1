// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Terminal.Screen;

internal static partial class ScreenFont
{
    private const int MiddleRow = 7;

    [Flags]
    private enum Arms
    {
        None = 0,
        Up = 1,
        Down = 2,
        Left = 4,
        Right = 8,
    }

    /// <summary>
    /// Box Drawing and Block Elements (Unicode 2500 to 259F), drawn by rule: arms from the middle to the edges, and parts of the cell.
    /// Heavy and double lines look like light ones.
    /// </summary>
    private static byte[] MakeBoxes()
    {
        byte[] glyphs = new byte[(EndBox - FirstBox) * Height];
        for (int character = FirstBox; character < EndBox; character++)
        {
            Span<byte> glyph = glyphs.AsSpan((character - FirstBox) * Height, Height);
            if (character < 0x2580)
            {
                DrawArms(glyph, ArmsOf(character));
            }
            else
            {
                DrawBlock(glyph, character);
            }
        }

        return glyphs;
    }

    private static Arms ArmsOf(int character)
    {
        const Arms Horizontal = Arms.Left | Arms.Right;
        const Arms Vertical = Arms.Up | Arms.Down;
        return character switch
        {
            0x2500 or 0x2501 or 0x2504 or 0x2505 or 0x2508 or 0x2509 or 0x254C or 0x254D or 0x2550 or 0x257C or 0x257E => Horizontal,
            0x2502 or 0x2503 or 0x2506 or 0x2507 or 0x250A or 0x250B or 0x254E or 0x254F or 0x2551 or 0x257D or 0x257F => Vertical,
            (>= 0x250C and <= 0x250F) or (>= 0x2552 and <= 0x2554) or 0x256D => Arms.Down | Arms.Right,
            (>= 0x2510 and <= 0x2513) or (>= 0x2555 and <= 0x2557) or 0x256E => Arms.Down | Arms.Left,
            (>= 0x2514 and <= 0x2517) or (>= 0x2558 and <= 0x255A) or 0x2570 => Arms.Up | Arms.Right,
            (>= 0x2518 and <= 0x251B) or (>= 0x255B and <= 0x255D) or 0x256F => Arms.Up | Arms.Left,
            (>= 0x251C and <= 0x2523) or (>= 0x255E and <= 0x2560) => Vertical | Arms.Right,
            (>= 0x2524 and <= 0x252B) or (>= 0x2561 and <= 0x2563) => Vertical | Arms.Left,
            (>= 0x252C and <= 0x2533) or (>= 0x2564 and <= 0x2566) => Horizontal | Arms.Down,
            (>= 0x2534 and <= 0x253B) or (>= 0x2567 and <= 0x2569) => Horizontal | Arms.Up,
            (>= 0x253C and <= 0x254B) or (>= 0x256A and <= 0x256C) => Horizontal | Vertical,
            0x2574 or 0x2578 => Arms.Left,
            0x2575 or 0x2579 => Arms.Up,
            0x2576 or 0x257A => Arms.Right,
            0x2577 or 0x257B => Arms.Down,
            _ => Arms.None,
        };
    }

    private static void DrawArms(Span<byte> glyph, Arms arms)
    {
        const byte Stem = 0x18;
        if ((arms & Arms.Up) != 0)
        {
            glyph[..(MiddleRow + 1)].Fill(Stem);
        }

        if ((arms & Arms.Down) != 0)
        {
            glyph[MiddleRow..].Fill(Stem);
        }

        glyph[MiddleRow] |= (arms & Arms.Left) != 0 ? (byte)0xF8 : (byte)0;
        glyph[MiddleRow] |= (arms & Arms.Right) != 0 ? (byte)0x1F : (byte)0;
    }

    private static void DrawBlock(Span<byte> glyph, int character)
    {
        const int Half = Height / 2;
        switch (character)
        {
            case 0x2580:
                glyph[..Half].Fill(0xFF);
                break;
            case >= 0x2581 and <= 0x2588:
                glyph[(Height - ((character - 0x2580) * 2))..].Fill(0xFF);
                break;
            case >= 0x2589 and <= 0x258F:
                glyph.Fill((byte)(0xFF << (character - 0x2588)));
                break;
            case 0x2590:
                glyph.Fill(0x0F);
                break;
            case >= 0x2591 and <= 0x2593:
                DrawShade(glyph, character - 0x2590);
                break;
            case 0x2594:
                glyph[..2].Fill(0xFF);
                break;
            case 0x2595:
                glyph.Fill(0x01);
                break;
            default:
                DrawQuadrants(glyph, character);
                break;
        }
    }

    private static void DrawShade(Span<byte> glyph, int density)
    {
        for (int row = 0; row < Height; row++)
        {
            int even = density switch { 1 => 0x88, 2 => 0xAA, _ => 0xEE };
            int odd = density switch { 1 => 0x22, 2 => 0x55, _ => 0xBB };
            glyph[row] = (byte)(row % 2 == 0 ? even : odd);
        }
    }

    /// <summary>Quarters of the cell, as bits: upper left 1, upper right 2, lower left 4, lower right 8.</summary>
    private static void DrawQuadrants(Span<byte> glyph, int character)
    {
        int quarters = character switch
        {
            0x2596 => 4,
            0x2597 => 8,
            0x2598 => 1,
            0x2599 => 1 | 4 | 8,
            0x259A => 1 | 8,
            0x259B => 1 | 2 | 4,
            0x259C => 1 | 2 | 8,
            0x259D => 2,
            0x259E => 2 | 4,
            _ => 2 | 4 | 8,
        };
        for (int row = 0; row < Height; row++)
        {
            int pair = row < Height / 2 ? quarters : quarters >> 2;
            glyph[row] = (byte)(((pair & 1) != 0 ? 0xF0 : 0) | ((pair & 2) != 0 ? 0x0F : 0));
        }
    }
}
