// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Gif;

/// <summary>
/// The logical screen (GIF89a §18), and what a walk over all blocks tells: how many frames there are and how often they are shown.
/// </summary>
internal sealed class GifHeader
{
    internal GifHeader(DataReader reader)
    {
        reader.Skip(4);
        IsVersion89 = reader.ReadByte() == '9';
        reader.Skip(1);
        Width = reader.ReadUInt16LittleEndian();
        Height = reader.ReadUInt16LittleEndian();
        int flags = reader.ReadByte();
        reader.Skip(2);
        // Without a global table, what is left is the writer's word on how many colours the original had.
        bool hasPalette = (flags & 0x80) != 0;
        ColorBits = (hasPalette ? flags & 7 : (flags >> 4) & 7) + 1;
        if (hasPalette)
            Palette = ReadPalette(reader, flags);
        FirstBlock = reader.Position;
        CountFrames(reader);
        if (FrameCount == 0)
            throw reader.Remaining == 0 ? DataReader.Truncated() : new ImageFormatException("no picture in the file");
        if (Width == 0 || Height == 0)
            throw new ImageFormatException("invalid size " + Width.ToString() + "x" + Height.ToString());
    }

    internal bool IsVersion89 { get; }

    internal int Width { get; private set; }

    internal int Height { get; private set; }

    /// <summary>The global colour table, or null.</summary>
    internal uint[]? Palette { get; }

    /// <summary>Offset of the first block after the header.</summary>
    internal int FirstBlock { get; }

    internal int FrameCount { get; private set; }

    /// <summary>0 for ever; 1 if the file does not say.</summary>
    internal int LoopCount { get; private set; } = 1;

    private int ColorBits { get; }

    internal ImageInfo ToInfo() => new ImageInfo(IsVersion89 ? "GIF89a" : "GIF87a", Width, Height,
        ColorBits.ToString() + "-bit palette", FrameCount, LoopCount);

    /// <summary>Reads a colour table whose size is in the lowest three bits of flags. Always 256 entries; missing ones are black.</summary>
    internal static uint[] ReadPalette(DataReader reader, int flags)
    {
        uint[] palette = new uint[256];
        new Span<uint>(palette).Fill(Bitmap.Opaque);
        int count = 2 << (flags & 7);
        ReadOnlySpan<byte> bytes = reader.ReadBytes(3 * count);
        for (int i = 0; i < count; i++)
            palette[i] = Bitmap.Rgb(bytes[3 * i], bytes[3 * i + 1], bytes[3 * i + 2]);
        return palette;
    }

    /// <summary>Skips sub-blocks up to and with the empty one; false if the file ends first.</summary>
    internal static bool TrySkipSubBlocks(DataReader reader)
    {
        while (reader.Remaining > 0)
        {
            int size = reader.ReadByte();
            if (size == 0)
                return true;
            if (size > reader.Remaining)
                break;
            reader.Skip(size);
        }

        reader.Seek(reader.Length);
        return false;
    }

    private void CountFrames(DataReader reader)
    {
        while (reader.Remaining > 0)
        {
            int block = reader.ReadByte();
            if (block == GifBlock.Extension)
            {
                if (!TryReadExtension(reader))
                    return;
            }
            else if (block == GifBlock.Image)
            {
                if (reader.Remaining < GifBlock.ImageDescriptorSize)
                    return;
                SkipImage(reader);
            }
            else if (block != 0)
            {
                // The trailer, or damage; in both cases nothing more can be found. A stray zero is a known habit of writers.
                return;
            }
        }
    }

    private bool TryReadExtension(DataReader reader)
    {
        if (reader.Remaining < 2)
            return false;
        int label = reader.ReadByte();
        ReadOnlySpan<byte> block = new ReadOnlySpan<byte>(reader.Data).Slice(reader.Position);
        // The Netscape application extension: 11 letters, then a sub-block of 3 bytes with the count of repetitions.
        if (label == GifBlock.Application && block.Length >= 16 && block[0] == 11
            && block.Slice(1, 11).SequenceEqual("NETSCAPE2.0"u8) && block[12] == 3 && block[13] == 1)
        {
            int repetitions = block[14] | (block[15] << 8);
            LoopCount = repetitions == 0 ? 0 : repetitions + 1;
        }

        return TrySkipSubBlocks(reader);
    }

    private void SkipImage(DataReader reader)
    {
        int left = reader.ReadUInt16LittleEndian();
        int top = reader.ReadUInt16LittleEndian();
        int width = reader.ReadUInt16LittleEndian();
        int height = reader.ReadUInt16LittleEndian();
        int flags = reader.ReadByte();
        FrameCount++;
        if (Width == 0)
            Width = left + width;
        if (Height == 0)
            Height = top + height;
        int paletteSize = (flags & 0x80) != 0 ? 3 * (2 << (flags & 7)) : 0;
        reader.Skip(Math.Min(reader.Remaining, paletteSize + 1));
        TrySkipSubBlocks(reader);
    }
}
