// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Sockets;
using Skift.Network.Tcp;
using Skift.Network.Udp;

namespace Skift.Network.Sockets;

/// <summary>AF_INET (<c>ip(7)</c>) and AF_INET6 (<c>ipv6(7)</c>).</summary>
internal sealed class InternetFamily(int number) : SocketFamily
{
    public override int Number => number;

    /// <summary>EINVAL for an impossible protocol; ESOCKTNOSUPPORT for a type, EPROTONOSUPPORT for a protocol that does not go with it.</summary>
    public override Result<Socket> Create(SocketType type, int protocol)
    {
        if (protocol is < 0 or >= InternetProtocol.IPPROTO_MAX) return Errno.EINVAL;
        uint user = UserThread.Current.Process.Credentials.FileSystemUserId;
        return type switch
        {
            SocketType.SOCK_STREAM => protocol is 0 or InternetProtocol.IPPROTO_TCP ? new TcpSocket(number, user) : Errno.EPROTONOSUPPORT,
            SocketType.SOCK_DGRAM => protocol is 0 or InternetProtocol.IPPROTO_UDP ? new UdpSocket(number, user) : Errno.EPROTONOSUPPORT,
            SocketType.SOCK_RAW => protocol == 0 ? Errno.EPROTONOSUPPORT : Errno.ESOCKTNOSUPPORT,
            _ => Errno.ESOCKTNOSUPPORT,
        };
    }
}
