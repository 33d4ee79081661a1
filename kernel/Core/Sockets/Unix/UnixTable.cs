// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Machine;

namespace Skift.Core.Sockets.Unix;

/// <summary>All unix sockets, the abstract names, and who is connected to whom. One lock; held for some instructions only.</summary>
internal sealed class UnixLinks
{
    internal const int BucketCount = 256;

    internal LinkList<UnixSocket> All { get; } = new();

    /// <summary>Sockets with abstract names by the hash of the name.</summary>
    internal LinkList<UnixSocket>[] Named { get; } = new LinkList<UnixSocket>[BucketCount];

    internal UnixLinks()
    {
        for (int i = 0; i < BucketCount; i++)
        {
            Named[i] = new LinkList<UnixSocket>();
        }
    }

    /// <summary>The next number that autobind tries.</summary>
    internal uint NextAutomatic { get; set; }

    internal LinkList<UnixSocket> BucketOf(UnixAddress address) => Named[address.Hash % BucketCount];

    /// <summary>The socket with an abstract name; names belong to a type of socket each.</summary>
    internal UnixSocket? Find(UnixAddress address, Abi.SocketType type)
    {
        for (Link<UnixSocket>? link = BucketOf(address).First; link is not null; link = link.Next)
        {
            if (link.Owner.Type == type && link.Owner.Address!.NamesSame(address)) return link.Owner;
        }

        return null;
    }
}

/// <summary>Access to the one <see cref="UnixLinks"/>.</summary>
internal static class UnixTable
{
    private static readonly SpinLock<UnixLinks> s_links = new(new UnixLinks());

    internal static SpinLock<UnixLinks>.Guard Lock() => s_links.Lock();

    /// <summary>All sockets at this moment, for <c>/proc/net/unix</c>.</summary>
    internal static List<UnixSocket> Snapshot()
    {
        while (true)
        {
            int count;
            using (SpinLock<UnixLinks>.Guard links = s_links.Lock())
            {
                count = links.Value.All.Count;
            }

            List<UnixSocket> sockets = new(count);
            using (SpinLock<UnixLinks>.Guard links = s_links.Lock())
            {
                // Nothing is allocated with the lock held; who was added meanwhile starts it over.
                if (links.Value.All.Count > count) continue;
                for (Link<UnixSocket>? link = links.Value.All.First; link is not null; link = link.Next)
                {
                    sockets.Add(link.Owner);
                }

                return sockets;
            }
        }
    }
}
