// SPDX-License-Identifier: MIT
using System;
using Skift.Drawing;

namespace Skift.Tools.Pictures;

/// <summary>Pixels as 0xRRGGBB, and a few ways to set them.</summary>
internal sealed class Canvas
{
    internal Canvas(int width, int height)
    {
        Width = width;
        Height = height;
        Pixels = new int[width * height];
    }

    internal int Width { get; }

    internal int Height { get; }

    internal int[] Pixels { get; }

    internal int this[int x, int y]
    {
        get => Pixels[y * Width + x];
        set => Pixels[y * Width + x] = value;
    }

    /// <summary>A colour between two, part from 0 to 1.</summary>
    internal static int Mix(int from, int to, double part)
    {
        part = Math.Clamp(part, 0, 1);
        int color = 0;
        for (int shift = 0; shift < 24; shift += 8)
        {
            double low = (from >> shift) & 0xFF;
            double high = (to >> shift) & 0xFF;
            color |= (int)Math.Round(low + (high - low) * part) << shift;
        }

        return color;
    }

    /// <summary>A colour along several, evenly spaced.</summary>
    internal static int Gradient(double part, params ReadOnlySpan<int> colors)
    {
        double position = Math.Clamp(part, 0, 1) * (colors.Length - 1);
        int index = Math.Min((int)position, colors.Length - 2);
        return Mix(colors[index], colors[index + 1], position - index);
    }

    internal void Fill(int left, int top, int width, int height, int color)
    {
        for (int y = Math.Max(0, top); y < Math.Min(Height, top + height); y++)
        {
            for (int x = Math.Max(0, left); x < Math.Min(Width, left + width); x++)
                this[x, y] = color;
        }
    }

    internal void Text(int left, int top, string text, int zoom, int color)
    {
        for (int i = 0; i < text.Length; i++)
        {
            for (int row = 0; row < PixelFont.Height; row++)
            {
                for (int column = 0; column < PixelFont.Width; column++)
                {
                    if (((PixelFont.GetRow(text[i], row) >> (PixelFont.Width - 1 - column)) & 1) != 0)
                        Fill(left + (i * (PixelFont.Width + 1) + column) * zoom, top + row * zoom, zoom, zoom, color);
                }
            }
        }
    }

    /// <summary>Width of a text in pixels.</summary>
    internal static int TextWidth(string text, int zoom) => (text.Length * (PixelFont.Width + 1) - 1) * zoom;
}
