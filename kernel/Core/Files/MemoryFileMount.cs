// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Files;

/// <summary>A file system outside of the tree, for files in memory that programs reach by descriptor alone.</summary>
public sealed class MemoryFileMount
{
    private readonly Mount _mount;

    /// <param name="fileSystem">Makes unnamed files in its root, and shows an entry's name as it is.</param>
    public MemoryFileMount(MountNamespace mounts, FileSystem fileSystem) =>
        _mount = new Mount(mounts, fileSystem, null, MountFlags.MS_NOATIME, "tmpfs"u8.ToArray());

    /// <summary>Makes an empty file, open for reading and writing.</summary>
    /// <param name="label">Shown in /proc as "/memfd:label (deleted)".</param>
    /// <returns>ENOMEM, ENOSPC.</returns>
    internal Result<OpenFile> Create(in FileView view, ReadOnlySpan<byte> label, StatMode mode)
    {
        Dentry root = _mount.Root;
        NewInode request = new(mode, view.Credentials.FileSystemUserId, view.Credentials.FileSystemGroupId);
        if (!root.Inode.CreateUnnamed(request).Try(out Inode? inode, out Errno error)) return error;
        byte[] name = new byte[7 + label.Length + 10];
        "/memfd:"u8.CopyTo(name);
        label.CopyTo(name.AsSpan(7));
        " (deleted)"u8.CopyTo(name.AsSpan(7 + label.Length));
        Path path = new(_mount, new Dentry(_mount.FileSystem, root, name, inode) { IsRemoved = true });
        if (!path.Acquire())
        {
            return Errno.ENOMEM;
        }

        if (inode.Open(view, path, OpenFlags.O_RDWR | OpenFlags.O_LARGEFILE).Try(out OpenFile? file, out error))
        {
            return file;
        }

        path.Release();
        return error;
    }
}
