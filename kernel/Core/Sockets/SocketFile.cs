// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Information;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Core.Sockets;

/// <summary>The open file of a socket: read and write are receive and send without an address.</summary>
internal sealed class SocketFile : OpenFile
{
    internal SocketFile(Socket socket, Path path, OpenFlags flags)
        : base(path, flags | OpenFlags.O_RDWR)
    {
        Socket = socket;
        socket.File = this;
    }

    internal Socket Socket { get; }

    public override bool RaisesBrokenPipe => false;

    public override PollEvents Poll(Poller? poller) => Socket.Poll(poller);

    public override Result<long> Control(uint request, ulong argument)
    {
        Result<long> result = Socket.Control(request, argument);
        return result.Error == Errno.ENOTTY && NetworkInformation.Current is NetworkInformation network ? network.ControlInterface(request, argument) : result;
    }

    public override bool SetAsync(bool isOn)
    {
        if (Socket.Listeners is not AsyncListeners listeners) return false;
        listeners.Set(this, isOn);
        return true;
    }

    protected override Result<long> ReadCore(ref IoSink sink, long offset)
    {
        // POSIX leaves it open; on Linux a read of nothing is not a receive of nothing.
        if (sink.Remaining == 0) return 0;
        ReceiveRequest request = new() { Flags = IsNonBlocking ? MessageFlags.MSG_DONTWAIT : MessageFlags.None };
        Result<long> result = Socket.Receive(ref sink, ref request);
        Rights.Dispose(request.Rights);
        return result;
    }

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        SendRequest request = new() { Flags = IsNonBlocking ? MessageFlags.MSG_DONTWAIT : MessageFlags.None };
        return Socket.Send(ref source, ref request);
    }

    protected override void OnClose()
    {
        Socket.Listeners?.Set(this, isListening: false);
        Socket.Close();
    }
}
