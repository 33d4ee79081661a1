// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

/// <summary>The tree of mounts that processes share, with what mounting needs: the kinds of file system and the devices.</summary>
public sealed class MountNamespace
{
    private readonly Mutex<List<Mount>> _mounts;
    private readonly Mutex<List<FileSystemType>> _types = new([]);

    public MountNamespace(FileSystem root, DeviceTable devices)
    {
        Devices = devices;
        Mount mount = new(this, root, null, MountFlags.MS_RELATIME, "rootfs"u8.ToArray());
        Root = new Path(mount, root.Root);
        _mounts = new Mutex<List<Mount>>([mount]);
    }

    public Path Root { get; }

    public DeviceTable Devices { get; }

    /// <summary>All mounts, oldest first, for <c>/proc/mounts</c>.</summary>
    public Mount[] Mounts
    {
        get
        {
            using Mutex<List<Mount>>.Guard mounts = _mounts.Lock();
            return mounts.Value.ToArray();
        }
    }

    /// <summary>All kinds that can be mounted, for <c>/proc/filesystems</c>.</summary>
    public FileSystemType[] Types
    {
        get
        {
            using Mutex<List<FileSystemType>>.Guard types = _types.Lock();
            return types.Value.ToArray();
        }
    }

    public void Register(FileSystemType type)
    {
        using Mutex<List<FileSystemType>>.Guard types = _types.Lock();
        types.Value.Add(type);
    }

    /// <summary>ENODEV for a kind nobody registered.</summary>
    public Result<FileSystemType> FindType(ReadOnlySpan<byte> name)
    {
        using Mutex<List<FileSystemType>>.Guard types = _types.Lock();
        foreach (FileSystemType type in types.Value)
        {
            if (Text.EqualsAscii(name, type.Name))
            {
                return type;
            }
        }

        return Errno.ENODEV;
    }

    /// <summary>Lays a file system over a directory; what is mounted there already is covered.</summary>
    /// <returns>ENOTDIR, EBUSY if the file system is mounted elsewhere.</returns>
    public Result<Mount> Attach(FileSystem fileSystem, Path point, MountFlags flags, ReadOnlySpan<byte> source)
    {
        if (!point.Inode.IsDirectory)
        {
            return Errno.ENOTDIR;
        }

        // An entry that the name cache does not keep would be another one at the next walk, and the mount out of reach.
        if (!point.IsMountRoot && !point.Dentry.Parent.Inode.CachesEntries)
        {
            return Errno.EINVAL;
        }

        if ((flags & (MountFlags.MS_NOATIME | MountFlags.MS_STRICTATIME)) == 0)
        {
            flags |= MountFlags.MS_RELATIME;
        }

        using Mutex<List<Mount>>.Guard mounts = _mounts.Lock();
        point = TopOf(mounts.Value, point);
        foreach (Mount other in mounts.Value)
        {
            if (other.FileSystem == fileSystem)
            {
                return Errno.EBUSY;
            }
        }

        if (!point.IsLinked || !point.Acquire())
        {
            return Errno.ENOENT;
        }

        Mount mount = new(this, fileSystem, point, flags & MountFlags.Kept, source.ToArray());
        mounts.Value.Add(mount);
        point.Dentry.MountCount++;
        return mount;
    }

    /// <summary>Changes the flags of a mount (<c>MS_REMOUNT</c>).</summary>
    public Errno Remount(Path point, MountFlags flags)
    {
        if (!point.IsMountRoot)
        {
            return Errno.EINVAL;
        }

        if ((flags & MountFlags.MS_RDONLY) == 0 && point.Mount.FileSystem.IsReadOnly)
        {
            return Errno.EROFS;
        }

        point.Mount.Flags = flags & MountFlags.Kept;
        return Errno.None;
    }

    /// <summary>Takes a mount away: EINVAL if the path is no mount's root, EBUSY while anybody uses it.</summary>
    public Errno Detach(Path point)
    {
        if (!point.IsMountRoot)
        {
            return Errno.EINVAL;
        }

        Mount mount = point.Mount;
        using (Mutex<List<Mount>>.Guard mounts = _mounts.Lock())
        {
            if (mount.Point is not Path below || mount.Users != 0)
            {
                return mounts.Value.Contains(mount) ? Errno.EBUSY : Errno.EINVAL;
            }

            if (!mounts.Value.Remove(mount))
            {
                return Errno.EINVAL;
            }

            below.Dentry.MountCount--;
            below.Release();
        }

        Errno error = mount.FileSystem.Synchronize();
        mount.FileSystem.OnUnmounted();
        return error;
    }

    /// <summary>Writes all file systems to their disks; the first error is told.</summary>
    public Errno Synchronize()
    {
        Errno result = Errno.None;
        foreach (Mount mount in Mounts)
        {
            Errno error = mount.FileSystem.Synchronize();
            result = result == Errno.None ? error : result;
        }

        return result;
    }

    /// <summary>From a directory to the root of what is mounted on it.</summary>
    internal Path Cross(Path path)
    {
        if (path.Dentry.MountCount == 0)
        {
            return path;
        }

        using Mutex<List<Mount>>.Guard mounts = _mounts.Lock();
        return TopOf(mounts.Value, path);
    }

    private static Path TopOf(List<Mount> mounts, Path path)
    {
        while (path.Dentry.MountCount != 0)
        {
            Mount? covering = null;
            foreach (Mount mount in mounts)
            {
                covering = mount.Point is Path point && point == path ? mount : covering;
            }

            if (covering is null)
            {
                break;
            }

            path = new Path(covering, covering.Root);
        }

        return path;
    }
}
