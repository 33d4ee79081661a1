// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Sockets.Unix;

/// <summary>A socket of AF_UNIX: stream, datagram or sequenced packets.</summary>
/// <remarks>
/// Three locks, taken in this order: <c>_queue</c> (sleeps; while bytes move into or out of what this socket has to read), the lock of
/// <see cref="UnixTable"/> (names, phases, peers and backlogs of all), <c>_state</c> (what a thread looks at before it decides to sleep).
/// </remarks>
internal sealed partial class UnixSocket : Socket
{
    /// <summary>net.unix.max_dgram_qlen: datagrams that may wait in a socket whose senders it is not connected to.</summary>
    private const int DatagramBacklog = 10;

    private readonly Mutex<UnixQueue> _queue = new(new UnixQueue());
    private readonly SpinLock<State> _state = new(default);
    private int _phase;
    private UnixSocket? _peer;

    private struct State
    {
        internal PendingError Error;
        internal ShutdownSides Shutdown;
        internal bool IsClosed;
        /// <summary>Cost of what was sent and not yet read.</summary>
        internal long Sent;
        internal int Messages;
        internal long Bytes;
        internal int FirstLength;
    }

    internal enum Phase
    {
        Unconnected,
        Listening,
        Established,
    }

    internal UnixSocket(SocketType type)
        : base(AddressFamily.AF_UNIX, type, 0)
    {
        TableLink = new Link<UnixSocket>(this);
        NameLink = new Link<UnixSocket>(this);
        BacklogLink = new Link<UnixSocket>(this);
        Flight = new UnixFlightRecord(this);
        using SpinLock<UnixLinks>.Guard links = UnixTable.Lock();
        links.Value.All.Add(TableLink);
    }

    public override bool CarriesRights => true;

    public override bool IsListening => CurrentPhase == Phase.Listening;

    public override UserCredentials PeerCredentials => _peerCredentials;

    public override uint[]? PeerGroups => _peerGroups;

    /// <summary>Changed with the table locked.</summary>
    internal Phase CurrentPhase
    {
        get => (Phase)Volatile.Read(ref _phase);
        private set => Volatile.Write(ref _phase, (int)value);
    }

    /// <summary>Whom it sends to; changed with the table locked.</summary>
    internal UnixSocket? Peer
    {
        get => Volatile.Read(ref _peer);
        private set => Volatile.Write(ref _peer, value);
    }

    /// <summary>Its own name; set once, with the table locked.</summary>
    internal UnixAddress? Address { get; private set; }

    internal Link<UnixSocket> TableLink { get; }

    internal Link<UnixSocket> NameLink { get; }

    /// <summary>Its place among the connections that wait for a listener's accept(2).</summary>
    internal Link<UnixSocket> BacklogLink { get; }

    /// <summary>What is known of its file being sent through sockets.</summary>
    internal UnixFlightRecord Flight { get; }

    /// <summary>Woken when something can be read, or never will be.</summary>
    private WaitQueue Readable { get; } = new();

    /// <summary>Woken when what was sent has been read.</summary>
    private WaitQueue Writable { get; } = new();

    /// <summary>Woken when a datagram was taken, or a connection accepted.</summary>
    private WaitQueue Room { get; } = new();

    // Guarded by the lock of the table:
    private readonly LinkList<UnixSocket> _backlog = new();
    private int _backlogLimit;
    private Path? _boundPath;
    private UserCredentials _peerCredentials = new() { uid = uint.MaxValue, gid = uint.MaxValue };
    private uint[]? _peerGroups;

    private bool IsConnectionBased => Type != SocketType.SOCK_DGRAM;

