// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Png;

/// <summary>The five filters of filter method 0 (PNG §9).</summary>
internal static class PngFilter
{
    /// <summary>Turns filtered bytes into the bytes of the row, in place.</summary>
    /// <param name="type">The row's filter type.</param>
    /// <param name="row">The filtered bytes.</param>
    /// <param name="above">The row above, all zero for the first row of a pass.</param>
    /// <param name="distance">Bytes per pixel, at least 1.</param>
    internal static void Undo(int type, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        above = above.Slice(0, row.Length);
        switch (type)
        {
            case 0:
                break;
            case 1:
                for (int i = distance; i < row.Length; i++)
                    row[i] += row[i - distance];
                break;
            case 2:
                for (int i = 0; i < row.Length; i++)
                    row[i] += above[i];
                break;
            case 3:
                UndoAverage(row, above, distance);
                break;
            case 4:
                UndoPaeth(row, above, distance);
                break;
            default:
                throw new ImageFormatException("invalid filter type " + type.ToString());
        }
    }

    private static void UndoAverage(Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        int head = Math.Min(distance, row.Length);
        for (int i = 0; i < head; i++)
            row[i] += (byte)(above[i] >> 1);
        for (int i = head; i < row.Length; i++)
            row[i] += (byte)((row[i - distance] + above[i]) >> 1);
    }

    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        // With nothing to the left, the predictor is the byte above.
        int head = Math.Min(distance, row.Length);
        for (int i = 0; i < head; i++)
            row[i] += above[i];
        for (int i = head; i < row.Length; i++)
            row[i] += Predict(row[i - distance], above[i], above[i - distance]);
    }

    private static byte Predict(int left, int above, int aboveLeft)
    {
        // Distances of left + above - aboveLeft from each of the three; ties go in this order (§9.4).
        int toLeft = Math.Abs(above - aboveLeft);
        int toAbove = Math.Abs(left - aboveLeft);
        int toAboveLeft = Math.Abs(left + above - 2 * aboveLeft);
        if (toLeft <= toAbove && toLeft <= toAboveLeft)
            return (byte)left;
        return (byte)(toAbove <= toAboveLeft ? above : aboveLeft);
    }
}
