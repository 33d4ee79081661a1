// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Skift.Tools.Pictures;

/// <summary>Writes PNG files; each row gets the filter whose bytes are the smallest, as the PNG specification advises (§12.7).</summary>
internal static class PngWriter
{
    internal static byte[] EncodeRgb(Canvas canvas)
    {
        byte[] rows = new byte[3 * canvas.Width * canvas.Height];
        for (int i = 0; i < canvas.Pixels.Length; i++)
        {
            rows[3 * i] = (byte)(canvas.Pixels[i] >> 16);
            rows[3 * i + 1] = (byte)(canvas.Pixels[i] >> 8);
            rows[3 * i + 2] = (byte)canvas.Pixels[i];
        }

        return Encode(canvas.Width, canvas.Height, 2, rows, 3, []);
    }

    /// <summary>The canvas holds indices into the palette, which has at most 256 colours.</summary>
    internal static byte[] EncodePalette(Canvas canvas, int[] palette)
    {
        byte[] colors = new byte[3 * palette.Length];
        for (int i = 0; i < palette.Length; i++)
        {
            colors[3 * i] = (byte)(palette[i] >> 16);
            colors[3 * i + 1] = (byte)(palette[i] >> 8);
            colors[3 * i + 2] = (byte)palette[i];
        }

        return Encode(canvas.Width, canvas.Height, 3, Array.ConvertAll(canvas.Pixels, index => (byte)index), 1, colors);
    }

    private static byte[] Encode(int width, int height, byte colorType, byte[] rows, int bytesPerPixel, byte[] palette)
    {
        using MemoryStream file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = colorType;
        WriteChunk(file, "IHDR", header);
        if (palette.Length > 0)
            WriteChunk(file, "PLTE", palette);
        WriteChunk(file, "IDAT", Compress(rows, width * bytesPerPixel, bytesPerPixel, isFiltered: palette.Length == 0));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Compress(byte[] rows, int stride, int distance, bool isFiltered)
    {
        using MemoryStream output = new MemoryStream();
        using (ZLibStream zlib = new ZLibStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] above = new byte[stride];
            for (int at = 0; at < rows.Length; at += stride)
            {
                byte[] row = rows.AsSpan(at, stride).ToArray();
                zlib.Write(isFiltered ? BestFilter(row, above, distance) : [0, .. row]);
                above = row;
            }
        }

        return output.ToArray();
    }

    private static byte[] BestFilter(byte[] row, byte[] above, int distance)
    {
        byte[] best = [];
        long smallest = long.MaxValue;
        for (int type = 0; type < 5; type++)
        {
            byte[] filtered = new byte[row.Length + 1];
            filtered[0] = (byte)type;
            long sum = 0;
            for (int i = 0; i < row.Length; i++)
            {
                int left = i < distance ? 0 : row[i - distance];
                int aboveLeft = i < distance ? 0 : above[i - distance];
                int prediction = type switch
                {
                    1 => left,
                    2 => above[i],
                    3 => (left + above[i]) / 2,
                    4 => Paeth(left, above[i], aboveLeft),
                    _ => 0,
                };
                filtered[i + 1] = (byte)(row[i] - prediction);
                sum += Math.Abs((int)(sbyte)filtered[i + 1]);
            }

            if (sum < smallest)
            {
                smallest = sum;
                best = filtered;
            }
        }

        return best;
    }

    private static int Paeth(int left, int above, int aboveLeft)
    {
        int estimate = left + above - aboveLeft;
        int toLeft = Math.Abs(estimate - left);
        int toAbove = Math.Abs(estimate - above);
        int toAboveLeft = Math.Abs(estimate - aboveLeft);
        return toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft;
    }

    private static void WriteChunk(MemoryStream file, string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(byte[] data)
    {
        uint crc = ~0u;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int i = 0; i < 8; i++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
