// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

public sealed partial class MountNamespace
{
    /// <summary>Lays a file system over a directory; what is mounted there already is covered.</summary>
    /// <returns>ENOENT for a removed directory, EBUSY if the same file system is what lies there already, ENOTDIR.</returns>
    public Result<Mount> Attach(FileSystem fileSystem, Path point, MountFlags flags, ReadOnlySpan<byte> source)
    {
        if ((flags & MountFlags.MS_STRICTATIME) != 0)
        {
            flags &= ~(MountFlags.MS_NOATIME | MountFlags.MS_RELATIME);
        }
        else if ((flags & MountFlags.MS_NOATIME) == 0)
        {
            flags |= MountFlags.MS_RELATIME;
        }

        using Mutex<int>.Guard tree = _tree.Lock();
        Errno error = CheckPoint(_mounts, ref point, fileSystem.Root.Inode);
        if (error == Errno.None && point.IsMountRoot && point.Mount.FileSystem == fileSystem)
        {
            error = Errno.EBUSY;
        }

        if (error != Errno.None)
        {
            return error;
        }

        Mount mount = new(this, fileSystem, null, flags & MountFlags.Kept, source.ToArray());
        error = Graft([mount], point);
        if (error != Errno.None)
        {
            _ = mount.Finish();
            return error;
        }

        return mount;
    }

    /// <summary>Shows a file or directory, with <paramref name="recursive"/> also what is mounted below, at a second place (MS_BIND).</summary>
    /// <returns>ENOENT, EINVAL for what is unbindable or of another name space, ENOTDIR for a file on a directory and the reverse.</returns>
    internal Errno Bind(Path source, Path point, bool recursive)
    {
        using Mutex<int>.Guard tree = _tree.Lock();
        Path place = TopOf(_mounts, point);
        if (!place.IsLinked)
        {
            return Errno.ENOENT;
        }

        if (source.Mount.IsUnbindable || !_mounts.Contains(source.Mount) || !_mounts.Contains(place.Mount))
        {
            return Errno.EINVAL;
        }

        Errno error = CheckPoint(_mounts, ref point, source.Inode);
        if (error != Errno.None)
        {
            return error;
        }

        List<Mount> copies = recursive ? CopyTree(_mounts, source.Mount, source.Dentry, this, skipUnbindable: true) : [CopyOf(source.Mount, source.Dentry, this)];
        error = Graft(copies, point);
        if (error != Errno.None)
        {
            Drop(copies);
        }

        return error;
    }

    /// <summary>Moves a mount to another place (MS_MOVE).</summary>
    /// <returns>ENOENT; EINVAL if the source is no mount or the root, or the kinds differ; ELOOP into itself.</returns>
    internal Errno Move(Path source, Path point)
    {
        using Mutex<int>.Guard tree = _tree.Lock();
        point = TopOf(_mounts, point);
        if (!point.IsLinked)
        {
            return Errno.ENOENT;
        }

        Mount mount = source.Mount;
        bool isMovable = _mounts.Contains(mount) && _mounts.Contains(point.Mount) && source.IsMountRoot && mount.Point is not null;
        if (!isMovable || source.Inode.IsDirectory != point.Inode.IsDirectory || !IsMountable(point))
        {
            return Errno.EINVAL;
        }

        // It could not leave the peers of what it lies on, nor spread with what must not be copied (sharedsubtree.rst, 5c).
        List<Mount> moved = [];
        Collect(_mounts, mount, moved);
        bool isShared = point.Mount.Peers is not null;
        if (mount.Point!.Value.Mount.Peers is not null || (isShared && moved.Exists(static one => one.IsUnbindable)))
        {
            return Errno.EINVAL;
        }

        for (Mount? above = point.Mount; above is not null; above = above.Point?.Mount)
        {
            if (above == mount)
            {
                return Errno.ELOOP;
            }
        }

        // Held, so that no copy finds the place gone.
        if (!point.Acquire())
        {
            return Errno.ENOENT;
        }

        List<Mount> copies = Spread(moved, point);
        _ = Replace(mount, point);
        point.Release();
        // In the order of mounting, for who reads it.
        _ = _mounts.Remove(mount);
        _mounts.Add(mount);
        ListAll(copies);
        return Errno.None;
    }

    /// <summary>Changes the flags of a mount, and unless <paramref name="onlyMount"/> whether its file system can be written (MS_REMOUNT).</summary>
    /// <returns>EINVAL if the path is no mount's root, EROFS, EBUSY while files are open for writing.</returns>
    public Errno Remount(Path point, MountFlags flags, bool onlyMount = false)
    {
        const MountFlags AccessTimes = MountFlags.MS_NOATIME | MountFlags.MS_NODIRATIME | MountFlags.MS_RELATIME | MountFlags.MS_STRICTATIME;
        using Mutex<int>.Guard tree = _tree.Lock();
        Mount mount = point.Mount;
        if (!point.IsMountRoot || !_mounts.Contains(mount))
        {
            return Errno.EINVAL;
        }

        bool isReadOnly = (flags & MountFlags.MS_RDONLY) != 0;
        FileSystem fileSystem = mount.FileSystem;
        if (!isReadOnly && fileSystem.IsReadOnly && !onlyMount)
        {
            return Errno.EROFS;
        }

        if (isReadOnly && HasWriters(_mounts, mount, onlyMount))
        {
            return Errno.EBUSY;
        }

        // Without a word about access times they stay as they are; MS_STRICTATIME is the absence of the others.
        flags = (flags & AccessTimes) == 0 ? flags | (mount.Flags & AccessTimes) : flags | ((flags & MountFlags.MS_NOATIME) == 0 ? MountFlags.MS_RELATIME : 0);
        flags &= (flags & MountFlags.MS_STRICTATIME) != 0 ? ~(MountFlags.MS_NOATIME | MountFlags.MS_RELATIME) : (MountFlags)ulong.MaxValue;
        mount.Flags = flags & MountFlags.Kept;
        fileSystem.IsSetReadOnly = onlyMount ? fileSystem.IsSetReadOnly : isReadOnly;
        return Errno.None;
    }

