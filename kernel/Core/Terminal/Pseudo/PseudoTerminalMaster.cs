// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Terminal;

/// <summary>The side of a pseudo-terminal that a terminal emulator or a login server holds (<c>pts(4)</c>).</summary>
internal sealed class PseudoTerminalMaster : OpenFile
{
    private readonly PseudoTerminal _pair;
    private readonly Mount _mount;

    /// <param name="mount">Where the slave has its name.</param>
    internal PseudoTerminalMaster(PseudoTerminal pair, Mount mount, Path path, OpenFlags flags)
        : base(path, flags & ~OpenFlags.O_NOCTTY)
    {
        _pair = pair;
        _mount = mount;
        mount.Acquire();
    }

    public override PollEvents Poll(Poller? poller) => _pair.PollMaster(poller);

    public override Result<long> Control(uint request, ulong argument)
    {
        VirtualAddress address = new(argument);
        Errno error;
        switch (request)
        {
            case Ioctl.TIOCGPTN:
                error = UserMemory.Write(address, _pair.Index);
                break;
            case Ioctl.TIOCSPTLCK:
                error = UserMemory.Read(address, out int isLocked);
                if (error == Errno.None) _pair.IsLocked = isLocked != 0;
                break;
            case Ioctl.TIOCGPTLCK:
                error = UserMemory.Write(address, _pair.IsLocked ? 1 : 0);
                break;
            case Ioctl.TIOCPKT:
                error = UserMemory.Read(address, out int isOn);
                if (error == Errno.None) _pair.IsPacketMode = isOn != 0;
                break;
            case Ioctl.TIOCGPKT:
                error = UserMemory.Write(address, _pair.IsPacketMode ? 1 : 0);
                break;
            case Ioctl.FIONREAD:
                error = UserMemory.Write(address, _pair.Count);
                break;
            case Ioctl.TIOCSIG:
                error = _pair.Slave.SignalForeground((Signal)argument);
                break;
            case Ioctl.TIOCGPTPEER:
                return OpenPeer((OpenFlags)argument);
            default:
                return _pair.Slave.ControlFromMaster(request, argument);
        }

        return error == Errno.None ? 0L : error;
    }

    protected override Result<long> ReadCore(ref IoSink sink, long offset) => _pair.Read(ref sink, IsNonBlocking);

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        return _pair.Slave.Type(ref source, IsNonBlocking);
    }

    protected override void OnClose()
    {
        _pair.CloseMaster();
        _mount.Release();
    }

    /// <summary>TIOCGPTPEER: opens the slave without a walk to its name, which may lie in another tree of mounts.</summary>
    private Result<long> OpenPeer(OpenFlags flags)
    {
        PseudoTerminalFileSystem fileSystem = (PseudoTerminalFileSystem)_mount.FileSystem;
        Path path = new(_mount, fileSystem.EntryOf(_pair.Index));
        if (!path.Acquire()) return Errno.EIO;
        const OpenFlags Kept = OpenFlags.O_ACCMODE | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY;
        Errno error = _pair.CheckOpen();
        OpenFile? peer = null;
        if (error == Errno.None) _ = TerminalFile.Open(_pair.Slave, path, flags & Kept, mayControl: true).Try(out peer, out error);
        if (error != Errno.None)
        {
            path.Release();
            return error;
        }

        UserThread caller = UserThread.Current;
        DescriptorFlags descriptorFlags = (flags & OpenFlags.O_CLOEXEC) != 0 ? DescriptorFlags.FD_CLOEXEC : DescriptorFlags.None;
        if (caller.Files.Add(peer!, descriptorFlags, caller.Process.Limits.FileLimit).Try(out int descriptor, out error)) return descriptor;
        peer!.Dispose();
        return error;
    }
}
