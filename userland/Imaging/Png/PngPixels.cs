// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Imaging.Png;

/// <summary>Turns the bytes of a row into pixels, with palette and transparency applied.</summary>
internal sealed class PngPixels
{
    private readonly PngHeader _header;

    // The pixel for each value of a sample of at most 8 bits: palette entry or gray level.
    private readonly uint[] _lookup;

    // tRNS of gray and RGB pictures: the colour that is transparent, as samples of the file's depth; -1 for none.
    private long _transparent = -1;

    internal PngPixels(PngHeader header)
    {
        _header = header;
        _lookup = new uint[256];
        new Span<uint>(_lookup).Fill(Bitmap.Opaque);
        if (header.ColorType == PngColorType.Gray && header.BitDepth <= 8)
        {
            int max = (1 << header.BitDepth) - 1;
            for (int level = 0; level <= max; level++)
                _lookup[level] = Gray(255, level * (255 / max));
        }
    }

    internal int PaletteLength { get; private set; }

    /// <summary>PLTE, §11.2.2. Indices beyond it stay opaque black.</summary>
    internal void SetPalette(ReadOnlySpan<byte> data)
    {
        PaletteLength = Math.Min(data.Length / 3, 1 << _header.BitDepth);
        for (int i = 0; i < PaletteLength; i++)
            _lookup[i] = Bitmap.Rgb(data[3 * i], data[3 * i + 1], data[3 * i + 2]);
    }

    /// <summary>tRNS, §11.3.1.1.</summary>
    /// <returns>False if the chunk does not fit the picture and is to be ignored.</returns>
    internal bool TrySetTransparency(ReadOnlySpan<byte> data)
    {
        int mask = (1 << _header.BitDepth) - 1;
        switch (_header.ColorType)
        {
            case PngColorType.Gray when data.Length == 2:
                int level = BinaryPrimitives.ReadUInt16BigEndian(data) & mask;
                if (_header.BitDepth <= 8)
                    _lookup[level] &= ~Bitmap.Opaque;
                _transparent = level;
                return true;
            case PngColorType.Rgb when data.Length == 6:
                _transparent = Key(BinaryPrimitives.ReadUInt16BigEndian(data) & mask,
                    BinaryPrimitives.ReadUInt16BigEndian(data.Slice(2)) & mask,
                    BinaryPrimitives.ReadUInt16BigEndian(data.Slice(4)) & mask);
                return true;
            case PngColorType.Palette when data.Length > 0 && data.Length <= PaletteLength:
                for (int i = 0; i < data.Length; i++)
                    _lookup[i] = (_lookup[i] & ~Bitmap.Opaque) | ((uint)data[i] << 24);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes the pixels of a row to every step-th place of target.</summary>
    internal void Expand(ReadOnlySpan<byte> row, Span<uint> target, int first, int step)
    {
        switch (_header.ColorType)
        {
            case PngColorType.Gray when _header.BitDepth == 16:
                ExpandGray16(row, target, first, step);
                break;
            case PngColorType.Gray or PngColorType.Palette:
                ExpandLookup(row, target, first, step);
                break;
            case PngColorType.Rgb when _header.BitDepth == 8:
                ExpandRgb8(row, target, first, step);
                break;
            case PngColorType.Rgb:
                ExpandRgb16(row, target, first, step);
                break;
            case PngColorType.GrayAlpha:
                ExpandGrayAlpha(row, target, first, step);
                break;
            default:
                ExpandRgba(row, target, first, step);
                break;
        }
    }

    private void ExpandLookup(ReadOnlySpan<byte> row, Span<uint> target, int first, int step)
    {
        int depth = _header.BitDepth;
        int mask = (1 << depth) - 1;
        int bit = 0;
        for (int x = first; x < target.Length; x += step)
        {
            // Leftmost pixel in the high bits (§7.2).
            target[x] = _lookup[(row[bit >> 3] >> (8 - depth - (bit & 7))) & mask];
            bit += depth;
        }
    }

    private void ExpandGray16(ReadOnlySpan<byte> row, Span<uint> target, int first, int step)
    {
        for (int x = first; x < target.Length; x += step)
        {
            int sample = BinaryPrimitives.ReadUInt16BigEndian(row);
            target[x] = Gray(sample == _transparent ? 0 : 255, ToByte(sample));
            row = row.Slice(2);
        }
    }

    private void ExpandRgb8(ReadOnlySpan<byte> row, Span<uint> target, int first, int step)
    {
        int i = 0;
        for (int x = first; x < target.Length; x += step)
        {
            int red = row[i];
            int green = row[i + 1];
            int blue = row[i + 2];
            int alpha = _transparent >= 0 && Key(red, green, blue) == _transparent ? 0 : 255;
            target[x] = Bitmap.Argb(alpha, red, green, blue);
            i += 3;
        }
    }

    private void ExpandRgb16(ReadOnlySpan<byte> row, Span<uint> target, int first, int step)
    {
        for (int x = first; x < target.Length; x += step)
        {
            int red = BinaryPrimitives.ReadUInt16BigEndian(row);
            int green = BinaryPrimitives.ReadUInt16BigEndian(row.Slice(2));
            int blue = BinaryPrimitives.ReadUInt16BigEndian(row.Slice(4));
            int alpha = Key(red, green, blue) == _transparent ? 0 : 255;
            target[x] = Bitmap.Argb(alpha, ToByte(red), ToByte(green), ToByte(blue));
            row = row.Slice(6);
        }
    }

    private void ExpandGrayAlpha(ReadOnlySpan<byte> row, Span<uint> target, int first, int step)
    {
        bool isWide = _header.BitDepth == 16;
        for (int x = first; x < target.Length; x += step)
        {
            target[x] = isWide
                ? Gray(ToByte(BinaryPrimitives.ReadUInt16BigEndian(row.Slice(2))), ToByte(BinaryPrimitives.ReadUInt16BigEndian(row)))
                : Gray(row[1], row[0]);
            row = row.Slice(isWide ? 4 : 2);
        }
    }

    private void ExpandRgba(ReadOnlySpan<byte> row, Span<uint> target, int first, int step)
    {
        bool isWide = _header.BitDepth == 16;
        for (int x = first; x < target.Length; x += step)
        {
            target[x] = isWide
                ? Bitmap.Argb(
                    ToByte(BinaryPrimitives.ReadUInt16BigEndian(row.Slice(6))),
                    ToByte(BinaryPrimitives.ReadUInt16BigEndian(row)),
                    ToByte(BinaryPrimitives.ReadUInt16BigEndian(row.Slice(2))),
                    ToByte(BinaryPrimitives.ReadUInt16BigEndian(row.Slice(4))))
                : Bitmap.Argb(row[3], row[0], row[1], row[2]);
            row = row.Slice(isWide ? 8 : 4);
        }
    }

    /// <summary>Round(sample * 255 / 65535), which is what an accurate 16-to-8 bit reduction means (§13.12).</summary>
    private static int ToByte(int sample) => (sample * 255 + 32895) >> 16;

    private static uint Gray(int alpha, int level) => Bitmap.Argb(alpha, level, level, level);

    private static long Key(int red, int green, int blue) => ((long)red << 32) | ((long)green << 16) | (long)blue;
}
