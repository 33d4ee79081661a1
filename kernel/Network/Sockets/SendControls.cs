// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Sockets;

namespace Skift.Network.Sockets;

/// <summary>What control messages of sendmsg(2) say of one datagram (<c>ip(7)</c>, <c>ipv6(7)</c>, <c>udp(7)</c>).</summary>
internal struct SendControls
{
    private const int Unset = -1;
    private const int PacketBytes = 12;
    private const int Packet6Bytes = 20;

    public SendControls()
    {
    }

    /// <summary>IP_PKTINFO, IPV6_PKTINFO: the own address to use; null for the socket's own.</summary>
    internal InternetAddress? Source { get; private set; }

    /// <summary>The interface to use; 0 for any.</summary>
    internal int Interface { get; private set; }

    /// <summary>IP_TTL or IPV6_HOPLIMIT; negative for the socket's own.</summary>
    internal int TimeToLive { get; private set; } = Unset;

    /// <summary>IP_TOS or IPV6_TCLASS; negative for the socket's own.</summary>
    internal int TrafficClass { get; private set; } = Unset;

    /// <summary>UDP_SEGMENT; negative for the socket's own.</summary>
    internal int SegmentSize { get; private set; } = Unset;

    /// <summary>SO_MARK; null for the socket's own. Not everybody may set it: the caller checks.</summary>
    internal int? Mark { get; private set; }

    /// <summary>Reads all messages.</summary>
    /// <param name="isIPv6">The socket is of IPv6.</param>
    /// <param name="toIPv4">The datagram goes to an address of IPv4: the messages of IPv4 count.</param>
    /// <returns>EINVAL for a malformed list, an unknown message, a wrong length or value.</returns>
    internal static Result<SendControls> Read(ReadOnlySpan<byte> control, bool isIPv6, bool toIPv4)
    {
        SendControls found = new();
        ControlReader reader = new(control);
        while (true)
        {
            Errno error = reader.Next(out bool isEnd);
            if (error != Errno.None) return error;
            if (isEnd) return found;
            error = reader.Level switch
            {
                SocketOption.SOL_SOCKET => found.ReadCommon(reader.Type, reader.Data),
                InternetProtocol.IPPROTO_UDP => found.ReadUdp(reader.Type, reader.Data),
                InternetProtocol.IPPROTO_IP when toIPv4 => found.ReadIPv4(reader.Type, reader.Data),
                InternetProtocol.IPPROTO_IPV6 when isIPv6 => found.ReadIPv6(reader.Type, reader.Data, toIPv4),
                _ => Errno.None,
            };
            if (error != Errno.None) return error;
        }
    }

    /// <summary>Reads the messages that any socket of a protocol takes, and passes over others.</summary>
    /// <returns>EINVAL.</returns>
    internal static Result<SendControls> ReadCommon(ReadOnlySpan<byte> control)
    {
        SendControls found = new();
        ControlReader reader = new(control);
        while (true)
        {
            Errno error = reader.Next(out bool isEnd);
            if (error == Errno.None && isEnd) return found;
            if (error == Errno.None && reader.Level == SocketOption.SOL_SOCKET) error = found.ReadCommon(reader.Type, reader.Data);
            if (error != Errno.None) return error;
        }
    }

    private Errno ReadCommon(int type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case ControlMessage.SCM_RIGHTS or ControlMessage.SCM_CREDENTIALS:
                // Only unix sockets take them; elsewhere they are not looked at.
                return Errno.None;
            case SocketOption.SO_MARK:
                if (data.Length != sizeof(int)) return Errno.EINVAL;
                Mark = BitConverter.ToInt32(data);
                return Errno.None;
            case SocketOption.SO_TIMESTAMPING or SocketOption.SO_TIMESTAMPING_NEW:
                return data.Length == sizeof(int) ? Errno.None : Errno.EINVAL;
            default:
                return Errno.EINVAL;
        }
    }

    private Errno ReadUdp(int type, ReadOnlySpan<byte> data)
    {
        if (type != UdpOption.UDP_SEGMENT || data.Length != sizeof(ushort)) return Errno.EINVAL;
        SegmentSize = BitConverter.ToUInt16(data);
        return Errno.None;
    }

    private Errno ReadIPv4(int type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case IPOption.IP_PKTINFO:
                // struct in_pktinfo: the interface, the own address, and one that only counts on receiving.
                if (data.Length != PacketBytes) return Errno.EINVAL;
                Interface = BitConverter.ToInt32(data) != 0 ? BitConverter.ToInt32(data) : Interface;
                InternetAddress own = InternetAddress.Read(data.Slice(4, InternetAddress.IPv4Bytes));
                Source = own.IsAny ? null : own;
                return Errno.None;
            case IPOption.IP_TTL:
                if (data.Length != sizeof(int)) return Errno.EINVAL;
                TimeToLive = BitConverter.ToInt32(data);
                return TimeToLive is < 1 or > byte.MaxValue ? Errno.EINVAL : Errno.None;
            case IPOption.IP_TOS:
                if (data.Length is not (sizeof(int) or sizeof(byte))) return Errno.EINVAL;
                TrafficClass = data.Length == sizeof(byte) ? data[0] : BitConverter.ToInt32(data);
                return TrafficClass is < 0 or > byte.MaxValue ? Errno.EINVAL : Errno.None;
            default:
                return Errno.EINVAL;
        }
    }

    private Errno ReadIPv6(int type, ReadOnlySpan<byte> data, bool toIPv4)
    {
        if (toIPv4 && type != IPv6Option.IPV6_PKTINFO) return Errno.EINVAL;
        switch (type)
        {
            case IPv6Option.IPV6_PKTINFO or IPv6Option.IPV6_2292PKTINFO:
                return ReadPacket6(data, toIPv4);
            case IPv6Option.IPV6_HOPLIMIT or IPv6Option.IPV6_2292HOPLIMIT:
                if (data.Length != sizeof(int)) return Errno.EINVAL;
                TimeToLive = BitConverter.ToInt32(data);
                return TimeToLive is < -1 or > byte.MaxValue ? Errno.EINVAL : Errno.None;
            case IPv6Option.IPV6_TCLASS:
                if (data.Length != sizeof(int)) return Errno.EINVAL;
                TrafficClass = BitConverter.ToInt32(data);
                return TrafficClass is < -1 or > byte.MaxValue ? Errno.EINVAL : Errno.None;
            case IPv6Option.IPV6_DONTFRAG:
                return data.Length == sizeof(int) && BitConverter.ToInt32(data) is 0 or 1 ? Errno.None : Errno.EINVAL;
            default:
                return Errno.EINVAL;
        }
    }

    /// <summary>struct in6_pktinfo: the own address and the interface. To an address of IPv4 the own must be one too.</summary>
    private Errno ReadPacket6(ReadOnlySpan<byte> data, bool toIPv4)
    {
        if (data.Length < Packet6Bytes) return Errno.EINVAL;
        int index = BitConverter.ToInt32(data[InternetAddress.IPv6Bytes..]);
        if (index != 0 && Interface != 0 && index != Interface) return Errno.EINVAL;
        if (index != 0) Interface = index;
        InternetAddress own = InternetAddress.Read(data[..InternetAddress.IPv6Bytes]);
        if (toIPv4 && !own.IsIPv4) return Errno.EINVAL;
        Source = own.IsAny ? null : own;
        return Errno.None;
    }
}
