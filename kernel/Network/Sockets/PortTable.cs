// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core;
using Skift.Machine;

namespace Skift.Network.Sockets;

/// <summary>The ports of one protocol: who is bound to which.</summary>
internal sealed class PortTable
{
    private const int BucketCount = 1024;

    /// <summary>net.ipv4.ip_local_port_range: what is chosen for who names no port.</summary>
    internal const ushort FirstEphemeral = 32768;
    internal const ushort LastEphemeral = 60999;

    /// <summary>net.ipv4.ip_unprivileged_port_start.</summary>
    internal const ushort FirstUnprivileged = 1024;

    private readonly SpinLock<LinkList<PortBinding>[]> _buckets;
    private readonly bool _isStream;

    /// <param name="isStream">The rules of TCP, where who listens shares with nobody; otherwise those of UDP.</param>
    internal PortTable(bool isStream)
    {
        _isStream = isStream;
        LinkList<PortBinding>[] buckets = new LinkList<PortBinding>[BucketCount];
        for (int i = 0; i < BucketCount; i++)
        {
            buckets[i] = new LinkList<PortBinding>();
        }

        _buckets = new SpinLock<LinkList<PortBinding>[]>(buckets);
    }

    internal SpinLock<LinkList<PortBinding>[]>.Guard Lock() => _buckets.Lock();

    /// <summary>The bindings of a port and some others.</summary>
    internal static LinkList<PortBinding> BucketOf(in SpinLock<LinkList<PortBinding>[]>.Guard guard, ushort port) => guard.Value[port % BucketCount];

    /// <summary>Takes a port; 0: any free one.</summary>
    /// <returns>EADDRINUSE.</returns>
    internal Errno Bind(PortBinding binding, InternetAddress address, ushort port)
    {
        if (port != 0) return TryTake(binding, address, port, isChosen: false) ? Errno.None : Errno.EADDRINUSE;
        const int Count = LastEphemeral - FirstEphemeral + 1;
        // Odd ports for bind(2), even ones for connect(2), as Linux does, so that they seldom meet.
        int start = (int)(RandomSource.NextUInt64() % Count) | 1;
        for (int i = 0; i < Count; i++)
        {
            int step = i < Count / 2 ? 2 * i : (2 * (i - (Count / 2))) + 1;
            if (TryTake(binding, address, (ushort)(FirstEphemeral + ((start + step) % Count)), isChosen: true)) return Errno.None;
        }

        return Errno.EADDRINUSE;
    }

    /// <summary>Takes a port for a connection to a peer: one that nobody has, or that only connections have of which none is the same.</summary>
    /// <param name="isFree">Asked with the table locked whether there is no such connection from that port; may not take further locks of tables.</param>
    /// <returns>EADDRNOTAVAIL.</returns>
    internal Errno BindForConnect(PortBinding binding, InternetAddress address, Func<ushort, bool> isFree)
    {
        const int Count = LastEphemeral - FirstEphemeral + 1;
        int start = (int)(RandomSource.NextUInt64() % Count) & ~1;
        for (int i = 0; i < Count; i++)
        {
            int step = i < Count / 2 ? 2 * i : (2 * (i - (Count / 2))) + 1;
            ushort port = (ushort)(FirstEphemeral + ((start + step) % Count));
            using SpinLock<LinkList<PortBinding>[]>.Guard guard = Lock();
            LinkList<PortBinding> bucket = BucketOf(guard, port);
            if (!IsConnectOnly(bucket, port) || !isFree(port)) continue;
            binding.IsByConnect = true;
            Insert(bucket, binding, address, port);
            return Errno.None;
        }

        return Errno.EADDRNOTAVAIL;
    }

    /// <summary>Adds a further hold of a port that a connection shares with its listener.</summary>
    internal void Share(PortBinding binding, InternetAddress address, ushort port)
    {
        using SpinLock<LinkList<PortBinding>[]>.Guard guard = Lock();
        Insert(BucketOf(guard, port), binding, address, port);
    }

    /// <summary>listen(2): from now on nobody else may listen there.</summary>
    /// <returns>EADDRINUSE if somebody does.</returns>
    internal Errno Listen(PortBinding binding)
    {
        using SpinLock<LinkList<PortBinding>[]>.Guard guard = Lock();
        if (!binding.IsListening && HasConflict(BucketOf(guard, binding.Port), binding, isChosen: false)) return Errno.EADDRINUSE;
        binding.IsListening = true;
        return Errno.None;
    }

    /// <summary>The port stays, but nobody is heard there.</summary>
    internal void StopListening(PortBinding binding)
    {
        using SpinLock<LinkList<PortBinding>[]>.Guard guard = Lock();
        binding.IsListening = false;
    }

