// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Network.Sockets;

namespace Skift.Network.Tcp;

/// <summary>TCP: finds the socket that a segment is for, and answers those that are for none.</summary>
internal static class TcpLayer
{
    /// <summary>Ports of all sockets and connections.</summary>
    internal static PortTable Ports { get; } = new(isStream: true);

    internal static TcpTable Connections { get; } = new();

    /// <summary>Connections that only wait for late segments; beyond this many they are forgotten at once (net.ipv4.tcp_max_tw_buckets).</summary>
    private const int MaximumWaiting = 4096;

    private static int s_waiting;

    /// <summary>Counts a connection that begins to wait for late segments.</summary>
    /// <returns>False, and not counted: there are too many.</returns>
    internal static bool TryCountWaiting()
    {
        if (Interlocked.Increment(ref s_waiting) <= MaximumWaiting) return true;
        EndWaiting();
        return false;
    }

    internal static void EndWaiting() => _ = Interlocked.Decrement(ref s_waiting);

    /// <summary>The same for both directions of a connection.</summary>
    internal static uint FlowOf(in Endpoint local, in Endpoint remote) => local.Hash ^ remote.Hash;

    internal static void Receive(Packet packet)
    {
        bool isGood = packet.IsTrusted || IPLayer.TransportChecksum(packet, InternetProtocol.IPPROTO_TCP) == 0;
        if (!isGood || !TcpHeader.TryRead(packet.Header, out TcpHeader header, out int length))
        {
            packet.Drop();
            return;
        }

        packet.Strip(length);
        packet.Tcp = header;
        packet.Source = new Endpoint(packet.Source.Address, header.SourcePort);
        packet.Destination = new Endpoint(packet.Destination.Address, header.DestinationPort);
        if (Connections.Find(packet.Destination, packet.Source) is TcpSocket socket && (DropFar(packet, socket) || socket.Deliver(packet))) return;
        if (Ports.Find(packet.Destination, packet.Source) is TcpSocket listener && (DropFar(packet, listener) || listener.ReceiveSyn(packet))) return;
        Refuse(packet, header);
    }

    /// <summary>Drops what has come from farther away than the socket wants to hear (IP_MINTTL, IPV6_MINHOPCOUNT).</summary>
    private static bool DropFar(Packet packet, TcpSocket socket)
    {
        int least = packet.Destination.Address.IsIPv4 ? socket.Options.LeastTimeToLive : socket.Options.LeastHopLimit;
        if (packet.TimeToLive >= least) return false;
        packet.Drop();
        return true;
    }

    /// <summary>Nobody is there: a reset that the sender will believe (RFC 9293 §3.10.7.1).</summary>
    private static void Refuse(Packet packet, in TcpHeader header)
    {
        if (!header.Has(TcpFlags.RST))
        {
            bool hasNumber = header.Has(TcpFlags.ACK);
            int length = packet.Payload.Length + (header.Has(TcpFlags.SYN) ? 1 : 0) + (header.Has(TcpFlags.FIN) ? 1 : 0);
            TcpHeader answer = new()
            {
                SourcePort = header.DestinationPort,
                DestinationPort = header.SourcePort,
                Flags = hasNumber ? TcpFlags.RST : TcpFlags.RST | TcpFlags.ACK,
                Sequence = hasNumber ? header.Acknowledgement : 0,
                Acknowledgement = hasNumber ? 0 : header.Sequence + (uint)length,
                WindowScale = -1,
            };
            Packet reset = new() { Source = packet.Destination, Destination = packet.Source, TimeToLive = IPLayer.DefaultTimeToLive };
            answer.Put(reset);
            Send(reset, FlowOf(packet.Destination, packet.Source));
        }

        packet.Drop();
    }

    /// <summary>Sends a segment whose IP fields are set. Does not wait; the flow is to be flushed once no lock is held.</summary>
    /// <returns>The interface to flush; null if there is no way.</returns>
    internal static NetworkInterface? Send(Packet packet, uint flow)
    {
        if (!Routing.Find(packet.Destination.Address).Try(out Route route, out _))
        {
            packet.Drop();
            return null;
        }

        if (!route.Interface.IsTrusted) TcpHeader.SetChecksum(packet, IPLayer.TransportChecksum(packet, InternetProtocol.IPPROTO_TCP));
        IPLayer.Send(packet, InternetProtocol.IPPROTO_TCP, route.Interface, flow);
        return route.Interface;
    }
}
