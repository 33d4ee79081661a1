// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.Core.Information;

/// <summary>What <c>/proc/net</c> shows of the network, which registers itself at boot.</summary>
public abstract class NetworkInformation
{
    private static NetworkInformation? s_current;

    /// <summary>The network; null in a kernel without one.</summary>
    public static NetworkInformation? Current
    {
        get => Volatile.Read(ref s_current);
        set => Volatile.Write(ref s_current, value);
    }

    /// <summary>ioctl(2) about interfaces, which any socket takes (<c>netdevice(7)</c>). EFAULT, ENODEV; ENOTTY for other requests.</summary>
    public abstract Result<long> ControlInterface(uint request, ulong argument);

    /// <summary>Sockets and connections of TCP, those that listen first.</summary>
    public abstract InternetSocketInformation[] Streams(bool isIPv6);

    /// <summary>Sockets of UDP that have a port.</summary>
    public abstract InternetSocketInformation[] Datagrams(bool isIPv6);

    /// <summary>Sockets of AF_NETLINK that have a port.</summary>
    public abstract NetlinkSocketInformation[] Netlinks { get; }

    public abstract InterfaceInformation[] Interfaces { get; }

    /// <summary>The number of an interface by its name; 0 if there is none.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        foreach (InterfaceInformation found in Interfaces)
        {
            if (Text.EqualsAscii(name, found.Name)) return found.Index;
        }

        return 0;
    }

    /// <summary>The name of an interface by its number; null if there is none.</summary>
    public string? NameOf(int index)
    {
        foreach (InterfaceInformation found in Interfaces)
        {
            if (found.Index == index) return found.Name;
        }

        return null;
    }

    /// <summary>net.ipv4.ip_local_port_range.</summary>
    public abstract (int First, int Last) PortRange { get; }

    /// <summary>net.ipv4.ip_unprivileged_port_start.</summary>
    public abstract int FirstUnprivilegedPort { get; }
}

/// <summary>A line of <c>/proc/net/tcp</c>, <c>udp</c> and their like.</summary>
public struct InternetSocketInformation
{
    /// <summary>4 or 16 bytes in the network's order.</summary>
    public byte[] LocalAddress;
    public byte[] RemoteAddress;
    public int LocalPort;
    public int RemotePort;

    /// <summary>One of <see cref="TcpState"/>.</summary>
    public int State;
    public long SendQueue;
    public long ReceiveQueue;
    public uint UserId;

    /// <summary>Number of its file's inode; 0 if it has none (any more).</summary>
    public ulong Inode;
    public int Retransmissions;

    /// <summary>Ticks of 10 ms to wait before sending again, and segments that may be under way.</summary>
    public int TimeoutTicks;
    public int CongestionWindow;
}

/// <summary>A line of <c>/proc/net/netlink</c>.</summary>
public struct NetlinkSocketInformation
{
    public int Protocol;
    public uint Port;
    public uint Groups;
    public int ReceiveQueue;
    public int Drops;
    public ulong Inode;
}

/// <summary>An interface, as <c>/proc/net/dev</c> and <c>/sys/class/net</c> show it.</summary>
public struct InterfaceInformation
{
    public string Name;
    public int Index;
    public int Mtu;

    /// <summary>IFF_*, and ARPHRD_* of its link.</summary>
    public uint Flags;
    public int LinkType;
    public long ReceivedBytes;
    public long ReceivedPackets;
    public long SentBytes;
    public long SentPackets;
}
