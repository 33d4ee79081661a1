// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Tests.Host.Imaging;

/// <summary>Makes BMP files with any header.</summary>
internal static class BmpBuilder
{
    /// <param name="headerSize">12 for OS/2, 40 and more for Windows.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows, negative if they begin at the top.</param>
    /// <param name="bitsPerPixel">1 to 32.</param>
    /// <param name="compression">biCompression.</param>
    /// <param name="afterHeader">Masks that a 40-byte header is followed by, and the palette.</param>
    /// <param name="pixels">The rows, padded.</param>
    /// <param name="masks">Four masks inside of a long header.</param>
    /// <param name="colorsUsed">biClrUsed.</param>
    internal static byte[] Build(int headerSize, int width, int height, int bitsPerPixel, int compression, byte[] afterHeader,
        byte[] pixels, uint[]? masks = null, int colorsUsed = 0)
    {
        byte[] header = new byte[headerSize];
        BinaryPrimitives.WriteInt32LittleEndian(header, headerSize);
        if (headerSize == 12)
        {
            BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(4), (short)width);
            BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(6), (short)height);
            header[8] = 1;
            header[10] = (byte)bitsPerPixel;
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), width);
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), height);
            header[12] = 1;
            header[14] = (byte)bitsPerPixel;
            header[16] = (byte)compression;
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(32), colorsUsed);
            for (int i = 0; masks is not null && headerSize > 40 && i < 4 && 44 + 4 * i <= headerSize; i++)
                BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40 + 4 * i), masks[i]);
        }

        byte[] file = [.. "BM"u8, .. new byte[12], .. header, .. afterHeader, .. pixels];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), file.Length - pixels.Length);
        return file;
    }

    /// <summary>A palette of four-byte entries from 0xRRGGBB.</summary>
    internal static byte[] Palette(params int[] colors)
    {
        byte[] bytes = new byte[4 * colors.Length];
        for (int i = 0; i < colors.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), colors[i]);
        return bytes;
    }

    internal static byte[] Masks(params uint[] masks)
    {
        byte[] bytes = new byte[4 * masks.Length];
        for (int i = 0; i < masks.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), masks[i]);
        return bytes;
    }
}
