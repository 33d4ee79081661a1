// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;

namespace Skift.Core.Files;

/// <summary>Where pipes without a name live, so that they have an inode like every file. Never seen in the tree.</summary>
public sealed class PipeFileSystem : FileSystem
{
    private const long Magic = 0x50495045;

    private readonly Mount _mount;
    private ulong _lastNumber;

    public PipeFileSystem(MountNamespace mounts)
        : base("pipefs")
    {
        Root = Dentry.MakeRoot(this, new PipeInode(this, 0, InodeAttributes.New(StatMode.S_IFDIR, 0, 0)));
        _mount = new Mount(mounts, this, null, MountFlags.MS_NOATIME, "pipefs"u8.ToArray());
    }

    public override Dentry Root { get; }

    public override Statfs Statistics => new() { f_type = Magic, f_bsize = 4096 };

    /// <summary>pipe2(2): the two ends of a new pipe. O_NONBLOCK counts for both; O_CLOEXEC is the caller's part.</summary>
    public (OpenFile Reader, OpenFile Writer) Create(uint userId, uint groupId, OpenFlags flags)
    {
        flags &= OpenFlags.O_NONBLOCK | OpenFlags.O_DIRECT;
        ulong number = Interlocked.Increment(ref _lastNumber);
        PipeInode inode = new(this, number, InodeAttributes.New(StatMode.S_IFIFO | StatMode.S_IRUSR | StatMode.S_IWUSR, userId, groupId));
        Path path = new(_mount, new Dentry(this, Root, inode.Label, inode));
        _ = path.Acquire();
        _ = path.Acquire();
        Pipe pipe = inode.GetFifoPipe();
        pipe.Attach(isReader: true, isWriter: true);
        return (new PipeFile(pipe, path, flags | OpenFlags.O_RDONLY, true, false), new PipeFile(pipe, path, flags | OpenFlags.O_WRONLY, false, true));
    }

    /// <summary>As <c>/proc/N/fd</c> shows it: "pipe:[7]".</summary>
    public override byte[]? NameOf(Dentry entry) => entry.Name;

    private sealed class PipeInode : Inode
    {
        internal PipeInode(FileSystem fileSystem, ulong number, in InodeAttributes attributes)
            : base(fileSystem, number, attributes)
        {
        }

        internal byte[] Label => Text.ToBytes("pipe:[" + Number.ToString() + "]");
    }
}
