// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Network;

/// <summary>How a destination is reached.</summary>
/// <param name="Interface">Where packets leave.</param>
/// <param name="Source">The own address that they have unless the socket is bound to another.</param>
internal readonly record struct Route(NetworkInterface Interface, InternetAddress Source);

/// <summary>Decides where packets go. There is the loopback network and nothing else yet.</summary>
internal static class Routing
{
    /// <summary>The way to a destination. ENODEV for an interface that is not there; ENETUNREACH.</summary>
    /// <param name="through">The only interface to use; 0 for any.</param>
    internal static Result<Route> Find(InternetAddress destination, int through = 0)
    {
        if (through is not (0 or Loopback.LoopbackIndex)) return Errno.ENODEV;
        if (!destination.IsLoopback) return Errno.ENETUNREACH;
        return new Route(Loopback.Instance, destination.IsIPv4 ? InternetAddress.LoopbackIPv4 : InternetAddress.LoopbackIPv6);
    }

    /// <summary>Whether packets to the address are for this machine.</summary>
    internal static bool IsLocal(InternetAddress address) => address.IsLoopback;

    /// <summary>0.0.0.0 and :: as a destination are this machine.</summary>
    internal static InternetAddress Resolve(InternetAddress destination)
    {
        if (!destination.IsAny) return destination;
        return destination.IsIPv4 ? InternetAddress.LoopbackIPv4 : InternetAddress.LoopbackIPv6;
    }
}
