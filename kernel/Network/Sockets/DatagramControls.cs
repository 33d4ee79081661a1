// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Sockets;

namespace Skift.Network.Sockets;

/// <summary>What recvmsg(2) tells of a datagram as control messages, in Linux's order (<c>ip(7)</c>, <c>ipv6(7)</c>).</summary>
internal static class DatagramControls
{
    /// <param name="received">The packet, with its ends set.</param>
    /// <param name="family">Of the socket, which may be of IPv6 while the packet is of IPv4.</param>
    /// <param name="isReport">The packet is a message of ICMP from the error queue, for which Linux does not say who would answer.</param>
    internal static void Add(Packet received, InternetOptions options, int family, bool isReport, scoped ref ReceiveRequest request)
    {
        if (!options.TellsSomething) return;
        bool isIPv4 = received.Destination.Address.IsIPv4;
        if (family == AddressFamily.AF_INET6) AddAddress6(received, options, IPv6Option.IPV6_RECVPKTINFO, IPv6Option.IPV6_PKTINFO, ref request);
        if (isIPv4) AddIPv4(received, options, isReport, ref request);
        else AddIPv6(received, options, ref request);
    }

    private static void AddIPv4(Packet received, InternetOptions options, bool isReport, scoped ref ReceiveRequest request)
    {
        const int Level = InternetProtocol.IPPROTO_IP;
        if (options.Has(Level, IPOption.IP_PKTINFO))
        {
            // struct in_pktinfo
            byte[] data = new byte[12];
            _ = BitConverter.TryWriteBytes(data, Loopback.LoopbackIndex);
            if (!isReport) received.Destination.Address.Write(data.AsSpan(4, InternetAddress.IPv4Bytes));
            received.Destination.Address.Write(data.AsSpan(8, InternetAddress.IPv4Bytes));
            request.AddControl(Level, IPOption.IP_PKTINFO, data);
        }

        if (options.Has(Level, IPOption.IP_RECVTTL)) request.AddControl(Level, IPOption.IP_TTL, BitConverter.GetBytes((int)received.TimeToLive));
        if (options.Has(Level, IPOption.IP_RECVTOS)) request.AddControl(Level, IPOption.IP_TOS, [received.TrafficClass]);
        if (options.Has(Level, IPOption.IP_RECVORIGDSTADDR)) AddDestination(received, Level, IPOption.IP_RECVORIGDSTADDR, AddressFamily.AF_INET, ref request);
    }

    private static void AddIPv6(Packet received, InternetOptions options, scoped ref ReceiveRequest request)
    {
        const int Level = InternetProtocol.IPPROTO_IPV6;
        if (options.Has(Level, IPv6Option.IPV6_RECVHOPLIMIT)) request.AddControl(Level, IPv6Option.IPV6_HOPLIMIT, BitConverter.GetBytes((int)received.TimeToLive));
        if (options.Has(Level, IPv6Option.IPV6_RECVTCLASS)) request.AddControl(Level, IPv6Option.IPV6_TCLASS, BitConverter.GetBytes((int)received.TrafficClass));
        AddAddress6(received, options, IPv6Option.IPV6_2292PKTINFO, IPv6Option.IPV6_2292PKTINFO, ref request);
        if (options.Has(Level, IPv6Option.IPV6_2292HOPLIMIT)) request.AddControl(Level, IPv6Option.IPV6_2292HOPLIMIT, BitConverter.GetBytes((int)received.TimeToLive));
        if (options.Has(Level, IPv6Option.IPV6_RECVORIGDSTADDR)) AddDestination(received, Level, IPv6Option.IPV6_RECVORIGDSTADDR, AddressFamily.AF_INET6, ref request);
    }

    private static void AddAddress6(Packet received, InternetOptions options, int option, int type, scoped ref ReceiveRequest request)
    {
        if (!options.Has(InternetProtocol.IPPROTO_IPV6, option)) return;
        // struct in6_pktinfo
        byte[] data = new byte[20];
        received.Destination.Address.Write(data.AsSpan(0, InternetAddress.IPv6Bytes));
        _ = BitConverter.TryWriteBytes(data.AsSpan(InternetAddress.IPv6Bytes), Loopback.LoopbackIndex);
        request.AddControl(InternetProtocol.IPPROTO_IPV6, type, data);
    }

    private static void AddDestination(Packet received, int level, int type, int family, scoped ref ReceiveRequest request)
    {
        byte[] name = new byte[family == AddressFamily.AF_INET6 ? InternetProtocol.Address6Bytes : InternetProtocol.AddressBytes];
        _ = SocketName.Write(name, received.Destination, family);
        request.AddControl(level, type, name);
    }
}
