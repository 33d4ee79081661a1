// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Imaging.Png;

/// <summary>PNG §11.2.1, table 11.1.</summary>
internal enum PngColorType : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}

/// <summary>The IHDR chunk (PNG §11.2.1), checked.</summary>
internal sealed class PngHeader
{
    private const int DataLength = 13;

    private PngHeader(ReadOnlySpan<byte> data)
    {
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data.Slice(4));
        if (width == 0 || height == 0 || width > int.MaxValue || height > int.MaxValue)
            throw Invalid("size " + width.ToString() + "x" + height.ToString());
        Width = (int)width;
        Height = (int)height;
        BitDepth = data[8];
        ColorType = (PngColorType)data[9];
        if (!IsAllowed(ColorType, BitDepth))
            throw Invalid("colour type " + data[9].ToString() + " with bit depth " + data[8].ToString());
        if (data[10] != 0)
            throw Invalid("compression method " + data[10].ToString());
        if (data[11] != 0)
            throw Invalid("filter method " + data[11].ToString());
        if (data[12] > 1)
            throw Invalid("interlace method " + data[12].ToString());
        IsInterlaced = data[12] == 1;
    }

    internal int Width { get; }

    internal int Height { get; }

    /// <summary>Bits per sample, or per palette index.</summary>
    internal int BitDepth { get; }

    internal PngColorType ColorType { get; }

    internal bool IsInterlaced { get; }

    internal int Channels => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GrayAlpha => 2,
        PngColorType.Rgba => 4,
        _ => 1,
    };

    internal int BitsPerPixel => Channels * BitDepth;

    /// <summary>Distance in bytes between the bytes that a filter compares (§9.2).</summary>
    internal int FilterDistance => Math.Max(1, BitsPerPixel / 8);

    internal long RowByteCount(int width) => ((long)width * BitsPerPixel + 7) / 8;

    internal ImageInfo ToInfo()
    {
        string layout = ColorType switch
        {
            PngColorType.Gray => "gray",
            PngColorType.Rgb => "RGB",
            PngColorType.Palette => "palette",
            PngColorType.GrayAlpha => "gray+alpha",
            _ => "RGBA",
        };
        return new ImageInfo("PNG", Width, Height,
            BitDepth.ToString() + "-bit " + layout + (IsInterlaced ? " interlaced" : string.Empty));
    }

    /// <summary>Reads IHDR, which must be the first chunk.</summary>
    internal static PngHeader Read(byte[] file)
    {
        if (!PngChunk.TryRead(file, PngFormat.Signature.Length, out PngChunk chunk))
            throw DataReader.Truncated();
        if (chunk.Type != PngChunk.IHDR)
            throw new ImageFormatException("missing IHDR");
        if (!chunk.IsIntact)
            throw new ImageFormatException("bad CRC in IHDR");
        if (chunk.Length != DataLength)
            throw Invalid("length");
        return new PngHeader(new ReadOnlySpan<byte>(file, chunk.Start, chunk.Length));
    }

    private static bool IsAllowed(PngColorType colorType, int bitDepth) => colorType switch
    {
        PngColorType.Gray => bitDepth is 1 or 2 or 4 or 8 or 16,
        PngColorType.Palette => bitDepth is 1 or 2 or 4 or 8,
        PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.Rgba => bitDepth is 8 or 16,
        _ => false,
    };

    private static ImageFormatException Invalid(string what) => new ImageFormatException("invalid " + what + " in IHDR");
}
