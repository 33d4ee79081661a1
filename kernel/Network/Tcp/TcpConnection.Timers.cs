// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Network.Tcp;

internal sealed partial class TcpConnection
{
    private const long DelayedAcknowledgement = 40 * RoundTripTime.Millisecond;
    private const long CorkedTime = 200 * RoundTripTime.Millisecond;

    /// <summary>Twice the longest life of a segment, as Linux takes it.</summary>
    private const long TimeWait = 60 * TcpSettings.Second;

    /// <summary>How often what nobody listens for any more is sent again (net.ipv4.tcp_orphan_retries).</summary>
    private const int OrphanRetries = 8;

    private long _retransmitAt = Never;
    private long _acknowledgeAt = Never;
    private long _keepAliveAt = Never;
    private long _waitAt = Never;
    private long _deferUntil = Never;
    private long _lastReceivedAt;
    private long _stalledSince;
    private int _keepAliveProbes;
    private int _windowProbes;

    /// <summary>When <see cref="OnTimer"/> is due; <see cref="Never"/> if it is not.</summary>
    internal long NextDeadline => Math.Min(Math.Min(_retransmitAt, _acknowledgeAt), Math.Min(Math.Min(_keepAliveAt, _waitAt), _deferUntil));

    /// <summary>Does what is due by now.</summary>
    internal void OnTimer(long now)
    {
        if (_acknowledgeAt <= now) SendAcknowledgement(now);
        if (_retransmitAt <= now) OnRetransmitTimer(now);
        if (_keepAliveAt <= now) OnKeepAliveTimer(now);
        if (_deferUntil <= now) _deferUntil = Never;
        if (_waitAt <= now) End(Errno.None);
    }

    /// <summary>Begins or ends keeping alive, as the settings now say.</summary>
    internal void UpdateKeepAlive(long now)
    {
        bool isWanted = Settings.KeepsAlive && State is not (TcpState.TCP_CLOSE or TcpState.TCP_SYN_SENT or TcpState.TCP_SYN_RECV or TcpState.TCP_TIME_WAIT);
        _keepAliveProbes = 0;
        _keepAliveAt = isWanted ? Math.Max(now, _lastReceivedAt + Settings.KeepAliveIdle) : Never;
    }

    private void StartRetransmitTimer(long now)
    {
        if (_retransmitAt != Never) return;
        if (_stalledSince == 0) _stalledSince = now;
        bool isHeldBack = InFlight == 0 && _window > 0;
        _retransmitAt = now + (isHeldBack ? CorkedTime : _roundTrip.Timeout);
    }

    /// <summary>Something was acknowledged: the clock starts again, if anything is left to wait for.</summary>
    private void RestartRetransmitTimer(long now)
    {
        _roundTrip.Reset();
        _stalledSince = _acknowledged < _highestSent ? now : 0;
        _retransmitAt = _acknowledged < _highestSent ? now + _roundTrip.Timeout : Never;
    }

    private void OnRetransmitTimer(long now)
    {
        _retransmitAt = Never;
        bool isProbe = State != TcpState.TCP_SYN_SENT && InFlight == 0;
        if (isProbe && Unsent == 0 && !(_isFinQueued && _sent <= _send.End + 1)) return;
        if (isProbe && _window > 0)
        {
            // Nothing is missing: a short segment was held back long enough.
            SendHeldBack(now);
            return;
        }

        if (HasWaitedEnough(isProbe ? _windowProbes : _roundTrip.Backoff, now))
        {
            End(Errno.ETIMEDOUT);
            return;
        }

        bool isFirst = _roundTrip.Backoff == 0;
        _roundTrip.BackOff();
        if (isProbe)
        {
            _windowProbes++;
            Probe(now);
        }
        else
        {
            Repeat(isFirst, now);
        }

        if (_retransmitAt == Never) _retransmitAt = now + _roundTrip.Timeout;
    }

    private void SendHeldBack(long now)
    {
        int length = (int)Math.Min(Math.Min(Unsent, _window), SegmentSize);
        SendData(_sent, length, _isFinQueued && length == Unsent, now);
        StartRetransmitTimer(now);
    }

    private bool HasWaitedEnough(int tries, long now)
    {
        if (Settings.UserTimeout != 0 && now - _stalledSince >= Settings.UserTimeout && !(IsConnecting && IsPassive)) return true;
        if (Settings.UserTimeout != 0 && !IsConnecting) return false;
        int limit = IsConnecting ? Settings.SynRetries : IsOrphan ? Math.Min(OrphanRetries, Settings.DataRetries) : Settings.DataRetries;
        return tries >= limit;
    }

    /// <summary>Everything under way is taken for lost; it goes again as acknowledgements come.</summary>
    private void Repeat(bool isFirst, long now)
    {
        _congestion.OnTimeout(InFlight, SegmentSize, isFirst);
        if (_acknowledged != 0) _sent = _acknowledged;
        Retransmit(now);
    }

    /// <summary>Asks with an old number, which must be answered (RFC 9293 §3.8.6.1).</summary>
    private void Probe(long now) => Emit(new Packet(), NewHeader(TcpFlags.ACK, _acknowledged - 1), now);

    private void OnKeepAliveTimer(long now)
    {
        long idle = now - _lastReceivedAt;
        if (InFlight != 0 || Unsent != 0 || idle < Settings.KeepAliveIdle)
        {
            _keepAliveProbes = 0;
            _keepAliveAt = Math.Max(now, _lastReceivedAt) + Settings.KeepAliveIdle;
            return;
        }

        bool isOver = Settings.UserTimeout != 0 ? idle >= Settings.UserTimeout && _keepAliveProbes > 0 : _keepAliveProbes >= Settings.KeepAliveCount;
        if (isOver)
        {
            Abort(Errno.ETIMEDOUT, now);
            return;
        }

        _keepAliveProbes++;
        Probe(now);
        _keepAliveAt = now + Settings.KeepAliveInterval;
    }

    private void EnterTimeWait(long now)
    {
        State = TcpState.TCP_TIME_WAIT;
        _send.Clear();
        _retransmitAt = _keepAliveAt = Never;
        _waitAt = now + TimeWait;
        _events |= PollEvents.POLLIN | PollEvents.POLLOUT;
    }

    /// <summary>Nobody waits for the peer's end for ever once the user is gone.</summary>
    private void StartFinishTimer(long now)
    {
        if (State == TcpState.TCP_FIN_WAIT2 && IsOrphan) _waitAt = now + Settings.FinishTimeout;
    }
}
