// SPDX-License-Identifier: MIT
using System;
using Skift.Imaging;

namespace Skift.ImageViewer.View;

/// <summary>
/// Draws a picture on a screen: unscaled exactly, reduced by averaging the area that each screen pixel covers, enlarged by
/// repeating pixels so that each of them can be told apart.
/// </summary>
public static class Scaler
{
    // Weights of one direction add up to 2^14; a row's sums keep 8 fraction bits.
    private const int WeightBits = 14;
    private const int RowFractionBits = 8;

    /// <summary>Draws picture and background over the whole screen.</summary>
    public static void Draw(Bitmap picture, Placement placement, Background background, Bitmap screen)
    {
        screen.Pixels.AsSpan().Fill(Bitmap.Opaque);
        int left = Math.Max(0, placement.Left);
        int top = Math.Max(0, placement.Top);
        int right = (int)Math.Min(screen.Width, (long)placement.Left + placement.Width);
        int bottom = (int)Math.Min(screen.Height, (long)placement.Top + placement.Height);
        if (left >= right || top >= bottom)
            return;
        if (placement.Width == picture.Width && placement.Height == picture.Height)
            DrawExact(picture, placement, screen, left, top, right, bottom);
        else if (placement.Width <= picture.Width && placement.Height <= picture.Height)
            DrawReduced(picture, placement, screen, left, top, right, bottom);
        else
            DrawEnlarged(picture, placement, screen, left, top, right, bottom);
        for (int y = top; y < bottom; y++)
            background.Blend(screen.Row(y).Slice(left, right - left), left - placement.Left, y - placement.Top);
    }

    private static void DrawExact(Bitmap picture, Placement placement, Bitmap screen, int left, int top, int right, int bottom)
    {
        for (int y = top; y < bottom; y++)
            picture.Row(y - placement.Top).Slice(left - placement.Left, right - left).CopyTo(screen.Row(y).Slice(left));
    }

    private static void DrawEnlarged(Bitmap picture, Placement placement, Bitmap screen, int left, int top, int right, int bottom)
    {
        int[] columns = new int[right - left];
        for (int x = left; x < right; x++)
            columns[x - left] = (int)((long)(x - placement.Left) * picture.Width / placement.Width);
        int drawnRow = -1;
        for (int y = top; y < bottom; y++)
        {
            Span<uint> target = screen.Row(y).Slice(left, right - left);
            int sourceRow = (int)((long)(y - placement.Top) * picture.Height / placement.Height);
            if (sourceRow == drawnRow)
            {
                screen.Row(y - 1).Slice(left, right - left).CopyTo(target);
                continue;
            }

            Span<uint> source = picture.Row(sourceRow);
            for (int x = 0; x < target.Length; x++)
                target[x] = source[columns[x]];
            drawnRow = sourceRow;
        }
    }

    private static void DrawReduced(Bitmap picture, Placement placement, Bitmap screen, int left, int top, int right, int bottom)
    {
        AreaWeights horizontal = new AreaWeights(picture.Width, placement.Width, left - placement.Left, right - left);
        AreaWeights vertical = new AreaWeights(picture.Height, placement.Height, top - placement.Top, bottom - top);
        // Alpha, red, green, blue of each column: one reduced row, and the weighted sum of the rows of a screen row.
        int[] row = new int[4 * (right - left)];
        int[] sums = new int[row.Length];
        int reduced = -1;
        for (int y = top; y < bottom; y++)
        {
            Array.Clear(sums);
            ReadOnlySpan<int> weights = vertical.Of(y - top, out int first);
            for (int i = 0; i < weights.Length; i++)
            {
                // The last source row of a screen row is mostly the first one of the next.
                if (reduced != first + i)
                    ReduceRow(picture.Row(first + i), horizontal, row);
                reduced = first + i;
                for (int at = 0; at < sums.Length; at++)
                    sums[at] += row[at] * weights[i];
            }

            WriteRow(sums, screen.Row(y).Slice(left, right - left));
        }
    }

    private static void ReduceRow(ReadOnlySpan<uint> source, AreaWeights horizontal, int[] row)
    {
        const int Shift = WeightBits - RowFractionBits;
        for (int x = 0; x < row.Length / 4; x++)
        {
            ReadOnlySpan<int> weights = horizontal.Of(x, out int first);
            int alpha = 0;
            int red = 0;
            int green = 0;
            int blue = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                uint pixel = Background.Premultiply(source[first + i]);
                int weight = weights[i];
                alpha += (int)(pixel >> 24) * weight;
                red += (int)((pixel >> 16) & 0xFF) * weight;
                green += (int)((pixel >> 8) & 0xFF) * weight;
                blue += (int)(pixel & 0xFF) * weight;
            }

            row[4 * x] = alpha >> Shift;
            row[4 * x + 1] = red >> Shift;
            row[4 * x + 2] = green >> Shift;
            row[4 * x + 3] = blue >> Shift;
        }
    }

    private static void WriteRow(int[] sums, Span<uint> target)
    {
        const int Shift = WeightBits + RowFractionBits;
        const int Half = 1 << (Shift - 1);
        for (int x = 0; x < target.Length; x++)
        {
            int alpha = (sums[4 * x] + Half) >> Shift;
            int red = (sums[4 * x + 1] + Half) >> Shift;
            int green = (sums[4 * x + 2] + Half) >> Shift;
            int blue = (sums[4 * x + 3] + Half) >> Shift;
            target[x] = Background.Unpremultiply(alpha, red, green, blue);
        }
    }

    /// <summary>For each of some pixels of a reduced line: which source pixels it covers, and how much of its area each of them is.</summary>
    private sealed class AreaWeights
    {
        private readonly int[] _starts;
        private readonly int[] _firsts;
        private readonly int[] _weights;

        internal AreaWeights(int sourceLength, int length, int offset, int count)
        {
            _starts = new int[count + 1];
            _firsts = new int[count];
            // Source pixel i covers [i * length, (i + 1) * length), target pixel x [x * sourceLength, (x + 1) * sourceLength).
            int most = (int)((sourceLength + (long)length - 1) / length) + 1;
            int[] weights = new int[checked(count * most)];
            int used = 0;
            for (int x = 0; x < count; x++)
            {
                long begin = (long)(offset + x) * sourceLength;
                long end = begin + sourceLength;
                int first = (int)(begin / length);
                _starts[x] = used;
                _firsts[x] = first;
                // Each weight is the difference of two rounded sums, so that together they are exact.
                long before = 0;
                for (int i = first; (long)i * length < end; i++)
                {
                    long covered = Math.Min((long)(i + 1) * length, end) - begin;
                    long sum = ((covered << WeightBits) + sourceLength / 2) / sourceLength;
                    weights[used++] = (int)(sum - before);
                    before = sum;
                }
            }

            _starts[count] = used;
            _weights = weights;
        }

        internal ReadOnlySpan<int> Of(int x, out int first)
        {
            first = _firsts[x];
            return new ReadOnlySpan<int>(_weights, _starts[x], _starts[x + 1] - _starts[x]);
        }
    }
}
