// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Skift.Tests.Host.Imaging;

/// <summary>Makes PNG files: valid ones of every kind, and wrong ones on purpose.</summary>
internal sealed class PngBuilder
{
    internal static readonly (int ColorType, int BitDepth)[] AllKinds =
    [
        (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16),
    ];

    private readonly MemoryStream _file = new MemoryStream();

    internal PngBuilder() => _file.Write([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]);

    internal static uint Crc(ReadOnlySpan<byte> data)
    {
        // Bit by bit, so that it shares nothing with the code under test.
        uint crc = ~0u;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int i = 0; i < 8; i++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }

    internal static byte[] Deflate(byte[] data, CompressionLevel level = CompressionLevel.Optimal)
    {
        using MemoryStream output = new MemoryStream();
        using (ZLibStream zlib = new ZLibStream(output, level, leaveOpen: true))
            zlib.Write(data);
        return output.ToArray();
    }

    internal PngBuilder Chunk(string type, ReadOnlySpan<byte> data, bool isIntact = true)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        _file.Write(number);
        _file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, isIntact ? Crc(body) : ~Crc(body));
        _file.Write(number);
        return this;
    }

    internal PngBuilder Header(uint width, uint height, int bitDepth, int colorType, int interlace = 0)
    {
        byte[] data = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(data, width);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(4), height);
        data[8] = (byte)bitDepth;
        data[9] = (byte)colorType;
        data[12] = (byte)interlace;
        return Chunk("IHDR", data);
    }

    internal PngBuilder End() => Chunk("IEND", []);

    internal byte[] ToArray() => _file.ToArray();

    /// <summary>A picture of random bytes, random filters and random division into IDAT chunks.</summary>
    internal static byte[] Random(Random random, int colorType, int bitDepth, bool isInterlaced, int width, int height, bool hasTransparency)
    {
        PngBuilder builder = new PngBuilder().Header((uint)width, (uint)height, bitDepth, colorType, isInterlaced ? 1 : 0);
        int entries = 1 << Math.Min(bitDepth, 8);
        if (colorType == 3)
            builder.Chunk("PLTE", RandomBytes(random, 3 * entries));
        if (hasTransparency && colorType is 0 or 2)
            builder.Chunk("tRNS", RandomKey(random, colorType == 0 ? 1 : 3, bitDepth));
        else if (hasTransparency && colorType == 3)
            builder.Chunk("tRNS", RandomBytes(random, random.Next(1, entries + 1)));

        byte[] data = Deflate(RandomRows(random, colorType, bitDepth, isInterlaced, width, height),
            (CompressionLevel)random.Next(3));
        for (int position = 0; position < data.Length;)
        {
            int length = Math.Min(data.Length - position, random.Next(0, data.Length + 1));
            builder.Chunk("IDAT", data.AsSpan(position, length));
            position += length;
        }

        return builder.End().ToArray();
    }

    internal static byte[] RandomBytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] RandomKey(Random random, int samples, int bitDepth)
    {
        byte[] key = new byte[2 * samples];
        for (int i = 0; i < samples; i++)
            BinaryPrimitives.WriteUInt16BigEndian(key.AsSpan(2 * i), (ushort)random.Next(1 << bitDepth));
        return key;
    }

    private static byte[] RandomRows(Random random, int colorType, int bitDepth, bool isInterlaced, int width, int height)
    {
        int channels = colorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        List<byte> rows = [];
        (int X, int Y, int StepX, int StepY)[] passes = isInterlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        foreach ((int x, int y, int stepX, int stepY) in passes)
        {
            int columns = (width - x + stepX - 1) / stepX;
            for (int row = y; row < height && columns > 0; row += stepY)
            {
                rows.Add((byte)random.Next(5));
                // Few different bytes make keyed colours and matches likely.
                int range = random.Next(2) == 0 ? 256 : 3;
                for (int i = (columns * channels * bitDepth + 7) / 8; i > 0; i--)
                    rows.Add((byte)random.Next(range));
            }
        }

        return [.. rows];
    }
}
