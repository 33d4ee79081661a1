// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.Core.MessageQueues;

/// <summary>The one directory of mqueue. A regular file that is made in it is a queue; nothing else can be.</summary>
internal sealed class MessageQueueDirectory : Inode
{
    private const StatMode Mode = StatMode.S_IFDIR | StatMode.S_ISVTX | StatMode.S_IRWXU | StatMode.S_IRWXG | StatMode.S_IRWXO;

    /// <summary>What Linux shows for an entry (DIRENT_SIZE).</summary>
    private const long BytesPerEntry = 20;
    private const long DotEntries = 2;

    private readonly MessageQueueFileSystem _fileSystem;
    private readonly EntryTable _entries = new();

    internal MessageQueueDirectory(MessageQueueFileSystem fileSystem)
        : base(fileSystem, fileSystem.NewNumber(), InodeAttributes.New(Mode, 0, 0))
    {
        _fileSystem = fileSystem;
        Resize();
    }

    public override Result<Inode?> Lookup(ReadOnlySpan<byte> name) => _entries.Find(name)?.Inode;

    /// <returns>EPERM for other types; ENOSPC for more queues than there may be; EINVAL and EMFILE of <see cref="MessageQueue.Make"/>.</returns>
    public override Result<Inode> Create(ReadOnlySpan<byte> name, in NewInode request)
    {
        if (request.Type != StatMode.S_IFREG) return Errno.EPERM;
        if (!_fileSystem.TryCountQueue()) return Errno.ENOSPC;
        if (!MessageQueue.Make(_fileSystem, request).Try(out MessageQueue? queue, out Errno error))
        {
            _fileSystem.QueueGone();
            return error;
        }

        _entries.Add(name, queue);
        Resize();
        return queue;
    }

    public override Errno Unlink(ReadOnlySpan<byte> name, Inode child)
    {
        _entries.Remove(_entries.Find(name)!);
        Resize();
        using SpinLock<InodeAttributes>.Guard attributes = child.LockAttributes();
        attributes.Value.Links = 0;
        return Errno.None;
    }

    public override Errno ReadDirectory(ref long position, ref DirectoryWriter writer) => _entries.List(Number, ref position, ref writer);

    private void Resize()
    {
        using SpinLock<InodeAttributes>.Guard attributes = LockAttributes();
        attributes.Value.Size = (_entries.Count + DotEntries) * BytesPerEntry;
    }
}
