// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Sockets;

/// <summary>An end of communication (<c>socket(2)</c>). Each family of protocols derives from it; what it does not override answers as Linux's defaults.</summary>
/// <remarks>All methods run in a system call of a user thread and may sleep, unless they say otherwise.</remarks>
public abstract class Socket
{
    protected Socket(int family, SocketType type, int protocol)
    {
        Family = family;
        Type = type;
        Protocol = protocol;
    }

    /// <summary>One of <see cref="AddressFamily"/>.</summary>
    public int Family { get; }

    public SocketType Type { get; }

    public int Protocol { get; }

    /// <summary>What SOL_SOCKET options set.</summary>
    public SocketSettings Settings { get; } = new();

    /// <summary>Takes descriptors and credentials along with data.</summary>
    public virtual bool CarriesRights => false;

    /// <summary>Reads the control messages of a sender itself (<see cref="SendRequest.Control"/>): they are of its protocols, not descriptors and credentials.</summary>
    public virtual bool ReadsControl => false;

    /// <summary>The file that shows it; null until it has one.</summary>
    internal SocketFile? File { get; set; }

    /// <summary>Number of its file's inode; 0 if it has none.</summary>
    public ulong FileNumber => File?.Inode.Number ?? 0;

    public virtual Errno Bind(ReadOnlySpan<byte> address) => Errno.EOPNOTSUPP;

    /// <param name="backlog">Connections that may wait for <see cref="Accept"/>; already limited to SOMAXCONN.</param>
    public virtual Errno Listen(int backlog) => Errno.EOPNOTSUPP;

    /// <summary>The next connection, as a socket without a file.</summary>
    public virtual Result<Socket> Accept(bool nonBlocking) => Errno.EOPNOTSUPP;

    public virtual Errno Connect(ReadOnlySpan<byte> address, bool nonBlocking) => Errno.EOPNOTSUPP;

    /// <summary>socketpair(2): makes the two unconnected sockets each other's peer.</summary>
    public virtual Errno ConnectPair(Socket other) => Errno.EOPNOTSUPP;

    public virtual Errno Shutdown(ShutdownSides sides) => Errno.EOPNOTSUPP;

    /// <summary>Writes the own address.</summary>
    /// <returns>Its length, at most <see cref="SocketAddress.MaximumBytes"/>.</returns>
    public abstract Result<int> GetName(Span<byte> address);

    /// <summary>Writes the peer's address. ENOTCONN.</summary>
    public abstract Result<int> GetPeerName(Span<byte> address);

    /// <summary>Sends; raises SIGPIPE itself where that is due.</summary>
    public abstract Result<long> Send(scoped ref IoSource source, scoped ref SendRequest request);

    public abstract Result<long> Receive(scoped ref IoSink sink, scoped ref ReceiveRequest request);

    public abstract PollEvents Poll(Poller? poller);

    /// <summary>ioctl(2) of this family. ENOTTY for requests that it does not know.</summary>
    public virtual Result<long> Control(uint request, ulong argument) => Errno.ENOTTY;

    /// <summary>Takes the pending error, which is reported once (SO_ERROR).</summary>
    public abstract Errno TakeError();

    /// <summary>SO_ACCEPTCONN.</summary>
    public virtual bool IsListening => false;

    /// <summary>SO_PEERCRED.</summary>
    public virtual UserCredentials PeerCredentials => new() { uid = uint.MaxValue, gid = uint.MaxValue };

    /// <summary>SO_PEERGROUPS: the groups of the peer; null if none is known.</summary>
    public virtual uint[]? PeerGroups => null;

    /// <summary>setsockopt(2) of other levels than SOL_SOCKET.</summary>
    public virtual Errno SetOption(int level, int option, ReadOnlySpan<byte> value) => Errno.EOPNOTSUPP;

