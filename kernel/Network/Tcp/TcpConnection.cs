// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;

namespace Skift.Network.Tcp;

/// <summary>One end of a connection (RFC 9293): takes segments, bytes and the time, and gives segments. Pure logic: knows no locks, clocks or threads.</summary>
/// <remarks>
/// The owner calls one method at a time, then sends what is in <see cref="Outgoing"/>, tells waiters of <see cref="TakeEvents"/> and calls
/// <see cref="OnTimer"/> no later than <see cref="NextDeadline"/>. Positions are 64-bit numbers that count from the SYN, which is at 0.
/// </remarks>
internal sealed partial class TcpConnection
{
    internal const long Never = long.MaxValue;

    private const int MaximumWindow = 65535;
    private const int MaximumScale = 14;
    internal const int DefaultSegmentSize = 536;
    private const int MinimumSegmentSize = 48;

    private readonly Endpoint _local;
    private readonly Endpoint _remote;
    private readonly uint _initialSend;
    private readonly SendStream _send = new();
    private readonly ReceiveQueue _receive = new();
    private uint _initialReceive;
    private PollEvents _events;

    // Sending: acknowledged < sent <= highest sent; behind the data comes the FIN.
    private long _acknowledged;
    private long _sent;
    private long _highestSent;
    private long _window;
    private long _largestWindow;
    private long _windowSequence;
    private long _windowAcknowledgement;
    private int _sendScale;
    private bool _isFinQueued;
    private long _smallEnd;
    private bool _hasMore;

    // Receiving: everything before the expected position has arrived.
    private long _expected;
    private long _read = 1;
    private long _windowEnd;
    private int _receiveScale;
    private long _finPosition = Never;

    /// <param name="initialSequence">The number of the SYN, which nobody else can foretell (RFC 6528).</param>
    /// <param name="segmentSize">Payload of the largest packet that the interface carries.</param>
    internal TcpConnection(Endpoint local, Endpoint remote, TcpSettings settings, uint initialSequence, int segmentSize)
    {
        _local = local;
        _remote = remote;
        Settings = settings;
        _initialSend = initialSequence;
        int limit = settings.SegmentSize != 0 ? Math.Min(settings.SegmentSize, segmentSize) : segmentSize;
        OwnSegmentSize = limit;
        SegmentSize = Math.Min(DefaultSegmentSize, limit);
        while (_receiveScale < MaximumScale && (long)MaximumWindow << _receiveScale < settings.ReceiveCapacity)
        {
            _receiveScale++;
        }
    }

    internal TcpSettings Settings { get; }

    internal TcpState State { get; private set; } = TcpState.TCP_CLOSE;

    /// <summary>Why the connection ended, if not in peace.</summary>
    internal Errno Error { get; private set; }

    /// <summary>Segments to send, with their TCP headers, whose checksums are missing.</summary>
    internal PacketQueue Outgoing;

    /// <summary>What this side takes at most in a segment.</summary>
    internal int OwnSegmentSize { get; }

    /// <summary>What is sent at most in a segment.</summary>
    internal int SegmentSize { get; private set; }

    /// <summary>The user has closed the sending side.</summary>
    internal bool IsSendShut => _isFinQueued;

    /// <summary>The user has closed the receiving side: late data resets the connection.</summary>
    internal bool IsReceiveShut { get; set; }

    /// <summary>The user has closed it altogether.</summary>
    internal bool IsOrphan { get; set; }

    /// <summary>All that the peer sent has come: its FIN is in order.</summary>
    internal bool HasPeerFinished => _expected > _finPosition;

    /// <summary>Bytes that can be read.</summary>
    internal long Readable => _receive.Count;

    /// <summary>Bytes that were written and not yet acknowledged.</summary>
    internal long Unacknowledged => _send.Count;

    /// <summary>Bytes that were written and not yet sent.</summary>
    internal long Unsent => Math.Max(0, _send.End + 1 - _sent);

    /// <summary>Room for more to write.</summary>
    internal long Room => Settings.UnsentLimit != 0 && Unsent >= Settings.UnsentLimit ? 0 : Math.Max(0, Settings.SendCapacity - _send.Count);

    /// <summary>There is so much room that a writer is worth waking: a third of the buffer.</summary>
    internal bool HasRoom => Room >= _send.Count / 2 && Room > 0;

    internal bool IsConnecting => State is TcpState.TCP_SYN_SENT or TcpState.TCP_SYN_RECV;

    internal bool IsClosed => State == TcpState.TCP_CLOSE;

    /// <summary>Data may still be written: the state, not the user, allows it.</summary>
    internal bool CanSend => State is TcpState.TCP_ESTABLISHED or TcpState.TCP_CLOSE_WAIT;

    private bool CanReceive => State is TcpState.TCP_ESTABLISHED or TcpState.TCP_FIN_WAIT1 or TcpState.TCP_FIN_WAIT2;

    /// <summary>What has become possible since the last call.</summary>
    internal PollEvents TakeEvents()
    {
        PollEvents events = _events;
        _events = PollEvents.None;
        return events;
    }

