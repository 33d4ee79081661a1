// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core;
using Skift.Core.Scheduling;
using Skift.Core.Sockets;
using Skift.Machine;

namespace Skift.Network.Tcp;

internal sealed partial class TcpSocket
{
    /// <summary>Connections that may be half open even if fewer may wait for accept(2).</summary>
    private const int MinimumHalfOpen = 16;

    private readonly SpinLock<AcceptState> _accept = new(new AcceptState { Ready = new LinkList<TcpSocket>() });

    // The listener that this connection is for, until accept(2) takes it.
    private TcpSocket? _parent;

    private struct AcceptState
    {
        internal LinkList<TcpSocket> Ready;
        internal int HalfOpen;
        internal int Limit;
        internal bool IsListening;
    }

    private bool HasAccepted
    {
        get
        {
            using SpinLock<AcceptState>.Guard accept = _accept.Lock();
            return accept.Value.Ready.First is not null;
        }
    }

    /// <summary>No further connection may wait. One more than the backlog says, as on Linux.</summary>
    private bool HasFullQueue
    {
        get
        {
            using SpinLock<AcceptState>.Guard accept = _accept.Lock();
            return accept.Value.Ready.Count > accept.Value.Limit;
        }
    }

    /// <summary>Connections that wait and may wait, as TCP_INFO and /proc/net/tcp show them for listeners.</summary>
    internal (int Waiting, int Limit) Backlog
    {
        get
        {
            using SpinLock<AcceptState>.Guard accept = _accept.Lock();
            return (accept.Value.Ready.Count, accept.Value.Limit);
        }
    }

    /// <returns>EINVAL for a socket that is connected or connecting; EADDRINUSE if somebody listens there.</returns>
    public override Errno Listen(int backlog)
    {
        Own();
        try
        {
            if (_stage is not (Stage.Unconnected or Stage.Listening)) return Errno.EINVAL;
            if (_stage == Stage.Unconnected)
            {
                Errno error = Binding.Port == 0 && BindIfNeeded() != Errno.None ? Errno.EADDRINUSE : Ports.Listen(Binding);
                if (error != Errno.None) return error;
                _shutdown = ShutdownSides.None;
                _stage = Stage.Listening;
            }

            using SpinLock<AcceptState>.Guard accept = _accept.Lock();
            accept.Value.Limit = backlog;
            accept.Value.IsListening = true;
            return Errno.None;
        }
        finally
        {
            Release(WaitQueue.AnyChange);
        }
    }

    /// <returns>EINVAL if it does not listen; EAGAIN, EINTR.</returns>
    public override Result<Socket> Accept(bool nonBlocking)
    {
        long deadline = DeadlineAfter(Settings.ReceiveTimeout);
        using SpinLock<AcceptState>.Guard accept = _accept.Lock();
        while (true)
        {
            if (!accept.Value.IsListening) return Errno.EINVAL;
            if (accept.Value.Ready.First is Link<TcpSocket> link)
            {
                accept.Value.Ready.Remove(link);
                return link.Owner;
            }

            if (nonBlocking) return Errno.EAGAIN;
            Errno reason = Changed.Wait(accept, deadline);
            if (reason != Errno.None) return AfterWait(reason, deadline);
        }
    }

    /// <summary>A segment that belongs to no connection has come to a port where this socket listens. It goes over.</summary>
    /// <returns>False: it is to be refused.</returns>
    internal bool ReceiveSyn(Packet packet)
    {
        TcpHeader header = packet.Tcp;
        if (!header.Has(TcpFlags.RST))
        {
            if (header.Has(TcpFlags.ACK)) return false;
            if (header.Has(TcpFlags.SYN))
            {
                if (!TryReserve(out bool hasRoom)) return false;
                if (hasRoom) StartChild(packet.Destination, packet.Source, header);
            }
        }

        packet.Drop();
        return true;
    }

    /// <summary>Counts one more half open connection.</summary>
    /// <param name="hasRoom">False: there are too many, so the SYN is not heard; it will come again.</param>
    /// <returns>False: the socket has stopped to listen.</returns>
    private bool TryReserve(out bool hasRoom)
    {
        using SpinLock<AcceptState>.Guard accept = _accept.Lock();
        hasRoom = accept.Value.Ready.Count <= accept.Value.Limit && accept.Value.HalfOpen < Math.Max(accept.Value.Limit, MinimumHalfOpen);
        if (accept.Value.IsListening && hasRoom) accept.Value.HalfOpen++;
        return accept.Value.IsListening;
    }

    private void StartChild(in Endpoint local, in Endpoint remote, in TcpHeader header)
    {
        if (!Routing.Find(remote.Address).Try(out Route route, out _))
        {
            CountHalfOpen(-1);
            return;
        }

        TcpSocket child = new(this, local);
        try
        {
            if (!TcpLayer.Connections.TryAdd(child, local, remote))
            {
                Ports.Release(child.Binding);
                CountHalfOpen(-1);
                return;
            }

            child._connection = child.NewConnection(local, remote, route.Interface);
            child._connection.Accept(header, Clock.MonotonicNanoseconds);
        }
        finally
        {
            child.Release();
        }
    }

    private void CountHalfOpen(int change)
    {
        using SpinLock<AcceptState>.Guard accept = _accept.Lock();
        accept.Value.HalfOpen += change;
    }

    /// <summary>Makes a connection ready for accept(2) once its handshake is complete, or lets the listener forget it. Owned by who calls.</summary>
    private void FollowParent(TcpConnection connection)
    {
        TcpSocket parent = _parent!;
        if (connection.State == TcpState.TCP_SYN_RECV || connection.IsDeferred) return;
        _parent = null;
        bool isWelcome = false;
        using (SpinLock<AcceptState>.Guard accept = parent._accept.Lock())
        {
            accept.Value.HalfOpen--;
            isWelcome = accept.Value.IsListening && !connection.IsClosed;
            if (isWelcome) accept.Value.Ready.Add(AcceptLink);
        }

        if (isWelcome) parent.Changed.WakeOne(CanReadEvents);
        else connection.Close(isAbort: true, Clock.MonotonicNanoseconds);
    }

    /// <summary>Nobody will accept the connections that wait.</summary>
    private void StopListening()
    {
        using (SpinLock<AcceptState>.Guard accept = _accept.Lock())
        {
            accept.Value.IsListening = false;
        }

        _stage = Stage.Unconnected;
        if (IsPortChosen) Ports.StopListening(Binding);
        else Unbind();
        while (TakeWaiting() is TcpSocket waiting)
        {
            waiting.AbortUnaccepted();
        }

        Changed.WakeAll();
    }

    private TcpSocket? TakeWaiting()
    {
        using SpinLock<AcceptState>.Guard accept = _accept.Lock();
        if (accept.Value.Ready.First is not Link<TcpSocket> link) return null;
        accept.Value.Ready.Remove(link);
        return link.Owner;
    }

    private void AbortUnaccepted()
    {
        Own();
        _connection?.Close(isAbort: true, Clock.MonotonicNanoseconds);
        Release();
    }
}
