// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Information;
using Skift.Core.Sockets;
using Skift.Network.Netlink;
using Skift.Network.Sockets;
using Skift.Network.Tcp;

namespace Skift.Network;

/// <summary>Where the kernel starts the network.</summary>
public static class NetworkStack
{
    /// <summary>From here on there are sockets of AF_INET and AF_INET6. Called once at boot.</summary>
    public static void Start()
    {
        TcpTimers.Instance.Start();
        NetworkInformation.Current = new StackInformation();
        SocketFamily.Register(new InternetFamily(AddressFamily.AF_INET));
        SocketFamily.Register(new InternetFamily(AddressFamily.AF_INET6));
        SocketFamily.Register(new NetlinkFamily());
    }
}
