// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Network.Tcp;

internal sealed partial class TcpConnection
{
    /// <summary>Both sides have offered to scale windows (RFC 7323 §2.2).</summary>
    private bool IsScaling { get; set; }

    /// <summary>A segment has arrived (RFC 9293 §3.10.7). The payload goes over.</summary>
    internal void Receive(in TcpHeader header, PageRun payload, long now)
    {
        _traffic.SegmentsIn++;
        if (payload.Length != 0) _traffic.DataSegmentsIn++;
        switch (State)
        {
            case TcpState.TCP_CLOSE:
                break;
            case TcpState.TCP_SYN_SENT:
                ReceiveInSynSent(header, now);
                break;
            default:
                if (IsAcceptable(header, payload.Length, now)) ReceiveAcceptable(header, ref payload, now);
                break;
        }

        payload.Release();
    }

    private void ReceiveInSynSent(in TcpHeader header, long now)
    {
        long acknowledged = SendPosition(header.Acknowledgement);
        if (header.Has(TcpFlags.ACK) && (acknowledged <= 0 || acknowledged > _highestSent))
        {
            if (!header.Has(TcpFlags.RST)) SendResetFor(header.Acknowledgement);
            return;
        }

        if (header.Has(TcpFlags.RST))
        {
            if (header.Has(TcpFlags.ACK)) End(Errno.ECONNREFUSED);
            return;
        }

        if (!header.Has(TcpFlags.SYN)) return;
        TakeSyn(header);
        if (header.Has(TcpFlags.ACK))
        {
            Establish(header, acknowledged, now);
            SendAcknowledgement(now);
            return;
        }

        // Both have called at the same time (RFC 9293 §3.5, figure 7).
        State = TcpState.TCP_SYN_RECV;
        SendSyn(TcpFlags.SYN | TcpFlags.ACK, now);
    }

    private void TakeSyn(in TcpHeader header)
    {
        _initialReceive = header.Sequence;
        _expected = 1;
        IsScaling = header.WindowScale >= 0;
        if (IsScaling) _sendScale = Math.Min(header.WindowScale, MaximumScale);
        int offered = header.SegmentSize != 0 ? Math.Max((int)header.SegmentSize, MinimumSegmentSize) : DefaultSegmentSize;
        SegmentSize = Math.Min(offered, OwnSegmentSize);
        // What was promised before the peer was known counts from its SYN.
        _windowEnd = Math.Max(_windowEnd, 0) + 1;
        _window = header.Window;
        _largestWindow = header.Window;
        _windowSequence = 0;
        _congestion.Start(SegmentSize);
    }

    private void Establish(in TcpHeader header, long acknowledged, long now)
    {
        State = TcpState.TCP_ESTABLISHED;
        _window = (long)header.Window << (header.Has(TcpFlags.SYN) || !IsScaling ? 0 : _sendScale);
        _largestWindow = Math.Max(_largestWindow, _window);
        _windowAcknowledgement = acknowledged;
        _windowSequence = ReceivePosition(header.Sequence);
        _acknowledged = acknowledged;
        _smallEnd = acknowledged;
        if (_timedPosition != Never && acknowledged >= _timedPosition) _roundTrip.Add(now - _timedAt);
        _timedPosition = Never;
        _lastReceivedAt = now;
        RestartRetransmitTimer(now);
        UpdateKeepAlive(now);
        _events |= PollEvents.POLLOUT | PollEvents.POLLWRNORM;
    }

    /// <summary>First to third check: the numbers, RST and SYN (RFC 9293 §3.10.7.4, RFC 5961).</summary>
    private bool IsAcceptable(in TcpHeader header, int length, long now)
    {
        long start = ReceivePosition(header.Sequence);
        long end = start + length + (header.Has(TcpFlags.SYN) ? 1 : 0) + (header.Has(TcpFlags.FIN) ? 1 : 0);
        long windowEnd = Math.Max(_windowEnd, _expected);
        bool isInside = start == end ? start >= _expected && start <= windowEnd : start < windowEnd && end > _expected;
        if (header.Has(TcpFlags.RST))
        {
            if (start == _expected) ReceiveReset();
            else if (isInside) SendChallenge(now);
            return false;
        }

        if (header.Has(TcpFlags.SYN))
        {
            // The peer has not heard the answer; or, with a number that fits, means something else and is asked.
            if (State == TcpState.TCP_SYN_RECV && start == 0 && !header.Has(TcpFlags.ACK)) SendSyn(TcpFlags.SYN | TcpFlags.ACK, now);
            else if (State != TcpState.TCP_SYN_RECV || start != 0) SendChallenge(now);
            return State == TcpState.TCP_SYN_RECV && start == 0 && header.Has(TcpFlags.ACK);
        }

        if (isInside) return true;
        if (State == TcpState.TCP_TIME_WAIT) _waitAt = now + TimeWait;
        // Data that lies wholly before what is expected was lost on the way back, so the answer goes again.
        if (start != end) SendAcknowledgement(now);
        else SendChallenge(now);
        // A window that is shut still lets acknowledgements in.
        return start == _expected && header.Has(TcpFlags.ACK) && TakeAcknowledgementOnly(header, now);
    }

