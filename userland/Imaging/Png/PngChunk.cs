// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Imaging.Compression;

namespace Skift.Imaging.Png;

/// <summary>One chunk: where its data lies and what it is (PNG §5.3).</summary>
internal readonly struct PngChunk
{
    internal const uint IHDR = 0x49484452;
    internal const uint PLTE = 0x504C5445;
    internal const uint IDAT = 0x49444154;
    internal const uint IEND = 0x49454E44;
    internal const uint tRNS = 0x74524E53;

    /// <summary>Length, type and CRC.</summary>
    internal const int Overhead = 12;

    private PngChunk(uint type, int start, int length, bool isIntact)
    {
        Type = type;
        Start = start;
        Length = length;
        IsIntact = isIntact;
    }

    internal uint Type { get; }

    /// <summary>Offset of the chunk's data in the file.</summary>
    internal int Start { get; }

    internal int Length { get; }

    /// <summary>Whether the CRC is right.</summary>
    internal bool IsIntact { get; }

    /// <summary>A decoder that does not know a critical chunk cannot show the picture (bit 5 of the first letter, §5.4).</summary>
    internal bool IsCritical => (Type & 0x2000_0000) == 0;

    internal int Next => Start + Length + 4;

    /// <summary>The four letters.</summary>
    internal string Name => NameOf(Type);

    /// <summary>Reads the chunk that begins at position.</summary>
    /// <returns>False if the file ends before the chunk does.</returns>
    /// <exception cref="ImageFormatException">There is no chunk at position.</exception>
    internal static bool TryRead(byte[] data, int position, out PngChunk chunk)
    {
        chunk = default;
        if (data.Length - position < Overhead)
            return false;
        ReadOnlySpan<byte> span = new ReadOnlySpan<byte>(data).Slice(position);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(span);
        uint type = BinaryPrimitives.ReadUInt32BigEndian(span.Slice(4));
        if (!IsName(type))
            throw new ImageFormatException("invalid chunk type");
        if (length > int.MaxValue)
            throw new ImageFormatException("invalid length of chunk " + NameOf(type));
        if (length > span.Length - Overhead)
            return false;
        uint crc = Crc32.Compute(span.Slice(4, (int)length + 4));
        bool isIntact = crc == BinaryPrimitives.ReadUInt32BigEndian(span.Slice(8 + (int)length));
        chunk = new PngChunk(type, position + 8, (int)length, isIntact);
        return true;
    }

    private static bool IsName(uint type)
    {
        for (int shift = 0; shift < 32; shift += 8)
        {
            uint letter = ((type >> shift) & 0xFF) | 0x20;
            if (letter < 'a' || letter > 'z')
                return false;
        }

        return true;
    }

    private static string NameOf(uint type) =>
        new string(new[] { (char)(type >> 24), (char)((type >> 16) & 0xFF), (char)((type >> 8) & 0xFF), (char)(type & 0xFF) });
}
