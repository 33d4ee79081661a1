// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

/// <summary>An open directory: its offset is the position of getdents.</summary>
internal sealed class DirectoryFile : OpenFile
{
    internal DirectoryFile(Inode inode, Path path, OpenFlags flags)
        : base(path, flags)
    {
        _ = inode;
    }

    public override bool IsSeekable => true;

    public override bool CanPoll => false;

    public override Errno Synchronize() => Inode.Synchronize();

    protected override long SeekEnd => long.MaxValue;

    protected override Result<long> ReadCore(ref IoSink sink, long offset) => Errno.EISDIR;

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        return Errno.EBADF;
    }

    protected override Errno ReadDirectoryCore(ref long position, ref DirectoryWriter writer)
    {
        Errno error;
        using (Mutex<Inode.DirectoryState>.Guard guard = Inode.Directory!.Lock())
        {
            if (guard.Value.IsRemoved)
            {
                return Errno.ENOENT;
            }

            writer.ParentNumber = Path.Names.ParentOf(Path.Dentry).Inode.Number;
            error = Inode.ReadDirectory(ref position, ref writer);
        }

        TouchAccessed();
        return error;
    }
}
