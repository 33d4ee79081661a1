// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Information;

namespace Skift.FileSystems.ProcFs;

/// <summary>Files of <c>/proc/net</c> about the internet protocols, in Linux's columns.</summary>
internal static class NetworkTexts
{
    private const int StreamWidth = 149;
    private const int DatagramWidth = 127;

    internal static ProcText Streams(NetworkInformation network, bool isIPv6)
    {
        ProcText text = new();
        _ = text.Add(isIPv6
            ? "  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"u8
            : "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     \n"u8);
        InternetSocketInformation[] sockets = network.Streams(isIPv6);
        for (int i = 0; i < sockets.Length; i++)
        {
            ref InternetSocketInformation socket = ref sockets[i];
            ProcText line = new();
            AddCommon(line, i, 4, socket);
            if (socket.State == (int)TcpState.TCP_TIME_WAIT) _ = line.Add(" 3 0000000000000000"u8);
            else _ = line.Add(" 1 0000000000000000 "u8).Add(socket.TimeoutTicks).Add(" 0 0 "u8).Add(socket.CongestionWindow).Add(" -1"u8);
            AddLine(text, line, isIPv6 ? 0 : StreamWidth);
        }

        return text;
    }

    internal static ProcText Datagrams(NetworkInformation network, bool isIPv6)
    {
        ProcText text = new();
        _ = text.Add(isIPv6
            ? "  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n"u8
            : "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops            \n"u8);
        InternetSocketInformation[] sockets = network.Datagrams(isIPv6);
        for (int i = 0; i < sockets.Length; i++)
        {
            ProcText line = new();
            AddCommon(line, i, 5, sockets[i]);
            AddLine(text, line.Add(" 2 0000000000000000 0"u8), isIPv6 ? 0 : DatagramWidth);
        }

        return text;
    }

    private static void AddCommon(ProcText line, int number, int width, in InternetSocketInformation socket)
    {
        _ = line.Add(number, width).Add(": "u8);
        AddEnd(line, socket.LocalAddress, socket.LocalPort);
        AddEnd(line, socket.RemoteAddress, socket.RemotePort);
        _ = line.AddUpperHexadecimal((ulong)socket.State, 2).Add(' ').AddUpperHexadecimal((ulong)socket.SendQueue, 8).Add(':')
            .AddUpperHexadecimal((ulong)socket.ReceiveQueue, 8).Add(" 00:00000000 "u8).AddUpperHexadecimal((ulong)socket.Retransmissions, 8)
            .Add(' ').Add(socket.UserId, 5).Add("        0 "u8).Add((long)socket.Inode);
    }

    /// <summary>Words of the address as this machine reads them, then the port.</summary>
    private static void AddEnd(ProcText line, byte[] address, int port)
    {
        for (int i = 0; i < address.Length; i += sizeof(uint))
        {
            _ = line.AddUpperHexadecimal(BinaryPrimitives.ReadUInt32LittleEndian(address.AsSpan(i)), 8);
        }

        _ = line.Add(':').AddUpperHexadecimal((ulong)port, 4).Add(' ');
    }

    private static void AddLine(ProcText text, ProcText line, int width) => _ = text.Add(line.ToArray()).Pad(width - line.Length).Add('\n');

    internal static ProcText Interfaces(NetworkInformation network)
    {
        ProcText text = new();
        _ = text.Add("Inter-|   Receive                                                |  Transmit\n"u8)
            .Add(" face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n"u8);
        foreach (InterfaceInformation found in network.Interfaces)
        {
            _ = text.Pad(6 - found.Name.Length).Add(found.Name).Add(": "u8).Add(found.ReceivedBytes, 7).Add(' ').Add(found.ReceivedPackets, 7).Add("    0    0    0     0          0         0 "u8)
                .Add(found.SentBytes, 8).Add(' ').Add(found.SentPackets, 7).Add("    0    0    0     0       0          0\n"u8);
        }

        return text;
    }

    /// <summary>Routes of the main table, of which the loopback's are not a part.</summary>
    internal static ProcText Routes() =>
        new ProcText().Add("Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT                                                       \n"u8);

    /// <summary>Addresses of IPv6: address, interface, length of the prefix, scope, flags, name.</summary>
    internal static ProcText Addresses6() => new ProcText().Add("00000000000000000000000000000001 01 80 10 80       lo\n"u8);

    internal static ProcText Statistics(NetworkInformation network)
    {
        int waiting = 0;
        int orphans = 0;
        InternetSocketInformation[] streams = network.Streams(isIPv6: false);
        foreach (InternetSocketInformation socket in streams)
        {
            if (socket.State == (int)TcpState.TCP_TIME_WAIT) waiting++;
            else if (socket.Inode == 0) orphans++;
        }

        int datagrams = network.Datagrams(isIPv6: false).Length;
        int used = streams.Length - waiting;
        return new ProcText().Add("sockets: used "u8).Add(used + datagrams).Add("\nTCP: inuse "u8).Add(used).Add(" orphan "u8).Add(orphans).Add(" tw "u8).Add(waiting)
            .Add(" alloc "u8).Add(used).Add(" mem 0\nUDP: inuse "u8).Add(datagrams).Add(" mem 0\nUDPLITE: inuse 0\nRAW: inuse 0\nFRAG: inuse 0 memory 0\n"u8);
    }

    internal static ProcText Statistics6(NetworkInformation network)
    {
        int streams = 0;
        foreach (InternetSocketInformation socket in network.Streams(isIPv6: true))
        {
            if (socket.State != (int)TcpState.TCP_TIME_WAIT) streams++;
        }

        return new ProcText().Add("TCP6: inuse "u8).Add(streams).Add("\nUDP6: inuse "u8).Add(network.Datagrams(isIPv6: true).Length)
            .Add("\nUDPLITE6: inuse 0\nRAW6: inuse 0\nFRAG6: inuse 0 memory 0\n"u8);
    }

    internal static ProcText Netlinks(NetworkInformation network)
    {
        const ulong Locks = 2;
        ProcText text = new();
        _ = text.Add("sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n"u8);
        foreach (NetlinkSocketInformation socket in network.Netlinks)
        {
            _ = text.AddHexadecimal(0, 16).Add(' ');
            AddColumn(text, (ulong)socket.Protocol, 3);
            AddColumn(text, socket.Port, 10);
            _ = text.AddHexadecimal(socket.Groups, 8).Add(' ');
            AddColumn(text, (ulong)socket.ReceiveQueue, 8);
            AddColumn(text, 0, 8);
            AddColumn(text, 0, 5);
            AddColumn(text, Locks, 8);
            AddColumn(text, (ulong)socket.Drops, 8);
            int start = text.Length;
            _ = text.Add(socket.Inode).Pad(8 - (text.Length - start));
            _ = text.Add('\n');
        }

        return text;
    }

    private static void AddColumn(ProcText text, ulong value, int width)
    {
        int start = text.Length;
        _ = text.Add(value).Pad(width - (text.Length - start)).Add(' ');
    }

    /// <summary>No socket is raw, so there are columns only.</summary>
    internal static ProcText Raw(bool isIPv6) => new ProcText().Add(isIPv6
        ? "  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n"u8
        : "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n"u8);
}
