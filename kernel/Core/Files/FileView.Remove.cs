// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

public readonly partial struct FileView
{
    /// <summary>unlink(2).</summary>
    /// <returns>ENOENT, EISDIR for directories, ENOTDIR for "file/", EPERM in a sticky directory, EACCES, EBUSY, EROFS.</returns>
    public Errno Unlink(ReadOnlySpan<byte> name)
    {
        Errno error = FindParent(name, out LastComponent last);
        if (error != Errno.None)
        {
            return error;
        }

        if (last.Kind != LastKind.Normal)
        {
            return Errno.EISDIR;
        }

        return Remove(last, isDirectory: false);
    }

    /// <summary>rmdir(2).</summary>
    /// <returns>ENOTEMPTY, EINVAL for ".", EBUSY for "/" and mount points, ENOTDIR, ENOENT, EPERM, EACCES, EROFS.</returns>
    public Errno RemoveDirectory(ReadOnlySpan<byte> name)
    {
        Errno error = FindParent(name, out LastComponent last);
        if (error != Errno.None)
        {
            return error;
        }

        return last.Kind switch
        {
            LastKind.DotDot => Errno.ENOTEMPTY,
            LastKind.Dot => Errno.EINVAL,
            LastKind.Root => Errno.EBUSY,
            _ => Remove(last, isDirectory: true),
        };
    }

    internal Errno Remove(in LastComponent last, bool isDirectory)
    {
        Path parent = last.Parent;
        if (!parent.Inode.IsDirectory)
        {
            return Errno.ENOTDIR;
        }

        if (parent.Mount.IsReadOnly)
        {
            return Errno.EROFS;
        }

        Inode victim;
        using (Mutex<Inode.DirectoryState>.Guard guard = parent.Inode.Directory!.Lock())
        {
            if (!PathWalker.LookupLocked(parent, last.Name).Try(out Dentry? entry, out Errno error)) return error;
            if (entry is null)
            {
                return Errno.ENOENT;
            }

            victim = entry.Inode;
            if (!isDirectory && last.HasTrailingSlash)
            {
                return victim.IsDirectory ? Errno.EISDIR : Errno.ENOTDIR;
            }

            error = CheckMayDelete(parent, guard.Value, victim, isDirectory);
            if (error != Errno.None)
            {
                return error;
            }

            if (Context.Namespace.HasMountOn(entry))
            {
                return Errno.EBUSY;
            }

            error = isDirectory ? RemoveLocked(parent.Inode, last.Name, victim) : parent.Inode.Unlink(last.Name, victim);
            if (error != Errno.None)
            {
                return error;
            }

            parent.Names.Remove(entry);
            parent.Inode.TouchModified();
            victim.TouchChanged();
            if (!isDirectory)
            {
                FileEvents.Send(victim, InotifyMask.IN_ATTRIB);
                FileEvents.SendEntry(parent.Inode, last.Name, victim, InotifyMask.IN_DELETE);
            }
        }

        victim.DropIfUnused();
        if (isDirectory) FileEvents.SendEntry(parent.Inode, last.Name, victim, InotifyMask.IN_DELETE);
        return Errno.None;
    }

    /// <summary>Locks the directory that goes, so that nothing is created in it at the same time; from then on nothing can be.</summary>
    private static Errno RemoveLocked(Inode parent, ReadOnlySpan<byte> name, Inode victim)
    {
        using Mutex<Inode.DirectoryState>.Guard guard = victim.Directory!.Lock();
        Errno error = parent.RemoveDirectory(name, victim);
        guard.Value.IsRemoved |= error == Errno.None;
        return error;
    }

    /// <summary>Linux's may_delete: rights on the directory, stickiness, then the type.</summary>
    private Errno CheckMayDelete(Path parent, in Inode.DirectoryState state, Inode victim, bool isDirectory)
    {
        Errno error = CheckPermission(parent, AccessMode.W_OK | AccessMode.X_OK);
        if (error != Errno.None)
        {
            return error;
        }

        if (Permissions.IsStickyAgainst(parent.Inode.Attributes, victim.Attributes, Credentials))
        {
            return Errno.EPERM;
        }

        if (isDirectory != victim.IsDirectory)
        {
            return isDirectory ? Errno.ENOTDIR : Errno.EISDIR;
        }

        return state.IsRemoved ? Errno.ENOENT : Errno.None;
    }
}
