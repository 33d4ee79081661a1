// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Files;

public readonly partial struct FileView
{
    /// <summary>Opens a file that execve(2) is to run: it needs the right to execute, not to read. As long as it is open nobody can write to it.</summary>
    /// <returns><c>EACCES</c>: not a regular file, a mount without execution, or no right; <c>ETXTBSY</c>: open for writing; those of the walk.</returns>
    internal Result<OpenFile> OpenProgram(ReadOnlySpan<byte> name, bool follow = true, bool allowEmpty = false)
    {
        WalkFlags walk = (follow ? WalkFlags.Follow : WalkFlags.None) | (allowEmpty ? WalkFlags.AllowEmpty : WalkFlags.None);
        if (!Find(name, walk).Try(out Path path, out Errno error)) return error;
        if (path.Inode.IsSymbolicLink) return Errno.ELOOP;
        if (!path.Inode.IsRegular || (path.Mount.Flags & MountFlags.MS_NOEXEC) != 0) return Errno.EACCES;
        error = CheckPermission(path, AccessMode.X_OK);
        if (error != Errno.None) return error;
        if (!path.Acquire()) return Errno.ENOENT;
        error = path.Inode.TryDenyWriting();
        if (error != Errno.None)
        {
            path.Release();
            return error;
        }

        error = Leases.Break(path.Inode, isWriting: false, nonBlocking: false);
        if (error == Errno.None && path.Inode.Open(this, path, OpenFlags.O_RDONLY).Try(out OpenFile? file, out error))
        {
            file!.DeniesWriting = true;
            return file;
        }

        path.Inode.AllowWriting();
        path.Release();
        return error;
    }
}
