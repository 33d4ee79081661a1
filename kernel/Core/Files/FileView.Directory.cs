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

        return Credentials.Has(Capability.CAP_SYS_CHROOT) ? Context.SetRoot(path) : Errno.EPERM;
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
        if (!Credentials.IsPrivileged)
        {
            return Errno.EPERM;
        }

        MountNamespace mounts = Context.Namespace;
        if ((flags & MountFlags.MS_REMOUNT) != 0)
        {
            return Remount(mounts, point, flags, options);
        }

        if ((flags & MountFlags.MS_BIND) != 0)
        {
            return FindSource(source).Try(out Path original, out error) ? mounts.Bind(original, point, (flags & MountFlags.MS_REC) != 0) : error;
        }

        if ((flags & MountFlags.Propagation) != 0)
        {
            return ChangePropagation(mounts, point, flags);
        }

        if ((flags & MountFlags.MS_MOVE) != 0)
        {
            return FindSource(source).Try(out Path moved, out error) ? mounts.Move(moved, point) : error;
        }

        return MountNew(source, point, type, flags, options);
    }

    /// <summary>umount2(2). EINVAL if nothing is mounted there or for contradicting flags, EBUSY while it is used, EAGAIN with MNT_EXPIRE.</summary>
    public Errno Unmount(ReadOnlySpan<byte> target, UnmountFlags flags)
    {
        WalkFlags walk = (flags & UnmountFlags.UMOUNT_NOFOLLOW) != 0 ? WalkFlags.None : WalkFlags.Follow;
        if (!Find(target, walk).Try(out Path point, out Errno error)) return error;
        return Credentials.IsPrivileged ? Context.Namespace.Detach(point, flags) : Errno.EPERM;
    }

    private Errno MountNew(ReadOnlySpan<byte> source, Path point, ReadOnlySpan<byte> type, MountFlags flags, ReadOnlySpan<byte> options)
    {
        if (type.IsEmpty)
        {
            return Errno.EINVAL;
        }

        if (!Context.Namespace.FindType(type).Try(out FileSystemType kind, out Errno error)) return error;
        BlockDevice? device = null;
        if (kind.NeedsDevice && !FindBlockDevice(source).Try(out device, out error)) return error;
        error = device?.AddUser() ?? Errno.None;
        if (error != Errno.None) return error;
        if (!kind.Open(device, flags, options).Try(out FileSystem fileSystem, out error))
        {
            device?.RemoveUser();
            return error;
        }

        fileSystem.Disk = device;
        bool isNew = !fileSystem.IsMounted;
        if (isNew)
        {
            fileSystem.IsSetReadOnly = (flags & MountFlags.MS_RDONLY) != 0;
        }

        if (!Context.Namespace.Attach(fileSystem, point, flags, source).Try(out _, out error) && isNew && !fileSystem.IsMounted)
        {
            fileSystem.End();
        }

        return error;
    }

    private static Errno Remount(MountNamespace mounts, Path point, MountFlags flags, ReadOnlySpan<byte> options)
    {
        bool onlyMount = (flags & MountFlags.MS_BIND) != 0;
        if (!onlyMount && point.IsMountRoot)
        {
            Errno error = point.Mount.FileSystem.Reconfigure(options);
            if (error != Errno.None)
            {
                return error;
            }
        }

        return mounts.Remount(point, flags, onlyMount);
    }

    private static Errno ChangePropagation(MountNamespace mounts, Path point, MountFlags flags)
    {
        const MountFlags Others = MountFlags.MS_REC | MountFlags.MS_SILENT;
        MountFlags kind = flags & ~Others;
        if (kind is not (MountFlags.MS_SHARED or MountFlags.MS_PRIVATE or MountFlags.MS_SLAVE or MountFlags.MS_UNBINDABLE))
        {
            return Errno.EINVAL;
        }

        return mounts.SetPropagation(point, kind, (flags & MountFlags.MS_REC) != 0);
    }

    private Result<Path> FindSource(ReadOnlySpan<byte> source) => source.IsEmpty ? Errno.EINVAL : Find(source, WalkFlags.Follow);

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
