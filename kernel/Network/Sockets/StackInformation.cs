// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Information;
using Skift.Network.Netlink;
using Skift.Network.Tcp;
using Skift.Network.Udp;

namespace Skift.Network.Sockets;

/// <summary>What <c>/proc/net</c> shows of the network.</summary>
internal sealed class StackInformation : NetworkInformation
{
    private const long Tick = 10 * RoundTripTime.Millisecond;

    public override (int First, int Last) PortRange => (PortTable.FirstEphemeral, PortTable.LastEphemeral);

    public override int FirstUnprivilegedPort => PortTable.FirstUnprivileged;

    public override Result<long> ControlInterface(uint request, ulong argument) => InterfaceControl.Do(request, argument);

    public override InterfaceInformation[] Interfaces
    {
        get
        {
            NetworkInterface loopback = Loopback.Instance;
            return
            [
                new InterfaceInformation
                {
                    Name = loopback.Name,
                    Index = loopback.Index,
                    Mtu = loopback.Mtu,
                    Flags = loopback.Flags,
                    LinkType = loopback.LinkType,
                    ReceivedBytes = loopback.Bytes,
                    ReceivedPackets = loopback.Packets,
                    SentBytes = loopback.Bytes,
                    SentPackets = loopback.Packets,
                },
            ];
        }
    }

    public override NetlinkSocketInformation[] Netlinks
    {
        get
        {
            List<NetlinkSocket> sockets = NetlinkTable.Snapshot();
            NetlinkSocketInformation[] found = new NetlinkSocketInformation[sockets.Count];
            for (int i = 0; i < found.Length; i++)
            {
                (int received, _, int drops) = sockets[i].MemoryInUse;
                found[i] = new NetlinkSocketInformation
                {
                    Protocol = sockets[i].Protocol,
                    Port = sockets[i].Port,
                    Groups = (uint)sockets[i].Groups,
                    ReceiveQueue = received,
                    Drops = drops,
                    Inode = sockets[i].FileNumber,
                };
            }

            return found;
        }
    }

    public override InternetSocketInformation[] Streams(bool isIPv6)
    {
        List<InternetSocketInformation> found = [];
        foreach (PortBinding binding in TcpLayer.Ports.Snapshot())
        {
            if (!binding.IsListening || binding.Owner is not TcpSocket socket || socket.IsIPv6 != isIPv6) continue;
            (int waiting, int limit) = socket.Backlog;
            InternetSocketInformation line = Describe(socket, socket.Local, default, (int)TcpState.TCP_LISTEN);
            line.ReceiveQueue = waiting;
            line.CongestionWindow = limit;
            found.Add(line);
        }

        foreach (TcpSocket socket in TcpLayer.Connections.Snapshot())
        {
            if (socket.IsIPv6 != isIPv6 || socket.Connection is not TcpConnection connection) continue;
            InternetSocketInformation line = Describe(socket, socket.ConnectedLocal, socket.Remote, (int)connection.State);
            line.SendQueue = connection.Unacknowledged;
            line.ReceiveQueue = connection.Readable;
            TcpInformation details = default;
            connection.Describe(ref details, 0);
            line.Retransmissions = details.tcpi_retransmits;
            line.TimeoutTicks = (int)(details.tcpi_rto * 1000L / Tick);
            line.CongestionWindow = (int)details.tcpi_snd_cwnd;
            if (connection.IsOrphan)
            {
                line.UserId = 0;
                line.Inode = 0;
            }

            found.Add(line);
        }

        return found.ToArray();
    }

    public override InternetSocketInformation[] Datagrams(bool isIPv6)
    {
        List<InternetSocketInformation> found = [];
        foreach (PortBinding binding in UdpLayer.Ports.Snapshot())
        {
            if (binding.Owner is not UdpSocket socket || socket.IsIPv6 != isIPv6) continue;
            Endpoint peer = socket.Peer;
            InternetSocketInformation line = Describe(socket, socket.Local, peer, (int)(peer.Port != 0 ? TcpState.TCP_ESTABLISHED : TcpState.TCP_CLOSE));
            line.ReceiveQueue = socket.WaitingCost;
            found.Add(line);
        }

        return found.ToArray();
    }

    private static InternetSocketInformation Describe(InternetSocket socket, in Endpoint local, in Endpoint remote, int state) => new()
    {
        LocalAddress = BytesOf(local.Address, socket.IsIPv6),
        RemoteAddress = BytesOf(remote.Address, socket.IsIPv6),
        LocalPort = local.Port,
        RemotePort = remote.Port,
        State = state,
        UserId = socket.UserId,
        Inode = socket.FileNumber,
    };

    private static byte[] BytesOf(InternetAddress address, bool isIPv6)
    {
        byte[] bytes = new byte[isIPv6 ? InternetAddress.IPv6Bytes : InternetAddress.IPv4Bytes];
        address.Write(bytes);
        return bytes;
    }
}
