// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;

namespace Skift.Core.Files;

/// <summary>A file system, or part of one, attached to a place of the tree.</summary>
/// <remarks>Place, flags and the fact of being attached change only with the mounts of the name space locked.</remarks>
public sealed partial class Mount
{
    private static long s_lastNumber;

    private int _users;
    private int _writers;
    private int _isFinished;

    internal Mount(MountNamespace owner, FileSystem fileSystem, Path? point, MountFlags flags, byte[] source, Dentry? root = null)
    {
        Namespace = owner;
        FileSystem = fileSystem;
        Root = root ?? fileSystem.Root;
        Point = point;
        Flags = flags;
        Source = source;
        Number = Interlocked.Increment(ref s_lastNumber);
        fileSystem.AddMount();
    }

    public MountNamespace Namespace { get; }

    public FileSystem FileSystem { get; }

    /// <summary>What is seen here: the file system's root, or with a bind mount any file of it.</summary>
    public Dentry Root { get; }

    /// <summary>Where it lies; null for the root of the namespace.</summary>
    public Path? Point { get; internal set; }

    public MountFlags Flags { get; internal set; }

    /// <summary>What was mounted, as the mounter named it ("/dev/vda", "none").</summary>
    public byte[] Source { get; }

    /// <summary>Tells mounts apart as long as the system runs (<c>stx_mnt_id</c>, mountinfo).</summary>
    public long Number { get; }

    public bool IsReadOnly => (Flags & MountFlags.MS_RDONLY) != 0 || FileSystem.IsReadOnly || FileSystem.IsSetReadOnly;

    /// <summary>The name of <see cref="Root"/> within the file system, for mountinfo.</summary>
    public byte[] RootName()
    {
        // As the file system's own root would see it.
        Dentry at = Root;
        byte[] name = [];
        while (!at.IsRoot)
        {
            (Dentry parent, byte[] part, _) = FileSystem.Names.Read(at);
            byte[] longer = new byte[1 + part.Length + name.Length];
            longer[0] = (byte)'/';
            part.CopyTo(longer, 1);
            name.CopyTo(longer, 1 + part.Length);
            name = longer;
            at = parent;
        }

        return name.Length == 0 ? "/"u8.ToArray() : name;
    }

    /// <summary>MNT_EXPIRE has seen it unused, and nobody used it since.</summary>
    internal bool IsExpiring { get; set; }

    /// <summary>In the tree of its name space.</summary>
    internal bool IsListed { get; set; }

    /// <summary>Taken out of the tree, though some may still use it (MNT_DETACH).</summary>
    internal bool IsDetached { get; set; }

    /// <summary>Open files, working directories, roots and mounts that stand on this one.</summary>
    internal int Users => Volatile.Read(ref _users);

    /// <summary>Files that are open for writing here.</summary>
    internal int Writers => Volatile.Read(ref _writers);

    internal void Acquire()
    {
        IsExpiring = false;
        _ = Interlocked.Increment(ref _users);
    }

    /// <summary>Gives a hold back. The last one of a detached mount gives the file system back. May sleep.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0 && IsDetached)
        {
            _ = Finish();
        }
    }

    internal void StartWriting() => _ = Interlocked.Increment(ref _writers);

    internal void EndWriting() => _ = Interlocked.Decrement(ref _writers);

    /// <summary>Nobody can reach it any more. May sleep.</summary>
    internal Errno Finish()
    {
        if (Interlocked.Exchange(ref _isFinished, 1) != 0)
        {
            return Errno.None;
        }

        return FileSystem.RemoveMount();
    }
}
