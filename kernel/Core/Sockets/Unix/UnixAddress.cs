// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Sockets.Unix;

/// <summary>A <c>struct sockaddr_un</c> as the kernel tells it (<c>unix(7)</c>). Immutable.</summary>
internal sealed class UnixAddress
{
    /// <summary>Most bytes of an address: the family and a name.</summary>
    internal const int MaximumBytes = SocketAddress.FamilyBytes + SocketAddress.UnixPathBytes;

    private readonly byte[] _bytes;

    private UnixAddress(byte[] bytes) => _bytes = bytes;

    /// <summary>With the family in front; a path with its NUL at the end.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>What names the socket: a path without the NUL, or an abstract name with its NUL in front.</summary>
    internal ReadOnlySpan<byte> Name => IsAbstract ? Bytes[SocketAddress.FamilyBytes..] : Bytes[SocketAddress.FamilyBytes..^1];

    internal bool IsAbstract => _bytes[SocketAddress.FamilyBytes] == 0;

    /// <summary>Checks what a program passed.</summary>
    /// <returns>EINVAL: no name, too long, or another family.</returns>
    internal static Errno Check(ReadOnlySpan<byte> address)
    {
        if (address.Length <= SocketAddress.FamilyBytes || address.Length > MaximumBytes) return Errno.EINVAL;
        return FamilyOf(address) == AddressFamily.AF_UNIX ? Errno.None : Errno.EINVAL;
    }

    internal static int FamilyOf(ReadOnlySpan<byte> address) => address[0] | (address[1] << 8);

    /// <summary>From a checked address: a path ends at its first NUL, an abstract name has all its bytes.</summary>
    internal static UnixAddress From(ReadOnlySpan<byte> address)
    {
        ReadOnlySpan<byte> name = address[SocketAddress.FamilyBytes..];
        if (name[0] == 0) return new UnixAddress(address.ToArray());
        int end = name.IndexOf((byte)0);
        name = end < 0 ? name : name[..end];
        byte[] bytes = new byte[SocketAddress.FamilyBytes + name.Length + 1];
        address[..(SocketAddress.FamilyBytes + name.Length)].CopyTo(bytes);
        return new UnixAddress(bytes);
    }

    /// <summary>The abstract name of five hexadecimal digits that autobind gives.</summary>
    internal static UnixAddress Automatic(uint number)
    {
        byte[] bytes = new byte[SocketAddress.FamilyBytes + 6];
        bytes[0] = AddressFamily.AF_UNIX;
        for (int i = 0; i < 5; i++)
        {
            bytes[SocketAddress.FamilyBytes + 5 - i] = "0123456789abcdef"u8[(int)((number >> (4 * i)) & 15)];
        }

        return new UnixAddress(bytes);
    }

    internal bool NamesSame(UnixAddress other) => Bytes.SequenceEqual(other.Bytes);

    internal uint Hash
    {
        get
        {
            uint hash = 2166136261;
            foreach (byte value in _bytes)
            {
                hash = (hash ^ value) * 16777619;
            }

            return hash;
        }
    }

    internal int CopyTo(Span<byte> address)
    {
        Bytes[..Math.Min(address.Length, _bytes.Length)].CopyTo(address);
        return _bytes.Length;
    }
}
