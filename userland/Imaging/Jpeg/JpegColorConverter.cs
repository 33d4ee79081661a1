// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>What the components mean.</summary>
internal enum JpegColorSpace
{
    Gray,
    YCbCr,
    Rgb,
    Cmyk,
    Ycck,
}

/// <summary>Turns rows of samples into pixels (JFIF 1.02, "Conversion to and from RGB"; ITU-T T.871 §7).</summary>
internal sealed class JpegColorConverter
{
    // Products with 16 fraction bits, rounded, for each value of Cb and Cr.
    private static readonly int[] s_redOfCr = Products(91881, 1 << 15, 16);
    private static readonly int[] s_blueOfCb = Products(116130, 1 << 15, 16);

    // Green is the sum of two products, so these keep their fraction bits; one of them carries the rounding.
    private static readonly int[] s_greenOfCr = Products(-46802, 0, 0);
    private static readonly int[] s_greenOfCb = Products(-22554, 1 << 15, 0);

    private readonly JpegColorSpace _space;

    // Adobe's files hold the complement of the ink.
    private readonly bool _isInkInverted;

    internal JpegColorConverter(JpegFrame frame, JpegTables tables)
    {
        _space = Guess(frame.Components, tables);
        _isInkInverted = tables.AdobeTransform >= 0;
    }

    /// <summary>Writes one row.</summary>
    /// <param name="planes">One row of samples per component, each at least as long as the row.</param>
    /// <param name="row">The pixels.</param>
    internal void Convert(byte[][] planes, Span<uint> row)
    {
        switch (_space)
        {
            case JpegColorSpace.Gray:
                for (int x = 0; x < row.Length; x++)
                    row[x] = Bitmap.Rgb(planes[0][x], planes[0][x], planes[0][x]);
                break;
            case JpegColorSpace.Rgb:
                for (int x = 0; x < row.Length; x++)
                    row[x] = Bitmap.Rgb(planes[0][x], planes[1][x], planes[2][x]);
                break;
            case JpegColorSpace.YCbCr:
                ConvertYCbCr(planes[0], planes[1], planes[2], row);
                break;
            case JpegColorSpace.Ycck:
                // YCbCr of the complement: what it gives is red, green and blue without black, the inverse of ink.
                ConvertYCbCr(planes[0], planes[1], planes[2], row);
                for (int x = 0; x < row.Length; x++)
                    row[x] = ~row[x] | Bitmap.Opaque;
                ApplyBlack(planes[3], row);
                break;
            default:
                for (int x = 0; x < row.Length; x++)
                    row[x] = Bitmap.Rgb(planes[0][x], planes[1][x], planes[2][x]);
                ApplyBlack(planes[3], row);
                break;
        }
    }

    private static void ConvertYCbCr(byte[] ys, byte[] cbs, byte[] crs, Span<uint> row)
    {
        for (int x = 0; x < row.Length; x++)
        {
            int y = ys[x];
            int cb = cbs[x];
            int cr = crs[x];
            int red = y + s_redOfCr[cr];
            int green = y + ((s_greenOfCb[cb] + s_greenOfCr[cr]) >> 16);
            int blue = y + s_blueOfCb[cb];
            row[x] = Bitmap.Rgb(Math.Clamp(red, 0, 255), Math.Clamp(green, 0, 255), Math.Clamp(blue, 0, 255));
        }
    }

    /// <summary>Combines colour and black to what reflects light: the product of what each of them lets through.</summary>
    private void ApplyBlack(byte[] blacks, Span<uint> row)
    {
        uint invert = _isInkInverted ? 0 : ~Bitmap.Opaque;
        for (int x = 0; x < row.Length; x++)
        {
            uint light = row[x] ^ invert;
            int black = _isInkInverted ? blacks[x] : 255 - blacks[x];
            row[x] = Bitmap.Rgb(Scale(light >> 16, black), Scale(light >> 8, black), Scale(light, black));
        }
    }

    private static int Scale(uint value, int factor) => ((int)(value & 0xFF) * factor + 127) / 255;

    private static int[] Products(int factor, int rounding, int shift)
    {
        int[] products = new int[256];
        for (int i = 0; i < 256; i++)
            products[i] = (factor * (i - 128) + rounding) >> shift;
        return products;
    }

    /// <summary>Markers decide; without one, the components' names do, and else YCbCr is by far the most likely.</summary>
    private static JpegColorSpace Guess(JpegComponent[] components, JpegTables tables)
    {
        if (components.Length == 1)
            return JpegColorSpace.Gray;
        if (components.Length == 4)
            return tables.AdobeTransform == 2 ? JpegColorSpace.Ycck : JpegColorSpace.Cmyk;
        if (tables.HasJfif)
            return JpegColorSpace.YCbCr;
        if (tables.AdobeTransform >= 0)
            return tables.AdobeTransform == 0 ? JpegColorSpace.Rgb : JpegColorSpace.YCbCr;
        bool isNamedRgb = components[0].Id == 'R' && components[1].Id == 'G' && components[2].Id == 'B';
        return isNamedRgb ? JpegColorSpace.Rgb : JpegColorSpace.YCbCr;
    }
}
