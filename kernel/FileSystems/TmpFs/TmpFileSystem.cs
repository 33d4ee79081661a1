// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.FileSystems.TmpFs;

/// <summary>A file system in memory (<c>tmpfs(5)</c>): names in objects, data in pages, with an upper bound for both.</summary>
public class TmpFileSystem : FileSystem
{
    private const long Magic = 0x01021994;

    private long _pageLimit;
    private long _inodeLimit;
    private long _pagesUsed;
    private long _inodesUsed;
    private ulong _lastNumber;

    /// <param name="byteLimit">Bytes of data it may hold.</param>
    /// <param name="inodeLimit">Files it may hold.</param>
    public TmpFileSystem(long byteLimit, long inodeLimit, StatMode rootMode, uint userId = 0, uint groupId = 0)
        : this("tmpfs", byteLimit, inodeLimit, rootMode, userId, groupId)
    {
    }

    protected TmpFileSystem(string typeName, long byteLimit, long inodeLimit, StatMode rootMode, uint userId, uint groupId)
        : base(typeName)
    {
        _pageLimit = (byteLimit / Page.Size) + (byteLimit % Page.Size == 0 ? 0 : 1);
        _inodeLimit = inodeLimit;
        _inodesUsed = 1;
        InodeAttributes attributes = InodeAttributes.New(StatMode.S_IFDIR | (rootMode & StatMode.Permissions), userId, groupId);
        Root = Dentry.MakeRoot(this, new TmpInode(this, ++_lastNumber, attributes, 0, default));
    }

    public override Dentry Root { get; }

    public override string Options => ",size=" + (_pageLimit * (Page.Size / 1024)).ToString() + "k";

    public override Statfs Statistics
    {
        get
        {
            long pagesFree = Math.Max(0, _pageLimit - Interlocked.Read(ref _pagesUsed));
            long inodesFree = Math.Max(0, _inodeLimit - Interlocked.Read(ref _inodesUsed));
            return new Statfs
            {
                f_type = Magic,
                f_bsize = Page.Size,
                f_blocks = (ulong)_pageLimit,
                f_bfree = (ulong)pagesFree,
                f_bavail = (ulong)pagesFree,
                f_files = (ulong)_inodeLimit,
                f_ffree = (ulong)inodesFree,
            };
        }
    }

    /// <summary>Pages of data it holds.</summary>
    public long PagesUsed => Interlocked.Read(ref _pagesUsed);

    /// <summary>Takes everything down: with the last mount gone nobody can reach it.</summary>
    public override void OnUnmounted() => ((TmpInode)Root.Inode).ClearTree();

    internal Result<TmpInode> NewInode(in NewInode request)
    {
        if (!TryCountInode())
        {
            return Errno.ENOSPC;
        }

        InodeAttributes attributes = InodeAttributes.New(request.Mode, request.UserId, request.GroupId);
        attributes.Size = request.LinkTarget.Length;
        return new TmpInode(this, Interlocked.Increment(ref _lastNumber), attributes, request.Device, request.LinkTarget.ToArray());
    }

    internal bool TryCountInode()
    {
        if (Interlocked.Increment(ref _inodesUsed) <= Volatile.Read(ref _inodeLimit))
        {
            return true;
        }

        InodeGone();
        return false;
    }

    /// <summary>Changes the limits, but not to less than is in use.</summary>
    public override Errno Reconfigure(ReadOnlySpan<byte> options)
    {
        TmpOptions settings = new() { PageLimit = Volatile.Read(ref _pageLimit), InodeLimit = Volatile.Read(ref _inodeLimit) };
        if (!settings.TryApply(options) || settings.PageLimit < PagesUsed || settings.InodeLimit < Interlocked.Read(ref _inodesUsed))
        {
            return Errno.EINVAL;
        }

        Volatile.Write(ref _pageLimit, settings.PageLimit);
        Volatile.Write(ref _inodeLimit, settings.InodeLimit);
        return Errno.None;
    }

    internal void InodeGone() => _ = Interlocked.Decrement(ref _inodesUsed);

    internal Errno ChargePage()
    {
        if (Interlocked.Increment(ref _pagesUsed) <= Volatile.Read(ref _pageLimit))
        {
            return Errno.None;
        }

        UnchargePages(1);
        return Errno.ENOSPC;
    }

    internal void UnchargePages(long count) => _ = Interlocked.Add(ref _pagesUsed, -count);
}