    /// <summary>Takes a mount away (umount2(2)); with MNT_DETACH also one that is in use, with all that lies on it.</summary>
    /// <returns>EINVAL if the path is no mount's root; EBUSY while anybody uses it; EAGAIN for the first MNT_EXPIRE.</returns>
    public Errno Detach(Path point, UnmountFlags flags = UnmountFlags.None)
    {
        Mount mount = point.Mount;
        List<Mount> removed = [];
        using (Mutex<int>.Guard tree = _tree.Lock())
        {
            if (!point.IsMountRoot || !_mounts.Contains(mount))
            {
                return Errno.EINVAL;
            }

            Errno error = CheckDetach(mount, flags);
            if (error != Errno.None)
            {
                return error;
            }

            Collect(_mounts, mount, removed);
            CollectReplicas(removed);
            Unlist(removed);
        }

        return Finish(removed);
    }

    private static bool HasWriters(List<Mount> mounts, Mount mount, bool onlyMount)
    {
        int writers = mount.Writers;
        foreach (Mount other in mounts)
        {
            writers += !onlyMount && other != mount && other.FileSystem == mount.FileSystem ? other.Writers : 0;
        }

        return writers != 0;
    }

    private static Errno CheckDetach(Mount mount, UnmountFlags flags)
    {
        const UnmountFlags Others = UnmountFlags.MNT_FORCE | UnmountFlags.MNT_DETACH;
        if ((flags & UnmountFlags.MNT_EXPIRE) != 0)
        {
            if ((flags & Others) != 0 || mount.Point is null)
            {
                return Errno.EINVAL;
            }

            if (mount.Users != 0)
            {
                return Errno.EBUSY;
            }

            if (!mount.IsExpiring)
            {
                mount.IsExpiring = true;
                return Errno.EAGAIN;
            }
        }

        if (mount.Point is null)
        {
            return (flags & UnmountFlags.MNT_DETACH) != 0 ? Errno.EINVAL : Errno.EBUSY;
        }

        bool isBusy = (flags & UnmountFlags.MNT_DETACH) == 0 && (mount.Users != 0 || HasBusyReplica(mount));
        return isBusy ? Errno.EBUSY : Errno.None;
    }

    /// <summary>From the place that was named to the top of what lies on it; checks that something of this kind can be put there.</summary>
    private static Errno CheckPoint(List<Mount> mounts, ref Path point, Inode root)
    {
        point = TopOf(mounts, point);
        if (!point.IsLinked)
        {
            return Errno.ENOENT;
        }

        if (root.IsDirectory != point.Inode.IsDirectory)
        {
            return Errno.ENOTDIR;
        }

        return IsMountable(point) ? Errno.None : Errno.EINVAL;
    }

    /// <summary>An entry that the name cache does not keep would be another one at the next walk, and the mount out of reach.</summary>
    private static bool IsMountable(Path point) => point.IsMountRoot || point.Dentry.Parent.Inode.CachesEntries;

    /// <summary>Lays a new tree on a place, and copies of it on those where that shows.</summary>
    /// <param name="mounts">Each before those that lie on it; the first lies nowhere yet.</param>
    private static Errno Graft(List<Mount> mounts, Path point)
    {
        if (!point.Acquire())
        {
            return Errno.ENOENT;
        }

        List<Mount> copies = Spread(mounts, point);
        mounts[0].Point = point;
        point.Dentry.AddMount(1);
        foreach (Mount mount in mounts)
        {
            mount.Namespace.Add(mount);
        }

        ListAll(copies);
        return Errno.None;
    }

    /// <summary>A mount and all that lie on it, each before those that lie on it.</summary>
    private static void Collect(List<Mount> mounts, Mount mount, List<Mount> found)
    {
        found.Add(mount);
        for (int next = found.Count - 1; next < found.Count; next++)
        {
            foreach (Mount other in mounts)
            {
                if (other.Point is Path point && point.Mount == found[next])
                {
                    found.Add(other);
                }
            }
        }
    }

    private static void Unlist(Mount mount)
    {
        _ = mount.Namespace._mounts.Remove(mount);
        mount.Point?.Dentry.AddMount(-1);
        mount.IsListed = false;
        mount.IsDetached = true;
        mount.SetPropagation(MountFlags.MS_PRIVATE);
    }

    /// <summary>Lets go of the places, and of the mounts that nobody uses.</summary>
    private static Errno Finish(List<Mount> removed)
    {
        Errno result = Errno.None;
        foreach (Mount mount in removed)
        {
            Path? point = mount.Point;
            mount.Point = null;
            if (mount.Users == 0)
            {
                Errno error = mount.Finish();
                result = result == Errno.None ? error : result;
            }

            point?.Release();
        }

        return result;
    }
}
