// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;

namespace Skift.Network.Sockets;

/// <summary>The options of <c>ip(7)</c> and <c>ipv6(7)</c>. Single words, read and written whole; no lock.</summary>
internal sealed class InternetOptions
{
    private const int Unset = -1;
    private const int WordBits = 64;

    // A bit for each option that is on or off: one word for IP, two for IPv6.
    private static readonly ulong[] s_switches = Bits(
        [
            IPOption.IP_RECVOPTS, IPOption.IP_RETOPTS, IPOption.IP_PKTINFO, IPOption.IP_RECVERR, IPOption.IP_RECVTTL, IPOption.IP_RECVTOS,
            IPOption.IP_FREEBIND, IPOption.IP_PASSSEC, IPOption.IP_TRANSPARENT, IPOption.IP_RECVORIGDSTADDR, IPOption.IP_CHECKSUM,
            IPOption.IP_BIND_ADDRESS_NO_PORT, IPOption.IP_RECVFRAGSIZE, IPOption.IP_RECVERR_RFC4884, IPOption.IP_MULTICAST_LOOP, IPOption.IP_MULTICAST_ALL,
        ],
        [
            IPv6Option.IPV6_2292PKTINFO, IPv6Option.IPV6_2292HOPOPTS, IPv6Option.IPV6_2292DSTOPTS, IPv6Option.IPV6_2292RTHDR, IPv6Option.IPV6_2292HOPLIMIT,
            IPv6Option.IPV6_FLOWINFO, IPv6Option.IPV6_MULTICAST_LOOP, IPv6Option.IPV6_RECVERR, IPv6Option.IPV6_V6ONLY, IPv6Option.IPV6_MULTICAST_ALL,
            IPv6Option.IPV6_ROUTER_ALERT_ISOLATE, IPv6Option.IPV6_RECVERR_RFC4884, IPv6Option.IPV6_FLOWINFO_SEND, IPv6Option.IPV6_RECVPKTINFO,
            IPv6Option.IPV6_RECVHOPLIMIT, IPv6Option.IPV6_RECVHOPOPTS, IPv6Option.IPV6_RECVRTHDR, IPv6Option.IPV6_RECVDSTOPTS, IPv6Option.IPV6_RECVPATHMTU,
            IPv6Option.IPV6_DONTFRAG, IPv6Option.IPV6_RECVTCLASS, IPv6Option.IPV6_AUTOFLOWLABEL, IPv6Option.IPV6_RECVORIGDSTADDR, IPv6Option.IPV6_TRANSPARENT,
            IPv6Option.IPV6_RECVFRAGSIZE, IPv6Option.IPV6_FREEBIND,
        ]);

    private static readonly ulong[] s_numbers6 = Bits(
        [],
        [
            IPv6Option.IPV6_UNICAST_HOPS, IPv6Option.IPV6_MULTICAST_HOPS, IPv6Option.IPV6_MINHOPCOUNT, IPv6Option.IPV6_TCLASS, IPv6Option.IPV6_MTU_DISCOVER,
            IPv6Option.IPV6_MTU, IPv6Option.IPV6_MULTICAST_IF, IPv6Option.IPV6_UNICAST_IF,
        ]);

    private static readonly ulong[] s_told = Bits(
        [IPOption.IP_PKTINFO, IPOption.IP_RECVTTL, IPOption.IP_RECVTOS, IPOption.IP_RECVORIGDSTADDR],
        [
            IPv6Option.IPV6_RECVPKTINFO, IPv6Option.IPV6_RECVHOPLIMIT, IPv6Option.IPV6_RECVTCLASS, IPv6Option.IPV6_RECVORIGDSTADDR,
            IPv6Option.IPV6_2292PKTINFO, IPv6Option.IPV6_2292HOPLIMIT,
        ]);

    private readonly ulong[] _on = Bits(
        [IPOption.IP_MULTICAST_LOOP, IPOption.IP_MULTICAST_ALL],
        [IPv6Option.IPV6_MULTICAST_LOOP, IPv6Option.IPV6_MULTICAST_ALL, IPv6Option.IPV6_AUTOFLOWLABEL]);

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

    /// <summary>IP_MINTTL, IPV6_MINHOPCOUNT: what has come from farther away is not for this socket.</summary>
    internal int LeastTimeToLive { get; set; }

    internal int LeastHopLimit { get; set; }

    /// <summary>IP_MTU_DISCOVER, IPV6_MTU_DISCOVER. Nothing here fragments, so they only are remembered.</summary>
    internal int PathDiscovery { get; set; } = IPOption.IP_PMTUDISC_WANT;

