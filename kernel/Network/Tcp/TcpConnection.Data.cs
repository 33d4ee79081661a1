// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Network.Tcp;

internal sealed partial class TcpConnection
{
    private const int QuickAcknowledgements = 16;

    private int _quickAcknowledgements = QuickAcknowledgements;
    private int _peerSegmentSize = DefaultSegmentSize;
    private long _unacknowledgedBytes;
    private bool _isAcknowledgementDue;
    private long _urgentEnd;

    /// <summary>TCP_QUICKACK: acknowledge at once for a while, or stop doing so.</summary>
    internal bool AcknowledgesQuickly
    {
        get => _quickAcknowledgements > 0;
        set => _quickAcknowledgements = value ? QuickAcknowledgements : 0;
    }

    /// <summary>An acknowledgement waits for data to ride on.</summary>
    internal bool HoldsAcknowledgement => _acknowledgeAt != Never;

    /// <summary>Position behind the last urgent byte of the peer, counted as bytes to read from now; not positive if there is none or it was read.</summary>
    internal long UrgentDistance => PeerUrgentEnd - _read;

    private long PeerUrgentEnd { get; set; }

    /// <summary>The last byte written is urgent.</summary>
    internal void MarkUrgent() => _urgentEnd = _send.End + 1;

    /// <summary>Sixth check: URG. The pointer, taken as Linux and most do, is behind the urgent byte.</summary>
    private void ReceiveUrgent(in TcpHeader header)
    {
        long end = ReceivePosition(header.Sequence) + header.UrgentPointer;
        if (end <= PeerUrgentEnd || end <= _read || !CanReceive) return;
        PeerUrgentEnd = end;
        HasNewUrgent = true;
        _events |= PollEvents.POLLPRI | PollEvents.POLLIN;
    }

    /// <summary>There is an urgent byte that the owner has not been told of (SIGURG).</summary>
    internal bool HasNewUrgent { get; set; }

    /// <summary>Seventh and eighth check: data and FIN.</summary>
    private void ReceiveData(in TcpHeader header, ref PageRun payload, long now)
    {
        long position = ReceivePosition(header.Sequence) + (header.Has(TcpFlags.SYN) ? 1 : 0);
        bool hasFin = header.Has(TcpFlags.FIN);
        if (payload.Length == 0 && !hasFin) return;
        if (!CanReceive)
        {
            if (State != TcpState.TCP_SYN_RECV) _isAcknowledgementDue = true;
            return;
        }

        long finPosition = hasFin ? position + payload.Length : Never;
        if (payload.Length != 0 && IsReceiveShut && State != TcpState.TCP_ESTABLISHED && position + payload.Length > _expected)
        {
            // The user has gone: the data would be lost without anybody knowing.
            Abort(IsOrphan ? Errno.None : Errno.ECONNRESET, now);
            return;
        }

        _peerSegmentSize = Math.Max(_peerSegmentSize, payload.Length);
        if (payload.Length != 0) TakeData(position, ref payload, now);
        if (hasFin && finPosition < Math.Max(_windowEnd, _expected) + 1) _finPosition = Math.Min(_finPosition, finPosition);
        if (_expected == _finPosition) TakeFin(now);
    }

    private void TakeData(long position, ref PageRun payload, long now)
    {
        if (position < _expected)
        {
            int known = (int)Math.Min(_expected - position, payload.Length);
            payload.Skip(known);
            position += known;
        }

        long beyond = position + payload.Length - Math.Max(_windowEnd, _expected);
        if (beyond > 0) payload.CutTo((int)Math.Max(0, payload.Length - beyond));
        if (payload.Length == 0 || position >= _finPosition)
        {
            _isAcknowledgementDue = true;
            return;
        }

        PageRun run = payload;
        payload = default;
        if (position > _expected)
        {
            _receive.AddBehindGap(position, run);
            _isAcknowledgementDue = true;
            return;
        }

        _unacknowledgedBytes += run.Length;
        _expected += run.Length;
        _receive.Add(run);
        bool hadGap = _receive.HasGap;
        if (hadGap) _receive.CloseGap(ref _expected);
        _events |= PollEvents.POLLIN | PollEvents.POLLRDNORM;
        ScheduleAcknowledgement(hadGap, now);
    }

    /// <summary>RFC 9293 §3.8.6.3: at once for every second full segment and where it tells of a gap, else after a while.</summary>
    private void ScheduleAcknowledgement(bool hadGap, long now)
    {
        if (hadGap || _quickAcknowledgements > 0 || _unacknowledgedBytes >= 2L * _peerSegmentSize) _isAcknowledgementDue = true;
        else if (_acknowledgeAt == Never) _acknowledgeAt = now + DelayedAcknowledgement;
    }

    private void TakeFin(long now)
    {
        _expected++;
        _isAcknowledgementDue = true;
        _events |= PollEvents.POLLIN | PollEvents.POLLRDNORM | PollEvents.POLLRDHUP | PollEvents.POLLHUP;
        switch (State)
        {
            case TcpState.TCP_ESTABLISHED:
                State = TcpState.TCP_CLOSE_WAIT;
                break;
            case TcpState.TCP_FIN_WAIT1:
                State = TcpState.TCP_CLOSING;
                break;
            case TcpState.TCP_FIN_WAIT2:
                SendAcknowledgement(now);
                EnterTimeWait(now);
                break;
        }
    }
}
