// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core;
using Skift.Core.Scheduling;
using Skift.Core.Sockets;
using Skift.Machine;
using Skift.Network.Sockets;

namespace Skift.Network.Tcp;

/// <summary>A socket of TCP (<c>tcp(7)</c>): unconnected, listening, or an end of a <see cref="TcpConnection"/>.</summary>
/// <remarks>
/// One thread at a time owns the connection (<see cref="Own"/>), and may sleep and touch user memory meanwhile. Segments and timers that come then
/// are left to the owner, who sees to them when it lets go (<see cref="Release"/>); so nobody who receives ever waits.
/// </remarks>
internal sealed partial class TcpSocket : InternetSocket
{
    /// <summary>net.ipv4.tcp_wmem and tcp_rmem: what a socket begins with.</summary>
    private const int InitialSendBytes = 16384;
    private const int InitialReceiveBytes = 131072;

    /// <summary>What a connection may use unless the user says otherwise.</summary>
    private const int LargeBuffer = 1 << 20;

    private const PollEvents CanReadEvents = PollEvents.POLLIN | PollEvents.POLLRDNORM;
    private const PollEvents CanWriteEvents = PollEvents.POLLOUT | PollEvents.POLLWRNORM;

    private readonly TcpTimer _timer;
    private TcpConnection? _connection;
    private Stage _stage;
    private ShutdownSides _shutdown;
    private long _armedFor = TcpConnection.Never;
    private int _readiness = (int)(PollEvents.POLLHUP | CanWriteEvents);

    /// <summary>How far the user has come with it; what the connection says is another thing.</summary>
    private enum Stage
    {
        Unconnected,
        Connecting,
        Connected,
        Listening,
    }

    internal TcpSocket(int family, uint userId)
        : base(family, SocketType.SOCK_STREAM, InternetProtocol.IPPROTO_TCP, userId)
    {
        TableLink = new Link<TcpSocket>(this);
        DueLink = new Link<TcpSocket>(this);
        AcceptLink = new Link<TcpSocket>(this);
        _timer = new TcpTimer(this, TcpTimers.Instance);
        Settings.SendBytes = InitialSendBytes;
        Settings.ReceiveBytes = InitialReceiveBytes;
    }

    /// <summary>Its place in <see cref="TcpLayer.Connections"/>, whose lock guards it and the ends.</summary>
    internal Link<TcpSocket> TableLink { get; }

    internal Endpoint ConnectedLocal { get; set; }

    internal Endpoint Remote { get; set; }

    /// <summary>Its place among those whose timer has expired.</summary>
    internal Link<TcpSocket> DueLink { get; }

    /// <summary>Its place among the connections that wait for accept(2).</summary>
    internal Link<TcpSocket> AcceptLink { get; }

    /// <summary>What is set at the level of TCP.</summary>
    private TcpSettings Tcp { get; set; } = new();

    /// <summary>Woken at every change.</summary>
    private WaitQueue Changed { get; } = new();

    protected override PortTable Ports => TcpLayer.Ports;

    protected override bool HasPeer => _stage == Stage.Connected;

    protected override bool CanBind => _stage == Stage.Unconnected;

    public override bool IsListening => _stage == Stage.Listening;

    internal override int Rate(in Endpoint remote) => Binding.IsListening ? 0 : NotMine;

    private uint Flow => TcpLayer.FlowOf(ConnectedLocal, Remote);

    /// <summary>The state as the user sees it: a connection that only waits for late segments is closed.</summary>
    internal TcpState State
    {
        get
        {
            if (_stage == Stage.Listening) return TcpState.TCP_LISTEN;
            TcpState state = _connection?.State ?? TcpState.TCP_CLOSE;
            return state == TcpState.TCP_TIME_WAIT ? TcpState.TCP_CLOSE : state;
        }
    }

    /// <summary>The connection, for who shows it.</summary>
    internal TcpConnection? Connection => _connection;

    /// <summary>What is closed, by the user, the peer or the end of the connection.</summary>
    private ShutdownSides ShutSides
    {
        get
        {
            if (_connection is not TcpConnection connection) return _shutdown;
            if (State == TcpState.TCP_CLOSE) return ShutdownSides.Both;
            return connection.HasPeerFinished ? _shutdown | ShutdownSides.Receive : _shutdown;
        }
    }

    /// <summary>The socket of a connection that a listener was asked for.</summary>
    private TcpSocket(TcpSocket listener, in Endpoint local)
        : this(listener.Family, listener.UserId)
    {
        _parent = listener;
        Settings.CopyFrom(listener.Settings);
        Options = listener.Options.Copy();
        Tcp = listener.Tcp.Copy();
        _stage = Stage.Connected;
        // Born in the hands of who makes it.
        using SpinLock<Ownership>.Guard ownership = _ownership.Lock();
        ownership.Value.IsOwned = true;
        Ports.Share(Binding, local.Address, local.Port);
    }

