// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Processes;

namespace Skift.Network.Sockets;

internal abstract partial class InternetSocket
{
    private const int MinimumMtu6 = 1280;

    /// <summary>What is set at the levels of IP.</summary>
    internal InternetOptions Options { get; private protected init; } = new();

    public override Errno SetOption(int level, int option, ReadOnlySpan<byte> value) => level switch
    {
        InternetProtocol.IPPROTO_IP => SetIPv4(option, value),
        InternetProtocol.IPPROTO_IPV6 when IsIPv6 => SetIPv6(option, value),
        _ => Errno.ENOPROTOOPT,
    };

    public override Result<int> GetOption(int level, int option, int room, Span<byte> value)
    {
        if (level == InternetProtocol.IPPROTO_IP && option == IPOption.IP_OPTIONS) return 0;
        if (option is IPOption.IP_MTU && level == InternetProtocol.IPPROTO_IP && !HasPeer) return Errno.ENOTCONN;
        if (option is IPv6Option.IPV6_MTU && level == InternetProtocol.IPPROTO_IPV6 && !HasPeer) return Errno.ENOTCONN;
        int? number = level switch
        {
            InternetProtocol.IPPROTO_IP => GetIPv4(option),
            InternetProtocol.IPPROTO_IPV6 when IsIPv6 => GetIPv6(option),
            _ => null,
        };
        if (number is not int found) return level == InternetProtocol.IPPROTO_IP || (level == InternetProtocol.IPPROTO_IPV6 && IsIPv6) ? Errno.ENOPROTOOPT : Errno.EOPNOTSUPP;
        _ = BitConverter.TryWriteBytes(value, found);
        // Where there is no room for a number, one that fits is told as a byte (ip(7)).
        bool isByte = level == InternetProtocol.IPPROTO_IP && room is > 0 and < sizeof(int) && found is >= 0 and <= byte.MaxValue && option != IPOption.IP_MULTICAST_IF;
        return isByte ? 1 : sizeof(int);
    }

    /// <summary>It talks to one peer.</summary>
    protected abstract bool HasPeer { get; }

    /// <summary>The number of an option of the internet levels, which may be a single byte; 0 if there is none (ip(7)).</summary>
    private static int NumberOf(ReadOnlySpan<byte> value) =>
        value.Length >= sizeof(int) ? BitConverter.ToInt32(value) : value.IsEmpty ? 0 : value[0];

    private Errno SetIPv4(int option, ReadOnlySpan<byte> value)
    {
        const int CongestionBits = 3;
        int number = NumberOf(value);
        if (InternetOptions.IsSwitch(InternetProtocol.IPPROTO_IP, option)) return SetSwitch4(option, number, value.IsEmpty);
        switch (option)
        {
            case IPOption.IP_TTL:
                if (value.IsEmpty || (number != -1 && number is < 1 or > byte.MaxValue)) return Errno.EINVAL;
                Options.TimeToLive = number;
                return Errno.None;
            case IPOption.IP_MINTTL:
                if (value.IsEmpty || number is < 0 or > byte.MaxValue) return Errno.EINVAL;
                Options.LeastTimeToLive = number;
                return Errno.None;
            case IPOption.IP_TOS:
                // The two bits of congestion notification belong to TCP.
                Options.TypeOfService = Type == SocketType.SOCK_STREAM ? (byte)number & ~CongestionBits : (byte)number;
                return Errno.None;
            case IPOption.IP_MTU_DISCOVER:
                if (number is < 0 or > IPOption.IP_PMTUDISC_OMIT) return Errno.EINVAL;
                Options.PathDiscovery = number;
                return Errno.None;
            case IPOption.IP_OPTIONS:
                return value.IsEmpty ? Errno.None : Errno.ENOPROTOOPT;
            case IPOption.IP_MULTICAST_TTL:
                if (Type == SocketType.SOCK_STREAM || value.IsEmpty || number is < -1 or > byte.MaxValue) return Errno.EINVAL;
                Options.MulticastTimeToLive = number == -1 ? 1 : number;
                return Errno.None;
            case IPOption.IP_MULTICAST_IF:
                return SetMulticastInterface(value);
            case IPOption.IP_UNICAST_IF:
                return value.Length != sizeof(int) ? Errno.EINVAL : SetUnicastInterface(BinaryPrimitives.ReverseEndianness(number), isIPv6: false);
            default:
                return Errno.ENOPROTOOPT;
        }
    }

