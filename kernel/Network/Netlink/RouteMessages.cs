// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Information;

namespace Skift.Network.Netlink;

/// <summary>Describes interfaces, their addresses and the routes that come of these as messages of NETLINK_ROUTE (<c>rtnetlink(7)</c>).</summary>
internal static class RouteMessages
{
    private const int LinkAddressBytes = 6;
    private const int TransmitQueueLength = 1000;
    private const int CounterCount = 25;
    private const int ShortCounterCount = 24;
    private const int MapBytes = 32;
    private const int HostBits = 32;
    private const int HostBits6 = 128;

    /// <param name="flags">NLM_F_MULTI in a list.</param>
    internal static void AddLink(NetlinkWriter writer, in InterfaceInformation link, ushort flags, uint sequence, bool hasStatistics)
    {
        writer.Begin(RouteNetlink.RTM_NEWLINK, flags, sequence);
        Span<byte> body = stackalloc byte[RouteNetlink.LinkBytes];
        body.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(body[2..], (ushort)link.LinkType);
        _ = BitConverter.TryWriteBytes(body[4..], link.Index);
        _ = BitConverter.TryWriteBytes(body[8..], link.Flags | InterfaceFlag.IFF_RUNNING | InterfaceFlag.IFF_LOWER_UP);
        writer.Add(body);
        writer.AddAttribute(RouteNetlink.IFLA_IFNAME, link.Name);
        writer.AddAttribute(RouteNetlink.IFLA_TXQLEN, (uint)TransmitQueueLength);
        writer.AddAttribute(RouteNetlink.IFLA_OPERSTATE, (byte)0);
        writer.AddAttribute(RouteNetlink.IFLA_LINKMODE, (byte)0);
        writer.AddAttribute(RouteNetlink.IFLA_MTU, (uint)link.Mtu);
        writer.AddAttribute(RouteNetlink.IFLA_MIN_MTU, 0u);
        writer.AddAttribute(RouteNetlink.IFLA_MAX_MTU, 0u);
        writer.AddAttribute(RouteNetlink.IFLA_GROUP, 0u);
        writer.AddAttribute(RouteNetlink.IFLA_PROMISCUITY, 0u);
        writer.AddAttribute(RouteNetlink.IFLA_NUM_TX_QUEUES, 1u);
        writer.AddAttribute(RouteNetlink.IFLA_NUM_RX_QUEUES, 1u);
        writer.AddAttribute(RouteNetlink.IFLA_CARRIER, (byte)1);
        writer.AddAttribute(RouteNetlink.IFLA_CARRIER_CHANGES, 0u);
        writer.AddAttribute(RouteNetlink.IFLA_CARRIER_UP_COUNT, 0u);
        writer.AddAttribute(RouteNetlink.IFLA_CARRIER_DOWN_COUNT, 0u);
        writer.AddAttribute(RouteNetlink.IFLA_PROTO_DOWN, (byte)0);
        Span<byte> none = stackalloc byte[MapBytes];
        none.Clear();
        writer.AddAttribute(RouteNetlink.IFLA_ADDRESS, none[..LinkAddressBytes]);
        writer.AddAttribute(RouteNetlink.IFLA_BROADCAST, none[..LinkAddressBytes]);
        if (hasStatistics) AddStatistics(writer, link);
        writer.AddAttribute(RouteNetlink.IFLA_QDISC, "noqueue");
        writer.AddAttribute(RouteNetlink.IFLA_MAP, none);
        writer.End();
    }

    /// <summary><c>struct rtnl_link_stats64</c> and the same in 32 bits: packets and bytes first; nothing is ever lost here.</summary>
    private static void AddStatistics(NetlinkWriter writer, in InterfaceInformation link)
    {
        Span<byte> counters = stackalloc byte[CounterCount * sizeof(ulong)];
        counters.Clear();
        ReadOnlySpan<long> counted = [link.ReceivedPackets, link.SentPackets, link.ReceivedBytes, link.SentBytes];
        for (int i = 0; i < counted.Length; i++)
        {
            _ = BitConverter.TryWriteBytes(counters[(i * sizeof(ulong))..], counted[i]);
        }

        writer.AddAttribute(RouteNetlink.IFLA_STATS64, counters);
        counters.Clear();
        for (int i = 0; i < counted.Length; i++)
        {
            _ = BitConverter.TryWriteBytes(counters[(i * sizeof(uint))..], (uint)counted[i]);
        }

        writer.AddAttribute(RouteNetlink.IFLA_STATS, counters[..(ShortCounterCount * sizeof(uint))]);
    }

