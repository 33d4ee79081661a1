// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.FileSystems.TmpFs;

/// <summary>A file of any type in memory.</summary>
internal sealed class TmpInode : Inode
{
    /// <summary>What Linux charges a directory per entry (BOGO_DIRENT_SIZE), so that sizes look as people know them.</summary>
    private const long BytesPerEntry = 20;

    /// <summary>"." and "..".</summary>
    private const long DotEntries = 2;

    private readonly TmpFileSystem _fileSystem;
    private readonly EntryTable? _entries;
    private readonly TmpPages? _pages;
    private readonly byte[] _linkTarget;
    private ExtendedAttributes? _extended;

    internal TmpInode(TmpFileSystem fileSystem, ulong number, in InodeAttributes attributes, ulong device, byte[]? linkTarget)
        : base(fileSystem, number, attributes, device)
    {
        _fileSystem = fileSystem;
        _entries = IsDirectory ? new EntryTable() : null;
        _pages = IsRegular ? new TmpPages(this, fileSystem) : null;
        _linkTarget = linkTarget ?? [];
        if (IsDirectory)
        {
            Resize(0);
        }
    }

    public override PageCache? Pages => _pages;

    public override ExtendedAttributes? ExtendedAttributes => Volatile.Read(ref _extended) ?? Interlocked.CompareExchange(ref _extended, new ExtendedAttributes(), null) ?? _extended;

    public override Result<byte[]> ReadLink() => IsSymbolicLink ? _linkTarget : Errno.EINVAL;

    public override Result<Inode?> Lookup(ReadOnlySpan<byte> name) =>
        _entries is null ? Errno.ENOTDIR : _entries.Find(name)?.Inode;

    public override Result<Inode> Create(ReadOnlySpan<byte> name, in NewInode request)
    {
        if (!_fileSystem.NewInode(request).Try(out TmpInode inode, out Errno error)) return error;
        Add(name, inode);
        return inode;
    }

    public override Result<Inode> CreateUnnamed(in NewInode request)
    {
        if (!_fileSystem.NewInode(request).Try(out TmpInode inode, out Errno error)) return error;
        AddLinks(inode, -1);
        return inode;
    }

    public override Errno Link(ReadOnlySpan<byte> name, Inode target)
    {
        // Each name counts as a file, for it keeps an entry in memory; but a nameless file has paid for its first.
        if (target.Attributes.Links != 0 && !_fileSystem.TryCountInode())
        {
            return Errno.ENOSPC;
        }

        AddLinks(target, 1);
        Add(name, target);
        return Errno.None;
    }

    public override Errno Unlink(ReadOnlySpan<byte> name, Inode child)
    {
        if (child.Attributes.Links > 1)
        {
            _fileSystem.InodeGone();
        }

        Remove(name, child);
        AddLinks(child, -1);
        return Errno.None;
    }

    public override Errno RemoveDirectory(ReadOnlySpan<byte> name, Inode child)
    {
        if (((TmpInode)child)._entries!.Count != 0)
        {
            return Errno.ENOTEMPTY;
        }

        Remove(name, child);
        AddLinks(child, -2);
        return Errno.None;
    }

    public override Errno Rename(ReadOnlySpan<byte> name, Inode child, Inode newParent, ReadOnlySpan<byte> newName, Inode? replaced, bool exchange)
    {
        TmpInode target = (TmpInode)newParent;
        if (exchange)
        {
            EntryTable.Entry first = _entries!.Find(name)!;
            EntryTable.Entry second = target._entries!.Find(newName)!;
            (first.Inode, second.Inode) = (second.Inode, first.Inode);
            MoveSubdirectory(child, this, target);
            MoveSubdirectory(replaced!, target, this);
            return Errno.None;
        }

        if (replaced is not null)
        {
            Errno error = replaced.IsDirectory ? target.RemoveDirectory(newName, replaced) : target.Unlink(newName, replaced);
            if (error != Errno.None)
            {
                return error;
            }
        }

        target.Add(newName, child);
        Remove(name, child);
        return Errno.None;
    }

    public override Errno ReadDirectory(ref long position, ref DirectoryWriter writer) =>
        _entries is null ? Errno.ENOTDIR : _entries.List(Number, ref position, ref writer);

    public override Errno Truncate(long size) => _pages is null ? Errno.EINVAL : _pages.SetSize(size);

    public override Errno Allocate(FallocateFlags flags, long offset, long length)
    {
        const FallocateFlags Known = FallocateFlags.FALLOC_FL_KEEP_SIZE | FallocateFlags.FALLOC_FL_PUNCH_HOLE;
        if (_pages is null || (flags & ~Known) != 0)
        {
            return Errno.EOPNOTSUPP;
        }

        return (flags & FallocateFlags.FALLOC_FL_PUNCH_HOLE) != 0
            ? _pages.MakeHole(offset, length)
            : _pages.SetAside(offset, length, (flags & FallocateFlags.FALLOC_FL_KEEP_SIZE) != 0);
    }

    /// <summary>Gives everything below back; called when nobody can reach it any more. A list, for trees may be deeper than a stack.</summary>
    internal void ClearTree()
    {
        List<TmpInode> left = [this];
        while (left.Count != 0)
        {
            TmpInode inode = left[^1];
            left.RemoveAt(left.Count - 1);
            while (inode._entries?.First is EntryTable.Entry entry)
            {
                inode._entries.Remove(entry);
                if (!entry.Inode.IsDirectory && entry.Inode.Attributes.Links > 1)
                {
                    _fileSystem.InodeGone();
                }

                AddLinks(entry.Inode, -1);
                if (entry.Inode.IsDirectory || entry.Inode.Attributes.Links == 0)
                {
                    left.Add((TmpInode)entry.Inode);
                }
            }

            inode.OnGone();
        }
    }

    protected override void OnGone()
    {
        _pages?.Drop();
        _fileSystem.InodeGone();
    }

    private static void AddLinks(Inode inode, int count)
    {
        using SpinLock<InodeAttributes>.Guard attributes = inode.LockAttributes();
        attributes.Value.Links = (uint)Math.Max(0, attributes.Value.Links + count);
    }

    /// <summary>A subdirectory's ".." is a link to its parent.</summary>
    private static void MoveSubdirectory(Inode child, TmpInode from, TmpInode to)
    {
        if (child.IsDirectory)
        {
            AddLinks(from, -1);
            AddLinks(to, 1);
        }
    }

    private void Add(ReadOnlySpan<byte> name, Inode inode)
    {
        _entries!.Add(name, inode);
        Resize(inode.IsDirectory ? 1 : 0);
    }

    private void Remove(ReadOnlySpan<byte> name, Inode child)
    {
        _entries!.Remove(_entries.Find(name)!);
        Resize(child.IsDirectory ? -1 : 0);
    }

    private void Resize(int subdirectories)
    {
        using SpinLock<InodeAttributes>.Guard attributes = LockAttributes();
        attributes.Value.Size = (_entries!.Count + DotEntries) * BytesPerEntry;
        attributes.Value.Links = (uint)(attributes.Value.Links + subdirectories);
    }
}
