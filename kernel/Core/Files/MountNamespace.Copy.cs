// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

public sealed partial class MountNamespace
{
    /// <summary>Made by <see cref="Copy"/>: it goes with its last user. The first one stays.</summary>
    private bool IsCopy { get; set; }

    /// <summary>A name space with copies of all mounts (CLONE_NEWNS), and the places of a process in it.</summary>
    /// <param name="places">Root and working directory; on return the same places in the copy.</param>
    internal MountNamespace Copy(ref (Path Root, Path WorkingDirectory) places)
    {
        MountNamespace copy = new(this) { IsCopy = true };
        using Mutex<int>.Guard tree = _tree.Lock();
        List<Mount> originals = [];
        List<Mount> copies = CopyTree(_mounts, Root.Mount, Root.Mount.Root, copy, skipUnbindable: false, originals);
        foreach (Mount mount in copies) copy.Add(mount);
        copy.Root = new Path(copies[0], copies[0].Root);
        places.Root = Translate(places.Root, originals, copies);
        places.WorkingDirectory = Translate(places.WorkingDirectory, originals, copies);
        return copy;
    }

    private static Path Translate(Path path, List<Mount> originals, List<Mount> copies)
    {
        int index = originals.IndexOf(path.Mount);
        return index < 0 ? path : new Path(copies[index], path.Dentry);
    }

    private static Mount CopyOf(Mount mount, Dentry root, MountNamespace owner)
    {
        Mount copy = new(owner, mount.FileSystem, null, mount.Flags, mount.Source, root);
        copy.PropagateLike(mount);
        return copy;
    }

    /// <summary>Copies a mount, seen from <paramref name="root"/> on, and what is mounted below. The first copy lies nowhere yet.</summary>
    private static List<Mount> CopyTree(List<Mount> mounts, Mount top, Dentry root, MountNamespace owner, bool skipUnbindable, List<Mount>? originals = null)
    {
        originals ??= [];
        originals.Add(top);
        List<Mount> copies = [CopyOf(top, root, owner)];
        List<Mount> tree = [];
        Collect(mounts, top, tree);
        for (int index = 1; index < tree.Count; index++)
        {
            Mount mount = tree[index];
            Path point = mount.Point!.Value;
            int parent = originals.IndexOf(point.Mount);
            if (parent < 0 || (skipUnbindable && mount.IsUnbindable))
            {
                continue;
            }

            Path copied = new(copies[parent], point.Dentry);
            if (!point.Names.IsAncestor(copied.Mount.Root, point.Dentry) || !copied.Acquire())
            {
                continue;
            }

            Mount copy = CopyOf(mount, mount.Root, owner);
            copy.Point = copied;
            point.Dentry.AddMount(1);
            originals.Add(mount);
            copies.Add(copy);
        }

        return copies;
    }

    /// <summary>Undoes copies that were never attached.</summary>
    private static void Drop(List<Mount> copies)
    {
        foreach (Mount copy in copies)
        {
            copy.Point?.Dentry.AddMount(-1);
            copy.IsDetached = true;
            copy.SetPropagation(MountFlags.MS_PRIVATE);
        }

        _ = Finish(copies);
    }

    private void DetachAll()
    {
        List<Mount> removed = [];
        using (Mutex<int>.Guard tree = _tree.Lock())
        {
            while (_mounts.Count != 0)
            {
                Mount mount = _mounts[^1];
                removed.Add(mount);
                Unlist(mount);
            }
        }

        _ = Finish(removed);
    }
}
