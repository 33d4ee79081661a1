// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Machine;

namespace Skift.FileSystems.Ext2;

/// <summary>
/// The superblock of ext2 (Linux, Documentation/filesystems/ext2.rst and ext4/super.rst): 1 KiB at byte 1024 of the disk. What it says
/// has been checked against itself and the size of the disk.
/// </summary>
internal sealed class Ext2SuperBlock
{
    internal const int Offset = 1024;
    internal const int Size = 1024;
    internal const int GroupDescriptorSize = 32;
    internal const long Magic = 0xEF53;

    private const int SmallestInode = 128;
    private const uint DynamicRevision = 1;
    /// <summary>COMPAT: none matters to who only reads. RO_COMPAT: by definition none does.</summary>
    private const uint IncompatFileType = 0x2;

    private Ext2SuperBlock(ReadOnlySpan<byte> bytes)
    {
        InodeCount = Read32(bytes, 0);
        BlockCount = Read32(bytes, 4);
        ReservedBlocks = Read32(bytes, 8);
        FreeBlocks = Read32(bytes, 12);
        FreeInodes = Read32(bytes, 16);
        FirstDataBlock = Read32(bytes, 20);
        LogBlockSize = Read32(bytes, 24);
        BlocksPerGroup = Read32(bytes, 32);
        InodesPerGroup = Read32(bytes, 40);
        Signature = BinaryPrimitives.ReadUInt16LittleEndian(bytes[56..]);
        Revision = Read32(bytes, 76);
        InodeSize = Revision >= DynamicRevision ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[88..]) : SmallestInode;
        Incompatible = Revision >= DynamicRevision ? Read32(bytes, 96) : 0;
        ReadOnlyCompatible = Revision >= DynamicRevision ? Read32(bytes, 100) : 0;
    }

    internal uint InodeCount { get; }

    internal uint BlockCount { get; }

    internal uint ReservedBlocks { get; }

    internal uint FreeBlocks { get; }

    internal uint FreeInodes { get; }

    internal uint FirstDataBlock { get; }

    internal uint BlocksPerGroup { get; }

    internal uint InodesPerGroup { get; }

    internal int InodeSize { get; }

    internal int BlockSize => 1024 << (int)LogBlockSize;

    internal uint GroupCount => (BlockCount - FirstDataBlock + BlocksPerGroup - 1) / BlocksPerGroup;

    /// <summary>Directory entries carry the type of the file.</summary>
    internal bool HasFileTypes => (Incompatible & IncompatFileType) != 0;

    /// <summary>Only some groups have a copy of the superblock.</summary>
    internal bool IsSparse => (ReadOnlyCompatible & 1) != 0;

    private uint LogBlockSize { get; }

    private ushort Signature { get; }

    private uint Revision { get; }

    private uint Incompatible { get; }

    private uint ReadOnlyCompatible { get; }

    /// <summary>Reads and checks it. EINVAL for another format, features that cannot be read, or nonsense; the log says which.</summary>
    internal static Result<Ext2SuperBlock> Load(BlockDevice device)
    {
        if (device.SectorCount < (Offset + Size) / BlockDevice.SectorSize)
        {
            return Refuse(device, "the disk is too small");
        }

        byte[] bytes = new byte[Size];
        Errno error = device.Read(Offset / BlockDevice.SectorSize, bytes);
        if (error != Errno.None)
        {
            Log.Error($"ext2 ({device.Name}): cannot read the superblock: {error}");
            return error;
        }

        Ext2SuperBlock super = new(bytes);
        string? problem = super.FindProblem(device.SectorCount);
        return problem is null ? super : Refuse(device, problem);
    }

    /// <summary>Whether a group holds a copy of superblock and descriptors: all, or 0, 1 and powers of 3, 5 and 7.</summary>
    internal bool HasCopy(uint group) =>
        !IsSparse || group <= 1 || IsPowerOf(group, 3) || IsPowerOf(group, 5) || IsPowerOf(group, 7);

    private static Errno Refuse(BlockDevice device, string problem)
    {
        Log.Warning($"ext2 ({device.Name}): {problem}");
        return Errno.EINVAL;
    }

    private static uint Read32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static bool IsPowerOf(uint value, uint radix)
    {
        while (value % radix == 0)
        {
            value /= radix;
        }

        return value == 1;
    }

    private string? FindProblem(long sectorCount)
    {
        if (Signature != Magic)
        {
            return "no ext2 file system (wrong magic number)";
        }

        if (Revision > DynamicRevision)
        {
            return "unknown revision " + Revision.ToString();
        }

        if ((Incompatible & ~IncompatFileType) != 0)
        {
            return "features that cannot be read: " + NamesOf(Incompatible & ~IncompatFileType);
        }

        return FindBadGeometry(sectorCount);
    }

    private string? FindBadGeometry(long sectorCount)
    {
        const uint LargestLog = 2;
        if (LogBlockSize > LargestLog)
        {
            return "blocks larger than a page (4096) are not supported";
        }

        if (InodeSize < SmallestInode || InodeSize > BlockSize || (InodeSize & (InodeSize - 1)) != 0)
        {
            return "bad inode size " + InodeSize.ToString();
        }

        uint perBitmap = (uint)BlockSize * 8;
        if (BlocksPerGroup == 0 || BlocksPerGroup > perBitmap || InodesPerGroup == 0 || InodesPerGroup > perBitmap)
        {
            return "bad size of groups";
        }

        if (FirstDataBlock != (BlockSize == 1024 ? 1u : 0u) || BlockCount <= FirstDataBlock)
        {
            return "bad first block";
        }

        if ((long)BlockCount * (BlockSize / BlockDevice.SectorSize) > sectorCount)
        {
            return "larger than the disk";
        }

        bool hasInodes = (ulong)InodeCount == (ulong)GroupCount * InodesPerGroup;
        long tableBlocks = (((long)GroupCount * GroupDescriptorSize) + BlockSize - 1) / BlockSize;
        return hasInodes && FirstDataBlock + 1 + tableBlocks <= BlockCount ? null : "counts of groups and inodes disagree";
    }

    private static string NamesOf(uint features)
    {
        ReadOnlySpan<string> names =
        [
            "compression", "filetype", "needs_recovery", "journal_dev", "meta_bg", "", "extents", "64bit",
            "mmp", "flex_bg", "ea_inode", "", "dirdata", "metadata_csum_seed", "large_dir", "inline_data", "encrypt", "casefold",
        ];
        string result = "";
        for (int bit = 0; bit < 32; bit++)
        {
            if ((features & (1u << bit)) != 0)
            {
                string name = bit < names.Length && names[bit].Length != 0 ? names[bit] : "bit " + bit.ToString();
                result += result.Length == 0 ? name : ", " + name;
            }
        }

        return result;
    }
}
