// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Qoi;

/// <summary>Decodes the six kinds of chunks of QOI.</summary>
internal sealed class QoiDecoder : StillImageDecoder
{
    private const int OpRgb = 0xFE;
    private const int OpRgba = 0xFF;
    private const int MaxRun = 62;

    private readonly DataReader _reader;

    internal QoiDecoder(byte[] data, QoiHeader header, long maxPixels)
        : base(header.ToInfo(), maxPixels)
    {
        _reader = new DataReader(data);
        // No chunk makes more pixels per byte than a run.
        if ((long)header.Width * header.Height / MaxRun > data.Length - QoiHeader.Length)
            throw DataReader.Truncated();
    }

    protected override void Decode(Bitmap canvas)
    {
        _reader.Seek(QoiHeader.Length);
        Span<uint> seen = stackalloc uint[64];
        seen.Clear();
        uint pixel = Bitmap.Opaque;
        uint[] pixels = canvas.Pixels;
        int position = 0;
        while (position < pixels.Length)
        {
            int op = _reader.ReadByte();
            if (op < OpRgb && op >> 6 == 3)
            {
                int run = Math.Min((op & 63) + 1, pixels.Length - position);
                new Span<uint>(pixels, position, run).Fill(pixel);
                position += run;
                // Only a run as the very first chunk brings a pixel that is not in the table yet.
                seen[Hash(pixel)] = pixel;
                continue;
            }

            pixel = Next(op, pixel, seen);
            seen[Hash(pixel)] = pixel;
            pixels[position++] = pixel;
        }
    }

    private uint Next(int op, uint pixel, ReadOnlySpan<uint> seen)
    {
        switch (op)
        {
            case OpRgb:
                return (pixel & Bitmap.Opaque) | ReadRgb();
            case OpRgba:
                uint color = ReadRgb();
                return color | ((uint)_reader.ReadByte() << 24);
        }

        switch (op >> 6)
        {
            case 0:
                return seen[op & 63];
            case 1:
                return Add(pixel, ((op >> 4) & 3) - 2, ((op >> 2) & 3) - 2, (op & 3) - 2);
            default:
                int second = _reader.ReadByte();
                int green = (op & 63) - 32;
                return Add(pixel, green - 8 + (second >> 4), green, green - 8 + (second & 15));
        }
    }

    private uint ReadRgb()
    {
        ReadOnlySpan<byte> bytes = _reader.ReadBytes(3);
        return ((uint)bytes[0] << 16) | ((uint)bytes[1] << 8) | bytes[2];
    }

    /// <summary>Differences wrap around in each channel.</summary>
    private static uint Add(uint pixel, int red, int green, int blue) =>
        (pixel & Bitmap.Opaque)
        | (uint)(byte)((pixel >> 16) + red) << 16
        | (uint)(byte)((pixel >> 8) + green) << 8
        | (byte)(pixel + blue);

    private static int Hash(uint pixel) =>
        (int)((((pixel >> 16) & 0xFF) * 3) + (((pixel >> 8) & 0xFF) * 5) + ((pixel & 0xFF) * 7) + ((pixel >> 24) * 11)) & 63;
}
