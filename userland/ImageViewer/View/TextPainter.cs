// SPDX-License-Identifier: MIT
using System;
using Skift.Drawing;
using Skift.Imaging;

namespace Skift.ImageViewer.View;

/// <summary>Draws a line of text on a dark bar at the bottom of the screen.</summary>
public static class TextPainter
{
    private const int Margin = 4;
    private const uint TextColor = 0xFFFFFFFF;

    /// <summary>Height of the bar in screen pixels.</summary>
    public static int BarHeight(Bitmap screen) => PixelFont.Height * Zoom(screen) + 2 * Margin;

    /// <summary>Draws as much of the text as fits; a longer one ends in dots.</summary>
    public static void DrawBar(Bitmap screen, string text)
    {
        int zoom = Zoom(screen);
        int top = Math.Max(0, screen.Height - BarHeight(screen));
        for (int y = top; y < screen.Height; y++)
        {
            // A quarter of what is below stays visible.
            foreach (ref uint pixel in screen.Row(y))
                pixel = Bitmap.Opaque | ((pixel >> 2) & 0x3F3F3F);
        }

        int fitting = Math.Max(0, (screen.Width - 2 * Margin) / Advance(zoom));
        if (text.Length > fitting)
            text = fitting > 3 ? text.Substring(0, fitting - 3) + "..." : string.Empty;
        for (int i = 0; i < text.Length; i++)
            DrawCharacter(screen, text[i], Margin + i * Advance(zoom), top + Margin, zoom);
    }

    private static int Zoom(Bitmap screen) => screen.Height >= 600 ? 2 : 1;

    private static int Advance(int zoom) => (PixelFont.Width + 1) * zoom;

    private static void DrawCharacter(Bitmap screen, char character, int left, int top, int zoom)
    {
        int bottom = Math.Min(screen.Height, top + PixelFont.Height * zoom);
        for (int y = top; y < bottom; y++)
        {
            int row = PixelFont.GetRow(character, (y - top) / zoom);
            Span<uint> target = screen.Row(y).Slice(left, PixelFont.Width * zoom);
            for (int x = 0; x < target.Length; x++)
            {
                if (((row >> (PixelFont.Width - 1 - x / zoom)) & 1) != 0)
                    target[x] = TextColor;
            }
        }
    }
}
