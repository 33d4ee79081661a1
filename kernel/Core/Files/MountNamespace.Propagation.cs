// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

/// <remarks>
/// How changes of the tree spread to other mounts, in whichever name space (Linux's Documentation/filesystems/sharedsubtree.rst): a tree that is
/// mounted on a shared mount is mounted on its peers too, as peers of the original, and on its slaves, as slaves of the original.
/// </remarks>
public sealed partial class MountNamespace
{
    /// <summary>MS_SHARED, MS_SLAVE, MS_PRIVATE or MS_UNBINDABLE for a mount, or for all below it too.</summary>
    /// <returns>EINVAL if the path is no mount's root.</returns>
    internal Errno SetPropagation(Path point, MountFlags kind, bool recursive)
    {
        using Mutex<int>.Guard tree = _tree.Lock();
        if (!point.IsMountRoot || !_mounts.Contains(point.Mount)) return Errno.EINVAL;
        List<Mount> changed = [];
        if (recursive) Collect(_mounts, point.Mount, changed);
        else changed.Add(point.Mount);
        foreach (Mount mount in changed) mount.SetPropagation(kind);
        return Errno.None;
    }

    /// <summary>What mountinfo tells of a mount to who sees the tree from <paramref name="root"/> on.</summary>
    public MountPropagation PropagationOf(Mount mount, Path root)
    {
        using Mutex<int>.Guard tree = _tree.Lock();
        PeerGroup? visible = mount.Master;
        while (visible is not null && !visible.Members.Exists(member => member.Namespace == this && IsBelow(new Path(member, member.Root), root)))
        {
            visible = visible.Members[0].Master;
        }

        return new MountPropagation(mount.Peers?.Number ?? 0, mount.Master?.Number ?? 0, visible?.Number ?? 0, mount.IsUnbindable);
    }

    private static bool IsBelow(Path path, Path root)
    {
        while (path.Mount != root.Mount)
        {
            if (path.Mount.Point is not Path point) return false;
            path = point;
        }

        return path.Names.IsAncestor(root.Dentry, path.Dentry);
    }

    /// <summary>Copies a tree that is about to be mounted at a place to wherever that will show; its own mounts become shared. The place is held.</summary>
    /// <param name="tree">Each mount before those that lie on it.</param>
    /// <returns>The copies, to be listed together with the tree.</returns>
    private static List<Mount> Spread(List<Mount> tree, Path point)
    {
        List<Mount> copies = [];
        if (point.Mount.Peers is not PeerGroup peers) return copies;
        foreach (Mount mount in tree) mount.SetPropagation(MountFlags.MS_SHARED);
        Spread(peers, point, tree, isOriginal: true, copies);
        return copies;
    }

    /// <param name="model">The tree on a mount of the group if <paramref name="isOriginal"/>, else on its nearest master.</param>
    private static void Spread(PeerGroup group, Path point, List<Mount> model, bool isOriginal, List<Mount> copies)
    {
        foreach (Mount member in group.Members.ToArray())
        {
            if (member == point.Mount || !Shows(member, point.Dentry)) continue;
            List<Mount> copied = Replicate(model, new Path(member, point.Dentry), isSlave: !isOriginal, copies);
            if (isOriginal) continue;
            foreach (Mount mount in copied) mount.SetPropagation(MountFlags.MS_SHARED);
            model = copied;
            isOriginal = true;
        }

        HashSet<PeerGroup> visited = [];
        foreach (Mount slave in group.Slaves.ToArray())
        {
            if (slave.Peers is PeerGroup peers)
            {
                if (visited.Add(peers)) Spread(peers, point, model, isOriginal: false, copies);
            }
            else if (Shows(slave, point.Dentry))
            {
                _ = Replicate(model, new Path(slave, point.Dentry), isSlave: true, copies);
            }
        }
    }

    /// <summary>A mount that is itself about to be mounted is not changed by that; one that shows another part of the file system neither.</summary>
    private static bool Shows(Mount mount, Dentry point) => mount.IsListed && mount.FileSystem.Names.IsAncestor(mount.Root, point);

