// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Imaging;

/// <summary>Reads numbers from a file's bytes in order; never past the end.</summary>
internal sealed class DataReader
{
    private readonly byte[] _data;

    internal DataReader(byte[] data, int position = 0)
    {
        _data = data;
        Position = position;
    }

    /// <summary>Offset of the next byte, from 0 to the length of the data.</summary>
    internal int Position { get; private set; }

    internal int Length => _data.Length;

    internal int Remaining => _data.Length - Position;

    internal byte[] Data => _data;

    /// <exception cref="ImageFormatException">The offset lies outside the file.</exception>
    internal void Seek(long position)
    {
        if (position < 0 || position > _data.Length)
            throw Truncated();
        Position = (int)position;
    }

    internal void Skip(long byteCount) => Seek(Position + byteCount);

    internal byte ReadByte()
    {
        if (Position >= _data.Length)
            throw Truncated();
        return _data[Position++];
    }

    internal ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count < 0 || count > Remaining)
            throw Truncated();
        ReadOnlySpan<byte> bytes = new ReadOnlySpan<byte>(_data, Position, count);
        Position += count;
        return bytes;
    }

    internal ushort ReadUInt16LittleEndian() => BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(2));

    internal uint ReadUInt32LittleEndian() => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4));

    internal int ReadInt32LittleEndian() => (int)ReadUInt32LittleEndian();

    internal ushort ReadUInt16BigEndian() => BinaryPrimitives.ReadUInt16BigEndian(ReadBytes(2));

    internal uint ReadUInt32BigEndian() => BinaryPrimitives.ReadUInt32BigEndian(ReadBytes(4));

    internal static ImageFormatException Truncated() => new ImageFormatException("file ends early");
}
