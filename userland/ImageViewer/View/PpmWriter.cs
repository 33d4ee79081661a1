// SPDX-License-Identifier: MIT
using System;
using Skift.Imaging;

namespace Skift.ImageViewer.View;

/// <summary>Writes a bitmap as a binary PPM.</summary>
public static class PpmWriter
{
    /// <summary>The header, for samples of 8 bits.</summary>
    public static string GetHeader(Bitmap bitmap) => "P6\n" + bitmap.Width.ToString() + " " + bitmap.Height.ToString() + "\n255\n";

    /// <summary>Red, green and blue of one row; alpha is left out.</summary>
    public static void WriteRow(Bitmap bitmap, int y, Span<byte> bytes)
    {
        Span<uint> row = bitmap.Row(y);
        for (int x = 0; x < row.Length; x++)
        {
            bytes[3 * x] = (byte)(row[x] >> 16);
            bytes[3 * x + 1] = (byte)(row[x] >> 8);
            bytes[3 * x + 2] = (byte)row[x];
        }
    }
}
