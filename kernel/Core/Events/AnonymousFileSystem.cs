// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.Core.Events;

/// <summary>Where files live that are only a descriptor: event counters, timers, epolls. They share one inode, as on Linux.</summary>
public sealed class AnonymousFileSystem : FileSystem
{
    private const long Magic = 0x0904_1934;

    private readonly Mount _mount;
    private readonly Inode _inode;

    public AnonymousFileSystem(MountNamespace mounts)
        : base("anon_inodefs")
    {
        _inode = new AnonymousInode(this);
        Root = Dentry.MakeRoot(this, _inode);
        _mount = new Mount(mounts, this, null, MountFlags.MS_NOATIME, "anon_inodefs"u8.ToArray());
    }

    public override Dentry Root { get; }

    public override Statfs Statistics => new() { f_type = Magic, f_bsize = 4096 };

    /// <summary>As <c>/proc/N/fd</c> shows it: "anon_inode:[eventfd]".</summary>
    public override byte[]? NameOf(Dentry entry) => entry.Name;

    /// <summary>A held path for a new file.</summary>
    internal Path NewPath(ReadOnlySpan<byte> label)
    {
        Path path = new(_mount, new Dentry(this, Root, label.ToArray(), _inode));
        _ = path.Acquire();
        return path;
    }

    /// <summary>It has permissions but no type.</summary>
    private sealed class AnonymousInode(FileSystem fileSystem)
        : Inode(fileSystem, 1, InodeAttributes.New(StatMode.S_IRUSR | StatMode.S_IWUSR, 0, 0));
}