    /// <summary>connect(2): sends the SYN.</summary>
    internal void Open(long now)
    {
        State = TcpState.TCP_SYN_SENT;
        _acknowledged = 0;
        _sent = _highestSent = 1;
        _windowEnd = 0;
        SendSyn(TcpFlags.SYN, now);
        _retransmitAt = now + _roundTrip.Timeout;
    }

    /// <summary>A SYN has come for a listener: answers it.</summary>
    internal void Accept(in TcpHeader header, long now)
    {
        TakeSyn(header);
        State = TcpState.TCP_SYN_RECV;
        IsPassive = true;
        if (Settings.DeferTime != 0) _deferUntil = now + Settings.DeferTime;
        _sent = _highestSent = 1;
        SendSyn(TcpFlags.SYN | TcpFlags.ACK, now);
        _retransmitAt = now + _roundTrip.Timeout;
    }

    /// <summary>The peer has sent nothing yet, and the listener wants to hear of nothing else for a while (TCP_DEFER_ACCEPT).</summary>
    internal bool IsDeferred => _deferUntil != Never && State == TcpState.TCP_ESTABLISHED && Readable == 0;

    /// <summary>It began with the peer's SYN.</summary>
    internal bool IsPassive { get; private set; }

    /// <summary>Adds bytes to send, as far as they can be read and there is room. <see cref="Push"/> follows.</summary>
    internal Errno Write(scoped ref IoSource source, long count) => _send.Append(ref source, count);

    /// <summary>Copies bytes that have arrived without taking them.</summary>
    internal Errno Peek(scoped ref IoSink sink, long offset, long count) => _receive.Peek(ref sink, offset, count);

    /// <summary>Takes bytes, and tells the peer of the new room if that is worth it.</summary>
    internal void Skip(long count, long now)
    {
        _receive.Skip(count);
        _read += count;
        if (!CanReceive) return;
        long opened = NewWindowEnd() - _windowEnd;
        if (opened >= Math.Min(2L * _peerSegmentSize, Settings.ReceiveLimit / 2)) SendAcknowledgement(now);
    }

    /// <summary>Closes the sending side: a FIN follows the data.</summary>
    internal void Finish(long now)
    {
        switch (State)
        {
            case TcpState.TCP_ESTABLISHED or TcpState.TCP_SYN_RECV:
                State = TcpState.TCP_FIN_WAIT1;
                break;
            case TcpState.TCP_CLOSE_WAIT:
                State = TcpState.TCP_LAST_ACK;
                break;
            default:
                return;
        }

        _isFinQueued = true;
        _hasMore = false;
        Push(now);
    }

    /// <summary>The user has closed it. Unread data, or a wish for it, makes that a reset; otherwise a FIN.</summary>
    internal void Close(bool isAbort, long now)
    {
        bool hasUnread = _receive.Count != 0;
        IsOrphan = true;
        IsReceiveShut = true;
        if (isAbort || hasUnread)
        {
            Abort(Errno.None, now);
            return;
        }

        if (State == TcpState.TCP_SYN_SENT) End(Errno.None);
        Finish(now);
        StartFinishTimer(now);
    }

    /// <summary>Ends the connection at once, and tells the peer by a reset where there is one.</summary>
    internal void Abort(Errno error, long now)
    {
        if (State is not (TcpState.TCP_CLOSE or TcpState.TCP_SYN_SENT or TcpState.TCP_TIME_WAIT or TcpState.TCP_LAST_ACK or TcpState.TCP_CLOSING) || (IsDone(State) && Unacknowledged != 0))
        {
            SendReset(now);
        }

        End(error);
    }

    private static bool IsDone(TcpState state) => state is TcpState.TCP_LAST_ACK or TcpState.TCP_CLOSING;

    /// <summary>The connection is over; what has arrived can still be read.</summary>
    private void End(Errno error)
    {
        if (error != Errno.None) Error = error;
        State = TcpState.TCP_CLOSE;
        _send.Clear();
        if (IsOrphan) _receive.Clear();
        _retransmitAt = _acknowledgeAt = _keepAliveAt = _waitAt = _deferUntil = Never;
        _events = Core.Scheduling.WaitQueue.AnyChange;
    }

    /// <summary>Lets go of all memory.</summary>
    internal void Release()
    {
        _send.Clear();
        _receive.Clear();
        Outgoing.DropAll();
    }

    /// <summary>Hands an error over to who asks for it.</summary>
    internal Errno TakeError()
    {
        Errno error = Error;
        Error = Errno.None;
        return error;
    }

    /// <summary>A SYN to a connection that only waits for late segments begins a new one, if its number comes later (RFC 1122 §4.2.2.13).</summary>
    internal bool IsReborn(in TcpHeader header) => header.Has(TcpFlags.SYN) && !header.Has(TcpFlags.RST | TcpFlags.ACK) && ReceivePosition(header.Sequence) > _expected;

    private uint SendNumber(long position) => _initialSend + (uint)position;

    private uint ReceiveNumber(long position) => _initialReceive + (uint)position;

    /// <summary>The position that a number of the peer means: the one nearest to what is expected.</summary>
    private long ReceivePosition(uint number) => _expected + (int)(number - ReceiveNumber(_expected));

    private long SendPosition(uint number) => _highestSent + (int)(number - SendNumber(_highestSent));
}
