// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Core;
using Skift.Machine;

namespace Skift.Network.Tcp;

/// <summary>All connections by their two ends.</summary>
internal sealed class TcpTable
{
    private const int BucketCount = 4096;

    private readonly SpinLock<LinkList<TcpSocket>?[]> _buckets = new(new LinkList<TcpSocket>?[BucketCount]);

    private static uint IndexOf(in Endpoint local, in Endpoint remote) => (local.Hash ^ (remote.Hash * 31)) % BucketCount;

    /// <summary>Adds a connection unless there is one between the same ends.</summary>
    internal bool TryAdd(TcpSocket socket, in Endpoint local, in Endpoint remote)
    {
        LinkList<TcpSocket> fresh = new();
        using SpinLock<LinkList<TcpSocket>?[]>.Guard buckets = _buckets.Lock();
        ref LinkList<TcpSocket>? bucket = ref buckets.Value[IndexOf(local, remote)];
        bucket ??= fresh;
        if (Find(bucket, local, remote) is not null) return false;
        socket.ConnectedLocal = local;
        socket.Remote = remote;
        bucket.Add(socket.TableLink);
        return true;
    }

    internal void Remove(TcpSocket socket)
    {
        using SpinLock<LinkList<TcpSocket>?[]>.Guard buckets = _buckets.Lock();
        if (socket.TableLink.List is LinkList<TcpSocket> bucket) bucket.Remove(socket.TableLink);
    }

    internal TcpSocket? Find(in Endpoint local, in Endpoint remote)
    {
        using SpinLock<LinkList<TcpSocket>?[]>.Guard buckets = _buckets.Lock();
        return buckets.Value[IndexOf(local, remote)] is LinkList<TcpSocket> bucket ? Find(bucket, local, remote) : null;
    }

    private static TcpSocket? Find(LinkList<TcpSocket> bucket, in Endpoint local, in Endpoint remote)
    {
        for (Link<TcpSocket>? link = bucket.First; link is not null; link = link.Next)
        {
            if (link.Owner.Remote.Equals(remote) && link.Owner.ConnectedLocal.Equals(local)) return link.Owner;
        }

        return null;
    }

    /// <summary>All of them at this moment.</summary>
    internal List<TcpSocket> Snapshot()
    {
        int capacity = 0;
        while (true)
        {
            List<TcpSocket> found = new(capacity);
            int count = 0;
            using (SpinLock<LinkList<TcpSocket>?[]>.Guard buckets = _buckets.Lock())
            {
                foreach (LinkList<TcpSocket>? bucket in buckets.Value)
                {
                    for (Link<TcpSocket>? link = bucket?.First; link is not null; link = link.Next)
                    {
                        // Nothing is allocated with the lock held; if there are more than expected, it starts over.
                        if (++count <= capacity) found.Add(link.Owner);
                    }
                }
            }

            if (count <= capacity) return found;
            capacity = count + 16;
        }
    }
}
