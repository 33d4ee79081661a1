// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Network.Sockets;

namespace Skift.Network.Udp;

/// <summary>UDP (RFC 768): finds the socket that a datagram is for.</summary>
internal static class UdpLayer
{
    internal const int HeaderBytes = 8;

    /// <summary>Ports of all sockets.</summary>
    internal static PortTable Ports { get; } = new(isStream: false);

    /// <summary>Puts the header in front of a packet whose ends are set.</summary>
    internal static void PutHeader(Packet packet, bool needsChecksum)
    {
        Span<byte> header = packet.Prepend(HeaderBytes);
        BinaryPrimitives.WriteUInt16BigEndian(header, packet.Source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], packet.Destination.Port);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], 0);
        if (!needsChecksum) return;
        ushort sum = IPLayer.TransportChecksum(packet, InternetProtocol.IPPROTO_UDP);
        // 0 would say that there is none.
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], sum == 0 ? ushort.MaxValue : sum);
    }

    internal static void Receive(Packet packet)
    {
        Span<byte> header = packet.Header;
        if (header.Length < HeaderBytes || BinaryPrimitives.ReadUInt16BigEndian(header[4..]) != packet.Length || !HasGoodChecksum(packet, header))
        {
            packet.Drop();
            return;
        }

        packet.Source = new Endpoint(packet.Source.Address, BinaryPrimitives.ReadUInt16BigEndian(header));
        packet.Destination = new Endpoint(packet.Destination.Address, BinaryPrimitives.ReadUInt16BigEndian(header[2..]));
        if (Ports.Find(packet.Destination, packet.Source) is not UdpSocket socket)
        {
            Icmp.SendPortUnreachable(packet);
            return;
        }

        packet.Strip(HeaderBytes);
        socket.Deliver(packet);
    }

    private static bool HasGoodChecksum(Packet packet, ReadOnlySpan<byte> header) =>
        packet.IsTrusted || BinaryPrimitives.ReadUInt16BigEndian(header[6..]) == 0 || IPLayer.TransportChecksum(packet, InternetProtocol.IPPROTO_UDP) == 0;

    /// <summary>A datagram from <paramref name="local"/> could not be delivered. What the report holds goes over.</summary>
    /// <param name="isFinal">It never will be, so who only waits for an answer is told too.</param>
    internal static void OnUnreachable(in Endpoint local, ErrorReport report, bool isFinal)
    {
        if (Ports.Find(local, report.Destination) is UdpSocket socket) socket.OnUnreachable(report, isFinal);
        else report.Message?.Drop();
    }
}
