// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Devices;

namespace Skift.Core.Files;

public readonly partial struct FileView
{
    /// <summary>chdir(2). ENOTDIR, EACCES without search permission.</summary>
    public Errno ChangeDirectory(ReadOnlySpan<byte> name)
    {
        if (!Find(name, WalkFlags.Follow | WalkFlags.Directory).Try(out Path path, out Errno error)) return error;
        return ChangeDirectory(path);
    }

    /// <summary>fchdir(2).</summary>
    public Errno ChangeDirectory(OpenFile file) => file.Inode.IsDirectory ? ChangeDirectory(file.Path) : Errno.ENOTDIR;

    /// <summary>chroot(2), for the privileged.</summary>
    public Errno ChangeRoot(ReadOnlySpan<byte> name)
    {
        if (!Find(name, WalkFlags.Follow | WalkFlags.Directory).Try(out Path path, out Errno error)) return error;
        error = CheckPermission(path, AccessMode.X_OK);
        if (error != Errno.None)
        {
            return error;
        }

        return Credentials.IsFileSystemPrivileged ? Context.SetRoot(path) : Errno.EPERM;
    }

    /// <summary>readlink(2). EINVAL if the file is no symbolic link.</summary>
    public Result<byte[]> ReadLink(ReadOnlySpan<byte> name)
    {
        if (!Find(name, WalkFlags.AllowEmpty).Try(out Path path, out Errno error)) return error;
        if (!path.Inode.IsSymbolicLink)
        {
            // With an empty name the descriptor itself was to be the link (readlink(2)).
            return name.IsEmpty ? Errno.ENOENT : Errno.EINVAL;
        }

        if (!path.Inode.FollowMagic().Try(out Path? magic, out error)) return error;
        if (magic is Path target)
        {
            return target.ToBytes(Context.Root);
        }

        return path.Inode.ReadLink();
    }

    /// <summary>statfs(2).</summary>
    public Result<Statfs> FileSystemStatistics(ReadOnlySpan<byte> name)
    {
        if (!Find(name, WalkFlags.Follow).Try(out Path path, out Errno error)) return error;
        return Files.StatisticsOf(path);
    }

    /// <summary>mount(2): a new mount, or with MS_REMOUNT other flags for one. Privileged.</summary>
    /// <returns>EPERM, ENODEV for an unknown type, ENOTBLK, ENXIO, ENOTDIR, EINVAL for a foreign format, EBUSY.</returns>
    public Errno Mount(ReadOnlySpan<byte> source, ReadOnlySpan<byte> target, ReadOnlySpan<byte> type, MountFlags flags, ReadOnlySpan<byte> options)
    {
        if (!Find(target, WalkFlags.Follow).Try(out Path point, out Errno error)) return error;
        if (!Credentials.IsFileSystemPrivileged)
        {
            return Errno.EPERM;
        }

        if ((flags & MountFlags.MS_REMOUNT) != 0)
        {
            return Context.Namespace.Remount(point, flags);
        }

        if ((flags & (MountFlags.MS_BIND | MountFlags.MS_MOVE)) != 0)
        {
            return Errno.EINVAL;
        }

        if (!Context.Namespace.FindType(type).Try(out FileSystemType kind, out error)) return error;
        BlockDevice? device = null;
        if (kind.NeedsDevice && !FindBlockDevice(source).Try(out device, out error)) return error;
        if (!point.Inode.IsDirectory)
        {
            return Errno.ENOTDIR;
        }

        if (!kind.Open(device, flags, options).Try(out FileSystem fileSystem, out error)) return error;
        if (!Context.Namespace.Attach(fileSystem, point, flags, source).Try(out _, out error))
        {
            fileSystem.OnUnmounted();
        }

        return error;
    }

    /// <summary>umount2(2). EINVAL if nothing is mounted there, EBUSY while it is used.</summary>
    public Errno Unmount(ReadOnlySpan<byte> target, UnmountFlags flags)
    {
        if ((flags & ~(UnmountFlags.MNT_FORCE | UnmountFlags.UMOUNT_NOFOLLOW)) != 0)
        {
            return Errno.EINVAL;
        }

        WalkFlags walk = (flags & UnmountFlags.UMOUNT_NOFOLLOW) != 0 ? WalkFlags.None : WalkFlags.Follow;
        if (!Find(target, walk).Try(out Path point, out Errno error)) return error;
        return Credentials.IsFileSystemPrivileged ? Context.Namespace.Detach(point) : Errno.EPERM;
    }

    private Errno ChangeDirectory(Path path)
    {
        Errno error = CheckPermission(path, AccessMode.X_OK);
        return error == Errno.None ? Context.SetWorkingDirectory(path) : error;
    }

    private Result<BlockDevice?> FindBlockDevice(ReadOnlySpan<byte> source)
    {
        if (!Find(source, WalkFlags.Follow).Try(out Path path, out Errno error)) return error;
        if (path.Inode.Type != StatMode.S_IFBLK)
        {
            return Errno.ENOTBLK;
        }

        BlockDevice? device = Context.Namespace.Devices.FindBlock(path.Inode.Device);
        return device is null ? Errno.ENXIO : device;
    }
}