    private Errno SetSwitch4(int option, int number, bool isEmpty)
    {
        bool needsValue = option is IPOption.IP_FREEBIND or IPOption.IP_TRANSPARENT or IPOption.IP_MULTICAST_LOOP or IPOption.IP_MULTICAST_ALL;
        if (needsValue && isEmpty) return Errno.EINVAL;
        if (option is IPOption.IP_MULTICAST_ALL or IPOption.IP_RECVERR_RFC4884 && number is < 0 or > 1) return Errno.EINVAL;
        if (option == IPOption.IP_RECVFRAGSIZE && Type == SocketType.SOCK_STREAM) return Errno.EINVAL;
        if (option == IPOption.IP_TRANSPARENT && number != 0 && !MayPretend) return Errno.EPERM;
        Options.Set(InternetProtocol.IPPROTO_IP, option, number != 0);
        OnSwitched(InternetProtocol.IPPROTO_IP, option);
        return Errno.None;
    }

    /// <summary>A switch of the levels of IP was set.</summary>
    protected virtual void OnSwitched(int level, int option)
    {
    }

    private static bool MayPretend
    {
        get
        {
            Credentials own = UserThread.Current.Process.Credentials;
            return own.Has(Capability.CAP_NET_RAW) || own.Has(Capability.CAP_NET_ADMIN);
        }
    }

    /// <summary>struct in_addr, struct ip_mreq or struct ip_mreqn: by address or number. EINVAL; EADDRNOTAVAIL.</summary>
    private Errno SetMulticastInterface(ReadOnlySpan<byte> value)
    {
        const int PairBytes = 8;
        const int TripleBytes = 12;
        if (Type == SocketType.SOCK_STREAM || value.Length < InternetAddress.IPv4Bytes) return Errno.EINVAL;
        ReadOnlySpan<byte> own = value.Length >= PairBytes ? value.Slice(InternetAddress.IPv4Bytes, InternetAddress.IPv4Bytes) : value[..InternetAddress.IPv4Bytes];
        InternetAddress address = InternetAddress.Read(own);
        int index = value.Length >= TripleBytes ? BitConverter.ToInt32(value[PairBytes..]) : 0;
        bool isKnown = index == 0 ? address.IsAny || Routing.IsLocal(address) : index == Loopback.LoopbackIndex;
        if (!isKnown) return Errno.EADDRNOTAVAIL;
        Options.MulticastAddress = address;
        return Errno.None;
    }

    private Errno SetUnicastInterface(int index, bool isIPv6)
    {
        if (index is not (0 or Loopback.LoopbackIndex)) return Errno.EADDRNOTAVAIL;
        if (Settings.BoundInterface != 0 && index != Settings.BoundInterface) return Errno.EINVAL;
        if (isIPv6) Options.UnicastInterface6 = index;
        else Options.UnicastInterface = index;
        return Errno.None;
    }

    private int? GetIPv4(int option) => option switch
    {
        IPOption.IP_TTL => Options.TimeToLive < 0 ? IPLayer.DefaultTimeToLive : Options.TimeToLive,
        IPOption.IP_MINTTL => Options.LeastTimeToLive,
        IPOption.IP_TOS => Options.TypeOfService,
        IPOption.IP_MTU_DISCOVER => Options.PathDiscovery,
        IPOption.IP_MULTICAST_TTL => Options.MulticastTimeToLive,
        IPOption.IP_MULTICAST_IF => (int)BinaryPrimitives.ReverseEndianness(Options.MulticastAddress.IPv4),
        IPOption.IP_UNICAST_IF => BinaryPrimitives.ReverseEndianness(Options.UnicastInterface),
        IPOption.IP_MTU => Math.Min(Loopback.Instance.Mtu, IPLayer.MaximumBytes),
        IPOption.IP_HDRINCL or IPOption.IP_NODEFRAG => 0,
        _ => InternetOptions.IsSwitch(InternetProtocol.IPPROTO_IP, option) ? Options.Has(InternetProtocol.IPPROTO_IP, option) ? 1 : 0 : null,
    };

