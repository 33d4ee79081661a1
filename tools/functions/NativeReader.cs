// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Functions;

/// <summary>Reads the numbers of ILC's tables.</summary>
internal ref struct NativeReader(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    internal readonly int Left => _rest.Length;

    internal byte Byte() => Bytes(1)[0];

    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    internal ReadOnlySpan<byte> Bytes(int count)
    {
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    /// <summary>An unsigned number: the low bits of the first byte say how many bytes follow.</summary>
    internal uint Unsigned()
    {
        uint first = Byte();
        if ((first & 1) == 0)
            return first >> 1;
        if ((first & 2) == 0)
            return (first >> 2) | ((uint)Byte() << 6);
        if ((first & 4) == 0)
            return (first >> 3) | ((uint)Byte() << 5) | ((uint)Byte() << 13);
        if ((first & 8) == 0)
            return (first >> 4) | ((uint)Byte() << 4) | ((uint)Byte() << 12) | ((uint)Byte() << 20);
        return UInt32();
    }

    // Small numbers only (ranks and parameter numbers), which are never negative: one bit more than unsigned.
    internal int SmallSigned() => (int)Unsigned();
}