    public override Errno TakeError()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        return state.Value.Error.Take();
    }

    public override Result<int> GetName(Span<byte> address)
    {
        if (Address is UnixAddress own) return own.CopyTo(address);
        return CopyNameless(address);
    }

    public override Result<int> GetPeerName(Span<byte> address)
    {
        if (Peer is not UnixSocket peer) return Errno.ENOTCONN;
        return peer.GetName(address);
    }

    private static int CopyNameless(Span<byte> address)
    {
        address[0] = AddressFamily.AF_UNIX;
        address[1] = 0;
        return SocketAddress.FamilyBytes;
    }

    public override Errno Shutdown(ShutdownSides sides)
    {
        Close(sides);
        if (IsConnectionBased && Peer is UnixSocket peer)
        {
            ShutdownSides mirrored = (sides & ShutdownSides.Receive) != 0 ? ShutdownSides.Send : ShutdownSides.None;
            mirrored |= (sides & ShutdownSides.Send) != 0 ? ShutdownSides.Receive : ShutdownSides.None;
            peer.Close(mirrored);
        }

        return Errno.None;
    }

    private void Close(ShutdownSides sides, Errno error = Errno.None)
    {
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.Shutdown |= sides;
            if (error != Errno.None) state.Value.Error.Set(error);
        }

        WakeAll();
    }

    private void WakeAll()
    {
        Readable.WakeAll();
        Writable.WakeAll();
        Room.WakeAll();
    }

    /// <summary>poll(2) as unix(7) sockets answer it on Linux: a listener is readable with connections, an unconnected stream has hung up.</summary>
    public override PollEvents Poll(Poller? poller)
    {
        poller?.Register(Readable);
        poller?.Register(Writable);
        Phase phase = CurrentPhase;
        int waiting = 0;
        if (phase == Phase.Listening)
        {
            using SpinLock<UnixLinks>.Guard links = UnixTable.Lock();
            waiting = _backlog.Count;
        }

        UnixSocket? full = Type != SocketType.SOCK_STREAM && Peer is UnixSocket peer && peer.Peer != this ? peer : null;
        if (full is not null) poller?.Register(full.Room);
        bool isPeerFull = full is not null && full.IsFull;
        PollEvents events = PollEvents.None;
        using SpinLock<State>.Guard state = _state.Lock();
        ShutdownSides shutdown = state.Value.Shutdown;
        if (state.Value.Error.IsSet) events |= PollEvents.POLLERR;
        if (shutdown == ShutdownSides.Both || (IsConnectionBased && phase == Phase.Unconnected)) events |= PollEvents.POLLHUP;
        if ((shutdown & ShutdownSides.Receive) != 0) events |= PollEvents.POLLRDHUP | PollEvents.POLLIN | PollEvents.POLLRDNORM;
        if (state.Value.Messages != 0 || waiting != 0) events |= PollEvents.POLLIN | PollEvents.POLLRDNORM;
        bool isWritable = phase != Phase.Listening && !isPeerFull && HasRoom(state.Value.Sent);
        return isWritable ? events | PollEvents.POLLOUT | PollEvents.POLLWRNORM | PollEvents.POLLWRBAND : events;
    }

    /// <summary>A quarter of the buffer is in use at most: then a writer is worth waking.</summary>
    private bool HasRoom(long sent) => sent << 2 <= Settings.SendBytes;

    private bool IsFull
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Messages > DatagramBacklog;
        }
    }

    /// <summary>A reader has taken data that this socket sent.</summary>
    internal void ReleaseSent(int cost)
    {
        bool hasRoom;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.Sent -= cost;
            hasRoom = HasRoom(state.Value.Sent);
        }

        if (hasRoom) Writable.WakeAll();
    }

    public override Result<long> Control(uint request, ulong argument)
    {
        long value;
        switch (request)
        {
            case Ioctl.SIOCINQ:
                if (CurrentPhase == Phase.Listening) return Errno.EINVAL;
                using (SpinLock<State>.Guard state = _state.Lock())
                {
                    value = IsConnectionBased ? state.Value.Bytes : state.Value.FirstLength;
                }

                break;
            case Ioctl.SIOCOUTQ:
                using (SpinLock<State>.Guard state = _state.Lock())
                {
                    value = state.Value.Sent;
                }

                break;
            default:
                return Errno.ENOTTY;
        }

        Errno error = UserMemory.Write(new VirtualAddress(argument), (int)value);
        return error == Errno.None ? 0L : error;
    }

    public override (int Received, int Sent, int Drops) MemoryInUse
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return (0, (int)state.Value.Sent, 0);
        }
    }

    private static UserCredentials Own
    {
        get
        {
            Process process = UserThread.Current.Process;
            return new UserCredentials { pid = process.Id, uid = process.Credentials.EffectiveUserId, gid = process.Credentials.EffectiveGroupId };
        }
    }

    /// <summary>Tells waiters and poll what the queue has. Called with the queue locked, after each change.</summary>
    private void Publish(UnixQueue queue)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        state.Value.Messages = queue.Count;
        state.Value.Bytes = queue.Bytes.Count;
        state.Value.FirstLength = queue.Count == 0 ? 0 : queue[0].Length;
    }
}