    private Errno SetIPv6(int option, ReadOnlySpan<byte> value)
    {
        int number = value.Length >= sizeof(int) ? BitConverter.ToInt32(value) : 0;
        bool takesAnyLength = option is IPv6Option.IPV6_DONTFRAG or IPv6Option.IPV6_AUTOFLOWLABEL or IPv6Option.IPV6_RECVFRAGSIZE;
        if (InternetOptions.IsSwitch(InternetProtocol.IPPROTO_IPV6, option)) return value.Length < sizeof(int) && !takesAnyLength ? Errno.EINVAL : SetSwitch6(option, number);
        if (InternetOptions.IsNumber6(option) && value.Length < sizeof(int)) return Errno.EINVAL;
        switch (option)
        {
            case IPv6Option.IPV6_UNICAST_HOPS:
                if (number is < -1 or > byte.MaxValue) return Errno.EINVAL;
                Options.HopLimit = number;
                return Errno.None;
            case IPv6Option.IPV6_MULTICAST_HOPS:
                if (Type == SocketType.SOCK_STREAM) return Errno.ENOPROTOOPT;
                if (number is < -1 or > byte.MaxValue) return Errno.EINVAL;
                Options.MulticastHopLimit = number == -1 ? 1 : number;
                return Errno.None;
            case IPv6Option.IPV6_MINHOPCOUNT:
                if (number is < 0 or > byte.MaxValue) return Errno.EINVAL;
                Options.LeastHopLimit = number;
                return Errno.None;
            case IPv6Option.IPV6_TCLASS:
                if (number is < -1 or > byte.MaxValue) return Errno.EINVAL;
                Options.TrafficClass = Math.Max(number, 0);
                return Errno.None;
            case IPv6Option.IPV6_MTU_DISCOVER:
                if (number is < 0 or > IPOption.IP_PMTUDISC_OMIT) return Errno.EINVAL;
                Options.PathDiscovery6 = number;
                return Errno.None;
            case IPv6Option.IPV6_MTU:
                // What is larger than a fragment may be only matters to who makes fragments.
                return number != 0 && number < MinimumMtu6 ? Errno.EINVAL : Errno.None;
            case IPv6Option.IPV6_MULTICAST_IF:
                if (number is not (0 or Loopback.LoopbackIndex)) return Errno.ENODEV;
                Options.MulticastInterface6 = number;
                return Errno.None;
            case IPv6Option.IPV6_UNICAST_IF:
                return value.Length != sizeof(int) ? Errno.EINVAL : SetUnicastInterface(BinaryPrimitives.ReverseEndianness(number), isIPv6: true);
            default:
                return Errno.ENOPROTOOPT;
        }
    }

    private Errno SetSwitch6(int option, int number)
    {
        bool isStrict = option is IPv6Option.IPV6_MULTICAST_LOOP or IPv6Option.IPV6_RECVERR_RFC4884;
        if (isStrict && number is < 0 or > 1) return Errno.EINVAL;
        if (option == IPv6Option.IPV6_TRANSPARENT && number != 0 && !MayPretend) return Errno.EPERM;
        if (option == IPv6Option.IPV6_V6ONLY)
        {
            if (Binding.Port != 0) return Errno.EINVAL;
            Binding.IsOnlyIPv6 = number != 0;
        }

        Options.Set(InternetProtocol.IPPROTO_IPV6, option, number != 0);
        OnSwitched(InternetProtocol.IPPROTO_IPV6, option);
        return Errno.None;
    }

    private int? GetIPv6(int option) => option switch
    {
        IPv6Option.IPV6_UNICAST_HOPS => Options.HopLimit < 0 ? IPLayer.DefaultTimeToLive : Options.HopLimit,
        IPv6Option.IPV6_MULTICAST_HOPS => Options.MulticastHopLimit,
        IPv6Option.IPV6_MINHOPCOUNT => Options.LeastHopLimit,
        IPv6Option.IPV6_TCLASS => Options.TrafficClass,
        IPv6Option.IPV6_MTU_DISCOVER => Options.PathDiscovery6,
        IPv6Option.IPV6_MTU => Loopback.Instance.Mtu,
        IPv6Option.IPV6_MULTICAST_IF => Options.MulticastInterface6,
        IPv6Option.IPV6_UNICAST_IF => BinaryPrimitives.ReverseEndianness(Options.UnicastInterface6),
        IPv6Option.IPV6_ROUTER_ALERT => 0,
        IPv6Option.IPV6_V6ONLY => Binding.IsOnlyIPv6 ? 1 : 0,
        _ => InternetOptions.IsSwitch(InternetProtocol.IPPROTO_IPV6, option) ? Options.Has(InternetProtocol.IPPROTO_IPV6, option) ? 1 : 0 : null,
    };
}
