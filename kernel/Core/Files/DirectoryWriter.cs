// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Memory;

namespace Skift.Core.Files;

/// <summary>Where a directory lists its entries: writes <c>struct linux_dirent64</c> records to the caller of getdents64(2).</summary>
public ref struct DirectoryWriter
{
    /// <summary>Where the name is in the older <c>struct linux_dirent</c>; its type comes last of all, behind the name's null.</summary>
    private const int OldNameOffset = 18;

    private readonly bool _isOld;
    private IoSink _sink;

    /// <param name="isOld">Records of getdents(2) in place of getdents64(2).</param>
    public DirectoryWriter(IoSink sink, bool isOld = false)
    {
        _sink = sink;
        _isOld = isOld;
    }

    /// <summary>Bytes written so far.</summary>
    public readonly long ByteCount => _sink.Transferred;

    /// <summary>The inode number for "..".</summary>
    public ulong ParentNumber { get; internal set; }

    /// <summary>Why an entry could not be written; EINVAL if there is no room for even the first.</summary>
    public Errno Error { get; private set; }

    /// <summary>Writes an entry. False if it does not fit or the memory is bad: the listing ends here, and goes on with this entry.</summary>
    /// <param name="number">The inode's number.</param>
    /// <param name="next">The position behind the entry.</param>
    public bool TryAdd(ulong number, long next, StatMode type, ReadOnlySpan<byte> name)
    {
        Span<byte> record = stackalloc byte[(Dirent64.NameOffset + FileConstants.NAME_MAX + 8) & ~7];
        int nameOffset = _isOld ? OldNameOffset : Dirent64.NameOffset;
        int length = (nameOffset + name.Length + (_isOld ? 2 : 1) + 7) & ~7;
        if (length > record.Length || length > _sink.Remaining)
        {
            Error = _sink.Transferred == 0 ? Errno.EINVAL : Errno.None;
            return false;
        }

        record = record[..length];
        record.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(record[Dirent64.InodeOffset..], number);
        BinaryPrimitives.WriteInt64LittleEndian(record[Dirent64.NextOffset..], next);
        BinaryPrimitives.WriteUInt16LittleEndian(record[Dirent64.LengthOffset..], (ushort)length);
        record[_isOld ? length - 1 : Dirent64.TypeOffset] = (byte)((uint)(type & StatMode.S_IFMT) >> 12);
        name.CopyTo(record[nameOffset..]);
        Error = _sink.Write(record);
        return Error == Errno.None;
    }

    /// <summary>Writes "." at position 0 and ".." at position 1, if the listing has not passed them.</summary>
    public bool TryAddDots(ulong self, ref long position)
    {
        if (position == 0)
        {
            if (!TryAdd(self, 1, StatMode.S_IFDIR, "."u8))
            {
                return false;
            }

            position = 1;
        }

        if (position == 1)
        {
            if (!TryAdd(ParentNumber, 2, StatMode.S_IFDIR, ".."u8))
            {
                return false;
            }

            position = 2;
        }

        return true;
    }
}
