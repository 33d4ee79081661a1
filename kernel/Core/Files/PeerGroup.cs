// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Threading;

namespace Skift.Core.Files;

/// <summary>Shared mounts that show what is mounted on and unmounted from each other (mount_namespaces(7)), and those that follow them.</summary>
/// <remarks>Guarded by the lock of the mounts. Its members have one master, if any: they come from one mount by copying.</remarks>
internal sealed class PeerGroup
{
    private static int s_lastNumber;

    /// <summary>As mountinfo shows it.</summary>
    internal int Number { get; } = Interlocked.Increment(ref s_lastNumber);

    internal List<Mount> Members { get; } = [];

    /// <summary>Mounts that have this group as their master; peers of each other all or none.</summary>
    internal List<Mount> Slaves { get; } = [];

    /// <summary>All mounts where something happens if it happens on a mount, but for that one itself.</summary>
    internal static List<Mount> ReachedFrom(Mount mount)
    {
        List<Mount> found = [];
        if (mount.Peers is not PeerGroup group) return found;
        foreach (Mount peer in group.Members)
        {
            if (peer != mount) found.Add(peer);
        }

        int next = found.Count;
        found.AddRange(group.Slaves);
        // Slaves of a shared slave, once for all peers that it has.
        HashSet<PeerGroup> visited = [];
        for (; next < found.Count; next++)
        {
            if (found[next].Peers is PeerGroup slaves && visited.Add(slaves)) found.AddRange(slaves.Slaves);
        }

        return found;
    }
}
