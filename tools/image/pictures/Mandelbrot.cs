// SPDX-License-Identifier: MIT
using System;

namespace Skift.Tools.Pictures;

/// <summary>The Mandelbrot set, coloured by how soon a point escapes.</summary>
internal static class Mandelbrot
{
    private const int MaxIterations = 400;
    private const int ColorCount = 128;

    internal static Canvas Draw(int width, int height, out int[] palette)
    {
        palette = new int[ColorCount];
        for (int i = 1; i < ColorCount; i++)
        {
            palette[i] = Canvas.Gradient((i - 1) / (double)(ColorCount - 2),
                0x000428, 0x0B3C7D, 0x2E8BC0, 0xB8E3F2, 0xFFF3C4, 0xF7A440, 0xC4421A, 0x4A0D1B, 0x000428);
        }

        Canvas canvas = new Canvas(width, height);
        double step = 3.3 / width;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                canvas[x, y] = ColorOf(-2.35 + x * step, (y - height / 2) * step);
        }

        return canvas;
    }

    private static int ColorOf(double a, double b)
    {
        double x = 0;
        double y = 0;
        for (int i = 0; i < MaxIterations; i++)
        {
            double xx = x * x;
            double yy = y * y;
            if (xx + yy > 256)
            {
                // The fraction of an iteration makes the bands smooth.
                double smooth = i + 1 - Math.Log2(Math.Log2(xx + yy) / 2);
                return 1 + (int)(Math.Sqrt(Math.Max(0, smooth)) * 30) % (ColorCount - 1);
            }

            y = 2 * x * y + b;
            x = xx - yy + a;
        }

        return 0;
    }
}
