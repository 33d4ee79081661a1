// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

public readonly partial struct FileView
{
    /// <summary>Flags that matter while opening only; F_GETFL does not tell them.</summary>
    private const OpenFlags NotKept = OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_TRUNC | OpenFlags.O_CLOEXEC;

    /// <summary>The bit of O_TMPFILE that is not O_DIRECTORY.</summary>
    private const OpenFlags UnnamedFlag = OpenFlags.O_TMPFILE & ~OpenFlags.O_DIRECTORY;

    private const OpenFlags PathOnlyFlags = OpenFlags.O_PATH | OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW | OpenFlags.O_CLOEXEC;

    /// <summary>open(2): finds or creates a file and opens it. <paramref name="mode"/> is for a file that is created; umask is applied.</summary>
    /// <returns>As open(2): EINVAL, ENOENT, EEXIST, ENOTDIR, EISDIR, ELOOP, EACCES, EPERM, EROFS, ETXTBSY, ENXIO, ENAMETOOLONG and the device's own.</returns>
    public Result<OpenFile> Open(ReadOnlySpan<byte> name, OpenFlags flags, StatMode mode = 0)
    {
        Errno error = CheckFlags(flags);
        if (error != Errno.None)
        {
            return error;
        }

        if ((flags & OpenFlags.O_PATH) != 0)
        {
            return OpenPathOnly(name, flags & PathOnlyFlags);
        }

        if ((flags & OpenFlags.O_TMPFILE) == OpenFlags.O_TMPFILE)
        {
            return OpenUnnamed(name, flags, mode);
        }

        if ((flags & OpenFlags.O_CREAT) != 0)
        {
            return OpenOrCreate(name, flags, mode);
        }

        WalkFlags walk = (flags & OpenFlags.O_NOFOLLOW) != 0 ? WalkFlags.None : WalkFlags.Follow;
        walk |= (flags & OpenFlags.O_DIRECTORY) != 0 ? WalkFlags.Directory : WalkFlags.None;
        if (!Find(name, walk).Try(out Path path, out error))
        {
            return error;
        }

        return OpenExisting(path, flags, isNew: false);
    }

    /// <summary>Flags that contradict each other: EINVAL. Linux finds them before it looks at the name.</summary>
    public static Errno CheckFlags(OpenFlags flags)
    {
        const OpenFlags NewDirectory = OpenFlags.O_CREAT | OpenFlags.O_DIRECTORY;
        if ((flags & OpenFlags.O_PATH) != 0)
        {
            return Errno.None;
        }

        bool isContradiction = (flags & NewDirectory) == NewDirectory;
        if ((flags & UnnamedFlag) != 0)
        {
            isContradiction |= (flags & OpenFlags.O_TMPFILE) != OpenFlags.O_TMPFILE || (flags & OpenFlags.O_ACCMODE) == OpenFlags.O_RDONLY;
        }

        return isContradiction ? Errno.EINVAL : Errno.None;
    }

    /// <summary>O_TMPFILE: a regular file that no directory names. Unless O_EXCL forbids, linkat(2) may name it.</summary>
    private Result<OpenFile> OpenUnnamed(ReadOnlySpan<byte> name, OpenFlags flags, StatMode mode)
    {
        if (!Find(name, WalkFlags.Follow | WalkFlags.Directory).Try(out Path directory, out Errno error)) return error;
        if (directory.Mount.IsReadOnly)
        {
            return Errno.EROFS;
        }

        error = CheckPermission(directory, AccessMode.W_OK | AccessMode.X_OK);
        if (error != Errno.None)
        {
            return error;
        }

        NewInode request = Describe(directory.Inode, StatMode.S_IFREG | (mode & StatMode.Permissions), 0);
        if (!directory.Inode.CreateUnnamed(request).Try(out Inode? inode, out error)) return error;
        inode.IsLinkable = (flags & OpenFlags.O_EXCL) == 0;
        Dentry entry = new(directory.Dentry.FileSystem, directory.Dentry, Text.ToBytes("#" + inode.Number.ToString()), inode) { IsRemoved = true };
        Result<OpenFile> result = OpenExisting(new Path(directory.Mount, entry), flags & ~(OpenFlags.O_TMPFILE | OpenFlags.O_TRUNC) | OpenFlags.O_DIRECTORY, isNew: true, keeps: UnnamedFlag);
        if (!result.IsSuccess)
        {
            inode.DropIfUnused();
        }

        return result;
    }

    private Result<OpenFile> OpenPathOnly(ReadOnlySpan<byte> name, OpenFlags flags)
    {
        WalkFlags walk = (flags & OpenFlags.O_NOFOLLOW) != 0 ? WalkFlags.None : WalkFlags.Follow;
        walk |= (flags & OpenFlags.O_DIRECTORY) != 0 ? WalkFlags.Directory : WalkFlags.None;
        if (!Find(name, walk).Try(out Path path, out Errno error)) return error;
        return new PathFile(path, flags & ~OpenFlags.O_CLOEXEC).Opened();
    }

    private Result<OpenFile> OpenOrCreate(ReadOnlySpan<byte> name, OpenFlags flags, StatMode mode)
    {
        PathWalker walker = new(this, WalkFlags.StopAtLast);
        Errno error = walker.Walk(name);
        while (error == Errno.None)
        {
            if (walker.Last.Kind != LastKind.Normal)
            {
                return OpenNamed(walker.Last, flags);
            }

            if (walker.Last.HasTrailingSlash)
            {
                return Errno.EISDIR;
            }

            if (!FindOrCreate(walker.Last, flags, mode, out bool isNew).Try(out Path path, out error)) return error;
            if (!isNew && (flags & OpenFlags.O_EXCL) != 0)
            {
                return Errno.EEXIST;
            }

            bool isLinkToFollow = path.Inode.IsSymbolicLink && (flags & OpenFlags.O_NOFOLLOW) == 0;
            if (!isLinkToFollow)
            {
                return OpenExisting(path, flags, isNew);
            }

            error = walker.FollowLast(path);
        }

        return error;
    }

    /// <summary>Opens with O_CREAT what ".", ".." or a link of /proc leads to: it exists, and must not be a directory.</summary>
    private Result<OpenFile> OpenNamed(in LastComponent last, OpenFlags flags)
    {
        if ((flags & OpenFlags.O_EXCL) != 0)
        {
            return Errno.EEXIST;
        }

        if (last.Kind != LastKind.Root || last.Parent.Inode.IsDirectory)
        {
            return Errno.EISDIR;
        }

        return OpenExisting(last.Parent, flags, isNew: false);
    }

    private Result<Path> FindOrCreate(in LastComponent last, OpenFlags flags, StatMode mode, out bool isNew)
    {
        isNew = false;
        Path parent = last.Parent;
        if (!parent.Inode.IsDirectory)
        {
            return Errno.ENOTDIR;
        }

        using Mutex<Inode.DirectoryState>.Guard guard = parent.Inode.Directory!.Lock();
        if (!PathWalker.LookupLocked(parent, last.Name).Try(out Dentry? entry, out Errno error)) return error;
        if (entry is not null)
        {
            return Context.Namespace.Cross(new Path(parent.Mount, entry));
        }

        if (parent.Inode.MakesItsEntries)
        {
            return Errno.ENOENT;
        }

        if (parent.Mount.IsReadOnly)
        {
            return Errno.EROFS;
        }

        NewInode request = Describe(parent.Inode, StatMode.S_IFREG | (mode & StatMode.Permissions), 0);
        if (!CreateLocked(parent, guard.Value, last.Name, request).Try(out Dentry? created, out error)) return error;
        isNew = true;
        return new Path(parent.Mount, created);
    }

    private Result<OpenFile> OpenExisting(Path path, OpenFlags flags, bool isNew, OpenFlags keeps = 0)
    {
        Errno error = CheckOpen(path, flags, isNew);
        if (error != Errno.None)
        {
            return error;
        }

        Inode inode = path.Inode;
        bool isTruncating = (flags & OpenFlags.O_TRUNC) != 0 && inode.IsRegular && !isNew;
        bool isWriting = (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDONLY || isTruncating;
        if (!path.Acquire())
        {
            return Errno.ENOENT;
        }

        bool countsAsWriter = isWriting && inode.IsRegular;
        error = countsAsWriter ? inode.TryStartWriting() : Errno.None;
        if (countsAsWriter && error == Errno.None)
        {
            path.Mount.StartWriting();
        }

        if (error != Errno.None)
        {
            path.Release();
            return error;
        }

        if (inode.IsRegular) error = Leases.Break(inode, (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDONLY, (flags & OpenFlags.O_NONBLOCK) != 0);
        if (error == Errno.None && isTruncating) error = Truncate(inode, 0);
        OpenFile? file = null;
        if (error == Errno.None)
        {
            _ = inode.Open(this, path, (flags & ~NotKept) | keeps | OpenFlags.O_LARGEFILE).Try(out file, out error);
        }

        bool isIndirect = file is not null && (flags & OpenFlags.O_DIRECT) != 0 && !file.SupportsDirect;

        if (countsAsWriter && (error != Errno.None || (flags & OpenFlags.O_ACCMODE) == OpenFlags.O_RDONLY))
        {
            inode.EndWriting();
            path.Mount.EndWriting();
        }

        if (error != Errno.None)
        {
            path.Release();
            return error;
        }

        file!.CountsAsWriter = countsAsWriter && (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDONLY;
        file.CountsAsReader = inode.IsRegular && !isWriting;
        if (file.CountsAsReader) inode.StartReading();
        file.IsNewFile = isNew;
        if (isIndirect)
        {
            file.Dispose();
            return Errno.EINVAL;
        }

        // As Linux tells it, which truncates after opening.
        FileEvents.Send(path, InotifyMask.IN_OPEN);
        if (isTruncating) FileEvents.Send(path, InotifyMask.IN_MODIFY);
        return file;
    }

    /// <summary>The checks of Linux's may_open, in its order. Who creates a file may open it however its mode says.</summary>
    private Errno CheckOpen(Path path, OpenFlags flags, bool isNew)
    {
        Inode inode = path.Inode;
        bool isWriting = (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDONLY;
        bool isTruncating = (flags & OpenFlags.O_TRUNC) != 0;
        switch (inode.Type)
        {
            case StatMode.S_IFLNK:
                return Errno.ELOOP;
            case StatMode.S_IFDIR when (flags & OpenFlags.O_CREAT) != 0 || isWriting || isTruncating:
                return Errno.EISDIR;
            case StatMode.S_IFSOCK:
                return Errno.ENXIO;
            case StatMode.S_IFCHR or StatMode.S_IFBLK when (path.Mount.Flags & MountFlags.MS_NODEV) != 0:
                return Errno.EACCES;
        }

        if (isNew)
        {
            return Errno.None;
        }

        AccessMode wanted = (flags & OpenFlags.O_ACCMODE) switch
        {
            OpenFlags.O_RDONLY => AccessMode.R_OK,
            OpenFlags.O_WRONLY => AccessMode.W_OK,
            _ => AccessMode.R_OK | AccessMode.W_OK,
        };
        wanted |= isTruncating ? AccessMode.W_OK : 0;
        Errno error = CheckPermission(path, wanted);
        if (error == Errno.None && (flags & OpenFlags.O_NOATIME) != 0 && !Permissions.IsOwner(inode.Attributes, Credentials))
        {
            error = Errno.EPERM;
        }

        return error;
    }
}
