// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Network.Sockets;

namespace Skift.Network;

/// <summary>ICMP (RFC 792) and ICMPv6 (RFC 4443), as far as UDP needs them: nobody listens at a port.</summary>
internal static class Icmp
{
    private const int HeaderBytes = 8;
    private const int LargestAnswer = 576;
    private const int LargestAnswer6 = 1280;
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
        // As much of the datagram as keeps the answer small (RFC 1812 §4.3.2.3, RFC 4443 §2.4).
        packet.Payload = refused.Payload;
        int headers = quoted.Length + HeaderBytes + (isIPv4 ? IPLayer.IPv4HeaderBytes : IPLayer.IPv6HeaderBytes);
        packet.Payload.CutTo(Math.Min(packet.Payload.Length, (isIPv4 ? LargestAnswer : LargestAnswer6) - headers));
        Span<byte> header = packet.Prepend(HeaderBytes);
        header.Clear();
        header[0] = isIPv4 ? UnreachableType : UnreachableType6;
        header[1] = isIPv4 ? UnreachablePort : UnreachablePort6;
        int protocol = isIPv4 ? InternetProtocol.IPPROTO_ICMP : InternetProtocol.IPPROTO_ICMPV6;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], ChecksumOf(packet, protocol));
        if (!Routing.Find(packet.Destination.Address).Try(out Route route, out _))
        {
            packet.Drop();
            return;
        }

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
        bool isIPv4 = protocol == InternetProtocol.IPPROTO_ICMP;
        ReadOnlySpan<byte> header = packet.Header;
        bool isUnreachable = header.Length >= HeaderBytes && ChecksumOf(packet, protocol) == 0 && header[0] == (isIPv4 ? UnreachableType : UnreachableType6);
        if (!isUnreachable || !TryReadQuoted(header[HeaderBytes..], out Endpoint source, out Endpoint destination))
        {
            packet.Drop();
            return;
        }

        byte code = header[1];
        ErrorReport report = new()
        {
            Error = isIPv4 ? ErrorOf(code) : ErrorOf6(code),
            Origin = isIPv4 ? ErrorOrigin.SO_EE_ORIGIN_ICMP : ErrorOrigin.SO_EE_ORIGIN_ICMP6,
            Type = header[0],
            Code = code,
            Destination = destination,
            Message = packet,
        };
        Udp.UdpLayer.OnUnreachable(source, report, isIPv4 ? code is 2 or UnreachablePort : code is 1 or UnreachablePort6);
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

    /// <summary>Reads the ends of the datagram of UDP that a message quotes.</summary>
    private static bool TryReadQuoted(ReadOnlySpan<byte> quoted, out Endpoint source, out Endpoint destination)
    {
        const int PortBytes = 4;
        source = destination = default;
        if (quoted.Length < IPLayer.IPv4HeaderBytes + PortBytes) return false;
        bool isIPv4 = quoted[0] >> 4 == 4;
        int length = isIPv4 ? (quoted[0] & 0xF) * sizeof(uint) : IPLayer.IPv6HeaderBytes;
        if (quoted.Length < length + PortBytes || quoted[isIPv4 ? 9 : 6] != InternetProtocol.IPPROTO_UDP) return false;
        int size = isIPv4 ? InternetAddress.IPv4Bytes : InternetAddress.IPv6Bytes;
        int place = isIPv4 ? 12 : 8;
        source = new Endpoint(InternetAddress.Read(quoted.Slice(place, size)), BinaryPrimitives.ReadUInt16BigEndian(quoted[length..]));
        destination = new Endpoint(InternetAddress.Read(quoted.Slice(place + size, size)), BinaryPrimitives.ReadUInt16BigEndian(quoted[(length + 2)..]));
        return true;
    }
}
