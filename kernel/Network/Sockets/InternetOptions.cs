// SPDX-License-Identifier: MIT
using System.Threading;

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

    /// <summary>IP_RECVERR.</summary>
    internal bool ReportsErrors { get; set; }

    internal InternetOptions Copy() => new()
    {
        TimeToLive = TimeToLive,
        HopLimit = HopLimit,
        TypeOfService = TypeOfService,
        TrafficClass = TrafficClass,
        IsFreeBind = IsFreeBind,
        ReportsErrors = ReportsErrors,
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
