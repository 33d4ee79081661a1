// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.FileSystems.ProcFs;

namespace Skift.FileSystems.TextTree;

/// <summary>A folder, a file of one text or a link: what <c>/sys</c> and <c>/proc/sys</c> are made of.</summary>
internal sealed class TextNode
{
    private const StatMode FolderMode = StatMode.S_IFDIR | (StatMode)0x16D;
    private const StatMode LinkMode = StatMode.S_IFLNK | (StatMode)0x1FF;
    private const StatMode ReadMode = StatMode.S_IFREG | (StatMode)0x124;
    private const StatMode WriteMode = StatMode.S_IFREG | (StatMode)0x1A4;

    private readonly Func<TextNode[]>? _list;
    private readonly TextNode[] _children = [];

    private TextNode(string name, StatMode mode) => (Name, Mode) = (name, mode);

    private TextNode(string name, TextNode[] children)
        : this(name, FolderMode) => _children = children;

    private TextNode(string name, Func<TextNode[]> list)
        : this(name, FolderMode) => _list = list;

    internal string Name { get; }

    /// <summary>Type and permissions. Files that nobody can write stay so for root too.</summary>
    internal StatMode Mode { get; }

    /// <summary>What is in a folder now.</summary>
    internal TextNode[] Children => _list is null ? _children : _list();

    /// <summary>What is in the folder is always the same.</summary>
    internal bool IsFixed => _list is null;

    /// <summary>Makes the text of a file.</summary>
    internal Func<ProcText>? Produce { get; private init; }

    /// <summary>Takes what a program writes in one piece; null for files that cannot be written.</summary>
    internal Func<byte[], Errno>? Consume { get; private init; }

    /// <summary>Where a link leads.</summary>
    internal string? Target { get; private init; }

    internal static TextNode Folder(string name, params TextNode[] children) => new(name, children);

    internal static TextNode Folder(string name, Func<TextNode[]> list) => new(name, list);

    internal static TextNode File(string name, Func<ProcText> produce) => new(name, ReadMode) { Produce = produce };

    internal static TextNode File(string name, string text) => File(name, () => new ProcText().Add(text).Add('\n'));

    internal static TextNode File(string name, long value) => File(name, () => new ProcText().Add(value).Add('\n'));

    internal static TextNode Writable(string name, Func<ProcText> produce, Func<byte[], Errno> consume) =>
        new(name, WriteMode) { Produce = produce, Consume = consume };

    internal static TextNode Link(string name, string target) => new(name, LinkMode) { Target = target };
}
