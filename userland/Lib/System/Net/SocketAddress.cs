// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Net.Sockets;

namespace System.Net;

/// <summary>The bytes of a <c>struct sockaddr</c>.</summary>
public class SocketAddress : IEquatable<SocketAddress>
{
    /// <summary>Of <c>struct sockaddr_storage</c>.</summary>
    internal const int LargestSize = 128;

    private readonly byte[] _bytes;
    private int _size;

    public SocketAddress(AddressFamily family)
        : this(family, LargestSize)
    {
    }

    public SocketAddress(AddressFamily family, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2);
        _bytes = new byte[size];
        _size = size;
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes, (ushort)SocketNumbers.Family(family));
    }

    internal SocketAddress(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes.ToArray();
        _size = bytes.Length;
    }

    public AddressFamily Family => _size < 2 ? AddressFamily.Unspecified : SocketNumbers.Family(BinaryPrimitives.ReadUInt16LittleEndian(_bytes));

    public int Size
    {
        get => _size;
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, _bytes.Length);
            _size = value;
        }
    }

    public Memory<byte> Buffer => _bytes;

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _size);

    public byte this[int offset]
    {
        get => (uint)offset < (uint)_size ? _bytes[offset] : throw new IndexOutOfRangeException();
        set
        {
            if ((uint)offset >= (uint)_size) throw new IndexOutOfRangeException();
            _bytes[offset] = value;
        }
    }

    public bool Equals(SocketAddress? comparand) => comparand != null && Bytes.SequenceEqual(comparand.Bytes);

    public override bool Equals(object? comparand) => comparand is SocketAddress other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (byte value in Bytes) hash.Add(value);
        return hash.ToHashCode();
    }

    public override string ToString()
    {
        System.Text.StringBuilder text = new();
        _ = text.Append(Family.ToString()).Append(':').Append(_size).Append(":{");
        for (int i = 2; i < _size; i++)
        {
            if (i > 2) _ = text.Append(',');
            _ = text.Append(_bytes[i]);
        }

        return text.Append('}').ToString();
    }
}
