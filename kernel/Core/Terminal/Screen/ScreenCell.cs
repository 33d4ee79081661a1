// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Terminal.Screen;

/// <summary>How a character is drawn, apart from its colours.</summary>
[Flags]
public enum CellStyle : byte
{
    None = 0,
    Bold = 1,
    Underline = 2,
    Reverse = 4,
    Hidden = 8,
    Dim = 16,
}

/// <summary>One place of a text screen. Colours are 0xRRGGBB.</summary>
public struct ScreenCell
{
    public int Character;
    public uint Foreground;
    public uint Background;
    public CellStyle Style;
}
