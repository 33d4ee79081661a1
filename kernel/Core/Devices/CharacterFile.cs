// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Core.Devices;

/// <summary>An open character device without state of its own.</summary>
public class CharacterFile : OpenFile
{
    private readonly CharacterDevice _device;

    public CharacterFile(CharacterDevice device, Path path, OpenFlags flags)
        : base(path, flags) => _device = device;

    public override bool IsSeekable => _device.IsSeekable;

    protected override long SeekEnd => _device.ByteLength;

    public override bool CanPoll => _device.CanPoll;

    public override PollEvents Poll(Poller? poller) => _device.Poll(poller);

    public override Result<long> Control(uint request, ulong argument) => _device.Control(request, argument);

    public override Result<MemoryObject> Map() => _device.Map();

    protected override Result<long> ReadCore(ref IoSink sink, long offset) => _device.Read(ref sink, offset, IsNonBlocking);

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        Result<long> result = _device.Write(ref source, offset, IsNonBlocking);
        end = offset + (result.Try(out long count, out _) ? count : 0);
        return result;
    }
}
