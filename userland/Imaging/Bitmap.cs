// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging;

/// <summary>
/// A rectangle of pixels, row by row from the top. A pixel is <c>0xAARRGGBB</c>, its colour not multiplied by its alpha.
/// </summary>
/// <remarks>One word per pixel: the form that an XRGB framebuffer takes, and one bounds check per pixel.</remarks>
public sealed class Bitmap
{
    public const uint Opaque = 0xFF00_0000;

    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1; width times height must fit in an array.</param>
    public Bitmap(int width, int height)
    {
        if (width <= 0 || height <= 0)
            throw new ArgumentException("A bitmap has at least one pixel.");
        Width = width;
        Height = height;
        Pixels = new uint[checked(width * height)];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>All pixels; row <c>y</c> begins at <c>y * Width</c>.</summary>
    public uint[] Pixels { get; }

    public Span<uint> Row(int y) => new Span<uint>(Pixels, y * Width, Width);

    public static uint Rgb(int red, int green, int blue) =>
        Opaque | ((uint)red << 16) | ((uint)green << 8) | (uint)blue;

    public static uint Argb(int alpha, int red, int green, int blue) =>
        ((uint)alpha << 24) | ((uint)red << 16) | ((uint)green << 8) | (uint)blue;
}
