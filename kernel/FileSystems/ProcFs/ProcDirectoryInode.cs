// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.FileSystems.ProcFs;

/// <summary>A directory of /proc: a table of names, and possibly numbers behind them.</summary>
internal abstract class ProcDirectoryInode : ProcInode
{
    /// <summary>Positions below are those of the table; a number's position is this much more than the number.</summary>
    private const long FirstNumber = 256;
    private const long FirstName = 2;

    protected ProcDirectoryInode(ProcFileSystem fileSystem, ulong number, StatMode mode, uint userId = 0, uint groupId = 0)
        : base(fileSystem, number, mode, userId, groupId)
    {
    }

    /// <summary>A name of the table.</summary>
    protected readonly struct Entry(string name, StatMode type)
    {
        internal string Name { get; } = name;

        internal StatMode Type { get; } = type;
    }

    public override bool MakesItsEntries => true;

    protected abstract Entry[] Entries { get; }

    /// <summary>The type of the entries that are numbers.</summary>
    protected virtual StatMode NumberType => StatMode.S_IFDIR;

    /// <summary>The directory still stands for something.</summary>
    protected virtual bool IsAlive => true;

    /// <summary>A name that is not there is an error at once, so that creating it is ENOENT too, as in Linux's procfs.</summary>
    public override Result<Inode?> Lookup(ReadOnlySpan<byte> name) => Find(name) is Inode found ? found : Errno.ENOENT;

    public override Errno ReadDirectory(ref long position, ref DirectoryWriter writer)
    {
        if (!IsAlive)
        {
            return Errno.ENOENT;
        }

        bool hasRoom = writer.TryAddDots(Number, ref position);
        Entry[] entries = Entries;
        for (; hasRoom && position >= FirstName && position - FirstName < entries.Length; position += hasRoom ? 1 : 0)
        {
            int index = (int)(position - FirstName);
            hasRoom = writer.TryAdd(NumberOf(index), position + 1, entries[index].Type, Text.ToBytes(entries[index].Name));
        }

        if (hasRoom && position < FirstNumber)
        {
            position = FirstNumber;
        }

        while (hasRoom && Next((int)Math.Min(position - FirstNumber, int.MaxValue)) is int number && number >= 0)
        {
            hasRoom = writer.TryAdd(NumberOfNumber(number), FirstNumber + number + 1, NumberType, new ProcText().Add((long)number).ToArray());
            position = hasRoom ? FirstNumber + number + 1 : position;
        }

        return writer.Error;
    }

    private Inode? Find(ReadOnlySpan<byte> name)
    {
        if (!IsAlive)
        {
            return null;
        }

        Entry[] entries = Entries;
        for (int index = 0; index < entries.Length; index++)
        {
            if (Text.EqualsAscii(name, entries[index].Name))
            {
                return Make(index);
            }
        }

        return TryParse(name, out int number) ? MakeNumber(number) : null;
    }

    /// <summary>The inode of a name.</summary>
    protected abstract Inode? Make(int index);

    /// <summary>The inode number of a name.</summary>
    protected abstract ulong NumberOf(int index);

    /// <summary>The lowest number from one on; negative if there is none.</summary>
    protected virtual int Next(int number) => -1;

    protected virtual Inode? MakeNumber(int number) => null;

    protected virtual ulong NumberOfNumber(int number) => 0;
}
