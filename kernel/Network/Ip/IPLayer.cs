// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Threading;
using Skift.Abi;

namespace Skift.Network;

/// <summary>IPv4 (RFC 791) and IPv6 (RFC 8200): puts their header in front of packets and takes it off. Neither fragments nor forwards.</summary>
internal static class IPLayer
{
    internal const int IPv4HeaderBytes = 20;
    internal const int IPv6HeaderBytes = 40;

    /// <summary>What the 16 bits of a length can say.</summary>
    internal const int MaximumBytes = 65535;

    internal const byte DefaultTimeToLive = 64;

    private const byte Version4 = 0x45;
    private const ushort DontFragment = 0x4000;
    private const ushort FragmentMask = 0x3FFF;

    private static int s_lastIdentification;

    /// <summary>Sends a packet whose addresses, traffic class and time to live are set. Does not wait.</summary>
    internal static void Send(Packet packet, int protocol, NetworkInterface through, uint flow)
    {
        if (packet.Destination.Address.IsIPv4) PutIPv4(packet, protocol);
        else PutIPv6(packet, protocol);
        through.Transmit(packet, flow);
    }

    private static void PutIPv4(Packet packet, int protocol)
    {
        Span<byte> header = packet.Prepend(IPv4HeaderBytes);
        header[0] = Version4;
        header[1] = packet.TrafficClass;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)Interlocked.Increment(ref s_lastIdentification));
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], DontFragment);
        header[8] = packet.TimeToLive;
        header[9] = (byte)protocol;
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], 0);
        packet.Source.Address.Write(header.Slice(12, InternetAddress.IPv4Bytes));
        packet.Destination.Address.Write(header.Slice(16, InternetAddress.IPv4Bytes));
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], InternetChecksum.Finish(InternetChecksum.Add(0, header)));
    }

    private static void PutIPv6(Packet packet, int protocol)
    {
        int length = packet.Length;
        Span<byte> header = packet.Prepend(IPv6HeaderBytes);
        BinaryPrimitives.WriteUInt32BigEndian(header, (6u << 28) | ((uint)packet.TrafficClass << 20));
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)length);
        header[6] = (byte)protocol;
        header[7] = packet.TimeToLive;
        packet.Source.Address.Write(header.Slice(8, InternetAddress.IPv6Bytes));
        packet.Destination.Address.Write(header.Slice(24, InternetAddress.IPv6Bytes));
    }

    /// <summary>Takes a packet that has arrived and hands it to its protocol; drops what is damaged or not for this machine.</summary>
    internal static void Receive(Packet packet)
    {
        int protocol = packet.Header.Length < IPv4HeaderBytes ? -1 : packet.Header[0] >> 4 == 4 ? StripIPv4(packet) : StripIPv6(packet);
        if (protocol >= 0 && !Routing.IsLocal(packet.Destination.Address)) protocol = -1;
        switch (protocol)
        {
            case InternetProtocol.IPPROTO_TCP:
                Tcp.TcpLayer.Receive(packet);
                break;
            case InternetProtocol.IPPROTO_UDP:
                Udp.UdpLayer.Receive(packet);
                break;
            case InternetProtocol.IPPROTO_ICMP or InternetProtocol.IPPROTO_ICMPV6:
                Icmp.Receive(packet, protocol);
                break;
            default:
                packet.Drop();
                break;
        }
    }

    /// <summary>Checks and takes off a header of IPv4. Fragments are not put together: nothing here makes them.</summary>
    /// <returns>The protocol; negative if the packet is bad.</returns>
    private static int StripIPv4(Packet packet)
    {
        Span<byte> header = packet.Header;
        int length = (header[0] & 0xF) * sizeof(uint);
        if (length < IPv4HeaderBytes || length > header.Length) return -1;
        int total = BinaryPrimitives.ReadUInt16BigEndian(header[2..]);
        if (total != packet.Length || InternetChecksum.Finish(InternetChecksum.Add(0, header[..length])) != 0) return -1;
        if ((BinaryPrimitives.ReadUInt16BigEndian(header[6..]) & FragmentMask) != 0) return -1;
        packet.TrafficClass = header[1];
        packet.TimeToLive = header[8];
        packet.Source = new Endpoint(InternetAddress.Read(header.Slice(12, InternetAddress.IPv4Bytes)), 0);
        packet.Destination = new Endpoint(InternetAddress.Read(header.Slice(16, InternetAddress.IPv4Bytes)), 0);
        int protocol = header[9];
        packet.Strip(length);
        return protocol;
    }

    private static int StripIPv6(Packet packet)
    {
        Span<byte> header = packet.Header;
        if (header.Length < IPv6HeaderBytes || header[0] >> 4 != 6) return -1;
        if (BinaryPrimitives.ReadUInt16BigEndian(header[4..]) != packet.Length - IPv6HeaderBytes) return -1;
        packet.TrafficClass = (byte)(BinaryPrimitives.ReadUInt32BigEndian(header) >> 20);
        packet.TimeToLive = header[7];
        packet.Source = new Endpoint(InternetAddress.Read(header.Slice(8, InternetAddress.IPv6Bytes)), 0);
        packet.Destination = new Endpoint(InternetAddress.Read(header.Slice(24, InternetAddress.IPv6Bytes)), 0);
        int protocol = header[6];
        packet.Strip(IPv6HeaderBytes);
        return protocol;
    }

    /// <summary>The sum of the addresses, the length and the protocol, which the checksums of UDP and TCP include (RFC 9293 §3.1, RFC 8200 §8.1).</summary>
    internal static uint PseudoHeaderSum(Packet packet, int protocol)
    {
        Span<byte> bytes = stackalloc byte[2 * InternetAddress.IPv6Bytes];
        int size = packet.Destination.Address.IsIPv4 ? InternetAddress.IPv4Bytes : InternetAddress.IPv6Bytes;
        packet.Source.Address.Write(bytes[..size]);
        packet.Destination.Address.Write(bytes.Slice(size, size));
        uint sum = InternetChecksum.Add((uint)protocol, bytes[..(2 * size)]);
        return InternetChecksum.Join(sum, (uint)packet.Length, isOdd: false);
    }

    /// <summary>The checksum over a packet whose outermost header is that of its transport. 0 where it is right.</summary>
    internal static ushort TransportChecksum(Packet packet, int protocol)
    {
        Span<byte> header = packet.Header;
        uint sum = InternetChecksum.Add(PseudoHeaderSum(packet, protocol), header);
        // Headers of transports have an even number of bytes.
        return InternetChecksum.Finish(packet.Payload.AddTo(sum));
    }
}
