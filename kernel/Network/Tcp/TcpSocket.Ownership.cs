// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Network.Tcp;

internal sealed partial class TcpSocket
{
    /// <summary>Segments that may wait for an owner to let go; the rest is dropped, and will be sent again.</summary>
    private const int MaximumBacklog = 1024;

    private readonly SpinLock<Ownership> _ownership = new(default);
    private readonly WaitQueue _owners = new();

    // Counted by TcpLayer.TryCountWaiting.
    private bool _isWaiting;

    // Where something was sent that waits to be flushed.
    private NetworkInterface? _used;

    private struct Ownership
    {
        internal bool IsOwned;
        internal bool IsTimerDue;
        internal int Waiters;
        internal int BacklogCount;
        internal PacketQueue Backlog;
        /// <summary>Grows with every change that somebody may wait for.</summary>
        internal long Changes;
    }

    /// <summary>Waits for the right to use the connection. No lock may be held.</summary>
    private void Own()
    {
        using SpinLock<Ownership>.Guard ownership = _ownership.Lock();
        while (ownership.Value.IsOwned)
        {
            ownership.Value.Waiters++;
            _ = _owners.Wait(ownership, interruptible: false);
            ownership.Value.Waiters--;
        }

        ownership.Value.IsOwned = true;
    }

    /// <summary>A segment for the connection. It goes over, unless there is nothing it could be for any more.</summary>
    /// <returns>False: the segment is for whoever listens, or nobody.</returns>
    internal bool Deliver(Packet packet)
    {
        bool isOwned;
        bool hasRoom;
        using (SpinLock<Ownership>.Guard ownership = _ownership.Lock())
        {
            ref Ownership state = ref ownership.Value;
            isOwned = state.IsOwned;
            hasRoom = state.BacklogCount < MaximumBacklog;
            state.IsOwned = true;
            if (isOwned && hasRoom)
            {
                state.BacklogCount++;
                state.Backlog.Add(packet);
            }
        }

        if (isOwned)
        {
            if (!hasRoom) packet.Drop();
            return true;
        }

        bool isTaken = false;
        try
        {
            isTaken = Process(packet);
        }
        finally
        {
            Release();
        }

        return isTaken;
    }

    /// <summary>The timer has expired. In a thread.</summary>
    internal void OnTimer()
    {
        using (SpinLock<Ownership>.Guard ownership = _ownership.Lock())
        {
            if (ownership.Value.IsOwned)
            {
                ownership.Value.IsTimerDue = true;
                return;
            }

            ownership.Value.IsOwned = true;
        }

        RunTimer();
        Release();
    }

    private void RunTimer()
    {
        _armedFor = TcpConnection.Never;
        _connection?.OnTimer(Clock.MonotonicNanoseconds);
    }

    /// <summary>Lets go of the connection: sends what is to be sent, sees to what came meanwhile, and tells who waits.</summary>
    /// <param name="events">What has become possible besides what the connection says.</param>
    private void Release(PollEvents events = PollEvents.None)
    {
        bool hasWaiters;
        NetworkInterface? used;
        uint flow;
        while (true)
        {
            if (_connection is TcpConnection connection) events |= Settle(connection);
            Volatile.Write(ref _readiness, (int)ComputeReadiness());
            PacketQueue backlog;
            bool isTimerDue;
            using (SpinLock<Ownership>.Guard ownership = _ownership.Lock())
            {
                ref Ownership state = ref ownership.Value;
                backlog = state.Backlog.TakeAll();
                isTimerDue = state.IsTimerDue;
                state.IsTimerDue = false;
                state.BacklogCount = 0;
                if (backlog.IsEmpty && !isTimerDue)
                {
                    used = _used;
                    flow = Flow;
                    _used = null;
                    state.IsOwned = false;
                    if (events != PollEvents.None) state.Changes++;
                    hasWaiters = state.Waiters > 0;
                    break;
                }
            }

            if (isTimerDue) RunTimer();
            while (backlog.TryTake(out Packet? packet))
            {
                if (!Process(packet)) packet.Drop();
            }
        }

        if (hasWaiters) _owners.WakeOne();
        if (events != PollEvents.None) Changed.WakeAll(events);
        if (events != PollEvents.None && FileNumber != 0) NotifyAsync(events);
        used?.Flush(flow);
    }

