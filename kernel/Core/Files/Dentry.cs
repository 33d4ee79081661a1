// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Core.Files;

/// <summary>
/// A directory entry in memory: a name in a parent, bound to an inode. Each directory has exactly one, so the chain of
/// parents is the path to it.
/// </summary>
/// <remarks>All fields that change belong to the <see cref="NameCache"/> of the file system and its lock.</remarks>
public sealed class Dentry
{
    internal Dentry(FileSystem fileSystem, Dentry? parent, byte[] name, Inode inode)
    {
        FileSystem = fileSystem;
        Parent = parent ?? this;
        Name = name;
        Inode = inode;
    }

    /// <summary>Makes the root entry of a file system.</summary>
    public static Dentry MakeRoot(FileSystem fileSystem, Inode root) => new(fileSystem, null, [], root) { IsRemoved = false };

    public FileSystem FileSystem { get; }

    public Inode Inode { get; internal set; }

    internal Dentry Parent { get; set; }

    /// <summary>May change by rename; for others than the name cache only of use where nothing is renamed.</summary>
    public byte[] Name { get; internal set; }

    internal bool IsRoot => Parent == this;

    /// <summary>The name was removed; the inode may live on.</summary>
    internal bool IsRemoved { get; set; }

    private int _mountCount;

    /// <summary>Mounts of all name spaces that lie on this entry. Only a hint that looking for one is worth while.</summary>
    internal int MountCount => Volatile.Read(ref _mountCount);

    internal void AddMount(int count) => _ = Interlocked.Add(ref _mountCount, count);

    internal Dentry? NextInBucket { get; set; }

    internal uint Hash { get; set; }
}
