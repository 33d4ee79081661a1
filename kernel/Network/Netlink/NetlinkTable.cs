// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Core;
using Skift.Machine;

namespace Skift.Network.Netlink;

/// <summary>All netlink sockets that have a port.</summary>
internal static class NetlinkTable
{
    private const int FirstChosen = -4097;

    private static readonly SpinLock<LinkList<NetlinkSocket>> s_sockets = new(new LinkList<NetlinkSocket>());

    /// <summary>Gives a socket a port. False: another of the protocol has it.</summary>
    internal static bool TryAdd(NetlinkSocket socket, uint port)
    {
        using SpinLock<LinkList<NetlinkSocket>>.Guard sockets = s_sockets.Lock();
        if (Find(sockets.Value, socket.Protocol, port) is not null) return false;
        socket.Port = port;
        sockets.Value.Add(socket.Link);
        return true;
    }

    /// <summary>Any port: the process's number if it is free, otherwise one that no process has.</summary>
    internal static void AddAnywhere(NetlinkSocket socket, int processId)
    {
        if (TryAdd(socket, (uint)processId)) return;
        int port = FirstChosen;
        while (!TryAdd(socket, (uint)port))
        {
            port--;
        }
    }

    internal static void Remove(NetlinkSocket socket)
    {
        using SpinLock<LinkList<NetlinkSocket>>.Guard sockets = s_sockets.Lock();
        if (socket.Link.List is not null) sockets.Value.Remove(socket.Link);
    }

    internal static NetlinkSocket? Find(int protocol, uint port)
    {
        using SpinLock<LinkList<NetlinkSocket>>.Guard sockets = s_sockets.Lock();
        return Find(sockets.Value, protocol, port);
    }

    private static NetlinkSocket? Find(LinkList<NetlinkSocket> sockets, int protocol, uint port)
    {
        for (Link<NetlinkSocket>? link = sockets.First; link is not null; link = link.Next)
        {
            if (link.Owner.Protocol == protocol && link.Owner.Port == port) return link.Owner;
        }

        return null;
    }

    /// <summary>All at this moment.</summary>
    internal static List<NetlinkSocket> Snapshot()
    {
        int capacity = 0;
        while (true)
        {
            List<NetlinkSocket> found = new(capacity);
            using SpinLock<LinkList<NetlinkSocket>>.Guard sockets = s_sockets.Lock();
            // Nothing is allocated with the lock held; if there are more than expected, it starts over.
            int count = sockets.Value.Count;
            for (Link<NetlinkSocket>? link = sockets.Value.First; link is not null && count <= capacity; link = link.Next)
            {
                found.Add(link.Owner);
            }

            if (count <= capacity) return found;
            capacity = count + 4;
        }
    }
}
