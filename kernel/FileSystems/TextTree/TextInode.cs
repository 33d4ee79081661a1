// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.FileSystems.ProcFs;

namespace Skift.FileSystems.TextTree;

/// <summary>How a file system shows its nodes.</summary>
/// <param name="FileSize">What stat(2) tells of files, whatever their text is: 4096 in sysfs, 0 in procfs.</param>
/// <param name="MissingIsError">Creating what is not there is ENOENT (procfs), not EPERM (sysfs).</param>
internal readonly record struct TextStyle(long FileSize, bool MissingIsError);

/// <summary>A <see cref="TextNode"/> as a file. Its number follows from its path, so that it is the same each time it is looked up.</summary>
internal sealed class TextInode : Inode
{
    private const long FirstName = 2;
    private const ulong HashStart = 0xCBF29CE484222325;
    private const ulong HashFactor = 0x100000001B3;

    private readonly TextNode _node;
    private readonly TextStyle _style;

    internal TextInode(FileSystem fileSystem, ulong number, TextNode node, TextStyle style)
        : base(fileSystem, number, AttributesOf(node, style)) => (_node, _style) = (node, style);

    public override bool CachesEntries => _node.IsFixed;

    /// <summary>The number of an entry, from its name and the number of its folder (FNV-1a).</summary>
    internal static ulong NumberOf(ulong folder, string name)
    {
        ulong hash = HashStart ^ folder;
        foreach (char letter in name) hash = (hash ^ letter) * HashFactor;
        return hash >> 1;
    }

    public override Result<Inode?> Lookup(ReadOnlySpan<byte> name)
    {
        foreach (TextNode child in _node.Children)
        {
            if (Text.EqualsAscii(name, child.Name)) return new TextInode(FileSystem, NumberOf(Number, child.Name), child, _style);
        }

        return _style.MissingIsError ? Errno.ENOENT : (Inode?)null;
    }

    public override Errno ReadDirectory(ref long position, ref DirectoryWriter writer)
    {
        bool hasRoom = writer.TryAddDots(Number, ref position);
        TextNode[] children = _node.Children;
        for (; hasRoom && position >= FirstName && position - FirstName < children.Length; position += hasRoom ? 1 : 0)
        {
            TextNode child = children[(int)(position - FirstName)];
            hasRoom = writer.TryAdd(NumberOf(Number, child.Name), position + 1, child.Mode & StatMode.S_IFMT, Text.ToBytes(child.Name));
        }

        return writer.Error;
    }

    /// <summary>A file system that makes no files refuses them as Linux's do.</summary>
    public override Result<Inode> Create(ReadOnlySpan<byte> name, in NewInode request) =>
        (request.Mode & StatMode.S_IFMT) == StatMode.S_IFREG ? Errno.EACCES : Errno.EPERM;

    public override Result<byte[]> ReadLink() => _node.Target is string target ? Text.ToBytes(target) : Errno.EINVAL;

    /// <summary>EACCES for what cannot be written, even for root; O_TRUNC means nothing here.</summary>
    public override Result<OpenFile> Open(in FileView view, Path path, OpenFlags flags)
    {
        if (_node.Produce is not Func<ProcText> produce) return base.Open(view, path, flags);
        bool isWriting = (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDONLY;
        return isWriting && _node.Consume is null ? Errno.EACCES : new ProcTextFile(() => produce(), _node.Consume, path, flags);
    }

    public override Errno Truncate(long size) => Errno.None;

    private static InodeAttributes AttributesOf(TextNode node, TextStyle style)
    {
        InodeAttributes attributes = InodeAttributes.New(node.Mode, 0, 0);
        if (node.Produce is not null) attributes.Size = style.FileSize;
        return attributes;
    }
}
