// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

public readonly partial struct FileView
{
    /// <summary>renameat2(2): moves a name, replacing what has the new one. The new name is looked up in this view.</summary>
    /// <returns>
    /// EXDEV across mounts, EBUSY for "." and mount points, EINVAL if a directory would move into itself, ENOTEMPTY, EISDIR, ENOTDIR,
    /// EEXIST with RENAME_NOREPLACE, EPERM, EACCES, EROFS, ENOENT.
    /// </returns>
    public Errno Rename(in FileView oldView, ReadOnlySpan<byte> oldName, ReadOnlySpan<byte> newName, RenameFlags flags = RenameFlags.None)
    {
        Errno error = CheckRenameFlags(flags);
        if (error != Errno.None)
        {
            return error;
        }

        error = oldView.FindParent(oldName, out LastComponent from);
        if (error != Errno.None)
        {
            return error;
        }

        error = FindParent(newName, out LastComponent to);
        if (error != Errno.None)
        {
            return error;
        }

        error = CheckRenameEnds(from, to, flags);
        if (error != Errno.None)
        {
            return error;
        }

        return RenameBetween(from, to, flags);
    }

    /// <summary>EINVAL for unknown flags, and for those that cannot go with RENAME_EXCHANGE.</summary>
    public static Errno CheckRenameFlags(RenameFlags flags)
    {
        const RenameFlags Others = RenameFlags.RENAME_NOREPLACE | RenameFlags.RENAME_WHITEOUT;
        bool isContradiction = (flags & RenameFlags.RENAME_EXCHANGE) != 0 && (flags & Others) != 0;
        return isContradiction || (flags & ~(Others | RenameFlags.RENAME_EXCHANGE)) != 0 ? Errno.EINVAL : Errno.None;
    }

    private static Errno CheckRenameEnds(in LastComponent from, in LastComponent to, RenameFlags flags)
    {
        if (from.Parent.Mount != to.Parent.Mount)
        {
            return Errno.EXDEV;
        }

        if (from.Kind != LastKind.Normal)
        {
            return Errno.EBUSY;
        }

        if (to.Kind != LastKind.Normal)
        {
            return (flags & RenameFlags.RENAME_NOREPLACE) != 0 ? Errno.EEXIST : Errno.EBUSY;
        }

        if (!from.Parent.Inode.IsDirectory || !to.Parent.Inode.IsDirectory)
        {
            return Errno.ENOTDIR;
        }

        return from.Parent.Mount.IsReadOnly ? Errno.EROFS : Errno.None;
    }

    /// <summary>Locks in an order that cannot close a circle: the file system's rename lock, then an ancestor before its descendant.</summary>
    private Errno RenameBetween(in LastComponent from, in LastComponent to, RenameFlags flags)
    {
        Path source = from.Parent;
        Path target = to.Parent;
        if (source.Dentry == target.Dentry)
        {
            using Mutex<Inode.DirectoryState>.Guard only = source.Inode.Directory!.Lock();
            return FinishRename(from, to, flags, only.Value, only.Value);
        }

        using Mutex<int>.Guard moves = source.Mount.FileSystem.RenameLock.Lock();
        bool targetFirst = source.Names.IsAncestor(target.Dentry, source.Dentry);
        Path first = targetFirst ? target : source;
        Path second = targetFirst ? source : target;
        using Mutex<Inode.DirectoryState>.Guard outer = first.Inode.Directory!.Lock();
        using Mutex<Inode.DirectoryState>.Guard inner = second.Inode.Directory!.Lock();
        return targetFirst
            ? FinishRename(from, to, flags, inner.Value, outer.Value)
            : FinishRename(from, to, flags, outer.Value, inner.Value);
    }

    private Errno FinishRename(in LastComponent from, in LastComponent to, RenameFlags flags, in Inode.DirectoryState fromState, in Inode.DirectoryState toState)
    {
        bool exchange = (flags & RenameFlags.RENAME_EXCHANGE) != 0;
        if (!PathWalker.LookupLocked(from.Parent, from.Name).Try(out Dentry? moved, out Errno error)) return error;
        if (moved is null)
        {
            return Errno.ENOENT;
        }

        if (!PathWalker.LookupLocked(to.Parent, to.Name).Try(out Dentry? replaced, out error)) return error;
        if (replaced is not null && (flags & RenameFlags.RENAME_NOREPLACE) != 0)
        {
            return Errno.EEXIST;
        }

        if (replaced is null && exchange)
        {
            return Errno.ENOENT;
        }

        error = CheckShape(from, to, moved, replaced, exchange);
        if (error != Errno.None || moved.Inode == replaced?.Inode)
        {
            return error;
        }

        error = CheckMayRename(from.Parent, fromState, to.Parent, toState, moved.Inode, replaced?.Inode, exchange);
        if (error != Errno.None)
        {
            return error;
        }

        if (Context.Namespace.HasMountOn(moved) || (replaced is not null && Context.Namespace.HasMountOn(replaced)))
        {
            return Errno.EBUSY;
        }

        bool leavesWhiteout = (flags & RenameFlags.RENAME_WHITEOUT) != 0;
        if (leavesWhiteout && !Credentials.IsFileSystemPrivileged)
        {
            return Errno.EPERM;
        }

        error = Move(from, to, moved, replaced, exchange);
        if (error == Errno.None && leavesWhiteout)
        {
            // Device 0:0 stands for "nothing here" to a file system that is laid over this one (rename(2)).
            NewInode whiteout = new(StatMode.S_IFCHR, Credentials.FileSystemUserId, Credentials.FileSystemGroupId);
            if (from.Parent.Inode.Create(from.Name, whiteout).Try(out Inode? node, out error))
            {
                _ = from.Parent.Names.Add(from.Parent.Dentry, from.Name, node);
            }
        }

        return error;
    }

    /// <summary>Slashes behind names of files, and directories that would contain themselves.</summary>
    private static Errno CheckShape(in LastComponent from, in LastComponent to, Dentry moved, Dentry? replaced, bool exchange)
    {
        if (exchange && to.HasTrailingSlash && !replaced!.Inode.IsDirectory)
        {
            return Errno.ENOTDIR;
        }

        if (!moved.Inode.IsDirectory && (from.HasTrailingSlash || (!exchange && to.HasTrailingSlash)))
        {
            return Errno.ENOTDIR;
        }

        NameCache names = from.Parent.Names;
        if (names.IsAncestor(moved, to.Parent.Dentry))
        {
            return Errno.EINVAL;
        }

        if (replaced is not null && names.IsAncestor(replaced, from.Parent.Dentry))
        {
            return exchange ? Errno.EINVAL : Errno.ENOTEMPTY;
        }

        return Errno.None;
    }

    private Errno CheckMayRename(
        Path from, in Inode.DirectoryState fromState, Path to, in Inode.DirectoryState toState, Inode moved, Inode? replaced, bool exchange)
    {
        Errno error = CheckMayDelete(from, fromState, moved, moved.IsDirectory);
        if (error != Errno.None)
        {
            return error;
        }

        if (replaced is null)
        {
            error = CheckMayCreate(to, toState);
        }
        else
        {
            error = CheckMayDelete(to, toState, replaced, exchange ? replaced.IsDirectory : moved.IsDirectory);
        }

        if (error != Errno.None || from.Dentry == to.Dentry)
        {
            return error;
        }

        // A directory that changes its parent has its ".." rewritten, which is writing to it.
        if (moved.IsDirectory)
        {
            error = Permissions.Check(moved.Attributes, Credentials, AccessMode.W_OK);
        }

        if (error == Errno.None && exchange && replaced!.IsDirectory)
        {
            error = Permissions.Check(replaced.Attributes, Credentials, AccessMode.W_OK);
        }

        return error;
    }

    private static Errno Move(in LastComponent from, in LastComponent to, Dentry moved, Dentry? replaced, bool exchange)
    {
        Inode? victim = exchange ? null : replaced?.Inode;
        Errno error;
        if (victim is { IsDirectory: true })
        {
            using Mutex<Inode.DirectoryState>.Guard guard = victim.Directory!.Lock();
            error = from.Parent.Inode.Rename(from.Name, moved.Inode, to.Parent.Inode, to.Name, victim, false);
            guard.Value.IsRemoved |= error == Errno.None;
        }
        else
        {
            error = from.Parent.Inode.Rename(from.Name, moved.Inode, to.Parent.Inode, to.Name, replaced?.Inode, exchange);
        }

        if (error != Errno.None)
        {
            return error;
        }

        NameCache names = from.Parent.Names;
        if (exchange)
        {
            names.Exchange(moved, replaced!);
            replaced!.Inode.TouchChanged();
        }
        else
        {
            names.Move(moved, to.Parent.Dentry, to.Name, replaced);
            victim?.TouchChanged();
        }

        moved.Inode.TouchChanged();
        from.Parent.Inode.TouchModified();
        to.Parent.Inode.TouchModified();
        FileEvents.SendMove(from.Parent.Inode, from.Name, to.Parent.Inode, to.Name, moved.Inode, victim);
        if (exchange) FileEvents.SendMove(to.Parent.Inode, to.Name, from.Parent.Inode, from.Name, replaced!.Inode, null);
        victim?.DropIfUnused();
        return Errno.None;
    }
}
