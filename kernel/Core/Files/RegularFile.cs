// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>An open file whose data is in a page cache.</summary>
internal sealed class RegularFile : OpenFile
{
    private readonly PageCache _pages;

    internal RegularFile(Inode inode, Path path, OpenFlags flags)
        : base(path, flags) => _pages = inode.Pages!;

    public override bool IsSeekable => true;

    public override bool CanPoll => false;

    public override bool SupportsDirect => true;

    public override Result<MemoryObject> Map() => _pages;

    /// <summary>FIONREAD tells what lies between the position and the end.</summary>
    public override Result<long> Control(uint request, ulong argument)
    {
        if (request != Ioctl.FIONREAD) return base.Control(request, argument);
        int rest = (int)(Inode.Attributes.Size - Position);
        Errno error = UserMemory.Write(new VirtualAddress(argument), rest);
        return error == Errno.None ? 0L : error;
    }

    public override Errno Synchronize() => Inode.Synchronize();

    public override Result<long> Seek(long distance, SeekWhence whence)
    {
        if (whence is not (SeekWhence.SEEK_DATA or SeekWhence.SEEK_HOLE))
        {
            return base.Seek(distance, whence);
        }

        if (!_pages.FindEdge(distance, whence == SeekWhence.SEEK_DATA).Try(out long found, out Errno error)) return error;
        return base.Seek(found, SeekWhence.SEEK_SET);
    }

    protected override Result<long> ReadCore(ref IoSink sink, long offset)
    {
        Result<long> result = _pages.Read(ref sink, offset);
        if (result.IsSuccess)
        {
            TouchAccessed();
        }

        return result;
    }

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        bool isAppending = source.Appends || ((Flags & OpenFlags.O_APPEND) != 0 && !source.NeverAppends);
        Result<long> result = _pages.Write(ref source, offset, isAppending, out end);
        if (result.Try(out long count, out _) && count > 0)
        {
            Inode.TouchModified();
            Files.DropSetId(Inode, credentials);
        }

        return result;
    }
}
