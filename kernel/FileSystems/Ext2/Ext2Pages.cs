// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.FileSystems.Ext2;

/// <summary>The data of a file on the disk.</summary>
internal sealed class Ext2Pages : ReadOnlyPages
{
    private readonly Ext2Inode _inode;
    private readonly BlockDevice _device;
    private readonly int _blockSize;

    internal Ext2Pages(Ext2Inode inode)
        : base(inode)
    {
        Ext2FileSystem fileSystem = (Ext2FileSystem)inode.FileSystem;
        _inode = inode;
        _device = fileSystem.Device;
        _blockSize = fileSystem.Super.BlockSize;
    }

    private int BlocksPerPage => Page.Size / _blockSize;

    protected override Result<Page?> Load(long index)
    {
        Span<uint> blocks = stackalloc uint[BlocksPerPage];
        if (!Map(index, blocks).Try(out bool isHole, out Errno error)) return error;
        if (isHole)
        {
            return (Page?)null;
        }

        if (PageReclaimer.Allocate() is not Page page)
        {
            return Errno.ENOMEM;
        }

        using Page.Access access = page.Open();
        error = Fill(blocks, access.Span);
        if (error != Errno.None)
        {
            page.Release();
            return error;
        }

        // What the disk has behind the end of the file is nobody's business.
        long left = ByteLength - (index * Page.Size);
        access.Span[(int)Math.Clamp(left, 0, Page.Size)..].Clear();
        return page;
    }

    protected override bool IsStored(long index)
    {
        Span<uint> blocks = stackalloc uint[BlocksPerPage];
        return Map(index, blocks).Try(out bool isHole, out _) && !isHole;
    }

    /// <summary>Finds the blocks of a page; true if there is none.</summary>
    private Result<bool> Map(long index, Span<uint> blocks)
    {
        long last = (ByteLength - 1) / _blockSize;
        bool isHole = true;
        for (int slot = 0; slot < blocks.Length; slot++)
        {
            long block = (index * BlocksPerPage) + slot;
            if (block > last)
            {
                blocks[slot] = 0;
                continue;
            }

            if (!_inode.MapBlock(block).Try(out blocks[slot], out Errno error)) return error;
            isHole &= blocks[slot] == 0;
        }

        return isHole;
    }

    /// <summary>Reads the blocks; neighbours on the disk in one go. The page is zeroed, which is what holes are.</summary>
    private Errno Fill(ReadOnlySpan<uint> blocks, Span<byte> page)
    {
        int slot = 0;
        while (slot < blocks.Length)
        {
            int count = 1;
            while (blocks[slot] != 0 && slot + count < blocks.Length && blocks[slot + count] == blocks[slot] + count)
            {
                count++;
            }

            if (blocks[slot] != 0)
            {
                long sector = (long)blocks[slot] * (_blockSize / BlockDevice.SectorSize);
                BlockDevice.Charge?.Invoke((long)count * _blockSize, false);
                Errno error = _device.Read(sector, page.Slice(slot * _blockSize, count * _blockSize));
                if (error != Errno.None)
                {
                    return error;
                }
            }

            slot += count;
        }

        return Errno.None;
    }
}