    internal static void AddAddress(NetlinkWriter writer, string name, int index, InterfaceAddress own, uint sequence)
    {
        bool isIPv4 = own.Address.IsIPv4;
        writer.Begin(RouteNetlink.RTM_NEWADDR, Abi.Netlink.NLM_F_MULTI, sequence);
        Span<byte> body = stackalloc byte[RouteNetlink.AddressBytes];
        body[0] = (byte)FamilyOf(own.Address);
        body[1] = (byte)own.PrefixLength;
        body[2] = RouteNetlink.IFA_F_PERMANENT;
        body[3] = RouteNetlink.RT_SCOPE_HOST;
        _ = BitConverter.TryWriteBytes(body[4..], index);
        writer.Add(body);
        writer.AddAttribute(RouteNetlink.IFA_ADDRESS, own.Address);
        if (isIPv4)
        {
            writer.AddAttribute(RouteNetlink.IFA_LOCAL, own.Address);
            writer.AddAttribute(RouteNetlink.IFA_LABEL, name);
        }

        if (isIPv4) writer.AddAttribute(RouteNetlink.IFA_FLAGS, (uint)RouteNetlink.IFA_F_PERMANENT);
        AddLifetime(writer);
        if (!isIPv4)
        {
            writer.AddAttribute(RouteNetlink.IFA_FLAGS, (uint)RouteNetlink.IFA_F_PERMANENT);
            writer.AddAttribute(RouteNetlink.IFA_PROTO, RouteNetlink.IFAPROT_KERNEL_LO);
        }

        writer.End();
    }

    /// <summary><c>struct ifa_cacheinfo</c>: preferred and valid for ever, there since the start.</summary>
    private static void AddLifetime(NetlinkWriter writer)
    {
        Span<byte> times = stackalloc byte[4 * sizeof(uint)];
        times.Clear();
        times[..(2 * sizeof(uint))].Fill(byte.MaxValue);
        writer.AddAttribute(RouteNetlink.IFA_CACHEINFO, times);
    }

    /// <summary>The routes of the table "local" that an own address makes: to its network, to itself, to the network's last address.</summary>
    internal static void AddRoutes(NetlinkWriter writer, int index, InterfaceAddress own, uint sequence)
    {
        if (!own.Address.IsIPv4)
        {
            AddRoute6(writer, index, own.Address, sequence);
            return;
        }

        uint mask = own.PrefixLength == 0 ? 0 : uint.MaxValue << (HostBits - own.PrefixLength);
        uint address = own.Address.IPv4;
        AddRoute(writer, index, own, InternetAddress.FromIPv4(address & mask), own.PrefixLength, RouteNetlink.RTN_LOCAL, sequence);
        AddRoute(writer, index, own, own.Address, HostBits, RouteNetlink.RTN_LOCAL, sequence);
        AddRoute(writer, index, own, InternetAddress.FromIPv4(address | ~mask), HostBits, RouteNetlink.RTN_BROADCAST, sequence);
    }

    private static void AddRoute(NetlinkWriter writer, int index, InterfaceAddress own, InternetAddress destination, int length, byte type, uint sequence)
    {
        byte scope = type == RouteNetlink.RTN_LOCAL ? RouteNetlink.RT_SCOPE_HOST : RouteNetlink.RT_SCOPE_LINK;
        BeginRoute(writer, AddressFamily.AF_INET, length, scope, type, sequence);
        writer.AddAttribute(RouteNetlink.RTA_DST, destination);
        writer.AddAttribute(RouteNetlink.RTA_PREFSRC, own.Address);
        writer.AddAttribute(RouteNetlink.RTA_OIF, (uint)index);
        writer.End();
    }

    private static void AddRoute6(NetlinkWriter writer, int index, InternetAddress own, uint sequence)
    {
        const int CacheBytes = 32;
        BeginRoute(writer, AddressFamily.AF_INET6, HostBits6, RouteNetlink.RT_SCOPE_UNIVERSE, RouteNetlink.RTN_LOCAL, sequence);
        writer.AddAttribute(RouteNetlink.RTA_DST, own);
        writer.AddAttribute(RouteNetlink.RTA_PRIORITY, 0u);
        writer.AddAttribute(RouteNetlink.RTA_OIF, (uint)index);
        Span<byte> cache = stackalloc byte[CacheBytes];
        cache.Clear();
        writer.AddAttribute(RouteNetlink.RTA_CACHEINFO, cache);
        writer.AddAttribute(RouteNetlink.RTA_PREF, (byte)0);
        writer.End();
    }

    private static void BeginRoute(NetlinkWriter writer, int family, int length, byte scope, byte type, uint sequence)
    {
        writer.Begin(RouteNetlink.RTM_NEWROUTE, Abi.Netlink.NLM_F_MULTI, sequence);
        Span<byte> body = [(byte)family, (byte)length, 0, 0, RouteNetlink.RT_TABLE_LOCAL, RouteNetlink.RTPROT_KERNEL, scope, type, 0, 0, 0, 0];
        writer.Add(body);
        writer.AddAttribute(RouteNetlink.RTA_TABLE, (uint)RouteNetlink.RT_TABLE_LOCAL);
    }

    internal static int FamilyOf(InternetAddress address) => address.IsIPv4 ? AddressFamily.AF_INET : AddressFamily.AF_INET6;
}