    private bool TakeAcknowledgementOnly(in TcpHeader header, long now)
    {
        if (!IsConnecting) _ = ReceiveAcknowledgement(header, hasData: true, now);
        return false;
    }

    private void ReceiveReset()
    {
        Errno error = State switch
        {
            TcpState.TCP_SYN_RECV when !IsPassive => Errno.ECONNREFUSED,
            TcpState.TCP_CLOSE_WAIT => Errno.EPIPE,
            TcpState.TCP_TIME_WAIT => Errno.None,
            _ => Errno.ECONNRESET,
        };
        End(error);
    }

    private void ReceiveAcceptable(in TcpHeader header, ref PageRun payload, long now)
    {
        if (!header.Has(TcpFlags.ACK)) return;
        _lastReceivedAt = now;
        _keepAliveProbes = 0;
        if (State == TcpState.TCP_SYN_RECV || (State == TcpState.TCP_FIN_WAIT1 && _acknowledged == 0))
        {
            long acknowledged = SendPosition(header.Acknowledgement);
            if (acknowledged <= 0 || acknowledged > _highestSent)
            {
                SendResetFor(header.Acknowledgement);
                return;
            }

            bool isClosing = State == TcpState.TCP_FIN_WAIT1;
            Establish(header, Math.Max(acknowledged, 1), now);
            if (isClosing) State = TcpState.TCP_FIN_WAIT1;
        }
        else if (!ReceiveAcknowledgement(header, payload.Length != 0 || header.Has(TcpFlags.FIN), now))
        {
            return;
        }

        if (header.Has(TcpFlags.URG)) ReceiveUrgent(header);
        ReceiveData(header, ref payload, now);
        if (State is TcpState.TCP_CLOSE or TcpState.TCP_TIME_WAIT) return;
        Push(now);
        if (_isAcknowledgementDue) SendAcknowledgement(now);
        _isAcknowledgementDue = false;
    }

    /// <summary>Fifth check: what the segment acknowledges, and the window it opens.</summary>
    /// <returns>Whether to go on with the segment.</returns>
    private bool ReceiveAcknowledgement(in TcpHeader header, bool hasData, long now)
    {
        long position = SendPosition(header.Acknowledgement);
        if (position > _highestSent)
        {
            SendChallenge(now);
            return false;
        }

        _windowProbes = 0;
        long window = (long)header.Window << (IsScaling ? _sendScale : 0);
        if (position > _acknowledged) TakeAcknowledged(position, now);
        else if (position == _acknowledged && !hasData && window == _window && _acknowledged < _highestSent) TakeDuplicate(now);
        long sequence = ReceivePosition(header.Sequence);
        bool isNews = _windowSequence < sequence || (_windowSequence == sequence && _windowAcknowledgement <= position);
        if (position < _acknowledged || !isNews) return true;
        if (_window == 0 && window > 0) _retransmitAt = Never;
        _window = window;
        _largestWindow = Math.Max(_largestWindow, window);
        _windowSequence = sequence;
        _windowAcknowledgement = position;
        return true;
    }

    private void TakeAcknowledged(long position, long now)
    {
        long count = position - _acknowledged;
        bool wasLimited = 2 * InFlight >= _congestion.Window || _congestion.IsRecovering;
        if (_timedPosition != Never && position >= _timedPosition)
        {
            _roundTrip.Add(now - _timedAt);
            _timedPosition = Never;
        }

        bool hadRoom = HasRoom;
        _acknowledged = position;
        _sent = Math.Max(_sent, position);
        _send.ReleaseTo(Math.Min(position - 1, _send.End));
        bool isNextLost = _congestion.OnAcknowledged(position, count, SegmentSize, wasLimited);
        RestartRetransmitTimer(now);
        if (isNextLost) Retransmit(now);
        if (!hadRoom && HasRoom) _events |= PollEvents.POLLOUT | PollEvents.POLLWRNORM;
        if (_isFinQueued && position > _send.End + 1) TakeFinAcknowledged(now);
    }

    private void TakeDuplicate(long now)
    {
        if (_congestion.OnDuplicate(InFlight, _highestSent, SegmentSize)) Retransmit(now);
    }

    /// <summary>The peer knows that this side has finished.</summary>
    private void TakeFinAcknowledged(long now)
    {
        switch (State)
        {
            case TcpState.TCP_FIN_WAIT1:
                State = TcpState.TCP_FIN_WAIT2;
                _events |= PollEvents.POLLOUT;
                StartFinishTimer(now);
                break;
            case TcpState.TCP_CLOSING:
                EnterTimeWait(now);
                break;
            case TcpState.TCP_LAST_ACK:
                End(Errno.None);
                break;
        }
    }
}
