// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.FileSystems.Ext2;

/// <summary>ext2, for reading. Nothing the disk says is believed: what does not fit is EUCLEAN and a line in the log.</summary>
/// <remarks>Try it: <c>mke2fs -t ext2 -d folder disk.img 16M</c>, then give <c>disk.img</c> to QEMU as a virtio disk.</remarks>
public sealed class Ext2FileSystem : FileSystem
{
    private const uint RootNumber = 2;
    private const int LogLimit = 20;

    private readonly BlockDevice _device;
    private readonly Ext2Metadata _metadata;
    private readonly Mutex<Dictionary<uint, Ext2Inode>> _inodes = new([]);
    private readonly Ext2Reclaim _reclaim;
    private Dentry? _root;
    private int _logged;

    private Ext2FileSystem(BlockDevice device, Ext2SuperBlock super)
        : base("ext2")
    {
        _device = device;
        Super = super;
        DeviceNumber = device.Number;
        _metadata = new Ext2Metadata(this, device);
        _reclaim = new Ext2Reclaim(this);
    }

    public override Dentry Root => _root!;

    public override bool IsReadOnly => true;

    public override Statfs Statistics => new()
    {
        f_type = Ext2SuperBlock.Magic,
        f_bsize = Super.BlockSize,
        f_blocks = Super.BlockCount - Overhead,
        f_bfree = Super.FreeBlocks,
        f_bavail = Super.FreeBlocks - Math.Min(Super.FreeBlocks, Super.ReservedBlocks),
        f_files = Super.InodeCount,
        f_ffree = Super.FreeInodes,
    };

    internal Ext2SuperBlock Super { get; }

    internal BlockDevice Device => _device;

    /// <summary>Opens the file system on a disk: EINVAL if there is none that can be read, EUCLEAN if its root is damaged, EIO.</summary>
    public static Result<FileSystem> Open(BlockDevice device)
    {
        if (!Ext2SuperBlock.Load(device).Try(out Ext2SuperBlock super, out Errno error)) return error;
        Ext2FileSystem fileSystem = new(device, super);
        if (!fileSystem.Find(RootNumber).Try(out Ext2Inode root, out error)) return error;
        if (!root.IsDirectory)
        {
            return fileSystem.Damaged("the root is no directory", RootNumber);
        }

        fileSystem._root = Dentry.MakeRoot(fileSystem, root);
        PageReclaimer.Register(fileSystem._reclaim);
        return fileSystem;
    }

    public override void OnUnmounted()
    {
        PageReclaimer.Unregister(_reclaim);
        _ = _reclaim.Reclaim(long.MaxValue);
    }

    /// <summary>The inode with a number; always the same object, so that its pages are shared.</summary>
    internal Result<Ext2Inode> Find(uint number)
    {
        if (number == 0 || number > Super.InodeCount)
        {
            return Damaged("a name leads to an inode that does not exist", number);
        }

        using Mutex<Dictionary<uint, Ext2Inode>>.Guard inodes = _inodes.Lock();
        if (inodes.Value.TryGetValue(number, out Ext2Inode? known))
        {
            return known;
        }

        Span<byte> bytes = stackalloc byte[Ext2Inode.HeadSize];
        Errno error = ReadInode(number, bytes);
        if (error != Errno.None)
        {
            return error;
        }

        if (!Ext2Inode.Parse(this, number, bytes).Try(out Ext2Inode inode, out error)) return error;
        inodes.Value.Add(number, inode);
        return inode;
    }

    /// <summary>Reads metadata; blocks stay cached.</summary>
    internal Errno ReadMetadata(long offset, Span<byte> destination) => _metadata.Read(offset, destination);

    /// <summary>True for the number of a block that can hold data.</summary>
    internal bool IsBlock(uint block) => block > Super.FirstDataBlock && block < Super.BlockCount;

    /// <summary>Logs what is wrong, unless it has been said often enough; the answer is EUCLEAN, as Linux has it for damaged file systems.</summary>
    internal Errno Damaged(string problem, ulong inode)
    {
        _logged++;
        if (_logged <= LogLimit)
        {
            Log.Error($"ext2 ({_device.Name}): {problem} (inode {inode}){(_logged == LogLimit ? "; no more of this is logged" : "")}");
        }

        return Errno.EUCLEAN;
    }

    /// <summary>Gives back pages of files and metadata that nobody uses.</summary>
    internal long Reclaim(long wanted)
    {
        long count = _metadata.Reclaim(wanted);
        // Somebody may be loading an inode for which memory is needed: then only the metadata goes.
        if (!_inodes.TryLock(out Mutex<Dictionary<uint, Ext2Inode>>.Guard inodes))
        {
            return count;
        }

        using (inodes)
        {
            foreach (KeyValuePair<uint, Ext2Inode> pair in inodes.Value)
            {
                count += count < wanted ? pair.Value.Reclaim(wanted - count) : 0;
            }
        }

        return count;
    }

    /// <summary>Blocks that hold no files: superblocks, descriptors, bitmaps, inode tables; df does not count them.</summary>
    private ulong Overhead
    {
        get
        {
            ulong descriptorBlocks = (((ulong)Super.GroupCount * Ext2SuperBlock.GroupDescriptorSize) + (ulong)Super.BlockSize - 1) / (ulong)Super.BlockSize;
            ulong tableBlocks = (((ulong)Super.InodesPerGroup * (ulong)Super.InodeSize) + (ulong)Super.BlockSize - 1) / (ulong)Super.BlockSize;
            ulong overhead = Super.FirstDataBlock;
            for (uint group = 0; group < Super.GroupCount; group++)
            {
                overhead += (Super.HasCopy(group) ? 1 + descriptorBlocks : 0) + 2 + tableBlocks;
            }

            return Math.Min(overhead, Super.BlockCount);
        }
    }

    private Errno ReadInode(uint number, Span<byte> bytes)
    {
        const int InodeTableOffset = 8;
        uint group = (number - 1) / Super.InodesPerGroup;
        uint index = (number - 1) % Super.InodesPerGroup;
        Span<byte> descriptor = stackalloc byte[Ext2SuperBlock.GroupDescriptorSize];
        long tableOffset = ((long)Super.FirstDataBlock + 1) * Super.BlockSize;
        Errno error = ReadMetadata(tableOffset + ((long)group * Ext2SuperBlock.GroupDescriptorSize), descriptor);
        if (error != Errno.None)
        {
            return error;
        }

        uint table = BinaryPrimitives.ReadUInt32LittleEndian(descriptor[InodeTableOffset..]);
        long offset = ((long)table * Super.BlockSize) + ((long)index * Super.InodeSize);
        bool isInside = IsBlock(table) && offset + bytes.Length <= (long)Super.BlockCount * Super.BlockSize;
        return isInside ? ReadMetadata(offset, bytes) : Damaged("a group's inode table is outside of the disk", number);
    }

    private sealed class Ext2Reclaim(Ext2FileSystem fileSystem) : PageHolder
    {
        public override long Reclaim(long wanted) => fileSystem.Reclaim(wanted);
    }
}

/// <summary>ext2 for mount(2).</summary>
public sealed class Ext2FileSystemType : FileSystemType
{
    public override string Name => "ext2";

    public override bool NeedsDevice => true;

    public override Result<FileSystem> Open(BlockDevice? source, MountFlags flags, ReadOnlySpan<byte> options) =>
        source is null ? Errno.ENOTBLK : Ext2FileSystem.Open(source);
}
