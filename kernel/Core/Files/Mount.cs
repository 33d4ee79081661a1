// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;

namespace Skift.Core.Files;

/// <summary>A file system attached to a place of the tree.</summary>
public sealed class Mount
{
    private int _users;

    internal Mount(MountNamespace owner, FileSystem fileSystem, Path? point, MountFlags flags, byte[] source)
    {
        Namespace = owner;
        FileSystem = fileSystem;
        Point = point;
        Flags = flags;
        Source = source;
    }

    public MountNamespace Namespace { get; }

    public FileSystem FileSystem { get; }

    public Dentry Root => FileSystem.Root;

    /// <summary>The directory it lies on; null for the root of the namespace.</summary>
    public Path? Point { get; }

    public MountFlags Flags { get; internal set; }

    /// <summary>What was mounted, as the mounter named it ("/dev/vda", "none").</summary>
    public byte[] Source { get; }

    public bool IsReadOnly => (Flags & MountFlags.MS_RDONLY) != 0 || FileSystem.IsReadOnly;

    /// <summary>Open files, working directories, roots and mounts that stand on this one.</summary>
    internal int Users => Volatile.Read(ref _users);

    internal void Acquire() => _ = Interlocked.Increment(ref _users);

    internal void Release() => _ = Interlocked.Decrement(ref _users);
}
