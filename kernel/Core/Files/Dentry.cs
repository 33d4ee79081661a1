// SPDX-License-Identifier: MIT
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

    internal byte[] Name { get; set; }

    internal bool IsRoot => Parent == this;

    /// <summary>The name was removed; the inode may live on.</summary>
    internal bool IsRemoved { get; set; }

    /// <summary>Mounts that lie on this entry.</summary>
    internal int MountCount { get; set; }

    internal Dentry? NextInBucket { get; set; }

    internal uint Hash { get; set; }
}
