// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.FileSystems.Ext2;

/// <summary>The whole disk as a file of the kernel's own: where inodes, block lists and descriptors are read and stay cached.</summary>
internal sealed class Ext2Metadata : Inode
{
    private readonly DiskPages _pages;

    internal Ext2Metadata(Ext2FileSystem fileSystem, BlockDevice device)
        : base(fileSystem, 0, new InodeAttributes { Mode = StatMode.S_IFREG, Size = device.SectorCount * BlockDevice.SectorSize }) =>
        _pages = new DiskPages(this, device);

    internal Errno Read(long offset, Span<byte> destination)
    {
        IoSink sink = IoSink.Over(destination);
        if (!_pages.ReadAt(ref sink, offset).Try(out long count, out Errno error)) return error;
        return count == destination.Length ? Errno.None : Errno.EIO;
    }

    internal long Reclaim(long wanted) => _pages.GiveBack(wanted);

    private sealed class DiskPages(Inode inode, BlockDevice device) : ReadOnlyPages(inode)
    {
        protected override Result<Page?> Load(long index)
        {
            long sector = index * (Page.Size / BlockDevice.SectorSize);
            int sectors = (int)Math.Min(device.SectorCount - sector, Page.Size / BlockDevice.SectorSize);
            if (PageReclaimer.Allocate() is not Page page)
            {
                return Errno.ENOMEM;
            }

            using Page.Access access = page.Open();
            Errno error = device.Read(sector, access.Span[..(sectors * BlockDevice.SectorSize)]);
            if (error == Errno.None)
            {
                return page;
            }

            page.Release();
            return error;
        }
    }
}

/// <summary>Pages that come from a disk and can always be loaded again.</summary>
internal abstract class ReadOnlyPages : PageCache
{
    protected ReadOnlyPages(Inode inode)
        : base(inode)
    {
    }

    internal Result<long> ReadAt(ref IoSink sink, long offset) => Read(ref sink, offset);

    internal long GiveBack(long wanted) => Reclaim(wanted);

    /// <summary>A mapped hole takes a page of memory, and nothing of the disk.</summary>
    protected override Errno Charge() => Errno.None;

    protected override void Uncharge(long pageCount)
    {
    }
}
