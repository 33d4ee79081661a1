// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Memory;

namespace Skift.FileSystems.Ext2;

/// <summary>A file on the disk (ext4/inodes.rst, as far as it is ext2).</summary>
internal sealed partial class Ext2Inode : Inode
{
    /// <summary>The part of an inode that ext2 knows; larger ones carry more of no interest here.</summary>
    internal const int HeadSize = 128;

    private const int PointerCount = 15;
    private const int PointersOffset = 40;
    private const int FastLinkSize = PointerCount * sizeof(uint);

    /// <summary>COMPR, ENCRYPT, EXTENTS, INLINE_DATA: the block list would not be one.</summary>
    private const uint UnreadableFlags = 0x4 | 0x800 | 0x8_0000 | 0x1000_0000;

    private readonly Ext2FileSystem _fileSystem;
    private readonly byte[] _pointers;
    private readonly Ext2Pages? _pages;
    private readonly bool _isFastLink;

    private Ext2Inode(Ext2FileSystem fileSystem, uint number, in InodeAttributes attributes, ulong device, byte[] pointers, bool isFastLink)
        : base(fileSystem, number, attributes, device)
    {
        _fileSystem = fileSystem;
        _pointers = pointers;
        _isFastLink = isFastLink;
        _pages = IsRegular || IsDirectory || (IsSymbolicLink && !isFastLink) ? new Ext2Pages(this) : null;
    }

    public override PageCache? Pages => IsRegular ? _pages : null;

    public override long BlockSize => _fileSystem.Super.BlockSize;

    /// <summary>EUCLEAN for an inode that cannot be as it is.</summary>
    internal static Result<Ext2Inode> Parse(Ext2FileSystem fileSystem, uint number, ReadOnlySpan<byte> bytes)
    {
        InodeAttributes attributes = ParseAttributes(bytes);
        uint flags = Read32(bytes, 32);
        if (attributes.Links == 0)
        {
            return fileSystem.Damaged("a name leads to a deleted file", number);
        }

        if ((flags & UnreadableFlags) != 0)
        {
            return fileSystem.Damaged("the file is stored in a way that ext2 does not know", number);
        }

        // An attribute block counts among the blocks, but holds no data.
        long attributeSectors = Read32(bytes, 104) != 0 ? fileSystem.Super.BlockSize / BlockDevice.SectorSize : 0;
        bool isFastLink = attributes.Type == StatMode.S_IFLNK && attributes.Blocks - attributeSectors <= 0;
        string? problem = FindProblem(fileSystem.Super, attributes, isFastLink);
        if (problem is not null)
        {
            return fileSystem.Damaged(problem, number);
        }

        byte[] pointers = bytes.Slice(PointersOffset, FastLinkSize).ToArray();
        bool isDevice = attributes.Type is StatMode.S_IFCHR or StatMode.S_IFBLK;
        return new Ext2Inode(fileSystem, number, attributes, isDevice ? ParseDevice(pointers) : 0, pointers, isFastLink);
    }

    public override Result<byte[]> ReadLink()
    {
        if (!IsSymbolicLink)
        {
            return Errno.EINVAL;
        }

        byte[] text = new byte[Attributes.Size];
        if (_isFastLink)
        {
            _pointers.AsSpan(0, text.Length).CopyTo(text);
        }
        else
        {
            IoSink sink = IoSink.Over(text);
            if (!_pages!.ReadAt(ref sink, 0).Try(out _, out Errno error)) return error;
        }

        return Array.IndexOf(text, (byte)0) < 0 ? text : _fileSystem.Damaged("a symbolic link contains a null", Number);
    }

    internal long Reclaim(long wanted) => _pages?.GiveBack(wanted) ?? 0;

    private static InodeAttributes ParseAttributes(ReadOnlySpan<byte> bytes)
    {
        StatMode mode = (StatMode)BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        bool isRegular = (mode & StatMode.S_IFMT) == StatMode.S_IFREG;
        ulong size = Read32(bytes, 4) | (isRegular ? (ulong)Read32(bytes, 108) << 32 : 0);
        return new InodeAttributes
        {
            Mode = mode,
            UserId = Read16(bytes, 2) | (Read16(bytes, 120) << 16),
            GroupId = Read16(bytes, 24) | (Read16(bytes, 122) << 16),
            Links = Read16(bytes, 26),
            Size = (long)size,
            Blocks = Read32(bytes, 28),
            AccessTime = new Timespec((int)Read32(bytes, 8), 0),
            ChangeTime = new Timespec((int)Read32(bytes, 12), 0),
            ModifyTime = new Timespec((int)Read32(bytes, 16), 0),
        };
    }

    private static string? FindProblem(Ext2SuperBlock super, in InodeAttributes attributes, bool isFastLink)
    {
        switch (attributes.Type)
        {
            case StatMode.S_IFREG:
                return attributes.Size < 0 || attributes.Size > MaximumSize(super.BlockSize) ? "a file is larger than possible" : null;
            case StatMode.S_IFDIR:
                // Directories have no holes, so their blocks bound their size, and with it the time it takes to search them.
                bool fits = attributes.Size > 0 && attributes.Size % super.BlockSize == 0
                    && attributes.Size <= attributes.Blocks * BlockDevice.SectorSize && attributes.Size <= (long)super.BlockCount * super.BlockSize;
                return fits ? null : "bad size of a directory";
            case StatMode.S_IFLNK:
                long limit = isFastLink ? FastLinkSize : Math.Min(super.BlockSize, FileConstants.PATH_MAX);
                return attributes.Size <= 0 || attributes.Size >= limit ? "bad length of a symbolic link" : null;
            case StatMode.S_IFCHR or StatMode.S_IFBLK or StatMode.S_IFIFO or StatMode.S_IFSOCK:
                return null;
            default:
                return "a file of unknown type";
        }
    }

    /// <summary>Device numbers: the first word in the old 8:8 form, or else the second in the new one.</summary>
    private static ulong ParseDevice(ReadOnlySpan<byte> pointers)
    {
        uint old = Read32(pointers, 0);
        if (old != 0)
        {
            return DeviceNumber.Make((old >> 8) & 0xFF, old & 0xFF);
        }

        uint wide = Read32(pointers, 4);
        return DeviceNumber.Make((wide & 0xFFF00) >> 8, (wide & 0xFF) | ((wide >> 12) & 0xFFF00));
    }

    private static uint Read32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static uint Read16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);
}
