// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Core.MessageQueues;

/// <summary>mqueue: all message queues by name. There is one, mounted or not; mq_open(2) and mq_unlink(2) work on it as it lies outside of the tree.</summary>
public sealed class MessageQueueFileSystem : FileSystem
{
    private const long Magic = 0x1980_0202;

    private readonly Path _directory;
    private ulong _lastNumber;
    private int _queues;

    internal MessageQueueFileSystem(MountNamespace mounts)
        : base("mqueue")
    {
        Root = Dentry.MakeRoot(this, new MessageQueueDirectory(this));
        _directory = new Path(new Mount(mounts, this, null, MountFlags.MS_NOEXEC | MountFlags.MS_NODEV, "mqueue"u8.ToArray()), Root);
    }

    public override Dentry Root { get; }

    public override Statfs Statistics => new() { f_type = Magic, f_bsize = 4096 };

    /// <summary>It has no options.</summary>
    public override Errno Reconfigure(ReadOnlySpan<byte> options) => options.IsEmpty ? Errno.None : Errno.EINVAL;

    /// <summary>mq_open(2) with a name without slash.</summary>
    /// <param name="wanted">Attributes of a queue that is made; null for the usual ones.</param>
    /// <returns>
    /// EACCES for what is no name, ENAMETOOLONG; of a new queue ENOENT without O_CREAT, EROFS, ENOSPC, EINVAL, EMFILE; of an old one EEXIST, EINVAL for
    /// no access mode, EACCES; EINVAL for O_DIRECT.
    /// </returns>
    internal Result<OpenFile> Open(in FileView view, ReadOnlySpan<byte> name, OpenFlags flags, StatMode mode, MessageQueueAttributes? wanted)
    {
        const OpenFlags NotKept = OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_TRUNC | OpenFlags.O_NOCTTY | OpenFlags.O_CLOEXEC;
        if (!IsName(name)) return Errno.EACCES;
        using Mutex<Inode.DirectoryState>.Guard guard = Root.Inode.Directory!.Lock();
        if (!PathWalker.LookupLocked(_directory, name).Try(out Dentry? entry, out Errno error)) return error;
        if (entry is not null)
        {
            error = CheckOld(view, entry, flags);
            if (error != Errno.None) return error;
        }
        else
        {
            if ((flags & OpenFlags.O_CREAT) == 0) return Errno.ENOENT;
            if (_directory.Mount.IsReadOnly) return Errno.EROFS;
            NewInode request = view.Describe(Root.Inode, StatMode.S_IFREG | (mode & StatMode.Permissions), 0) with { Queue = wanted };
            if (!view.CreateLocked(_directory, guard.Value, name, request).Try(out entry, out error)) return error;
        }

        Path path = new(_directory.Mount, entry!);
        if ((flags & OpenFlags.O_PATH) != 0) return new PathFile(path, flags & OpenFlags.O_PATH).Opened();
        if ((flags & OpenFlags.O_DIRECT) != 0) return Errno.EINVAL;
        return path.Acquire() ? new MessageQueueFile((MessageQueue)path.Inode, path, flags & ~NotKept) : Errno.ENOENT;
    }

    /// <summary>mq_unlink(2) with a name without slash.</summary>
    /// <returns>EACCES for what is no name, EROFS, ENAMETOOLONG, ENOENT, EPERM for the queue of another.</returns>
    internal Errno Unlink(in FileView view, ReadOnlySpan<byte> name)
    {
        LastComponent last = new() { Parent = _directory, Name = name, Kind = LastKind.Normal };
        return IsName(name) ? view.Remove(last, isDirectory: false) : Errno.EACCES;
    }

    internal ulong NewNumber() => Interlocked.Increment(ref _lastNumber);

    /// <summary>Counts a new queue, unless there are as many as there may be.</summary>
    internal bool TryCountQueue()
    {
        if (Interlocked.Increment(ref _queues) <= MessageQueueLimits.Queues) return true;
        if (UserThread.Current.Process.Credentials.Has(Capability.CAP_SYS_RESOURCE)) return true;
        QueueGone();
        return false;
    }

    internal void QueueGone() => _ = Interlocked.Decrement(ref _queues);

    private static bool IsName(ReadOnlySpan<byte> name) => !name.Contains((byte)'/') && !name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8);

    private Errno CheckOld(in FileView view, Dentry entry, OpenFlags flags)
    {
        const OpenFlags New = OpenFlags.O_CREAT | OpenFlags.O_EXCL;
        if ((flags & New) == New) return Errno.EEXIST;
        AccessMode? wanted = (flags & OpenFlags.O_ACCMODE) switch
        {
            OpenFlags.O_RDONLY => AccessMode.R_OK,
            OpenFlags.O_WRONLY => AccessMode.W_OK,
            OpenFlags.O_RDWR => AccessMode.R_OK | AccessMode.W_OK,
            _ => null,
        };
        return wanted is AccessMode access ? view.CheckPermission(new Path(_directory.Mount, entry), access) : Errno.EINVAL;
    }
}

/// <summary>mqueue for mount(2): shows the one instance.</summary>
public sealed class MessageQueueFileSystemType : FileSystemType
{
    public override string Name => "mqueue";

    public override bool NeedsDevice => false;

    public override Result<FileSystem> Open(BlockDevice? source, MountFlags flags, ReadOnlySpan<byte> options) =>
        options.IsEmpty ? KernelServices.MessageQueues : Errno.EINVAL;
}
