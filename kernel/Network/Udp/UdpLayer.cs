// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core;
using Skift.Machine;
using Skift.Network.Sockets;

namespace Skift.Network.Udp;

/// <summary>UDP (RFC 768): finds the socket that a datagram is for.</summary>
internal static class UdpLayer
{
    internal const int HeaderBytes = 8;

    private const int AddressScore = 1;
    private const int PeerScore = 2;

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
        if (Find(packet.Destination, packet.Source) is not UdpSocket socket)
        {
            Icmp.SendPortUnreachable(packet);
            return;
        }

        packet.Strip(HeaderBytes);
        socket.Deliver(packet);
    }

    private static bool HasGoodChecksum(Packet packet, ReadOnlySpan<byte> header) =>
        packet.IsTrusted || BinaryPrimitives.ReadUInt16BigEndian(header[6..]) == 0 || IPLayer.TransportChecksum(packet, InternetProtocol.IPPROTO_UDP) == 0;

    /// <summary>A datagram from <paramref name="local"/> could not be delivered.</summary>
    internal static void OnUnreachable(in Endpoint local, in Endpoint remote, Errno error) => Find(local, remote)?.OnUnreachable(error);

    /// <summary>The socket that fits best: connected to the peer before bound to the address before bound to any; of those that share by a number of the peer.</summary>
    private static UdpSocket? Find(in Endpoint local, in Endpoint remote)
    {
        UdpSocket? best = null;
        int bestScore = -1;
        int equals = 0;
        using SpinLock<LinkList<PortBinding>[]>.Guard guard = Ports.Lock();
        for (Link<PortBinding>? link = PortTable.BucketOf(guard, local.Port).First; link is not null; link = link.Next)
        {
            PortBinding binding = link.Owner;
            if (binding.Port != local.Port || !binding.Covers(local.Address)) continue;
            UdpSocket socket = (UdpSocket)binding.Owner!;
            Endpoint peer = socket.Peer;
            if (peer.Port != 0 && !peer.Equals(remote)) continue;
            int score = (binding.Address.IsAny ? 0 : AddressScore) + (peer.Port != 0 ? PeerScore : 0);
            if (score < bestScore) continue;
            if (score == bestScore && !(binding.SharesPort && best!.Binding.SharesPort)) continue;
            equals = score == bestScore ? equals + 1 : 1;
            if (score > bestScore || remote.Hash % (uint)equals == 0) best = socket;
            bestScore = score;
        }

        return best;
    }
}
