// SPDX-License-Identifier: MIT
namespace Skift.ImageViewer.View;

/// <summary>Where on the screen the whole picture lies, in screen pixels; it may reach beyond the screen.</summary>
public readonly struct Placement
{
    public Placement(int left, int top, int width, int height)
    {
        Left = left;
        Top = top;
        Width = width;
        Height = height;
    }

    public int Left { get; }

    public int Top { get; }

    public int Width { get; }

    public int Height { get; }
}