    private TcpConnection NewConnection(in Endpoint local, in Endpoint remote, NetworkInterface through)
    {
        int headers = TcpHeader.Bytes + (remote.Address.IsIPv4 ? IPLayer.IPv4HeaderBytes : IPLayer.IPv6HeaderBytes);
        int segment = Math.Min(through.Mtu, IPLayer.MaximumBytes) - headers;
        UpdateTcpSettings();
        return new TcpConnection(local, remote, Tcp, SequenceNumbers.For(local, remote, Clock.MonotonicNanoseconds), segment);
    }

    /// <summary>Hands on what is set at the level of sockets.</summary>
    private void UpdateTcpSettings()
    {
        Tcp.SendCapacity = Settings.HasSendBytes ? Settings.SendBytes : Math.Max(Settings.SendBytes, LargeBuffer);
        Tcp.ReceiveCapacity = Settings.HasReceiveBytes ? Settings.ReceiveBytes : Math.Max(Settings.ReceiveBytes, LargeBuffer);
        Tcp.KeepsAlive = Settings.Has(SocketFlags.KeepAlive);
    }

    public override Result<int> GetPeerName(Span<byte> address)
    {
        if (_connection is null || State is TcpState.TCP_CLOSE or TcpState.TCP_SYN_SENT) return Errno.ENOTCONN;
        return SocketName.Write(address, Remote, Family);
    }

    /// <summary>poll(2) as tcp_poll does: a socket without a connection has hung up, and can be written to, which then fails at once.</summary>
    public override PollEvents Poll(Poller? poller)
    {
        poller?.Register(Changed);
        if (_stage == Stage.Listening) return HasAccepted ? CanReadEvents : PollEvents.None;
        return (PollEvents)Volatile.Read(ref _readiness);
    }

    private PollEvents ComputeReadiness()
    {
        ShutdownSides shut = ShutSides;
        TcpState state = State;
        PollEvents events = PollEvents.None;
        if (shut == ShutdownSides.Both || state == TcpState.TCP_CLOSE) events |= PollEvents.POLLHUP;
        if ((shut & ShutdownSides.Receive) != 0) events |= CanReadEvents | PollEvents.POLLRDHUP;
        if (_connection is TcpConnection connection && !connection.IsConnecting)
        {
            bool isUrgentNext = connection.UrgentDistance == 1 && !Settings.Has(SocketFlags.OutOfBandInline);
            if (connection.Readable >= Math.Max(1, Settings.LowWater) + (isUrgentNext ? 1 : 0)) events |= CanReadEvents;
            if ((shut & ShutdownSides.Send) != 0 || connection.HasRoom) events |= CanWriteEvents;
            if (HasUrgentByte) events |= PollEvents.POLLPRI;
        }
        else if (_connection is null)
        {
            events |= CanWriteEvents;
        }

        return PendingError != Errno.None ? events | PollEvents.POLLERR : events;
    }

    private Errno PendingError => _connection?.Error ?? Errno.None;

    public override Errno TakeError()
    {
        Own();
        Errno error = _connection?.TakeError() ?? Errno.None;
        Release();
        return error;
    }

    /// <summary>ENOTCONN without a connection; the sides are closed all the same, as on Linux.</summary>
    public override Errno Shutdown(ShutdownSides sides)
    {
        Own();
        try
        {
            return ShutdownOwned(sides);
        }
        finally
        {
            Release(WaitQueue.AnyChange);
        }
    }

    private Errno ShutdownOwned(ShutdownSides sides)
    {
        switch (State)
        {
            case TcpState.TCP_LISTEN:
                if ((sides & ShutdownSides.Receive) != 0) StopListening();
                return Errno.None;
            case TcpState.TCP_SYN_SENT:
                Disconnect();
                return Errno.None;
            case TcpState.TCP_CLOSE:
                _shutdown |= sides;
                return Errno.ENOTCONN;
        }

        _shutdown |= sides;
        if ((sides & ShutdownSides.Receive) != 0) _connection!.IsReceiveShut = true;
        if ((sides & ShutdownSides.Send) != 0) _connection!.Finish(Clock.MonotonicNanoseconds);
        return Errno.None;
    }

    public override void Close()
    {
        Own();
        try
        {
            CloseOwned();
        }
        finally
        {
            Release(WaitQueue.AnyChange);
        }
    }

    private void CloseOwned()
    {
        if (_stage == Stage.Listening) StopListening();
        if (_connection is not TcpConnection connection)
        {
            Ports.Release(Binding);
            return;
        }

        bool lingers = Settings.Has(SocketFlags.Linger);
        connection.Close(isAbort: lingers && Settings.LingerSeconds == 0, Clock.MonotonicNanoseconds);
        if (!lingers) return;
        long deadline = Clock.MonotonicNanoseconds + (Settings.LingerSeconds * TcpSettings.Second);
        while (connection.State is TcpState.TCP_FIN_WAIT1 or TcpState.TCP_CLOSING or TcpState.TCP_LAST_ACK && WaitForChange(deadline) == Errno.None)
        {
        }
    }
}
