// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;

namespace Skift.FileSystems.Ext2;

internal sealed partial class Ext2Inode
{
    private const int EntryHeadSize = 8;

    /// <summary>An entry of a directory block: inode, length of the record, length of the name, type, name (ext4/directory.rst).</summary>
    private ref struct Entry
    {
        internal uint Inode;
        internal int Length;
        internal byte Type;
        internal ReadOnlySpan<byte> Name;
    }

    /// <remarks>The hash tree of large directories looks like unused entries to who reads them in order, so it can be left aside.</remarks>
    public override Result<Inode?> Lookup(ReadOnlySpan<byte> name)
    {
        byte[] block = new byte[_fileSystem.Super.BlockSize];
        for (long start = 0; start < Attributes.Size; start += block.Length)
        {
            Errno error = ReadBlock(start, block);
            for (int at = 0; error == Errno.None && at < block.Length;)
            {
                error = ParseEntry(block, at, out Entry entry);
                if (error == Errno.None && entry.Inode != 0 && name.SequenceEqual(entry.Name))
                {
                    return FindChild(entry.Inode);
                }

                at += entry.Length;
            }

            if (error != Errno.None)
            {
                return error;
            }
        }

        return (Inode?)null;
    }

    public override Errno ReadDirectory(ref long position, ref DirectoryWriter writer)
    {
        byte[] block = new byte[_fileSystem.Super.BlockSize];
        bool hasRoom = true;
        while (hasRoom && position >= 0 && position < Attributes.Size)
        {
            long start = position - (position % block.Length);
            Errno error = ReadBlock(start, block);
            // The position may be any that somebody gave to lseek; entries start where the one before ends, so that is counted anew.
            for (int at = 0; error == Errno.None && hasRoom && at < block.Length;)
            {
                error = ParseEntry(block, at, out Entry entry);
                if (error == Errno.None && entry.Inode != 0 && start + at >= position)
                {
                    hasRoom = writer.TryAdd(entry.Inode, start + at + entry.Length, TypeOf(entry.Type), entry.Name);
                }

                at += hasRoom ? entry.Length : 0;
                position = Math.Max(position, start + at);
            }

            if (error != Errno.None)
            {
                return error;
            }
        }

        return writer.Error;
    }

    private Errno ReadBlock(long start, Span<byte> block)
    {
        if (!MapBlock(start / block.Length).Try(out uint number, out Errno error)) return error;
        if (number == 0)
        {
            return _fileSystem.Damaged("a directory has a hole", Number);
        }

        IoSink sink = IoSink.Over(block);
        if (!_pages!.ReadAt(ref sink, start).Try(out long count, out error)) return error;
        return count == block.Length ? Errno.None : Errno.EIO;
    }

    /// <summary>Every length is checked: it must hold the name, keep to four bytes, and end inside the block.</summary>
    private Errno ParseEntry(ReadOnlySpan<byte> block, int at, out Entry entry)
    {
        entry = default;
        ReadOnlySpan<byte> bytes = block[at..];
        if (bytes.Length < EntryHeadSize)
        {
            return BadEntry();
        }

        uint inode = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        // Without types the length of the name has 16 bits, of which the upper ones are zero anyway.
        int nameLength = bytes[6];
        bool isSound = length >= EntryHeadSize && length % 4 == 0 && length <= bytes.Length && EntryHeadSize + nameLength <= length;
        if (!isSound || inode > _fileSystem.Super.InodeCount)
        {
            return BadEntry();
        }

        ReadOnlySpan<byte> name = bytes.Slice(EntryHeadSize, nameLength);
        if (inode != 0 && (nameLength == 0 || name.IndexOfAny((byte)'/', (byte)0) >= 0))
        {
            return BadEntry();
        }

        entry.Inode = inode;
        entry.Length = length;
        entry.Type = _fileSystem.Super.HasFileTypes ? bytes[7] : (byte)0;
        entry.Name = name;
        return Errno.None;
    }

    private Errno BadEntry() => _fileSystem.Damaged("a directory entry is damaged", Number);

    private Result<Inode?> FindChild(uint number)
    {
        // A directory that contains itself or the root would make endless paths.
        if (number == Number || number == _fileSystem.Root.Inode.Number)
        {
            return _fileSystem.Damaged("a directory contains itself", Number);
        }

        if (!_fileSystem.Find(number).Try(out Ext2Inode inode, out Errno error)) return error;
        return inode;
    }

    /// <summary>Types of directory entries count 1 to 7; anything else is unknown, which programs look up by themselves.</summary>
    private static StatMode TypeOf(byte type) => type switch
    {
        1 => StatMode.S_IFREG,
        2 => StatMode.S_IFDIR,
        3 => StatMode.S_IFCHR,
        4 => StatMode.S_IFBLK,
        5 => StatMode.S_IFIFO,
        6 => StatMode.S_IFSOCK,
        7 => StatMode.S_IFLNK,
        _ => StatMode.None,
    };
}
