// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Scheduling;

namespace Skift.Core.Devices;

/// <summary>A device that <c>/dev</c> shows as a character file. A driver derives from it and registers it.</summary>
public abstract class CharacterDevice
{
    /// <summary>Name in <c>/dev</c>, with folders ("input/event0").</summary>
    public abstract string Name { get; }

    /// <summary>Major and minor, as Linux numbers such devices.</summary>
    public abstract ulong Number { get; }

    /// <summary>Permissions of the file in <c>/dev</c>.</summary>
    public virtual StatMode Permissions => StatMode.S_IRUSR | StatMode.S_IWUSR;

    /// <summary>Opens it. Devices with state per opening (input events, terminals) return their own kind of file.</summary>
    public virtual Result<OpenFile> Open(Path path, OpenFlags flags) => new CharacterFile(this, path, flags);

    /// <summary>Reads; at the file's offset if <see cref="IsSeekable"/>.</summary>
    public virtual Result<long> Read(ref IoSink sink, long offset, bool nonBlocking) => Errno.EINVAL;

    public virtual Result<long> Write(ref IoSource source, long offset, bool nonBlocking) => Errno.EINVAL;

    public virtual bool IsSeekable => false;

    /// <summary>Bytes, for seekable devices (the frame buffer).</summary>
    public virtual long ByteLength => 0;

    /// <summary>It tells changes by <see cref="Poll"/>.</summary>
    public virtual bool CanPoll => false;

    public virtual PollEvents Poll(Poller? poller) =>
        PollEvents.POLLIN | PollEvents.POLLOUT | PollEvents.POLLRDNORM | PollEvents.POLLWRNORM;

    public virtual Result<long> Control(uint request, ulong argument) => Errno.ENOTTY;

    public virtual Result<MemoryObject> Map() => Errno.ENODEV;
}
