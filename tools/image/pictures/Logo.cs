// SPDX-License-Identifier: MIT
using System;

namespace Skift.Tools.Pictures;

/// <summary>Three shifted bars in a rounded square, and the name.</summary>
internal static class Logo
{
    private const int Samples = 4;

    internal static Canvas Draw(int width, int height)
    {
        Canvas canvas = new Canvas(width, height);
        double size = height * 0.52;
        double left = (width - size) / 2;
        double top = height * 0.10;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                canvas[x, y] = PixelAt(x, y, left, top, size, Canvas.Gradient(y / (double)height, 0x101830, 0x1B2A52));
        }

        const string Name = "SkiftSharp";
        const string Line = "an operating system in C#";
        canvas.Text((width - Canvas.TextWidth(Name, 7)) / 2, (int)(height * 0.70), Name, 7, 0xF4F7FF);
        canvas.Text((width - Canvas.TextWidth(Line, 3)) / 2, (int)(height * 0.88), Line, 3, 0x9FB4E8);
        return canvas;
    }

    /// <summary>The average of a grid of points in the pixel, for smooth edges.</summary>
    private static int PixelAt(int x, int y, double left, double top, double size, int background)
    {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int i = 0; i < Samples * Samples; i++)
        {
            double u = (x + (i % Samples + 0.5) / Samples - left) / size;
            double v = (y + (i / Samples + 0.5) / Samples - top) / size;
            int color = Shape(u, v) ?? background;
            red += color >> 16;
            green += (color >> 8) & 0xFF;
            blue += color & 0xFF;
        }

        const int Count = Samples * Samples;
        return ((red + Count / 2) / Count << 16) | ((green + Count / 2) / Count << 8) | ((blue + Count / 2) / Count);
    }

    private static int? Shape(double u, double v)
    {
        if (!IsInRoundedBox(u - 0.5, v - 0.5, 0.5, 0.5, 0.14))
            return null;
        for (int bar = 0; bar < 3; bar++)
        {
            // Each bar is further to the right than the one below it.
            double centerX = 0.62 - 0.12 * bar;
            double centerY = 0.27 + 0.23 * bar;
            if (IsInRoundedBox(u - centerX, v - centerY, 0.24, 0.075, 0.075))
                return Canvas.Gradient((u - centerX + 0.24) / 0.48, 0xFFFFFF, 0xD6E4FF);
        }

        return Canvas.Gradient((u + v) / 2, 0x7B5CF0, 0x4A6CF7, 0x22B8CF);
    }

    private static bool IsInRoundedBox(double x, double y, double halfWidth, double halfHeight, double radius)
    {
        double dx = Math.Max(Math.Abs(x) - (halfWidth - radius), 0);
        double dy = Math.Max(Math.Abs(y) - (halfHeight - radius), 0);
        return dx * dx + dy * dy <= radius * radius;
    }
}
