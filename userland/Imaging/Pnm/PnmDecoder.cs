// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Pnm;

/// <summary>Decodes text and binary rasters. Samples are scaled to 8 bits with rounding, as netpbm does.</summary>
internal sealed class PnmDecoder : StillImageDecoder
{
    private readonly PnmReader _reader;
    private readonly PnmHeader _header;
    private readonly int _rasterStart;

    internal PnmDecoder(PnmReader reader, PnmHeader header, long maxPixels)
        : base(header.ToInfo(), maxPixels)
    {
        _reader = reader;
        _header = header;
        _rasterStart = reader.Position;
        if (MinRasterBytes() > reader.Remaining)
            throw DataReader.Truncated();
    }

    protected override void Decode(Bitmap canvas)
    {
        _reader.Position = _rasterStart;
        for (int y = 0; y < canvas.Height; y++)
        {
            Span<uint> row = canvas.Row(y);
            if (_header.Variant == 4)
                DecodePackedBits(row);
            else if (_header.IsText)
                DecodeText(row);
            else
                DecodeBinary(row);
        }
    }

    private long BinaryRowBytes => _header.Variant == 4
        ? ((long)_header.Width + 7) / 8
        : (long)_header.Width * _header.Depth * _header.BytesPerSample;

    private long MinRasterBytes()
    {
        if (!_header.IsText)
            return BinaryRowBytes * _header.Height;
        // In text each sample takes a digit and, except in a PBM, a space; the last space may be missing.
        long samples = (long)_header.Width * _header.Height * _header.Depth;
        return _header.IsBitmap ? samples : 2 * samples - 1;
    }

    private void DecodePackedBits(Span<uint> row)
    {
        ReadOnlySpan<byte> bytes = _reader.Peek((int)BinaryRowBytes);
        for (int x = 0; x < row.Length; x++)
            row[x] = ((bytes[x >> 3] >> (7 - (x & 7))) & 1) != 0 ? Bitmap.Rgb(0, 0, 0) : Bitmap.Rgb(255, 255, 255);
        _reader.Position += bytes.Length;
    }

    private void DecodeText(Span<uint> row)
    {
        Span<int> samples = stackalloc int[4];
        for (int x = 0; x < row.Length; x++)
        {
            for (int i = 0; i < _header.Depth; i++)
                samples[i] = _header.IsBitmap ? 255 * (1 - _reader.ReadDigit()) : Scale(_reader.ReadNumber("sample"));
            row[x] = ToPixel(samples);
        }
    }

    private void DecodeBinary(Span<uint> row)
    {
        ReadOnlySpan<byte> bytes = _reader.Peek((int)BinaryRowBytes);
        Span<int> samples = stackalloc int[4];
        bool isWide = _header.BytesPerSample == 2;
        int position = 0;
        for (int x = 0; x < row.Length; x++)
        {
            for (int i = 0; i < _header.Depth; i++)
            {
                int sample = bytes[position++];
                if (isWide)
                    sample = (sample << 8) | bytes[position++];
                samples[i] = Scale(sample);
            }

            row[x] = ToPixel(samples);
        }

        _reader.Position += bytes.Length;
    }

    private int Scale(int sample)
    {
        int maxval = _header.Maxval;
        if (maxval == 255)
            return Math.Min(sample, 255);
        // Samples above maxval are not allowed; like netpbm's readers for binary data, take them as full brightness.
        return (Math.Min(sample, maxval) * 255 + maxval / 2) / maxval;
    }

    private uint ToPixel(ReadOnlySpan<int> samples) => _header.Depth switch
    {
        1 => Bitmap.Rgb(samples[0], samples[0], samples[0]),
        2 => Bitmap.Argb(samples[1], samples[0], samples[0], samples[0]),
        3 => Bitmap.Rgb(samples[0], samples[1], samples[2]),
        _ => Bitmap.Argb(samples[3], samples[0], samples[1], samples[2]),
    };
}
