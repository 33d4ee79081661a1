// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.Core.Terminal;

/// <summary>A file of devpts: a slave, or the multiplexer.</summary>
internal sealed class PseudoTerminalInode : Inode
{
    private readonly PseudoTerminal? _pair;

    internal PseudoTerminalInode(FileSystem fileSystem, ulong number, in InodeAttributes attributes, ulong device, PseudoTerminal? pair)
        : base(fileSystem, number, attributes, device) => _pair = pair;

    public override Result<OpenFile> Open(in FileView view, Path path, OpenFlags flags)
    {
        if (_pair is null) return base.Open(view, path, flags);
        Errno error = _pair.CheckOpen();
        return error == Errno.None ? TerminalFile.Open(_pair.Slave, path, flags, mayControl: true) : error;
    }
}

/// <summary>The root of devpts: slaves come and go with their masters, and by nobody else.</summary>
internal sealed class PseudoTerminalRootInode : Inode
{
    private const StatMode Mode = StatMode.S_IFDIR | StatMode.S_IRWXU | StatMode.S_IRGRP | StatMode.S_IXGRP | StatMode.S_IROTH | StatMode.S_IXOTH;
    private const long MultiplexerPosition = 2;
    private const long FirstPosition = 3;

    private readonly PseudoTerminalFileSystem _fileSystem;

    internal PseudoTerminalRootInode(PseudoTerminalFileSystem fileSystem)
        : base(fileSystem, 1, InodeAttributes.New(Mode, 0, 0)) => _fileSystem = fileSystem;

    public override bool CachesEntries => false;

    public override Result<Inode?> Lookup(ReadOnlySpan<byte> name) => _fileSystem.Find(name);

    public override Errno ReadDirectory(ref long position, ref DirectoryWriter writer)
    {
        bool hasRoom = writer.TryAddDots(Number, ref position);
        if (hasRoom && position == MultiplexerPosition)
        {
            hasRoom = writer.TryAdd(2, FirstPosition, StatMode.S_IFCHR, "ptmx"u8);
            position = hasRoom ? FirstPosition : position;
        }

        while (hasRoom && _fileSystem.Next((int)Math.Min(position - FirstPosition, int.MaxValue)) is int index && index >= 0)
        {
            long next = FirstPosition + index + 1;
            hasRoom = writer.TryAdd((ulong)(FirstPosition + index), next, StatMode.S_IFCHR, Text.ToBytes(index.ToString()));
            position = hasRoom ? next : position;
        }

        return writer.Error;
    }
}
