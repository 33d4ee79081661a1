// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace System.Net.Sockets;

/// <summary>From .NET's numbers to the kernel's.</summary>
internal static class SocketNumbers
{
    internal static int Family(AddressFamily family) => family switch
    {
        AddressFamily.Unspecified => Skift.Abi.AddressFamily.AF_UNSPEC,
        AddressFamily.Unix => Skift.Abi.AddressFamily.AF_UNIX,
        AddressFamily.InterNetwork => Skift.Abi.AddressFamily.AF_INET,
        AddressFamily.InterNetworkV6 => Skift.Abi.AddressFamily.AF_INET6,
        _ => throw new SocketException(Errno.EAFNOSUPPORT),
    };

    internal static AddressFamily Family(int native) => native switch
    {
        Skift.Abi.AddressFamily.AF_UNSPEC => AddressFamily.Unspecified,
        Skift.Abi.AddressFamily.AF_UNIX => AddressFamily.Unix,
        Skift.Abi.AddressFamily.AF_INET => AddressFamily.InterNetwork,
        Skift.Abi.AddressFamily.AF_INET6 => AddressFamily.InterNetworkV6,
        _ => AddressFamily.Unknown,
    };

    /// <remarks>A send to nobody is an error here, not the end of the program.</remarks>
    internal static MessageFlags Flags(SocketFlags flags)
    {
        const SocketFlags Known = SocketFlags.OutOfBand | SocketFlags.Peek | SocketFlags.DontRoute;
        if ((flags & ~Known) != 0) throw new SocketException(Errno.EOPNOTSUPP);
        return (MessageFlags)(uint)flags | MessageFlags.MSG_NOSIGNAL;
    }

    /// <returns>False for an option that there is not on Linux.</returns>
    internal static bool TryOption(SocketOptionLevel level, SocketOptionName name, out int nativeLevel, out int nativeName)
    {
        nativeLevel = level == SocketOptionLevel.Socket ? SocketOption.SOL_SOCKET : (int)level;
        nativeName = level switch
        {
            SocketOptionLevel.Socket => OfSocket(name),
            SocketOptionLevel.Tcp => OfTcp(name),
            SocketOptionLevel.IP => OfIP(name),
            SocketOptionLevel.IPv6 => OfIPv6(name),
            _ => -1,
        };
        return nativeName >= 0;
    }

    private static int OfSocket(SocketOptionName name) => name switch
    {
        SocketOptionName.Debug => SocketOption.SO_DEBUG,
        SocketOptionName.AcceptConnection => SocketOption.SO_ACCEPTCONN,
        SocketOptionName.ReuseAddress => SocketOption.SO_REUSEADDR,
        SocketOptionName.KeepAlive => SocketOption.SO_KEEPALIVE,
        SocketOptionName.DontRoute => SocketOption.SO_DONTROUTE,
        SocketOptionName.Broadcast => SocketOption.SO_BROADCAST,
        SocketOptionName.Linger => SocketOption.SO_LINGER,
        SocketOptionName.OutOfBandInline => SocketOption.SO_OOBINLINE,
        SocketOptionName.SendBuffer => SocketOption.SO_SNDBUF,
        SocketOptionName.ReceiveBuffer => SocketOption.SO_RCVBUF,
        SocketOptionName.Error => SocketOption.SO_ERROR,
        SocketOptionName.Type => SocketOption.SO_TYPE,
        _ => -1,
    };

    private static int OfTcp(SocketOptionName name) => name switch
    {
        SocketOptionName.NoDelay => TcpOption.TCP_NODELAY,
        SocketOptionName.TcpKeepAliveTime => TcpOption.TCP_KEEPIDLE,
        SocketOptionName.TcpKeepAliveInterval => TcpOption.TCP_KEEPINTVL,
        SocketOptionName.TcpKeepAliveRetryCount => TcpOption.TCP_KEEPCNT,
        _ => -1,
    };

    private static int OfIP(SocketOptionName name) => name switch
    {
        SocketOptionName.TypeOfService => IPOption.IP_TOS,
        SocketOptionName.IpTimeToLive => IPOption.IP_TTL,
        SocketOptionName.MulticastTimeToLive => IPOption.IP_MULTICAST_TTL,
        SocketOptionName.MulticastLoopback => IPOption.IP_MULTICAST_LOOP,
        _ => -1,
    };

    private static int OfIPv6(SocketOptionName name) => name switch
    {
        SocketOptionName.IpTimeToLive => IPv6Option.IPV6_UNICAST_HOPS,
        SocketOptionName.MulticastTimeToLive => IPv6Option.IPV6_MULTICAST_HOPS,
        SocketOptionName.MulticastLoopback => IPv6Option.IPV6_MULTICAST_LOOP,
        SocketOptionName.IPv6Only => IPv6Option.IPV6_V6ONLY,
        _ => -1,
    };
}