    /// <summary>Signals: SIGIO to who asked for it (O_ASYNC), SIGURG to the owner.</summary>
    private void NotifyAsync(PollEvents events)
    {
        if ((events & CanReadEvents) != 0) Listeners.Notify(CanReadEvents);
        if ((events & CanWriteEvents) != 0) Listeners.Notify(CanWriteEvents);
        if (_connection is not { HasNewUrgent: true } connection) return;
        connection.HasNewUrgent = false;
        RaiseUrgent();
    }

    /// <summary>Sends what the connection has to send, and follows its state.</summary>
    private PollEvents Settle(TcpConnection connection)
    {
        if (_parent is not null) FollowParent(connection);
        PollEvents events = connection.TakeEvents();
        while (connection.Outgoing.TryTake(out Packet? packet))
        {
            Options.Stamp(packet);
            _used = TcpLayer.Send(packet, Flow) ?? _used;
        }

        if (connection.State == TcpState.TCP_TIME_WAIT && !_isWaiting)
        {
            // What lies in wait costs memory for a minute, so there is a limit to it.
            _isWaiting = TcpLayer.TryCountWaiting();
            if (!_isWaiting) connection.Abort(Errno.None, Clock.MonotonicNanoseconds);
        }

        if (connection.IsClosed)
        {
            Forget(connection);
            return events;
        }

        long deadline = connection.NextDeadline;
        if (deadline < _armedFor)
        {
            _armedFor = deadline;
            TimerQueue.Arm(_timer, deadline);
        }

        return events;
    }

    /// <summary>The connection is over: segments find it no more, and its port is free unless the user has named it and is still there.</summary>
    private void Forget(TcpConnection connection)
    {
        if (TableLink.List is null) return;
        TcpLayer.Connections.Remove(this);
        if (_isWaiting) TcpLayer.EndWaiting();
        _isWaiting = false;
        _ = TimerQueue.Cancel(_timer);
        _armedFor = TcpConnection.Never;
        if (connection.IsOrphan)
        {
            Ports.Release(Binding);
            connection.Release();
        }
        else if (!IsPortChosen)
        {
            // Its number stays to be seen, as on Linux.
            Ports.Release(Binding);
        }
    }

    /// <summary>Owned before and after: lets go until something has changed.</summary>
    /// <returns>None; EINTR; ETIMEDOUT.</returns>
    private Errno WaitForChange(long deadline)
    {
        long seen = Changes;
        Release();
        Errno reason = Errno.None;
        using (SpinLock<Ownership>.Guard ownership = _ownership.Lock())
        {
            while (ownership.Value.Changes == seen && reason == Errno.None)
            {
                reason = Changed.Wait(ownership, deadline);
            }
        }

        Own();
        return reason;
    }

    private long Changes
    {
        get
        {
            using SpinLock<Ownership>.Guard ownership = _ownership.Lock();
            return ownership.Value.Changes;
        }
    }

    /// <summary>Hands a segment to the connection. Owned.</summary>
    /// <returns>False: it is not for this connection.</returns>
    private bool Process(Packet packet)
    {
        if (_connection is not TcpConnection connection || connection.IsClosed) return false;
        TcpHeader header = packet.Tcp;
        if (connection.State == TcpState.TCP_TIME_WAIT && connection.IsReborn(header))
        {
            connection.Abort(Errno.None, Clock.MonotonicNanoseconds);
            return false;
        }

        if (connection.State == TcpState.TCP_SYN_RECV && header.Has(TcpFlags.ACK) && _parent is { HasFullQueue: true })
        {
            packet.Drop();
            return true;
        }

        PageRun payload = packet.Payload;
        packet.Payload = default;
        connection.Receive(header, payload, Clock.MonotonicNanoseconds);
        return true;
    }
}
