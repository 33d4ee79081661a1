// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Files;

/// <summary>Extended attributes: who may do what with which (<c>xattr(7)</c>).</summary>
public readonly partial struct FileView
{
    /// <summary>Finds the file that setxattr(2) and its kin are about.</summary>
    public Result<Path> FindForAttributes(ReadOnlySpan<byte> name, bool follow) => Find(name, follow ? WalkFlags.Follow : WalkFlags.None);

    /// <summary>setxattr(2).</summary>
    /// <returns>EROFS, EPERM, EACCES, EOPNOTSUPP, EINVAL for a name that is only a prefix, EEXIST, ENODATA.</returns>
    public Errno SetAttribute(Path path, ReadOnlySpan<byte> name, byte[] value, bool mustBeNew, bool mustExist)
    {
        Errno error = CheckChange(path, name, out ExtendedAttributes? attributes);
        if (error == Errno.None)
        {
            error = attributes!.Set(name, value, mustBeNew, mustExist);
        }

        if (error == Errno.None)
        {
            path.Inode.TouchChanged();
        }

        return error;
    }

    /// <summary>getxattr(2).</summary>
    public Result<byte[]> GetAttribute(Path path, ReadOnlySpan<byte> name)
    {
        Errno error = CheckAttribute(path, name, isChange: false);
        if (error != Errno.None)
        {
            return error;
        }

        return FindAttributes(path.Inode, name).Try(out ExtendedAttributes? attributes, out error) ? attributes!.Get(name) : error;
    }

    /// <summary>listxattr(2).</summary>
    public byte[] ListAttributes(Path path) => path.Inode.ExtendedAttributes?.List(Credentials.IsPrivileged) ?? [];

    /// <summary>removexattr(2).</summary>
    public Errno RemoveAttribute(Path path, ReadOnlySpan<byte> name)
    {
        Errno error = CheckChange(path, name, out ExtendedAttributes? attributes);
        if (error == Errno.None)
        {
            error = attributes!.Remove(name);
        }

        if (error == Errno.None)
        {
            path.Inode.TouchChanged();
        }

        return error;
    }

    private Errno CheckChange(Path path, ReadOnlySpan<byte> name, out ExtendedAttributes? attributes)
    {
        attributes = null;
        if (path.Mount.IsReadOnly)
        {
            return Errno.EROFS;
        }

        Errno error = CheckAttribute(path, name, isChange: true);
        if (error != Errno.None)
        {
            return error;
        }

        return FindAttributes(path.Inode, name).Try(out attributes, out error) ? Errno.None : error;
    }

    /// <summary>Linux's xattr_permission, in its order.</summary>
    private Errno CheckAttribute(Path path, ReadOnlySpan<byte> name, bool isChange)
    {
        if (name.StartsWith("security."u8))
        {
            return isChange && !Credentials.IsFileSystemPrivileged ? Errno.EPERM : Errno.None;
        }

        if (name.StartsWith("system."u8))
        {
            return Errno.None;
        }

        Errno refusal = isChange ? Errno.EPERM : Errno.ENODATA;
        if (name.StartsWith("trusted."u8))
        {
            return Credentials.IsPrivileged ? Errno.None : refusal;
        }

        Inode inode = path.Inode;
        if (name.StartsWith("user."u8))
        {
            if (!inode.IsRegular && !inode.IsDirectory)
            {
                return refusal;
            }

            InodeAttributes attributes = inode.Attributes;
            bool isSticky = inode.IsDirectory && (attributes.Mode & StatMode.S_ISVTX) != 0;
            if (isChange && isSticky && !Permissions.IsOwner(attributes, Credentials))
            {
                return Errno.EPERM;
            }
        }

        return Permissions.Check(inode.Attributes, Credentials, isChange ? AccessMode.W_OK : AccessMode.R_OK);
    }

    private static Result<ExtendedAttributes?> FindAttributes(Inode inode, ReadOnlySpan<byte> name)
    {
        int dot = name.IndexOf((byte)'.');
        ReadOnlySpan<byte> prefix = dot < 0 ? default : name[..(dot + 1)];
        bool isKnown = prefix.SequenceEqual("user."u8) || prefix.SequenceEqual("trusted."u8) || prefix.SequenceEqual("security."u8);
        if (!isKnown || inode.ExtendedAttributes is null)
        {
            return Errno.EOPNOTSUPP;
        }

        return prefix.Length == name.Length ? Errno.EINVAL : inode.ExtendedAttributes;
    }
}
