// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;

namespace Skift.Network.Sockets;

/// <summary><c>struct sockaddr_in</c> and <c>struct sockaddr_in6</c>.</summary>
internal static class SocketName
{
    private const int PortOffset = 2;
    private const int AddressOffset = 4;
    private const int Address6Offset = 8;

    internal static int FamilyOf(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt16LittleEndian(name);

    /// <summary>Reads a name of the given family.</summary>
    /// <returns>EINVAL for one that is too short, EAFNOSUPPORT for another family.</returns>
    internal static Result<Endpoint> Read(ReadOnlySpan<byte> name, int family)
    {
        bool isIPv6 = family == AddressFamily.AF_INET6;
        if (name.Length < (isIPv6 ? InternetProtocol.OldAddress6Bytes : InternetProtocol.AddressBytes)) return Errno.EINVAL;
        if (FamilyOf(name) != family) return Errno.EAFNOSUPPORT;
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(name[PortOffset..]);
        ReadOnlySpan<byte> address = isIPv6 ? name.Slice(Address6Offset, InternetAddress.IPv6Bytes) : name.Slice(AddressOffset, InternetAddress.IPv4Bytes);
        return new Endpoint(InternetAddress.Read(address), port);
    }

    /// <summary>Writes a name.</summary>
    /// <returns>Its length.</returns>
    internal static int Write(Span<byte> name, in Endpoint endpoint, int family)
    {
        bool isIPv6 = family == AddressFamily.AF_INET6;
        int length = isIPv6 ? InternetProtocol.Address6Bytes : InternetProtocol.AddressBytes;
        name = name[..length];
        name.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(name, (ushort)family);
        BinaryPrimitives.WriteUInt16BigEndian(name[PortOffset..], endpoint.Port);
        endpoint.Address.Write(isIPv6 ? name.Slice(Address6Offset, InternetAddress.IPv6Bytes) : name.Slice(AddressOffset, InternetAddress.IPv4Bytes));
        return length;
    }
}
