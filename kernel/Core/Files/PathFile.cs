// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Processes;

namespace Skift.Core.Files;

/// <summary>A file opened with O_PATH: it marks a place for the <c>*at</c> calls, fstat and fchdir; all else is EBADF.</summary>
internal sealed class PathFile : OpenFile
{
    internal PathFile(Path path, OpenFlags flags)
        : base(path, flags | OpenFlags.O_PATH)
    {
    }

    public override bool IsPathOnly => true;

    /// <summary>Takes the hold on the path that opening means.</summary>
    internal Result<OpenFile> Opened() => Path.Acquire() ? this : Errno.ENOENT;

    public override PollEvents Poll(Scheduling.Poller? poller) => PollEvents.POLLNVAL;

    public override Result<long> Control(uint request, ulong argument) => Errno.EBADF;

    public override Result<MemoryObject> Map() => Errno.EBADF;

    public override Errno Synchronize() => Errno.EBADF;

    protected override Result<long> ReadCore(ref IoSink sink, long offset) => Errno.EBADF;

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        return Errno.EBADF;
    }
}