    /// <summary>Gives the port back.</summary>
    internal void Release(PortBinding binding)
    {
        using SpinLock<LinkList<PortBinding>[]>.Guard guard = Lock();
        binding.IsListening = false;
        if (binding.Link.List is LinkList<PortBinding> bucket) bucket.Remove(binding.Link);
    }

    /// <summary>A connected socket hears at one address only from now on.</summary>
    internal void Move(PortBinding binding, InternetAddress address)
    {
        using SpinLock<LinkList<PortBinding>[]>.Guard guard = Lock();
        binding.Address = address;
    }

    /// <summary>All bindings that have an owner, at this moment.</summary>
    internal List<PortBinding> Snapshot()
    {
        int capacity = 0;
        while (true)
        {
            List<PortBinding> found = new(capacity);
            int count = 0;
            using (SpinLock<LinkList<PortBinding>[]>.Guard guard = Lock())
            {
                foreach (LinkList<PortBinding> bucket in guard.Value)
                {
                    for (Link<PortBinding>? link = bucket.First; link is not null; link = link.Next)
                    {
                        // Nothing is allocated with the lock held; if there are more than expected, it starts over.
                        if (link.Owner.Owner is not null && ++count <= capacity) found.Add(link.Owner);
                    }
                }
            }

            if (count <= capacity) return found;
            capacity = count + 16;
        }
    }

    /// <summary>
    /// The socket that a packet fits best: connected to the peer before bound to the address before bound to any; of those that share a port
    /// (SO_REUSEPORT) the one that a number of the peer picks.
    /// </summary>
    internal InternetSocket? Find(in Endpoint local, in Endpoint remote)
    {
        const int AddressScore = 1;
        PortBinding? best = null;
        int bestScore = -1;
        int equals = 0;
        using SpinLock<LinkList<PortBinding>[]>.Guard guard = Lock();
        for (Link<PortBinding>? link = BucketOf(guard, local.Port).First; link is not null; link = link.Next)
        {
            PortBinding binding = link.Owner;
            if (binding.Port != local.Port || !binding.Covers(local.Address)) continue;
            int score = binding.Owner?.Rate(remote) ?? InternetSocket.NotMine;
            if (score == InternetSocket.NotMine) continue;
            score += binding.Address.IsAny ? 0 : AddressScore;
            if (score < bestScore || (score == bestScore && !(binding.SharesPort && best!.SharesPort))) continue;
            equals = score == bestScore ? equals + 1 : 1;
            if (score > bestScore || remote.Hash % (uint)equals == 0) best = binding;
            bestScore = score;
        }

        return best?.Owner;
    }

    private bool TryTake(PortBinding binding, InternetAddress address, ushort port, bool isChosen)
    {
        using SpinLock<LinkList<PortBinding>[]>.Guard guard = Lock();
        LinkList<PortBinding> bucket = BucketOf(guard, port);
        binding.Address = address;
        binding.Port = port;
        if (HasConflict(bucket, binding, isChosen)) return false;
        binding.IsByConnect = false;
        Insert(bucket, binding, address, port);
        return true;
    }

    private static void Insert(LinkList<PortBinding> bucket, PortBinding binding, InternetAddress address, ushort port)
    {
        binding.Address = address;
        binding.Port = port;
        // The last that was bound hears first, as on Linux.
        bucket.AddFirst(binding.Link);
    }

    private static bool IsConnectOnly(LinkList<PortBinding> bucket, ushort port)
    {
        for (Link<PortBinding>? link = bucket.First; link is not null; link = link.Next)
        {
            if (link.Owner.Port == port && !link.Owner.IsByConnect) return false;
        }

        return true;
    }

    /// <summary>Whether somebody has the port in a way that does not go together (socket(7): SO_REUSEADDR, SO_REUSEPORT).</summary>
    private bool HasConflict(LinkList<PortBinding> bucket, PortBinding binding, bool isChosen)
    {
        for (Link<PortBinding>? link = bucket.First; link is not null; link = link.Next)
        {
            PortBinding other = link.Owner;
            if (other == binding || other.Port != binding.Port || !binding.Overlaps(other)) continue;
            bool isReused = binding.IsReusable && other.IsReusable && !(_isStream && other.IsListening);
            bool isShared = binding.SharesPort && other.SharesPort && binding.UserId == other.UserId;
            // Who lets the kernel choose gets a port of its own.
            if (isChosen ? !isShared || isReused : !isReused && !isShared) return true;
        }

        return false;
    }
}
