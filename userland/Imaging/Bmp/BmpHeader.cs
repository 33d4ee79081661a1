// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Bmp;

/// <summary><c>biCompression</c>.</summary>
internal enum BmpCompression : uint
{
    BI_RGB = 0,
    BI_RLE8 = 1,
    BI_RLE4 = 2,
    BI_BITFIELDS = 3,
    BI_ALPHABITFIELDS = 6,
}

/// <summary>File header, information header, bit masks and palette, checked.</summary>
internal sealed class BmpHeader
{
    private const int FileHeaderSize = 14;
    private const int CoreHeaderSize = 12;
    private const int InfoHeaderSize = 40;

    /// <summary>OS/2 2.x: 64 bytes, of which trailing ones may be left out; 16 is the shortest.</summary>
    private const int Os2HeaderSize = 64;

    internal BmpHeader(DataReader reader)
    {
        reader.Skip(10);
        PixelOffset = reader.ReadUInt32LittleEndian();
        int size = reader.ReadInt32LittleEndian();
        if (size == CoreHeaderSize)
            ReadCore(reader);
        else if (size is InfoHeaderSize or 52 or 56 or Os2HeaderSize or 108 or 124)
            ReadInfo(reader, size);
        else
            throw new ImageFormatException("unknown header size " + size.ToString());
        Check();
        ReadMasks(reader, size);
        ReadPalette(reader, size);
    }

    internal uint PixelOffset { get; }

    internal int Width { get; private set; }

    internal int Height { get; private set; }

    /// <summary>Rows are stored from the top; otherwise from the bottom.</summary>
    internal bool IsTopDown { get; private set; }

    internal int BitsPerPixel { get; private set; }

    internal BmpCompression Compression { get; private set; }

    /// <summary>Pixel per index, 256 entries; those not in the file are opaque black.</summary>
    internal uint[] Palette { get; } = new uint[256];

    internal BmpChannel Red { get; private set; }

    internal BmpChannel Green { get; private set; }

    internal BmpChannel Blue { get; private set; }

    internal BmpChannel Alpha { get; private set; }

    internal bool IsRunLength => Compression is BmpCompression.BI_RLE8 or BmpCompression.BI_RLE4;

    private uint ColorsUsed { get; set; }

    internal ImageInfo ToInfo()
    {
        string layout = BitsPerPixel <= 8 ? "-bit palette" : Alpha.IsPresent ? "-bit RGBA" : "-bit RGB";
        return new ImageInfo("BMP", Width, Height, BitsPerPixel.ToString() + layout + (IsRunLength ? " RLE" : string.Empty));
    }

    private void ReadCore(DataReader reader)
    {
        Width = reader.ReadUInt16LittleEndian();
        Height = reader.ReadUInt16LittleEndian();
        reader.Skip(2);
        BitsPerPixel = reader.ReadUInt16LittleEndian();
    }

    private void ReadInfo(DataReader reader, int size)
    {
        Width = reader.ReadInt32LittleEndian();
        int height = reader.ReadInt32LittleEndian();
        IsTopDown = height < 0;
        // The negation of the smallest int is itself, and is refused with the other sizes below 1.
        Height = IsTopDown ? unchecked(-height) : height;
        reader.Skip(2);
        BitsPerPixel = reader.ReadUInt16LittleEndian();
        uint compression = reader.ReadUInt32LittleEndian();
        // In OS/2 headers 3 and 4 mean Huffman and RLE24, which nobody writes.
        bool isKnown = compression <= 2 || (size != Os2HeaderSize && compression is 3 or 6);
        if (!isKnown)
            throw new ImageFormatException("unsupported compression " + compression.ToString());
        Compression = (BmpCompression)compression;
        reader.Skip(12);
        ColorsUsed = reader.ReadUInt32LittleEndian();
        reader.Skip(4);
    }

    private void Check()
    {
        if (Width <= 0 || Height <= 0)
            throw new ImageFormatException("invalid size " + Width.ToString() + "x" + Height.ToString());
        bool isPossible = Compression switch
        {
            BmpCompression.BI_RLE8 => BitsPerPixel == 8,
            BmpCompression.BI_RLE4 => BitsPerPixel == 4,
            BmpCompression.BI_BITFIELDS or BmpCompression.BI_ALPHABITFIELDS => BitsPerPixel is 16 or 32,
            _ => BitsPerPixel is 1 or 2 or 4 or 8 or 16 or 24 or 32,
        };
        if (!isPossible || (IsRunLength && IsTopDown))
            throw new ImageFormatException("invalid combination of bit depth and compression");
    }

    private void ReadMasks(DataReader reader, int size)
    {
        if (Compression is BmpCompression.BI_BITFIELDS or BmpCompression.BI_ALPHABITFIELDS)
        {
            // In a plain 40-byte header the masks follow it; later headers contain them at the same place.
            reader.Seek(FileHeaderSize + InfoHeaderSize);
            Red = BmpChannel.FromMask(reader.ReadUInt32LittleEndian());
            Green = BmpChannel.FromMask(reader.ReadUInt32LittleEndian());
            Blue = BmpChannel.FromMask(reader.ReadUInt32LittleEndian());
            if (size >= 56 || Compression == BmpCompression.BI_ALPHABITFIELDS)
                Alpha = BmpChannel.FromMask(reader.ReadUInt32LittleEndian());
        }
        else if (BitsPerPixel == 16)
        {
            Red = BmpChannel.FromMask(0x7C00);
            Green = BmpChannel.FromMask(0x03E0);
            Blue = BmpChannel.FromMask(0x001F);
        }
        else
        {
            Red = BmpChannel.FromMask(0xFF0000);
            Green = BmpChannel.FromMask(0x00FF00);
            Blue = BmpChannel.FromMask(0x0000FF);
        }
    }

    private void ReadPalette(DataReader reader, int size)
    {
        new Span<uint>(Palette).Fill(Bitmap.Opaque);
        if (BitsPerPixel > 8)
            return;
        int entrySize = size == CoreHeaderSize ? 3 : 4;
        long count = ColorsUsed == 0 ? 1 << BitsPerPixel : Math.Min(ColorsUsed, 1u << BitsPerPixel);
        reader.Seek(FileHeaderSize + (long)size);
        // Writers are known to leave out unused entries: the pixels end the palette too.
        count = Math.Min(count, Math.Max(0, (PixelOffset - reader.Position) / entrySize));
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = reader.ReadBytes(entrySize);
            Palette[i] = Bitmap.Rgb(entry[2], entry[1], entry[0]);
        }
    }
}