    private static List<Mount> Replicate(List<Mount> model, Path point, bool isSlave, List<Mount> copies)
    {
        List<Mount> copied = [];
        foreach (Mount mount in model)
        {
            Path place = copied.Count == 0 ? point : new Path(copied[model.IndexOf(mount.Point!.Value.Mount)], mount.Point.Value.Dentry);
            Mount copy = new(point.Mount.Namespace, mount.FileSystem, null, mount.Flags, mount.Source, mount.Root);
            if (isSlave) copy.Follow(mount.Peers);
            else copy.PropagateLike(mount);
            // The original's place is held, so the file is there.
            _ = place.Acquire();
            copy.Point = place;
            place.Dentry.AddMount(1);
            copied.Add(copy);
        }

        copies.AddRange(copied);
        return copied;
    }

    /// <summary>Shows a copied tree in its name space. What lies on its place already stays on top.</summary>
    private static void ListAll(List<Mount> copies)
    {
        foreach (Mount copy in copies)
        {
            if (Find(copy.Namespace._mounts, copy.Point!.Value) is Mount above) _ = Replace(above, new Path(copy, copy.Root));
            copy.Namespace.Add(copy);
        }
    }

    /// <summary>Adds to what is to be unmounted the mounts on the same places of those where that shows. Others may lie on these: then they stay.</summary>
    private static void CollectReplicas(List<Mount> removed)
    {
        HashSet<Mount> chosen = [.. removed];
        foreach (Mount mount in removed)
        {
            Path point = mount.Point!.Value;
            foreach (Mount reached in PeerGroup.ReachedFrom(point.Mount))
            {
                if (Find(reached.Namespace._mounts, new Path(reached, point.Dentry)) is Mount replica) _ = chosen.Add(replica);
            }
        }

        foreach (Mount mount in removed) _ = chosen.Remove(mount);
        List<Mount> replicas = [.. chosen];
        while (FindCarrier(removed, replicas) is Mount staying) _ = replicas.Remove(staying);
        removed.AddRange(replicas);
    }

    /// <summary>A replica on which something would be left, elsewhere than on top of it.</summary>
    private static Mount? FindCarrier(List<Mount> removed, List<Mount> replicas)
    {
        List<Mount> gone = [.. removed, .. replicas];
        foreach (Mount replica in replicas)
        {
            foreach (Mount other in replica.Namespace._mounts)
            {
                if (other.Point is null || gone.Contains(other)) continue;
                Mount carrier = PlaceWithout(gone, other).Mount;
                if (replicas.Contains(carrier)) return carrier;
            }
        }

        return null;
    }

    /// <summary>Where a mount would lie if those that it covers were gone.</summary>
    private static Path PlaceWithout(List<Mount> gone, Mount mount)
    {
        Path place = mount.Point!.Value;
        while (place.IsMountRoot && gone.Contains(place.Mount)) place = place.Mount.Point!.Value;
        return place;
    }

    /// <summary>Takes mounts out of their trees. What covers one of them and stays comes down.</summary>
    private static void Unlist(List<Mount> removed)
    {
        foreach (Mount mount in removed)
        {
            if (Find(mount.Namespace._mounts, new Path(mount, mount.Root)) is Mount above && !removed.Contains(above))
            {
                _ = Replace(above, PlaceWithout(removed, above));
            }
        }

        foreach (Mount mount in removed) Unlist(mount);
    }

    /// <summary>Whether a mount that would be unmounted together with another is in use.</summary>
    private static bool HasBusyReplica(Mount mount)
    {
        Path point = mount.Point!.Value;
        foreach (Mount reached in PeerGroup.ReachedFrom(point.Mount))
        {
            if (Find(reached.Namespace._mounts, new Path(reached, point.Dentry)) is not Mount replica) continue;
            List<Mount> above = replica.Namespace._mounts.FindAll(other => other.Point is Path place && place.Mount == replica);
            // What covers it comes down; with something else on it, it would stay.
            if (above.TrueForAll(static one => one.Point!.Value.IsMountRoot) && replica.Users > above.Count) return true;
        }

        return false;
    }

    private static Mount? Find(List<Mount> mounts, Path point)
    {
        foreach (Mount mount in mounts)
        {
            if (mount.Point is Path place && place == point) return mount;
        }

        return null;
    }

    /// <summary>Lays a mount on another place. ENOENT if that is gone.</summary>
    private static Errno Replace(Mount mount, Path point)
    {
        if (!point.Acquire()) return Errno.ENOENT;
        Path before = mount.Point!.Value;
        mount.Point = point;
        point.Dentry.AddMount(1);
        before.Dentry.AddMount(-1);
        before.Release();
        return Errno.None;
    }
}
