// SPDX-License-Identifier: MIT
using System;

namespace Skift.Tools.Pictures;

/// <summary>Mountains behind a lake at dusk.</summary>
internal static class Landscape
{
    private const double ShoreHeight = 0.74;

    internal static Canvas Draw(int width, int height)
    {
        Canvas canvas = new Canvas(width, height);
        int shore = (int)(height * ShoreHeight);
        for (int y = 0; y < shore; y++)
        {
            for (int x = 0; x < width; x++)
                canvas[x, y] = Sky(x / (double)width, y / (double)shore, width / (double)shore);
        }

        DrawStars(canvas, shore);
        (double Base, double Range, int Near, int Far)[] ridges =
        [
            (0.62, 0.20, 0x6A5E8C, 0xC98A7A), (0.72, 0.17, 0x4A4A78, 0x8A6A80), (0.82, 0.13, 0x2D345C, 0x54527A), (0.92, 0.09, 0x161D38, 0x2B3257),
        ];
        for (int i = 0; i < ridges.Length; i++)
            DrawRidge(canvas, shore, i, ridges[i].Base, ridges[i].Range, ridges[i].Near, ridges[i].Far);
        DrawLake(canvas, shore);
        return canvas;
    }

    private static int Sky(double x, double y, double aspect)
    {
        int color = Canvas.Gradient(y, 0x0E1638, 0x243068, 0x5B4A8A, 0xC0668A, 0xF59A6B, 0xFFD79A);
        double distance = Math.Sqrt(Math.Pow((x - 0.66) * aspect, 2) + Math.Pow(y - 0.36, 2));
        if (distance < 0.075)
            return Canvas.Mix(0xFFF6D8, 0xFFE9B0, distance / 0.075);
        return Canvas.Mix(0xFFE4A8, color, Math.Sqrt(Math.Min(1, (distance - 0.075) / 0.55)));
    }

    private static void DrawStars(Canvas canvas, int shore)
    {
        Random random = new Random(1969);
        for (int i = 0; i < 120; i++)
        {
            int x = random.Next(canvas.Width);
            int y = (int)(Math.Pow(random.NextDouble(), 2) * shore * 0.5);
            canvas[x, y] = Canvas.Mix(canvas[x, y], 0xFFFFFF, 0.25 + 0.6 * random.NextDouble());
        }
    }

    private static void DrawRidge(Canvas canvas, int shore, int number, double baseLine, double range, int near, int far)
    {
        for (int x = 0; x < canvas.Width; x++)
        {
            double top = (baseLine - range * Profile(x / (double)canvas.Width, number)) * shore;
            int first = (int)Math.Ceiling(top);
            // The pixel on the edge is covered in part.
            if (first > 0)
                canvas[x, first - 1] = Canvas.Mix(canvas[x, first - 1], near, first - top);
            for (int y = first; y < shore; y++)
                canvas[x, y] = Canvas.Mix(near, far, (y - top) / (shore * 0.30));
        }
    }

    /// <summary>Waves of halving height and doubling number, folded to peaks.</summary>
    private static double Profile(double x, int number)
    {
        double sum = 0;
        double weight = 0.5;
        double frequency = 1.7 + number;
        for (int octave = 0; octave < 7; octave++)
        {
            sum += weight * (1 - Math.Abs(Math.Sin(Math.PI * (frequency * x + number * 0.37 + octave * 0.61))));
            weight *= 0.5;
            frequency *= 2.03;
        }

        return sum;
    }

    private static void DrawLake(Canvas canvas, int shore)
    {
        for (int y = shore; y < canvas.Height; y++)
        {
            double depth = (y - shore) / (double)(canvas.Height - shore);
            int shift = (int)(Math.Sin((y - shore) * 0.9 / (1 + 4 * depth)) * (1 + 5 * depth));
            // The mirror is foreshortened: less of the sky fits into the lake.
            int source = Math.Max(0, shore - 1 - (int)((y - shore) * 1.9));
            for (int x = 0; x < canvas.Width; x++)
            {
                int mirrored = canvas[Math.Clamp(x + shift, 0, canvas.Width - 1), source];
                canvas[x, y] = Canvas.Mix(mirrored, 0x0B1430, 0.28 + 0.35 * depth);
            }
        }
    }
}
