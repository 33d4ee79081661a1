// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Files;

/// <summary>A place in the tree that processes see: an entry, and the mount through which it is seen.</summary>
/// <remarks>Whoever keeps one (an open file, a working directory) holds the mount with <see cref="Acquire"/>, or it could be unmounted.</remarks>
public readonly struct Path
{
    public readonly Mount Mount;
    public readonly Dentry Dentry;

    public Path(Mount mount, Dentry dentry)
    {
        Mount = mount;
        Dentry = dentry;
    }

    public Inode Inode => Dentry.Inode;

    internal NameCache Names => Mount.FileSystem.Names;

    internal bool IsMountRoot => Dentry == Mount.Root;

    public static bool operator ==(Path left, Path right) => left.Mount == right.Mount && left.Dentry == right.Dentry;

    public static bool operator !=(Path left, Path right) => !(left == right);

    public override bool Equals(object? other) => other is Path path && path == this;

    public override int GetHashCode() => Dentry.GetHashCode();

    /// <summary>Keeps the mount busy and the file's data alive; false if the file is gone already.</summary>
    internal bool Acquire()
    {
        if (!Dentry.Inode.TryAcquire())
        {
            return false;
        }

        Mount.Acquire();
        return true;
    }

    internal void Release()
    {
        Dentry.Inode.Release();
        Mount.Release();
    }

    /// <summary>
    /// The name from <paramref name="root"/>, as <c>getcwd(2)</c> and <c>/proc</c> show it: " (deleted)" behind a removed file,
    /// "(unreachable)" before one that the root does not contain.
    /// </summary>
    public byte[] ToBytes(Path root)
    {
        if (Mount.FileSystem.NameOf(Dentry) is byte[] label)
        {
            return label;
        }

        byte[] buffer = new byte[FileConstants.PATH_MAX];
        int start = buffer.Length;
        bool isRemoved = Names.Read(Dentry).IsRemoved;
        bool isReachable = true;
        Path at = this;
        while (at != root)
        {
            if (at.IsMountRoot)
            {
                if (at.Mount.Point is not Path point)
                {
                    isReachable = false;
                    break;
                }

                at = point;
                continue;
            }

            (Dentry parent, byte[] name, _) = at.Names.Read(at.Dentry);
            Prepend(ref buffer, ref start, name);
            Prepend(ref buffer, ref start, "/"u8);
            at = new Path(at.Mount, parent);
        }

        if (start == buffer.Length)
        {
            Prepend(ref buffer, ref start, "/"u8);
        }

        if (!isReachable)
        {
            Prepend(ref buffer, ref start, "(unreachable)"u8);
        }

        ReadOnlySpan<byte> suffix = isRemoved ? " (deleted)"u8 : default;
        byte[] text = new byte[buffer.Length - start + suffix.Length];
        buffer.AsSpan(start).CopyTo(text);
        suffix.CopyTo(text.AsSpan(buffer.Length - start));
        return text;
    }

    /// <summary>True while the name exists.</summary>
    public bool IsLinked => !Names.Read(Dentry).IsRemoved;

    private static void Prepend(ref byte[] buffer, ref int start, ReadOnlySpan<byte> text)
    {
        if (text.Length > start)
        {
            byte[] larger = new byte[(buffer.Length * 2) + text.Length];
            int used = buffer.Length - start;
            buffer.AsSpan(start).CopyTo(larger.AsSpan(larger.Length - used));
            start = larger.Length - used;
            buffer = larger;
        }

        start -= text.Length;
        text.CopyTo(buffer.AsSpan(start));
    }
}
