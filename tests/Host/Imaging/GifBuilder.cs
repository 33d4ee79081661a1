// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;

namespace Skift.Tests.Host.Imaging;

/// <summary>Makes GIF files, with a plain LZW encoder of the tests' own.</summary>
internal sealed class GifBuilder
{
    private readonly MemoryStream _file = new MemoryStream();

    /// <param name="width">Width of the logical screen.</param>
    /// <param name="height">Height of the logical screen.</param>
    /// <param name="palette">The global colour table from 0xRRGGBB: 2, 4, ... 256 entries, or none.</param>
    internal GifBuilder(int width, int height, params int[] palette)
    {
        _file.Write("GIF89a"u8);
        _file.Write([(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)]);
        _file.Write([palette.Length == 0 ? (byte)0 : (byte)(0x80 | SizeBits(palette)), 0, 0]);
        WritePalette(palette);
    }

    internal GifBuilder Loop(int repetitions)
    {
        _file.Write([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, (byte)repetitions, (byte)(repetitions >> 8), 0]);
        return this;
    }

    internal GifBuilder Control(int disposal, int delayCentiseconds, int transparent = -1)
    {
        _file.Write([0x21, 0xF9, 4, (byte)((disposal << 2) | (transparent >= 0 ? 1 : 0)), (byte)delayCentiseconds,
            (byte)(delayCentiseconds >> 8), (byte)Math.Max(transparent, 0), 0]);
        return this;
    }

    internal GifBuilder Bytes(params byte[] bytes)
    {
        _file.Write(bytes);
        return this;
    }

    /// <param name="left">Place on the screen.</param>
    /// <param name="top">Place on the screen.</param>
    /// <param name="width">Indices per row.</param>
    /// <param name="indices">In the order in which they are stored.</param>
    /// <param name="isInterlaced">Sets the flag.</param>
    /// <param name="palette">The local colour table, or none.</param>
    internal GifBuilder Frame(int left, int top, int width, byte[] indices, bool isInterlaced = false, params int[] palette)
    {
        int height = indices.Length / width;
        int flags = (isInterlaced ? 0x40 : 0) | (palette.Length == 0 ? 0 : 0x80 | SizeBits(palette));
        _file.Write([0x2C, (byte)left, (byte)(left >> 8), (byte)top, (byte)(top >> 8), (byte)width, (byte)(width >> 8), (byte)height,
            (byte)(height >> 8), (byte)flags]);
        WritePalette(palette);
        _file.WriteByte(8);
        byte[] data = Compress(indices);
        for (int position = 0; position < data.Length; position += 255)
        {
            ReadOnlySpan<byte> block = data.AsSpan(position, Math.Min(255, data.Length - position));
            _file.WriteByte((byte)block.Length);
            _file.Write(block);
        }

        _file.WriteByte(0);
        return this;
    }

    internal byte[] End()
    {
        _file.WriteByte(0x3B);
        return ToArray();
    }

    internal byte[] ToArray() => _file.ToArray();

    private static int SizeBits(int[] palette) => int.Log2(palette.Length) - 1;

    private static byte[] Compress(byte[] indices)
    {
        List<byte> output = [];
        ulong bits = 0;
        int bitCount = 0;
        void Put(int code, int size)
        {
            bits |= (ulong)code << bitCount;
            for (bitCount += size; bitCount >= 8; bitCount -= 8, bits >>= 8)
                output.Add((byte)bits);
        }

        Dictionary<(int, byte), int> table = [];
        int codeSize = 9;
        int next = 258;
        int current = -1;
        Put(256, codeSize);
        foreach (byte index in indices)
        {
            if (current < 0)
            {
                current = index;
                continue;
            }

            if (table.TryGetValue((current, index), out int longer))
            {
                current = longer;
                continue;
            }

            Put(current, codeSize);
            if (next < 4096)
            {
                table[(current, index)] = next;
                // The decoder is one entry behind.
                if (next++ == 1 << codeSize)
                    codeSize++;
            }

            current = index;
        }

        if (current >= 0)
            Put(current, codeSize);
        Put(257, codeSize);
        Put(0, 7);
        return [.. output];
    }

    private void WritePalette(int[] palette)
    {
        foreach (int color in palette)
            _file.Write([(byte)(color >> 16), (byte)(color >> 8), (byte)color]);
    }
}
