// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Information;

namespace Skift.FileSystems.ProcFs;

/// <summary>A file of /proc. Made anew by each walk; it holds nothing that could not be asked again.</summary>
internal abstract class ProcInode : Inode
{
    protected const StatMode DirectoryMode = StatMode.S_IFDIR | (StatMode)0x16D;
    protected const StatMode LinkMode = StatMode.S_IFLNK | (StatMode)0x1FF;
    protected const StatMode PublicMode = StatMode.S_IFREG | (StatMode)0x124;
    protected const StatMode WritableMode = StatMode.S_IFREG | (StatMode)0x1A4;
    protected const StatMode PrivateMode = StatMode.S_IFREG | (StatMode)0x100;

    protected ProcInode(ProcFileSystem fileSystem, ulong number, StatMode mode, uint userId = 0, uint groupId = 0)
        : base(fileSystem, number, InodeAttributes.New(mode, userId, groupId)) => Proc = fileSystem;

    public override bool CachesEntries => false;

    public override long BlockSize => 1024;

    protected ProcFileSystem Proc { get; }

    protected KernelInformation Information => Proc.Information;

    /// <summary>Parses a number without leading zeros, as names of processes and descriptors are.</summary>
    protected static bool TryParse(ReadOnlySpan<byte> name, out int number)
    {
        number = 0;
        if (name.IsEmpty || name.Length > 9 || (name[0] == (byte)'0' && name.Length > 1))
        {
            return false;
        }

        foreach (byte digit in name)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}

/// <summary>A file whose text is made when it is read.</summary>
internal sealed class ProcTextInode : ProcInode
{
    private readonly Func<Result<ProcText>> _produce;
    private readonly Func<byte[], Errno>? _consume;

    internal ProcTextInode(ProcFileSystem fileSystem, ulong number, StatMode mode, uint userId, uint groupId, Func<Result<ProcText>> produce, Func<byte[], Errno>? consume = null)
        : base(fileSystem, number, mode, userId, groupId) => (_produce, _consume) = (produce, consume);

    /// <summary>The process that only some may look into; 0: anybody may read this.</summary>
    internal int Subject { get; init; }

    public override Result<OpenFile> Open(in FileView view, Path path, OpenFlags flags) =>
        Subject != 0 && !Information.MayLookInto(Subject) ? Errno.EACCES : new ProcTextFile(_produce, _consume, path, flags);

    /// <summary>O_TRUNC means nothing here.</summary>
    public override Errno Truncate(long size) => Errno.None;
}

/// <summary>A symbolic link made of text.</summary>
internal sealed class ProcLinkInode : ProcInode
{
    private readonly Func<byte[]> _target;

    internal ProcLinkInode(ProcFileSystem fileSystem, ulong number, Func<byte[]> target)
        : base(fileSystem, number, LinkMode) => _target = target;

    /// <summary>ENOENT where there is nothing to point at ("self" for a kernel thread).</summary>
    public override Result<byte[]> ReadLink() => _target() is { Length: > 0 } text ? text : Errno.ENOENT;
}

/// <summary>A link that leads to a file itself, whatever its name is by now.</summary>
internal sealed class ProcMagicInode : ProcInode
{
    private readonly Func<Path?> _target;
    private readonly int _process;

    internal ProcMagicInode(ProcFileSystem fileSystem, ulong number, StatMode mode, uint userId, uint groupId, int process, Func<Path?> target)
        : base(fileSystem, number, StatMode.S_IFLNK | mode, userId, groupId) => (_process, _target) = (process, target);

    public override bool IsMagicLink => true;

    /// <summary>EACCES for who may not look into the process.</summary>
    public override Result<Path?> FollowMagic()
    {
        if (!Information.MayLookInto(_process)) return Errno.EACCES;
        return _target() is Path path ? (Path?)path : Errno.ENOENT;
    }
}

/// <summary><c>/proc/N/mem</c>.</summary>
internal sealed class ProcMemoryInode : ProcInode
{
    private const StatMode OwnerOnly = StatMode.S_IFREG | StatMode.S_IRUSR | StatMode.S_IWUSR;
    private readonly int _process;

    internal ProcMemoryInode(ProcFileSystem fileSystem, ulong number, int process, uint userId, uint groupId)
        : base(fileSystem, number, OwnerOnly, userId, groupId) => _process = process;

    public override Result<OpenFile> Open(in FileView view, Path path, OpenFlags flags) => Information.OpenMemory(_process, path, flags);
}
