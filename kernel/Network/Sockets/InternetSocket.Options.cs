// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Network.Sockets;

internal abstract partial class InternetSocket
{
    /// <summary>What is set at the levels of IP.</summary>
    internal InternetOptions Options { get; private protected init; } = new();

    public override Errno SetOption(int level, int option, ReadOnlySpan<byte> value) => level switch
    {
        InternetProtocol.IPPROTO_IP => SetIPv4(option, value),
        InternetProtocol.IPPROTO_IPV6 when IsIPv6 => SetIPv6(option, value),
        _ => Errno.ENOPROTOOPT,
    };

    public override Result<int> GetOption(int level, int option, Span<byte> value)
    {
        int? number = level switch
        {
            InternetProtocol.IPPROTO_IP => GetIPv4(option),
            InternetProtocol.IPPROTO_IPV6 when IsIPv6 => GetIPv6(option),
            _ => null,
        };
        if (number is not int found) return level is InternetProtocol.IPPROTO_IP or InternetProtocol.IPPROTO_IPV6 ? Errno.ENOPROTOOPT : Errno.EOPNOTSUPP;
        _ = BitConverter.TryWriteBytes(value, found);
        return sizeof(int);
    }

    /// <summary>The number of an option of the internet levels, which may be a single byte; 0 if there is none (ip(7)).</summary>
    private static int NumberOf(ReadOnlySpan<byte> value) =>
        value.Length >= sizeof(int) ? BitConverter.ToInt32(value) : value.IsEmpty ? 0 : value[0];

    private Errno SetIPv4(int option, ReadOnlySpan<byte> value)
    {
        const int CongestionBits = 3;
        int number = NumberOf(value);
        switch (option)
        {
            case IPOption.IP_TTL:
                if (value.IsEmpty || (number != -1 && number is < 1 or > byte.MaxValue)) return Errno.EINVAL;
                Options.TimeToLive = number;
                return Errno.None;
            case IPOption.IP_TOS:
                // The two bits of congestion notification belong to TCP.
                Options.TypeOfService = Type == SocketType.SOCK_STREAM ? (byte)number & ~CongestionBits : (byte)number;
                return Errno.None;
            case IPOption.IP_FREEBIND:
                if (value.IsEmpty) return Errno.EINVAL;
                Options.IsFreeBind = number != 0;
                return Errno.None;
            case IPOption.IP_MTU_DISCOVER:
                if (number is < 0 or > IPOption.IP_PMTUDISC_OMIT) return Errno.EINVAL;
                Options.PathDiscovery = number;
                return Errno.None;
            case IPOption.IP_PKTINFO:
                Options.TellsPacket = number != 0;
                return Errno.None;
            case IPOption.IP_RECVTTL:
                Options.TellsTimeToLive = number != 0;
                return Errno.None;
            case IPOption.IP_RECVTOS:
                Options.TellsTypeOfService = number != 0;
                return Errno.None;
            default:
                return Errno.ENOPROTOOPT;
        }
    }

    private int? GetIPv4(int option) => option switch
    {
        IPOption.IP_TTL => Options.TimeToLive < 0 ? IPLayer.DefaultTimeToLive : Options.TimeToLive,
        IPOption.IP_TOS => Options.TypeOfService,
        IPOption.IP_FREEBIND => Options.IsFreeBind ? 1 : 0,
        IPOption.IP_MTU_DISCOVER => Options.PathDiscovery,
        IPOption.IP_PKTINFO => Options.TellsPacket ? 1 : 0,
        IPOption.IP_RECVTTL => Options.TellsTimeToLive ? 1 : 0,
        IPOption.IP_RECVTOS => Options.TellsTypeOfService ? 1 : 0,
        _ => null,
    };

    private Errno SetIPv6(int option, ReadOnlySpan<byte> value)
    {
        if (value.Length < sizeof(int)) return Errno.EINVAL;
        int number = NumberOf(value);
        switch (option)
        {
            case IPv6Option.IPV6_V6ONLY:
                if (Binding.Port != 0) return Errno.EINVAL;
                Binding.IsOnlyIPv6 = number != 0;
                return Errno.None;
            case IPv6Option.IPV6_UNICAST_HOPS:
                if (number is < -1 or > byte.MaxValue) return Errno.EINVAL;
                Options.HopLimit = number;
                return Errno.None;
            case IPv6Option.IPV6_TCLASS:
                if (number is < -1 or > byte.MaxValue) return Errno.EINVAL;
                Options.TrafficClass = Math.Max(number, 0);
                return Errno.None;
            case IPv6Option.IPV6_RECVPKTINFO:
                Options.TellsPacket6 = number != 0;
                return Errno.None;
            case IPv6Option.IPV6_RECVHOPLIMIT:
                Options.TellsHopLimit = number != 0;
                return Errno.None;
            case IPv6Option.IPV6_RECVTCLASS:
                Options.TellsTrafficClass = number != 0;
                return Errno.None;
            default:
                return Errno.ENOPROTOOPT;
        }
    }

    private int? GetIPv6(int option) => option switch
    {
        IPv6Option.IPV6_V6ONLY => Binding.IsOnlyIPv6 ? 1 : 0,
        IPv6Option.IPV6_UNICAST_HOPS => Options.HopLimit < 0 ? IPLayer.DefaultTimeToLive : Options.HopLimit,
        IPv6Option.IPV6_TCLASS => Options.TrafficClass,
        IPv6Option.IPV6_RECVPKTINFO => Options.TellsPacket6 ? 1 : 0,
        IPv6Option.IPV6_RECVHOPLIMIT => Options.TellsHopLimit ? 1 : 0,
        IPv6Option.IPV6_RECVTCLASS => Options.TellsTrafficClass ? 1 : 0,
        _ => null,
    };
}
