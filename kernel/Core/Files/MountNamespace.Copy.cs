// SPDX-License-Identifier: MIT
using System.Collections.Generic;
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
        using Mutex<List<Mount>>.Guard mounts = _mounts.Lock();
        using Mutex<List<Mount>>.Guard target = copy._mounts.Lock();
        List<Mount> originals = [];
        List<Mount> copies = CopyTree(mounts.Value, Root.Mount, Root.Mount.Root, copy, skipUnbindable: false, originals);
        target.Value = copies;
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

    private static Mount CopyOf(Mount mount, Dentry root, MountNamespace owner) =>
        new(owner, mount.FileSystem, null, mount.Flags, mount.Source, root) { IsUnbindable = mount.IsUnbindable };

    /// <summary>Copies a mount, seen from <paramref name="root"/> on, and what is mounted below. The first copy lies nowhere yet.</summary>
    private static List<Mount> CopyTree(List<Mount> mounts, Mount top, Dentry root, MountNamespace owner, bool skipUnbindable, List<Mount>? originals = null)
    {
        originals ??= [];
        originals.Add(top);
        List<Mount> copies = [CopyOf(top, root, owner)];
        foreach (Mount mount in mounts)
        {
            // Older mounts come first, and none lies on a younger one but after MS_MOVE, which makes it the youngest.
            int parent = mount.Point is Path place ? originals.IndexOf(place.Mount) : -1;
            if (parent < 0 || mount == top || (skipUnbindable && mount.IsUnbindable))
            {
                continue;
            }

            Path point = mount.Point!.Value;
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
        }

        _ = Finish(copies);
    }

    private void DetachAll()
    {
        List<Mount> removed = [];
        using (Mutex<List<Mount>>.Guard mounts = _mounts.Lock())
        {
            while (mounts.Value.Count != 0)
            {
                Mount mount = mounts.Value[^1];
                removed.Add(mount);
                Unlist(mounts.Value, mount);
            }
        }

        _ = Finish(removed);
    }
}
