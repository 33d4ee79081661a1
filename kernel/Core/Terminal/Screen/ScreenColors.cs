// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Terminal.Screen;

/// <summary>The colours that escape sequences name by number: 16 basic ones, a cube of 6x6x6, and 24 greys (xterm's 256 colours).</summary>
internal static class ScreenColors
{
    internal const uint DefaultForeground = 0xD0D0D0;
    internal const uint DefaultBackground = 0x101018;

    private const int BasicCount = 16;
    private const int CubeSide = 6;
    private const int FirstGrey = 232;

    private static ReadOnlySpan<uint> Basic =>
    [
        0x000000, 0xC03030, 0x30A030, 0xB08020, 0x4060D0, 0xA040B0, 0x2098A8, 0xC8C8C8,
        0x606060, 0xFF6060, 0x60E060, 0xF0D050, 0x80A0FF, 0xE080F0, 0x60D8E8, 0xFFFFFF,
    ];

    internal static uint FromIndex(int index)
    {
        if (index < BasicCount)
        {
            return Basic[index & (BasicCount - 1)];
        }

        if (index >= FirstGrey)
        {
            uint grey = (uint)(8 + ((Math.Min(index, 255) - FirstGrey) * 10));
            return (grey << 16) | (grey << 8) | grey;
        }

        index -= BasicCount;
        return (Level(index / (CubeSide * CubeSide)) << 16) | (Level(index / CubeSide % CubeSide) << 8) | Level(index % CubeSide);
    }

    private static uint Level(int step) => step == 0 ? 0u : (uint)(55 + (step * 40));
}
