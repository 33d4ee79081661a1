// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Sockets;

namespace Skift.Network.Sockets;

/// <summary>The options of <c>ip(7)</c> and <c>ipv6(7)</c>. Single words, read and written whole; no lock.</summary>
internal sealed class InternetOptions
{
    private const int Unset = -1;

    private int _timeToLive = Unset;
    private int _hopLimit = Unset;
    private int _typeOfService;
    private int _trafficClass;

    /// <summary>IP_TTL; negative for the system's own.</summary>
    internal int TimeToLive { get => Volatile.Read(ref _timeToLive); set => Volatile.Write(ref _timeToLive, value); }

    /// <summary>IPV6_UNICAST_HOPS; negative for the system's own.</summary>
    internal int HopLimit { get => Volatile.Read(ref _hopLimit); set => Volatile.Write(ref _hopLimit, value); }

    /// <summary>IP_TOS.</summary>
    internal int TypeOfService { get => Volatile.Read(ref _typeOfService); set => Volatile.Write(ref _typeOfService, value); }

    /// <summary>IPV6_TCLASS.</summary>
    internal int TrafficClass { get => Volatile.Read(ref _trafficClass); set => Volatile.Write(ref _trafficClass, value); }

    /// <summary>IP_FREEBIND.</summary>
    internal bool IsFreeBind { get; set; }

    /// <summary>IP_MTU_DISCOVER. Nothing here fragments, so it only is remembered.</summary>
    internal int PathDiscovery { get; set; } = IPOption.IP_PMTUDISC_WANT;

    /// <summary>What recvmsg(2) is to tell of each datagram: IP_PKTINFO, IP_RECVTTL, IP_RECVTOS and the same of IPv6.</summary>
    internal bool TellsPacket { get; set; }

    internal bool TellsTimeToLive { get; set; }

    internal bool TellsTypeOfService { get; set; }

    internal bool TellsPacket6 { get; set; }

    internal bool TellsHopLimit { get; set; }

    internal bool TellsTrafficClass { get; set; }

    /// <summary>Adds what is to be told of a datagram, in Linux's order.</summary>
    internal void AddControls(Packet packet, int family, scoped ref ReceiveRequest request)
    {
        if (packet.Destination.Address.IsIPv4) AddIPv4(packet, ref request);
        if (family == AddressFamily.AF_INET6) AddIPv6(packet, ref request);
    }

    private void AddIPv4(Packet packet, scoped ref ReceiveRequest request)
    {
        if (TellsPacket)
        {
            // struct in_pktinfo
            byte[] data = new byte[12];
            _ = BitConverter.TryWriteBytes(data, Loopback.LoopbackIndex);
            packet.Destination.Address.Write(data.AsSpan(4, InternetAddress.IPv4Bytes));
            packet.Destination.Address.Write(data.AsSpan(8, InternetAddress.IPv4Bytes));
            request.AddControl(InternetProtocol.IPPROTO_IP, IPOption.IP_PKTINFO, data);
        }

        if (TellsTimeToLive) request.AddControl(InternetProtocol.IPPROTO_IP, IPOption.IP_TTL, BitConverter.GetBytes((int)packet.TimeToLive));
        if (TellsTypeOfService) request.AddControl(InternetProtocol.IPPROTO_IP, IPOption.IP_TOS, [packet.TrafficClass]);
    }

    private void AddIPv6(Packet packet, scoped ref ReceiveRequest request)
    {
        if (TellsPacket6)
        {
            // struct in6_pktinfo
            byte[] data = new byte[20];
            packet.Destination.Address.Write(data.AsSpan(0, InternetAddress.IPv6Bytes));
            _ = BitConverter.TryWriteBytes(data.AsSpan(InternetAddress.IPv6Bytes), Loopback.LoopbackIndex);
            request.AddControl(InternetProtocol.IPPROTO_IPV6, IPv6Option.IPV6_PKTINFO, data);
        }

        if (packet.Destination.Address.IsIPv4) return;
        if (TellsHopLimit) request.AddControl(InternetProtocol.IPPROTO_IPV6, IPv6Option.IPV6_HOPLIMIT, BitConverter.GetBytes((int)packet.TimeToLive));
        if (TellsTrafficClass) request.AddControl(InternetProtocol.IPPROTO_IPV6, IPv6Option.IPV6_TCLASS, BitConverter.GetBytes((int)packet.TrafficClass));
    }

    internal InternetOptions Copy() => new()
    {
        TimeToLive = TimeToLive,
        HopLimit = HopLimit,
        TypeOfService = TypeOfService,
        TrafficClass = TrafficClass,
        IsFreeBind = IsFreeBind,
        PathDiscovery = PathDiscovery,
    };

    /// <summary>Fills in what the header of a packet to its destination has of these.</summary>
    internal void Stamp(Packet packet)
    {
        bool isIPv4 = packet.Destination.Address.IsIPv4;
        int life = isIPv4 ? TimeToLive : HopLimit;
        packet.TimeToLive = life < 0 ? IPLayer.DefaultTimeToLive : (byte)life;
        packet.TrafficClass = (byte)(isIPv4 ? TypeOfService : TrafficClass);
    }
}