    internal int PathDiscovery6 { get; set; } = IPOption.IP_PMTUDISC_WANT;

    /// <summary>What is for packets to many: IP_MULTICAST_TTL, IP_MULTICAST_IF and the same of IPv6. Remembered, as nobody is joined to anything.</summary>
    internal int MulticastTimeToLive { get; set; } = 1;

    internal int MulticastHopLimit { get; set; } = 1;

    internal InternetAddress MulticastAddress { get; set; } = InternetAddress.AnyIPv4;

    internal int MulticastInterface6 { get; set; }

    /// <summary>IP_UNICAST_IF, IPV6_UNICAST_IF.</summary>
    internal int UnicastInterface { get; set; }

    internal int UnicastInterface6 { get; set; }

    /// <summary>An option that is on or off.</summary>
    /// <param name="level">IPPROTO_IP or IPPROTO_IPV6.</param>
    internal static bool IsSwitch(int level, int option) => HasBit(s_switches, level, option);

    /// <summary>An option of IPv6 that is a number.</summary>
    internal static bool IsNumber6(int option) => HasBit(s_numbers6, InternetProtocol.IPPROTO_IPV6, option);

    internal bool Has(int level, int option) => HasBit(_on, level, option);

    internal void Set(int level, int option, bool isOn)
    {
        ref ulong word = ref _on[WordOf(level, option)];
        ulong bit = 1UL << (option % WordBits);
        _ = isOn ? Interlocked.Or(ref word, bit) : Interlocked.And(ref word, ~bit);
    }

    /// <summary>IP_FREEBIND, IPV6_FREEBIND, or what includes it.</summary>
    internal bool IsFreeBind =>
        Has(InternetProtocol.IPPROTO_IP, IPOption.IP_FREEBIND) || Has(InternetProtocol.IPPROTO_IP, IPOption.IP_TRANSPARENT)
        || Has(InternetProtocol.IPPROTO_IPV6, IPv6Option.IPV6_FREEBIND) || Has(InternetProtocol.IPPROTO_IPV6, IPv6Option.IPV6_TRANSPARENT);

    /// <summary>Anything at all that recvmsg(2) is to tell of each datagram.</summary>
    internal bool TellsSomething => (Volatile.Read(ref _on[0]) & s_told[0]) != 0 || (Volatile.Read(ref _on[1]) & s_told[1]) != 0 || (Volatile.Read(ref _on[2]) & s_told[2]) != 0;

    internal InternetOptions Copy()
    {
        InternetOptions copy = new()
        {
            TimeToLive = TimeToLive,
            HopLimit = HopLimit,
            TypeOfService = TypeOfService,
            TrafficClass = TrafficClass,
            LeastTimeToLive = LeastTimeToLive,
            LeastHopLimit = LeastHopLimit,
            PathDiscovery = PathDiscovery,
            PathDiscovery6 = PathDiscovery6,
            UnicastInterface = UnicastInterface,
            UnicastInterface6 = UnicastInterface6,
        };
        for (int i = 0; i < _on.Length; i++)
        {
            copy._on[i] = Volatile.Read(ref _on[i]);
        }

        return copy;
    }

    /// <summary>Fills in what the header of a packet to its destination has of these.</summary>
    internal void Stamp(Packet packet)
    {
        bool isIPv4 = packet.Destination.Address.IsIPv4;
        int life = isIPv4 ? TimeToLive : HopLimit;
        packet.TimeToLive = life < 0 ? IPLayer.DefaultTimeToLive : (byte)life;
        packet.TrafficClass = (byte)(isIPv4 ? TypeOfService : TrafficClass);
    }

    private static int WordOf(int level, int option) => level == InternetProtocol.IPPROTO_IP ? 0 : 1 + (option / WordBits);

    private static bool HasBit(ulong[] words, int level, int option)
    {
        int limit = level == InternetProtocol.IPPROTO_IP ? WordBits : 2 * WordBits;
        return (uint)option < (uint)limit && (Volatile.Read(ref words[WordOf(level, option)]) & (1UL << (option % WordBits))) != 0;
    }

    private static ulong[] Bits(int[] options, int[] options6)
    {
        ulong[] words = new ulong[3];
        foreach (int option in options) words[WordOf(InternetProtocol.IPPROTO_IP, option)] |= 1UL << (option % WordBits);
        foreach (int option in options6) words[WordOf(InternetProtocol.IPPROTO_IPV6, option)] |= 1UL << (option % WordBits);
        return words;
    }
}
