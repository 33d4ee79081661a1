// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>One open end of a pipe, or a FIFO opened for either or both.</summary>
internal sealed class PipeFile : OpenFile
{
    private readonly Pipe _pipe;
    private readonly bool _isReader;
    private readonly bool _isWriter;

    private readonly int _seenWriters;

    /// <param name="seenWriters">Openings of a FIFO for writing that do not count as hanging up, for one that was opened without waiting.</param>
    internal PipeFile(Pipe pipe, Path path, OpenFlags flags, bool isReader, bool isWriter, int seenWriters = 0)
        : base(path, flags)
    {
        _seenWriters = seenWriters;
        _pipe = pipe;
        _isReader = isReader;
        _isWriter = isWriter;
    }

    internal Pipe Pipe => _pipe;

    public override PollEvents Poll(Poller? poller) => _pipe.Poll(poller, _isReader, _isWriter, _seenWriters);

    public override bool SetAsync(bool isOn)
    {
        if (_isReader)
        {
            _pipe.ReadListeners.Set(this, isOn);
        }

        if (_isWriter)
        {
            _pipe.WriteListeners.Set(this, isOn);
        }

        return true;
    }

    public override Result<long> Control(uint request, ulong argument)
    {
        if (request != Ioctl.FIONREAD)
        {
            return Errno.ENOTTY;
        }

        Errno error = UserMemory.Write(new VirtualAddress(argument), _pipe.Count);
        return error == Errno.None ? 0L : error;
    }

    protected override Result<long> ReadCore(ref IoSink sink, long offset)
    {
        Result<long> result = _pipe.Read(ref sink, IsNonBlocking || sink.NeverWaits);
        if (result.Try(out long count, out _) && count > 0)
        {
            TouchAccessed();
        }

        return result;
    }

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        Result<long> result = _pipe.Write(ref source, IsNonBlocking || source.NeverWaits, (Flags & OpenFlags.O_DIRECT) != 0);
        if (result.Try(out long count, out _) && count > 0)
        {
            Inode.TouchModified();
        }

        return result;
    }

    protected override void OnClose()
    {
        _ = SetAsync(false);
        _ = _pipe.Detach(_isReader, _isWriter);
    }
}
