// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

public readonly partial struct FileView
{
    /// <summary>mkdir(2).</summary>
    /// <returns>EEXIST, ENOENT, ENOTDIR, EROFS, EACCES, ENAMETOOLONG, ENOSPC.</returns>
    public Errno MakeDirectory(ReadOnlySpan<byte> name, StatMode mode)
    {
        const StatMode Kept = StatMode.S_IRWXU | StatMode.S_IRWXG | StatMode.S_IRWXO | StatMode.S_ISVTX;
        return Create(name, StatMode.S_IFDIR | (mode & Kept), 0, default);
    }

    /// <summary>mknod(2): a file of any type but a directory. Device files are for the privileged (EPERM).</summary>
    public Errno MakeNode(ReadOnlySpan<byte> name, StatMode mode, ulong device)
    {
        StatMode type = mode & StatMode.S_IFMT;
        mode = type == 0 ? mode | StatMode.S_IFREG : mode;
        switch (type)
        {
            case 0 or StatMode.S_IFREG or StatMode.S_IFIFO or StatMode.S_IFSOCK:
                return Create(name, mode, 0, default);
            case StatMode.S_IFCHR or StatMode.S_IFBLK:
                return Create(name, mode, device, default);
            default:
                return type == StatMode.S_IFDIR ? Errno.EPERM : Errno.EINVAL;
        }
    }

    /// <summary>bind(2) of a unix socket: makes a file of that type and holds its place for the caller.</summary>
    internal Result<Path> MakeSocket(ReadOnlySpan<byte> name, StatMode mode)
    {
        Errno error = FindParent(name, out LastComponent last);
        if (error == Errno.None) error = CheckCreatable(last, isDirectory: false);
        if (error != Errno.None) return error;
        Path parent = last.Parent;
        using Mutex<Inode.DirectoryState>.Guard guard = parent.Inode.Directory!.Lock();
        error = CheckFree(last, isDirectory: false);
        if (error != Errno.None) return error;
        NewInode request = Describe(parent.Inode, StatMode.S_IFSOCK | mode, 0);
        if (!CreateLocked(parent, guard.Value, last.Name, request).Try(out Dentry entry, out error)) return error;
        Path path = new(parent.Mount, entry);
        return path.Acquire() ? path : Errno.ENOENT;
    }

    /// <summary>symlink(2). ENOENT for an empty target, ENAMETOOLONG for one of PATH_MAX bytes and more.</summary>
    public Errno MakeSymbolicLink(ReadOnlySpan<byte> target, ReadOnlySpan<byte> name)
    {
        if (target.IsEmpty)
        {
            return Errno.ENOENT;
        }

        if (target.Length >= FileConstants.PATH_MAX)
        {
            return Errno.ENAMETOOLONG;
        }

        return Create(name, StatMode.S_IFLNK | StatMode.S_IRWXU | StatMode.S_IRWXG | StatMode.S_IRWXO, 0, target);
    }

    /// <summary>link(2): a second name for a file. Symbolic links themselves are linked unless <paramref name="follow"/>.</summary>
    /// <returns>EXDEV across mounts, EPERM for directories, EEXIST, EMLINK and what a path walk gives.</returns>
    public Errno Link(in FileView oldView, ReadOnlySpan<byte> oldName, ReadOnlySpan<byte> newName, bool follow, bool allowEmpty = false)
    {
        WalkFlags walk = (follow ? WalkFlags.Follow : WalkFlags.None) | (allowEmpty ? WalkFlags.AllowEmpty : WalkFlags.None);
        if (!oldView.Find(oldName, walk).Try(out Path source, out Errno error)) return error;
        error = FindParent(newName, out LastComponent last);
        if (error != Errno.None)
        {
            return error;
        }

        error = CheckCreatable(last, isDirectory: false);
        if (error != Errno.None)
        {
            return error;
        }

        using Mutex<Inode.DirectoryState>.Guard guard = last.Parent.Inode.Directory!.Lock();
        error = CheckFree(last, isDirectory: false);
        if (error != Errno.None)
        {
            return error;
        }

        return LinkLocked(source, last, guard.Value);
    }

    private Errno LinkLocked(Path source, in LastComponent last, in Inode.DirectoryState state)
    {
        Path parent = last.Parent;
        if (source.Mount != parent.Mount)
        {
            return Errno.EXDEV;
        }

        Errno error = CheckMayCreate(parent, state);
        if (error != Errno.None)
        {
            return error;
        }

        if (!MayLink(source.Inode))
        {
            return Errno.EPERM;
        }

        if (source.Inode.IsDirectory)
        {
            return Errno.EPERM;
        }

        // Held while linked, so that the data of a file that loses its last name meanwhile is not given back.
        if (!source.Inode.TryAcquire())
        {
            return Errno.ENOENT;
        }

        bool isNameless = source.Inode.Attributes.Links == 0 && !source.Inode.IsLinkable;
        error = isNameless ? Errno.ENOENT : parent.Inode.Link(last.Name, source.Inode);
        if (error == Errno.None)
        {
            source.Inode.IsLinkable = false;
            source.Inode.TouchChanged();
            parent.Inode.TouchModified();
            _ = parent.Names.Add(parent.Dentry, last.Name, source.Inode);
            FileEvents.Send(source.Inode, InotifyMask.IN_ATTRIB);
            FileEvents.SendEntry(parent.Inode, last.Name, source.Inode, InotifyMask.IN_CREATE);
        }

        source.Inode.Release();
        return error;
    }

    /// <summary>Others may link only what they could have copied, and nothing that changes who one is (fs.protected_hardlinks, proc_sys_fs(5)).</summary>
    private bool MayLink(Inode inode)
    {
        const StatMode SetGroup = StatMode.S_ISGID | StatMode.S_IXGRP;
        InodeAttributes attributes = inode.Attributes;
        bool isSafe = inode.IsRegular
            && (attributes.Mode & StatMode.S_ISUID) == 0
            && (attributes.Mode & SetGroup) != SetGroup
            && Permissions.Check(attributes, Credentials, AccessMode.R_OK | AccessMode.W_OK) == Errno.None;
        return isSafe || Permissions.IsOwner(attributes, Credentials);
    }

    private Errno Create(ReadOnlySpan<byte> name, StatMode mode, ulong device, ReadOnlySpan<byte> linkTarget)
    {
        Errno error = FindParent(name, out LastComponent last);
        if (error != Errno.None)
        {
            return error;
        }

        bool isDirectory = (mode & StatMode.S_IFMT) == StatMode.S_IFDIR;
        error = CheckCreatable(last, isDirectory);
        if (error != Errno.None)
        {
            return error;
        }

        Path parent = last.Parent;
        using Mutex<Inode.DirectoryState>.Guard guard = parent.Inode.Directory!.Lock();
        error = CheckFree(last, isDirectory);
        if (error != Errno.None)
        {
            return error;
        }

        bool isDevice = (mode & StatMode.S_IFMT) is StatMode.S_IFBLK || ((mode & StatMode.S_IFMT) is StatMode.S_IFCHR && device != 0);
        if (isDevice && !Credentials.Has(Capability.CAP_MKNOD))
        {
            error = CheckMayCreate(parent, guard.Value);
            return error != Errno.None ? error : Errno.EPERM;
        }

        NewInode request = Describe(parent.Inode, mode, device, linkTarget);
        return CreateLocked(parent, guard.Value, last.Name, request).Error;
    }

    /// <summary>"." and ".." and "/" exist always.</summary>
    private static Errno CheckCreatable(in LastComponent last, bool isDirectory)
    {
        if (last.Kind != LastKind.Normal)
        {
            return Errno.EEXIST;
        }

        return last.Parent.Inode.IsDirectory ? Errno.None : Errno.ENOTDIR;
    }

    /// <summary>EEXIST for a taken name, ENOENT for "name/" that is to be no directory, then EROFS.</summary>
    private static Errno CheckFree(in LastComponent last, bool isDirectory)
    {
        if (!PathWalker.LookupLocked(last.Parent, last.Name).Try(out Dentry? existing, out Errno error)) return error;
        if (existing is not null)
        {
            return Errno.EEXIST;
        }

        if (last.Parent.Inode.MakesItsEntries)
        {
            return Errno.ENOENT;
        }

        if (last.HasTrailingSlash && !isDirectory)
        {
            return Errno.ENOENT;
        }

        return last.Parent.Mount.IsReadOnly ? Errno.EROFS : Errno.None;
    }

    private Errno CheckMayCreate(Path parent, in Inode.DirectoryState state)
    {
        if (state.IsRemoved)
        {
            return Errno.ENOENT;
        }

        return CheckPermission(parent, AccessMode.W_OK | AccessMode.X_OK);
    }

    internal Result<Dentry> CreateLocked(Path parent, in Inode.DirectoryState state, ReadOnlySpan<byte> name, in NewInode request)
    {
        Errno error = CheckMayCreate(parent, state);
        if (error != Errno.None)
        {
            return error;
        }

        if (!parent.Inode.Create(name, request).Try(out Inode inode, out error)) return error;
        parent.Inode.TouchModified();
        Result<Dentry> added = parent.Names.Add(parent.Dentry, name, inode);
        FileEvents.SendEntry(parent.Inode, name, inode, InotifyMask.IN_CREATE);
        return added;
    }

    /// <summary>Applies umask, and the set-group-id rule of directories: their files inherit the group (inode(7)).</summary>
    internal NewInode Describe(Inode parent, StatMode mode, ulong device, ReadOnlySpan<byte> linkTarget = default)
    {
        StatMode type = mode & StatMode.S_IFMT;
        StatMode wanted = mode;
        if (type != StatMode.S_IFLNK)
        {
            mode &= ~Context.Umask;
        }

        InodeAttributes directory = parent.Attributes;
        uint group = Credentials.FileSystemGroupId;
        if ((directory.Mode & StatMode.S_ISGID) != 0)
        {
            const StatMode SetGroup = StatMode.S_ISGID | StatMode.S_IXGRP;
            group = directory.GroupId;
            mode |= type == StatMode.S_IFDIR ? StatMode.S_ISGID : 0;
            // Nobody gets a program that runs as a group that he is not in.
            bool isForeign = !Credentials.IsInGroup(group) && !Credentials.Has(Capability.CAP_FSETID);
            mode &= type != StatMode.S_IFDIR && isForeign && (wanted & SetGroup) == SetGroup ? ~StatMode.S_ISGID : (StatMode)uint.MaxValue;
        }

        return new NewInode(mode, Credentials.FileSystemUserId, group, device, linkTarget);
    }
}
