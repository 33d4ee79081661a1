// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.Core.Sockets;

/// <summary>Where sockets have their inodes. Never seen in the tree.</summary>
internal sealed class SocketFileSystem : FileSystem
{
    private const long Magic = 0x534F434B;

    private readonly Mount _mount;
    private ulong _lastNumber;

    internal SocketFileSystem(MountNamespace mounts)
        : base("sockfs")
    {
        Root = Dentry.MakeRoot(this, new SocketInode(this, 0, InodeAttributes.New(StatMode.S_IFDIR, 0, 0)));
        _mount = new Mount(mounts, this, null, MountFlags.MS_NOATIME, "sockfs"u8.ToArray());
    }

    public override Dentry Root { get; }

    public override Statfs Statistics => new() { f_type = Magic, f_bsize = 4096 };

    /// <summary>Gives a socket its file.</summary>
    /// <param name="flags">O_NONBLOCK or nothing.</param>
    internal SocketFile Open(Socket socket, uint userId, uint groupId, OpenFlags flags)
    {
        const StatMode Mode = StatMode.S_IFSOCK | StatMode.S_IRWXU | StatMode.S_IRWXG | StatMode.S_IRWXO;
        ulong number = Interlocked.Increment(ref _lastNumber);
        SocketInode inode = new(this, number, InodeAttributes.New(Mode, userId, groupId));
        Path path = new(_mount, new Dentry(this, Root, Text.ToBytes("socket:[" + number.ToString() + "]"), inode));
        _ = path.Acquire();
        return new SocketFile(socket, path, flags);
    }

    /// <summary>As <c>/proc/N/fd</c> shows it: "socket:[7]".</summary>
    public override byte[]? NameOf(Dentry entry) => entry.Name;

    private sealed class SocketInode : Inode
    {
        internal SocketInode(FileSystem fileSystem, ulong number, in InodeAttributes attributes)
            : base(fileSystem, number, attributes)
        {
        }
    }
}
