// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;

namespace Skift.Network;

/// <summary>ICMP (RFC 792) and ICMPv6 (RFC 4443), as far as UDP needs them: nobody listens at a port.</summary>
internal static class Icmp
{
    private const int HeaderBytes = 8;
    private const byte UnreachableType = 3;
    private const byte UnreachablePort = 3;
    private const byte UnreachableType6 = 1;
    private const byte UnreachablePort6 = 4;

    /// <summary>Answers a datagram of UDP for which there is no socket, and drops it.</summary>
    internal static void SendPortUnreachable(Packet refused)
    {
        bool isIPv4 = refused.Destination.Address.IsIPv4;
        refused.Restore(isIPv4 ? IPLayer.IPv4HeaderBytes : IPLayer.IPv6HeaderBytes);
        Span<byte> quoted = refused.Header;
        Packet packet = new()
        {
            Source = new Endpoint(refused.Destination.Address, 0),
            Destination = new Endpoint(refused.Source.Address, 0),
            TimeToLive = IPLayer.DefaultTimeToLive,
        };
        quoted.CopyTo(packet.Prepend(quoted.Length));
        refused.Drop();
        Span<byte> header = packet.Prepend(HeaderBytes);
        header.Clear();
        header[0] = isIPv4 ? UnreachableType : UnreachableType6;
        header[1] = isIPv4 ? UnreachablePort : UnreachablePort6;
        int protocol = isIPv4 ? InternetProtocol.IPPROTO_ICMP : InternetProtocol.IPPROTO_ICMPV6;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], ChecksumOf(packet, protocol));
        if (!Routing.Find(packet.Destination.Address).Try(out Route route, out _)) return;
        IPLayer.Send(packet, protocol, route.Interface, packet.Source.Address.Hash ^ packet.Destination.Address.Hash);
        route.Interface.Flush(packet.Source.Address.Hash ^ packet.Destination.Address.Hash);
    }

    /// <summary>ICMPv6 counts the addresses in, ICMP does not.</summary>
    private static ushort ChecksumOf(Packet packet, int protocol)
    {
        if (protocol == InternetProtocol.IPPROTO_ICMPV6) return IPLayer.TransportChecksum(packet, protocol);
        return InternetChecksum.Finish(packet.Payload.AddTo(InternetChecksum.Add(0, packet.Header)));
    }

    internal static void Receive(Packet packet, int protocol)
    {
        if (packet.Header.Length >= HeaderBytes && ChecksumOf(packet, protocol) == 0)
        {
            ReadOnlySpan<byte> header = packet.Header;
            if (protocol == InternetProtocol.IPPROTO_ICMP && header[0] == UnreachableType) Refuse(header[HeaderBytes..], ErrorOf(header[1]));
            if (protocol == InternetProtocol.IPPROTO_ICMPV6 && header[0] == UnreachableType6) Refuse(header[HeaderBytes..], ErrorOf6(header[1]));
        }

        packet.Drop();
    }

    /// <summary>RFC 1122 §4.2.3.9, with Linux's errors.</summary>
    private static Errno ErrorOf(byte code) => code switch
    {
        0 or 6 or 9 => Errno.ENETUNREACH,
        2 => Errno.ENOPROTOOPT,
        UnreachablePort => Errno.ECONNREFUSED,
        4 => Errno.EMSGSIZE,
        _ => Errno.EHOSTUNREACH,
    };

    private static Errno ErrorOf6(byte code) => code switch
    {
        0 => Errno.ENETUNREACH,
        1 => Errno.EACCES,
        UnreachablePort6 => Errno.ECONNREFUSED,
        _ => Errno.EHOSTUNREACH,
    };

    /// <summary>Tells the socket that sent what is quoted.</summary>
    private static void Refuse(ReadOnlySpan<byte> quoted, Errno error)
    {
        const int PortBytes = 4;
        if (quoted.Length < IPLayer.IPv4HeaderBytes + PortBytes) return;
        bool isIPv4 = quoted[0] >> 4 == 4;
        int length = isIPv4 ? (quoted[0] & 0xF) * sizeof(uint) : IPLayer.IPv6HeaderBytes;
        if (quoted.Length < length + PortBytes || quoted[isIPv4 ? 9 : 6] != InternetProtocol.IPPROTO_UDP) return;
        int size = isIPv4 ? InternetAddress.IPv4Bytes : InternetAddress.IPv6Bytes;
        int place = isIPv4 ? 12 : 8;
        Endpoint source = new(InternetAddress.Read(quoted.Slice(place, size)), BinaryPrimitives.ReadUInt16BigEndian(quoted[length..]));
        Endpoint destination = new(InternetAddress.Read(quoted.Slice(place + size, size)), BinaryPrimitives.ReadUInt16BigEndian(quoted[(length + 2)..]));
        Udp.UdpLayer.OnUnreachable(source, destination, error);
    }
}
