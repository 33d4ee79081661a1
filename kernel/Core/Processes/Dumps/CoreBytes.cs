// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Core.Processes;

/// <summary>Bytes of a core file as they are put together, field by field, little endian.</summary>
internal sealed class CoreBytes
{
    private byte[] _bytes = new byte[4096];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> All => _bytes.AsSpan(0, Length);

    internal CoreBytes Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        return this;
    }

    internal CoreBytes Add8(byte value)
    {
        Room(1)[0] = value;
        return this;
    }

    internal CoreBytes Add16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Room(2), value);
        return this;
    }

    internal CoreBytes Add32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);
        return this;
    }

    internal CoreBytes Add32(int value) => Add32((uint)value);

    internal CoreBytes Add64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);
        return this;
    }

    internal CoreBytes Add64(long value) => Add64((ulong)value);

    /// <summary>Adds zeros up to the given length.</summary>
    internal CoreBytes PadTo(int length)
    {
        if (length > Length) Room(length - Length).Clear();
        return this;
    }

    private Span<byte> Room(int count)
    {
        int start = Length;
        if (start + count > _bytes.Length) Array.Resize(ref _bytes, Math.Max(start + count, _bytes.Length * 2));
        Length = start + count;
        return _bytes.AsSpan(start, count);
    }
}
