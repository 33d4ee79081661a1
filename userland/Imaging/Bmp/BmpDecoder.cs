// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Imaging.Bmp;

/// <summary>Decodes uncompressed rows and the two run-length encodings.</summary>
internal sealed class BmpDecoder : StillImageDecoder
{
    private readonly BmpHeader _header;
    private readonly DataReader _reader;

    internal BmpDecoder(byte[] data, BmpHeader header, long maxPixels)
        : base(header.ToInfo(), maxPixels)
    {
        _header = header;
        _reader = new DataReader(data);
        _reader.Seek(header.PixelOffset);
        if (!header.IsRunLength && Stride * header.Height > _reader.Remaining)
        {
            // The padding of the last row may be missing.
            long needed = Stride * (header.Height - 1) + ((long)header.Width * header.BitsPerPixel + 7) / 8;
            if (needed > _reader.Remaining)
                throw DataReader.Truncated();
        }
    }

    /// <summary>Rows are padded to a multiple of four bytes.</summary>
    private long Stride => ((long)_header.Width * _header.BitsPerPixel + 31) / 32 * 4;

    protected override void Decode(Bitmap canvas)
    {
        _reader.Seek(_header.PixelOffset);
        if (_header.IsRunLength)
        {
            new Span<uint>(canvas.Pixels).Fill(_header.Palette[0]);
            DecodeRunLength(canvas);
            return;
        }

        for (int i = 0; i < canvas.Height; i++)
        {
            Span<uint> row = canvas.Row(_header.IsTopDown ? i : canvas.Height - 1 - i);
            DecodeRow(_reader.ReadBytes((int)Math.Min(Stride, _reader.Remaining)), row);
        }
    }

    private void DecodeRow(ReadOnlySpan<byte> bytes, Span<uint> row)
    {
        switch (_header.BitsPerPixel)
        {
            case 24:
                for (int x = 0; x < row.Length; x++)
                    row[x] = Bitmap.Rgb(bytes[3 * x + 2], bytes[3 * x + 1], bytes[3 * x]);
                break;
            case 16:
                for (int x = 0; x < row.Length; x++)
                    row[x] = FromMasks(BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(2 * x)));
                break;
            case 32:
                for (int x = 0; x < row.Length; x++)
                    row[x] = FromMasks(BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(4 * x)));
                break;
            default:
                DecodeIndices(bytes, row);
                break;
        }
    }

    private void DecodeIndices(ReadOnlySpan<byte> bytes, Span<uint> row)
    {
        int depth = _header.BitsPerPixel;
        int mask = (1 << depth) - 1;
        long bit = 0;
        for (int x = 0; x < row.Length; x++)
        {
            row[x] = _header.Palette[(bytes[(int)(bit >> 3)] >> (8 - depth - (int)(bit & 7))) & mask];
            bit += depth;
        }
    }

    private uint FromMasks(uint value) => Bitmap.Argb(_header.Alpha.Read(value, 255), _header.Red.Read(value, 0),
        _header.Green.Read(value, 0), _header.Blue.Read(value, 0));

    /// <summary>
    /// Pairs of bytes: a count and what to repeat; or 0 and an escape: 0 end of row, 1 end of picture, 2 a jump, other values
    /// a number of indices that follow as they are, padded to 16 bits. Rows count from the bottom. Pixels outside the picture are
    /// dropped.
    /// </summary>
    private void DecodeRunLength(Bitmap canvas)
    {
        int x = 0;
        int y = 0;
        while (y < canvas.Height)
        {
            if (_reader.Remaining < 2)
            {
                Warn("file ends early");
                return;
            }

            int count = _reader.ReadByte();
            int value = _reader.ReadByte();
            if (count > 0)
            {
                x = DrawRun(canvas, x, y, count, value);
                continue;
            }

            switch (value)
            {
                case 0:
                    x = 0;
                    y++;
                    break;
                case 1:
                    return;
                case 2:
                    if (_reader.Remaining < 2)
                        break;
                    x = Math.Min(canvas.Width, x + _reader.ReadByte());
                    y += _reader.ReadByte();
                    break;
                default:
                    x = DrawLiteral(canvas, x, y, value);
                    break;
            }
        }
    }

    private int DrawRun(Bitmap canvas, int x, int y, int count, int value)
    {
        bool isRle4 = _header.Compression == BmpCompression.BI_RLE4;
        uint even = _header.Palette[isRle4 ? value >> 4 : value];
        uint odd = _header.Palette[isRle4 ? value & 15 : value];
        Span<uint> row = canvas.Row(canvas.Height - 1 - y);
        for (int i = 0; i < count && x < row.Length; i++)
            row[x++] = (i & 1) == 0 ? even : odd;
        return x;
    }

    private int DrawLiteral(Bitmap canvas, int x, int y, int count)
    {
        bool isRle4 = _header.Compression == BmpCompression.BI_RLE4;
        int byteCount = isRle4 ? (count + 1) / 2 : count;
        int padded = (byteCount + 1) & ~1;
        ReadOnlySpan<byte> bytes = _reader.ReadBytes(Math.Min(padded, _reader.Remaining));
        Span<uint> row = canvas.Row(canvas.Height - 1 - y);
        for (int i = 0; i < count && x < row.Length; i++)
        {
            int at = isRle4 ? i >> 1 : i;
            if (at >= bytes.Length)
                break;
            int index = !isRle4 ? bytes[at] : (i & 1) == 0 ? bytes[at] >> 4 : bytes[at] & 15;
            row[x++] = _header.Palette[index];
        }

        return x;
    }
}