    /// <summary>getsockopt(2) of other levels than SOL_SOCKET.</summary>
    /// <param name="room">Bytes that the caller has room for; <paramref name="value"/> has room for all.</param>
    /// <returns>Bytes written to <paramref name="value"/>.</returns>
    public virtual Result<int> GetOption(int level, int option, int room, Span<byte> value) => Errno.EOPNOTSUPP;

    /// <summary>Whether an option of SOL_SOCKET makes sense here with a value; EOPNOTSUPP or EINVAL if not.</summary>
    public virtual Errno CheckCommonOption(int option, int value) =>
        option is SocketOption.SO_ZEROCOPY or SocketOption.SO_TXREHASH || (option == SocketOption.SO_REUSEPORT && value != 0) ? Errno.EOPNOTSUPP : Errno.None;

    /// <summary>Bytes that wait to be read and to be sent, and what was dropped for want of room (SO_MEMINFO).</summary>
    public virtual (int Received, int Sent, int Drops) MemoryInUse => default;

    /// <summary>An option of SOL_SOCKET was set.</summary>
    public virtual void OnSettingChanged(int option)
    {
    }

    /// <summary>It has options of levels of its own, so getsockopt(2) looks at its arguments first.</summary>
    public virtual bool HasOwnLevels => false;

    /// <summary>Open files that want a signal when something becomes possible (O_ASYNC); null if that is not offered.</summary>
    public virtual AsyncListeners? Listeners => null;

    /// <summary>Sets room aside for a message that the kernel will send later, by <see cref="SendReserved"/>; waits while there is none.</summary>
    /// <returns>EINVAL: the family knows no messages from the kernel; EINTR.</returns>
    public virtual Errno Reserve(int byteCount) => Errno.EINVAL;

    /// <summary>Sends the message that room was set aside for; it is lost if the socket is closed. For families that know <see cref="Reserve"/>.</summary>
    public virtual void SendReserved(byte[] message)
    {
    }

    /// <summary>The message will not come: gives the room back.</summary>
    public virtual void Unreserve(int byteCount)
    {
    }

    /// <summary>The file is closed, or the socket never got one.</summary>
    public abstract void Close();

    /// <summary>The moment at which an operation with the given SO_RCVTIMEO or SO_SNDTIMEO gives up.</summary>
    protected static long DeadlineAfter(long timeoutNanoseconds) =>
        timeoutNanoseconds == WaitQueue.Forever ? WaitQueue.Forever : Deadline.FromNow(timeoutNanoseconds);

    /// <summary>Turns why a wait ended into what the call returns: at the deadline EAGAIN; a call with a deadline is not made again after a signal (signal(7)).</summary>
    protected static Errno AfterWait(Errno reason, long deadline)
    {
        if (reason == Errno.EINTR && deadline != WaitQueue.Forever) Processes.UserThread.Current.InterruptedCall = Signals.RestartKind.None;
        return reason == Errno.ETIMEDOUT ? Errno.EAGAIN : reason;
    }

    /// <summary>Tells the owner of the file (F_SETOWN) of urgent data. May sleep; no lock may be held.</summary>
    protected void RaiseUrgent()
    {
        if (File is SocketFile file) file.Async.Owner?.Notify((int)Signal.SIGURG, file.Async.Descriptor, PollEvents.POLLPRI);
    }

    /// <summary>A sending side that is closed: what was sent before counts; otherwise it is EPIPE, and the signal unless MSG_NOSIGNAL.</summary>
    protected static Result<long> BrokenPipe(in SendRequest request, long sent)
    {
        if (sent != 0) return sent;
        if ((request.Flags & MessageFlags.MSG_NOSIGNAL) == 0)
        {
            Processes.UserThread thread = Processes.UserThread.Current;
            Signals.SignalDetails details = new() { Signal = Signal.SIGPIPE, Code = SignalCode.SI_USER, ProcessId = thread.Process.Id, UserId = thread.Process.Credentials.UserId };
            Signals.SignalSender.Send(thread, details);
        }

        return Errno.EPIPE;
    }
}
