// SPDX-License-Identifier: MIT
using System;

namespace Skift.Tools.Pictures;

/// <summary>Colour bars, ramps, fine lines and a circle: what shows at a glance whether pixels arrive as they should.</summary>
internal static class TestCard
{
    private static readonly int[] s_bars = [0xFFFFFF, 0xFFFF00, 0x00FFFF, 0x00FF00, 0xFF00FF, 0xFF0000, 0x0000FF, 0x000000];

    internal static Canvas Draw(int width, int height)
    {
        Canvas canvas = new Canvas(width, height);
        canvas.Fill(0, 0, width, height, 0x808080);
        DrawGrid(canvas);
        DrawBars(canvas, 64, 96, width - 128, 176);
        DrawRamps(canvas, 64, 288, width - 128, 32);
        DrawLines(canvas, 64, 432, 96);
        DrawCircle(canvas, width / 2, height / 2, height / 2 - 24);
        const string Name = "SkiftSharp test card";
        string size = $"{width} x {height}";
        canvas.Fill(width / 2 - 260, 560, 520, 96, 0x000000);
        canvas.Text((width - Canvas.TextWidth(Name, 4)) / 2, 572, Name, 4, 0xFFFFFF);
        canvas.Text((width - Canvas.TextWidth(size, 3)) / 2, 618, size, 3, 0xFFFF00);
        DrawFrame(canvas);
        return canvas;
    }

    private static void DrawGrid(Canvas canvas)
    {
        for (int y = 0; y < canvas.Height; y++)
        {
            for (int x = 0; x < canvas.Width; x++)
            {
                if (x % 32 == 0 || y % 32 == 0)
                    canvas[x, y] = 0xA0A0A0;
            }
        }
    }

    private static void DrawBars(Canvas canvas, int left, int top, int width, int height)
    {
        for (int i = 0; i < s_bars.Length; i++)
        {
            int start = left + i * width / s_bars.Length;
            int end = left + (i + 1) * width / s_bars.Length;
            canvas.Fill(start, top, end - start, height * 3 / 4, s_bars[i]);
            canvas.Fill(start, top + height * 3 / 4, end - start, height / 4, Canvas.Mix(0, s_bars[i], 0.5));
        }
    }

    /// <summary>Black to white and to each primary colour, in every step that eight bits have.</summary>
    private static void DrawRamps(Canvas canvas, int left, int top, int width, int height)
    {
        int[] ends = [0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF];
        for (int i = 0; i < ends.Length; i++)
        {
            for (int x = 0; x < width; x++)
                canvas.Fill(left + x, top + i * height, 1, height, (x * 256 / width) * 0x010101 & ends[i]);
        }
    }

    /// <summary>Lines and squares of 1, 2, 3 and 4 pixels, side by side.</summary>
    private static void DrawLines(Canvas canvas, int left, int top, int size)
    {
        for (int period = 1; period <= 4; period++)
        {
            for (int y = 0; y < size; y++)
            {
                for (int x = 0; x < size; x++)
                {
                    int column = left + (period - 1) * (size + 8);
                    canvas[column + x, top + y] = (x / period) % 2 == 0 ? 0xFFFFFF : 0;
                    int right = canvas.Width - 64 - size - (period - 1) * (size + 8);
                    canvas[right + x, top + y] = (x / period + y / period) % 2 == 0 ? 0xFFFFFF : 0;
                }
            }
        }
    }

    private static void DrawCircle(Canvas canvas, int centerX, int centerY, int radius)
    {
        for (int y = centerY - radius - 2; y <= centerY + radius + 2; y++)
        {
            for (int x = centerX - radius - 2; x <= centerX + radius + 2; x++)
            {
                double distance = Math.Sqrt((x - centerX) * (x - centerX) + (y - centerY) * (y - centerY));
                double cover = 1.5 - Math.Abs(distance - radius);
                if (cover > 0)
                    canvas[x, y] = Canvas.Mix(canvas[x, y], 0xFFFFFF, cover);
            }
        }
    }

    /// <summary>The outermost pixels are red, the next ones green: missing edges are seen.</summary>
    private static void DrawFrame(Canvas canvas)
    {
        for (int inset = 0; inset < 2; inset++)
        {
            int color = inset == 0 ? 0xFF0000 : 0x00FF00;
            canvas.Fill(inset, inset, canvas.Width - 2 * inset, 1, color);
            canvas.Fill(inset, canvas.Height - 1 - inset, canvas.Width - 2 * inset, 1, color);
            canvas.Fill(inset, inset, 1, canvas.Height - 2 * inset, color);
            canvas.Fill(canvas.Width - 1 - inset, inset, 1, canvas.Height - 2 * inset, color);
        }
    }
}
