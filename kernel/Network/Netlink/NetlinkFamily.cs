// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Sockets;

namespace Skift.Network.Netlink;

/// <summary>AF_NETLINK (<c>netlink(7)</c>): NETLINK_ROUTE, which is answered, and NETLINK_KOBJECT_UEVENT, where nothing ever is told.</summary>
internal sealed class NetlinkFamily : SocketFamily
{
    public override int Number => AddressFamily.AF_NETLINK;

    /// <summary>ESOCKTNOSUPPORT for a type that is neither raw nor datagram; EPROTONOSUPPORT.</summary>
    public override Result<Socket> Create(SocketType type, int protocol)
    {
        if (type is not (SocketType.SOCK_RAW or SocketType.SOCK_DGRAM)) return Errno.ESOCKTNOSUPPORT;
        if (protocol is not (Abi.Netlink.NETLINK_ROUTE or Abi.Netlink.NETLINK_KOBJECT_UEVENT)) return Errno.EPROTONOSUPPORT;
        return new NetlinkSocket(type, protocol);
    }
}
