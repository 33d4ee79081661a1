// SPDX-License-Identifier: MIT
using System;
using Skift.Imaging;

namespace Skift.ImageViewer.View;

/// <summary>What is seen through a picture: black, white, or a chessboard.</summary>
public sealed class Background
{
    public static readonly Background Black = new Background(0x000000, 0x000000);
    public static readonly Background White = new Background(0xFFFFFF, 0xFFFFFF);
    public static readonly Background Chessboard = new Background(0x666666, 0x999999);

    private const int SquareBits = 3;

    private readonly uint _even;
    private readonly uint _odd;

    private Background(uint even, uint odd)
    {
        _even = even;
        _odd = odd;
    }

    public Background Next => this == Black ? White : this == White ? Chessboard : Black;

    /// <summary>Makes pixels opaque.</summary>
    /// <param name="row">Pixels with alpha.</param>
    /// <param name="x">Place of the first one on the background.</param>
    /// <param name="y">The row's place on the background.</param>
    public void Blend(Span<uint> row, int x, int y)
    {
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] >= Bitmap.Opaque)
                continue;
            uint behind = ((((x + i) ^ y) >> SquareBits) & 1) == 0 ? _even : _odd;
            row[i] = Blend(row[i], behind);
        }
    }

    /// <summary>Multiplies the colour by the alpha, rounded.</summary>
    internal static uint Premultiply(uint pixel)
    {
        uint alpha = pixel >> 24;
        if (alpha == 255)
            return pixel;
        return (alpha << 24) | Mix(pixel, alpha, 0, 16) | Mix(pixel, alpha, 0, 8) | Mix(pixel, alpha, 0, 0);
    }

    /// <summary>Divides the colour by the alpha, rounded.</summary>
    internal static uint Unpremultiply(int alpha, int red, int green, int blue)
    {
        if (alpha == 255)
            return Bitmap.Rgb(red, green, blue);
        if (alpha == 0)
            return 0;
        return Bitmap.Argb(alpha, Divide(red, alpha), Divide(green, alpha), Divide(blue, alpha));
    }

    private static int Divide(int color, int alpha) => Math.Min(255, (color * 255 + alpha / 2) / alpha);

    private static uint Blend(uint pixel, uint behind)
    {
        uint alpha = pixel >> 24;
        return Bitmap.Opaque | Mix(pixel, alpha, behind, 16) | Mix(pixel, alpha, behind, 8) | Mix(pixel, alpha, behind, 0);
    }

    private static uint Mix(uint pixel, uint alpha, uint behind, int shift)
    {
        uint sum = ((pixel >> shift) & 0xFF) * alpha + ((behind >> shift) & 0xFF) * (255 - alpha);
        return (sum + 127) / 255 << shift;
    }
}
