// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Terminal.Screen;

/// <summary>Pixels that a text screen is drawn on: a frame buffer, or a display with its own memory. The display driver derives from it.</summary>
public abstract class ScreenSurface
{
    /// <summary>Pixels.</summary>
    public abstract int Width { get; }

    /// <summary>Pixels.</summary>
    public abstract int Height { get; }

    /// <summary>Writes a run of pixels (0xRRGGBB each); it is inside of the surface. May sleep.</summary>
    public abstract void WriteRow(int x, int y, ReadOnlySpan<uint> pixels);

    /// <summary>Makes what was written visible, where that is an operation of its own. May sleep.</summary>
    public virtual void Flush(int x, int y, int width, int height)
    {
    }
}
