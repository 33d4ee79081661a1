// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

/// <summary>One path walk (<c>path_resolution(7)</c>): component by component, through links and mounts.</summary>
internal ref struct PathWalker
{
    private readonly FileView _view;
    private readonly WalkFlags _flags;
    private const ResolveFlags Scoped = ResolveFlags.RESOLVE_BENEATH | ResolveFlags.RESOLVE_IN_ROOT;

    private readonly Path _start;
    private readonly Path _root;
    private ReadOnlySpan<byte> _rest;
    private int _links;

    internal PathWalker(scoped in FileView view, WalkFlags flags)
    {
        _view = view;
        _flags = flags;
        _start = view.Start;
        _root = (view.Resolve & Scoped) != 0 ? _start : view.Context.Root;
        Current = _start;
    }

    /// <summary>Where the walk is; at its end, the result.</summary>
    internal Path Current;

    /// <summary>The end of a walk with <see cref="WalkFlags.StopAtLast"/>.</summary>
    internal LastComponent Last;

    internal Errno Walk(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return (_flags & WalkFlags.AllowEmpty) != 0 ? Errno.None : Errno.ENOENT;
        }

        if (name.Length >= FileConstants.PATH_MAX)
        {
            return Errno.ENAMETOOLONG;
        }

        _rest = name;
        if (Has(ResolveFlags.RESOLVE_IN_ROOT) && !_start.Inode.IsDirectory)
        {
            return Errno.ENOTDIR;
        }

        if (name[0] == (byte)'/')
        {
            // An absolute path may begin on any mount, but not outside of where the walk is confined to.
            if (Has(ResolveFlags.RESOLVE_BENEATH))
            {
                return Errno.EXDEV;
            }

            Current = _root;
        }

        return WalkRest();
    }

    private readonly bool Has(ResolveFlags flag) => (_view.Resolve & flag) != 0;

    /// <summary>Goes on behind a symbolic link that was met as the last component (for open with O_CREAT).</summary>
    internal Errno FollowLast(Path link)
    {
        Errno error = Follow(link, default);
        return error == Errno.None ? WalkRest() : error;
    }

    private Errno WalkRest()
    {
        while (true)
        {
            _rest = _rest.TrimStart((byte)'/');
            if (_rest.IsEmpty)
            {
                return AtEnd();
            }

            // The start may be any file (a descriptor of openat), and so may what a component led to.
            if (!Current.Inode.IsDirectory)
            {
                return Errno.ENOTDIR;
            }

            Errno error = Permissions.Check(Current.Inode.Attributes, _view.Credentials, AccessMode.X_OK);
            if (error == Errno.None) error = Current.Inode.CheckCaller();
            if (error != Errno.None)
            {
                return error;
            }

            int length = _rest.IndexOf((byte)'/');
            ReadOnlySpan<byte> component = length < 0 ? _rest : _rest[..length];
            _rest = _rest[component.Length..];
            bool isLast = _rest.TrimStart((byte)'/').IsEmpty;
            if (isLast && (_flags & WalkFlags.StopAtLast) != 0)
            {
                StopAt(component);
                return Errno.None;
            }

            error = Step(component, isLast);
            if (error != Errno.None)
            {
                return error;
            }
        }
    }

    /// <summary>The whole name is walked: it was only slashes, or a link that led straight to a file.</summary>
    private Errno AtEnd()
    {
        if ((_flags & WalkFlags.StopAtLast) != 0)
        {
            Last = new LastComponent { Parent = Current, Kind = LastKind.Root };
            return Errno.None;
        }

        return (_flags & WalkFlags.Directory) != 0 && !Current.Inode.IsDirectory ? Errno.ENOTDIR : Errno.None;
    }

    private void StopAt(ReadOnlySpan<byte> component)
    {
        Last = new LastComponent
        {
            Parent = Current,
            Name = component,
            Kind = component.SequenceEqual("."u8) ? LastKind.Dot : component.SequenceEqual(".."u8) ? LastKind.DotDot : LastKind.Normal,
            HasTrailingSlash = !_rest.IsEmpty,
        };
        _rest = default;
    }

    private Errno Step(ReadOnlySpan<byte> component, bool isLast)
    {
        if (component.SequenceEqual("."u8))
        {
            return Errno.None;
        }

        if (component.SequenceEqual(".."u8))
        {
            return StepUp();
        }

        if (Has(ResolveFlags.RESOLVE_CACHED) && !IsCached(Current, component))
        {
            return Errno.EAGAIN;
        }

        if (!Child(Current, component).Try(out Path? child, out Errno error)) return error;
        if (child is not Path next)
        {
            return Errno.ENOENT;
        }

        if (next.Mount != Current.Mount && Has(ResolveFlags.RESOLVE_NO_XDEV))
        {
            return Errno.EXDEV;
        }

        bool mustFollow = !isLast || !_rest.IsEmpty || (_flags & WalkFlags.Follow) != 0;
        if (next.Inode.IsSymbolicLink && mustFollow)
        {
            return Follow(next, _rest);
        }

        Current = next;
        // "file/" and "file/x" name a directory that the file is not.
        return !_rest.IsEmpty && !next.Inode.IsDirectory ? Errno.ENOTDIR : Errno.None;
    }

    private Errno StepUp()
    {
        if (Current == _root && Has(ResolveFlags.RESOLVE_BENEATH))
        {
            return Errno.EXDEV;
        }

        Path above = Above(Current, _root);
        if (above.Mount != Current.Mount && Has(ResolveFlags.RESOLVE_NO_XDEV))
        {
            return Errno.EXDEV;
        }

        Current = above;
        return Errno.None;
    }

    private static bool IsCached(Path directory, ReadOnlySpan<byte> name) =>
        !directory.Inode.CachesEntries || directory.Names.Find(directory.Dentry, name) is not null;

    /// <summary>Puts the text of a link in front of what is left of the name.</summary>
    private Errno Follow(Path link, ReadOnlySpan<byte> rest)
    {
        if (++_links > FileConstants.MAXSYMLINKS || Has(ResolveFlags.RESOLVE_NO_SYMLINKS) || (link.Mount.Flags & MountFlags.MS_NOSYMFOLLOW) != 0)
        {
            return Errno.ELOOP;
        }

        if (link.Inode.IsMagicLink && Has(ResolveFlags.RESOLVE_NO_MAGICLINKS))
        {
            return Errno.ELOOP;
        }

        if (!link.Inode.FollowMagic().Try(out Path? magic, out Errno error)) return error;
        if (magic is Path target)
        {
            // Where such a link leads cannot be told from its name, so that it cannot be held inside either.
            if (Has(Scoped) || (Has(ResolveFlags.RESOLVE_NO_XDEV) && target.Mount != link.Mount))
            {
                return Errno.EXDEV;
            }

            Current = target;
            _rest = rest;
            return Errno.None;
        }

        if (!link.Inode.ReadLink().Try(out byte[] text, out error)) return error;
        if (text.Length == 0)
        {
            return Errno.ENOENT;
        }

        if (!link.Mount.IsReadOnly && (link.Mount.Flags & MountFlags.MS_NOATIME) == 0)
        {
            link.Inode.TouchAccessed();
        }

        byte[] joined = new byte[text.Length + rest.Length];
        text.CopyTo(joined, 0);
        rest.CopyTo(joined.AsSpan(text.Length));
        _rest = joined;
        if (text[0] != (byte)'/')
        {
            return Errno.None;
        }

        if (Has(ResolveFlags.RESOLVE_BENEATH) || (Has(ResolveFlags.RESOLVE_NO_XDEV) && link.Mount != _root.Mount))
        {
            return Errno.EXDEV;
        }

        Current = _root;
        return Errno.None;
    }

    /// <summary>"..": stays at the root, and leaves a mount through the place it lies on.</summary>
    private static Path Above(Path path, Path root)
    {
        while (path != root && path.IsMountRoot && path.Mount.Point is Path point)
        {
            path = point;
        }

        if (path == root || path.IsMountRoot)
        {
            return path;
        }

        Path parent = new(path.Mount, path.Names.ParentOf(path.Dentry));
        return path.Mount.Namespace.Cross(parent);
    }

    /// <summary>Looks one name up, in the cache or in the directory; null if there is none. Crosses into what is mounted there.</summary>
    internal static Result<Path?> Child(Path directory, ReadOnlySpan<byte> name)
    {
        Dentry? entry = directory.Inode.CachesEntries ? directory.Names.Find(directory.Dentry, name) : null;
        if (entry is null)
        {
            using Mutex<Inode.DirectoryState>.Guard guard = directory.Inode.Directory!.Lock();
            if (!LookupLocked(directory, name).Try(out entry, out Errno error)) return error;
        }

        if (entry is null)
        {
            return (Path?)null;
        }

        return (Path?)directory.Mount.Namespace.Cross(new Path(directory.Mount, entry));
    }

    /// <summary>Looks one name up with the directory locked; null if there is none. Does not cross mounts.</summary>
    internal static Result<Dentry?> LookupLocked(Path directory, ReadOnlySpan<byte> name)
    {
        if (name.Length > FileConstants.NAME_MAX)
        {
            return Errno.ENAMETOOLONG;
        }

        bool isCached = directory.Inode.CachesEntries;
        if (isCached && directory.Names.Find(directory.Dentry, name) is Dentry entry)
        {
            return entry;
        }

        if (!directory.Inode.Lookup(name).Try(out Inode? inode, out Errno error)) return error;
        if (inode is null)
        {
            return (Dentry?)null;
        }

        return isCached
            ? directory.Names.Add(directory.Dentry, name, inode)
            : new Dentry(directory.Dentry.FileSystem, directory.Dentry, name.ToArray(), inode);
    }
}
