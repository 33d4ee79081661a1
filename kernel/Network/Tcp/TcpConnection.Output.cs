// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Network.Tcp;

internal sealed partial class TcpConnection
{
    /// <summary>net.ipv4.tcp_invalid_ratelimit.</summary>
    private const long ChallengeInterval = 500 * RoundTripTime.Millisecond;

    private NewReno _congestion;
    private RoundTripTime _roundTrip = RoundTripTime.New;
    private long _timedPosition = Never;
    private long _timedAt;
    private long _lastSentAt;
    private long _nextChallengeAt;

    /// <summary>More data follows soon (MSG_MORE): a short segment waits for it.</summary>
    internal bool HasMore { set => _hasMore = value; }

    private long InFlight => _sent - _acknowledged;

    /// <summary>Sends what the windows, Nagle's algorithm and the user allow.</summary>
    internal void Push(long now)
    {
        if (State is TcpState.TCP_SYN_SENT or TcpState.TCP_SYN_RECV or TcpState.TCP_CLOSE or TcpState.TCP_TIME_WAIT or TcpState.TCP_FIN_WAIT2) return;
        if (State == TcpState.TCP_FIN_WAIT1 && _acknowledged == 0) return;
        long dataEnd = _send.End + 1;
        bool wasIdle = InFlight == 0;
        while (true)
        {
            long left = Math.Max(0, dataEnd - _sent);
            bool isFinDue = _isFinQueued && _sent <= dataEnd;
            long room = _acknowledged + Math.Min(_window, _congestion.Window) - _sent;
            if ((left == 0 && !isFinDue) || room <= 0) break;
            int length = (int)Math.Min(Math.Min(left, room), SegmentSize);
            if (length < SegmentSize && !MaySendShort(length, length == left)) break;
            isFinDue &= length == left;
            SendData(_sent, length, isFinDue, now);
        }

        // A timer that ran for what was held back says nothing about what now is under way.
        if (wasIdle && InFlight > 0) _retransmitAt = Never;
        if (_acknowledged < _highestSent || Unsent > 0) StartRetransmitTimer(now);
    }

    /// <summary>Whether a segment that is not full goes out.</summary>
    private bool MaySendShort(int length, bool isLast)
    {
        // RFC 9293 §3.8.6.2.1: half of the peer's window is worth it, and so is anything if nothing else will come back.
        if (!isLast) return InFlight == 0 || length >= _largestWindow / 2;
        if (_isFinQueued || _sent < _highestSent) return true;
        if (Settings.IsCorked || _hasMore) return false;
        // Nagle (RFC 9293 §3.7.4), as Minshall put it: only one short segment under way.
        return Settings.SendsAtOnce || _smallEnd <= _acknowledged;
    }

    private void SendData(long position, int length, bool isFin, long now)
    {
        TcpFlags flags = TcpFlags.ACK;
        if (position + length == _send.End + 1 && length != 0) flags |= TcpFlags.PSH;
        if (isFin) flags |= TcpFlags.FIN;
        long end = position + length + (isFin ? 1 : 0);
        if (length != 0 && length < SegmentSize) _smallEnd = Math.Max(_smallEnd, end);
        if (end > _highestSent && _timedPosition == Never)
        {
            _timedPosition = end;
            _timedAt = now;
        }

        TcpHeader header = NewHeader(flags, position);
        if (_urgentEnd > position)
        {
            header.Flags |= TcpFlags.URG;
            header.UrgentPointer = (ushort)Math.Min(_urgentEnd - position, ushort.MaxValue);
        }

        if (length != 0)
        {
            _traffic.DataSegmentsOut++;
            _traffic.BytesSent += (ulong)length;
            _traffic.BytesRepeated += (ulong)Math.Clamp(_highestSent - position, 0, length);
        }

        Packet packet = new() { Payload = _send.Share(position - 1, length) };
        Emit(packet, header, now);
        // A reply to what has come lately: acknowledgements can ride on replies from now on.
        if (length != 0 && now - _lastReceivedAt < DelayedAcknowledgement) _quickAcknowledgements = 0;
        _lastSentAt = now;
        _sent = Math.Max(_sent, end);
        _highestSent = Math.Max(_highestSent, _sent);
    }

    private void SendSyn(TcpFlags flags, long now)
    {
        TcpHeader header = NewHeader(flags, 0);
        header.SegmentSize = (ushort)OwnSegmentSize;
        header.WindowScale = IsScaling || (flags & TcpFlags.ACK) == 0 ? _receiveScale : -1;
        // RFC 7323 §2.2: the window of a SYN is never scaled.
        header.Window = (ushort)Math.Min(MaximumWindow, Settings.ReceiveCapacity);
        _windowEnd = Math.Max(_windowEnd, _expected + header.Window);
        if (_timedPosition == Never && _roundTrip.Backoff == 0)
        {
            _timedPosition = 1;
            _timedAt = now;
        }

        Emit(new Packet(), header, now);
    }

    /// <summary>Tells the peer how far everything has come.</summary>
    private void SendAcknowledgement(long now) => Emit(new Packet(), NewHeader(TcpFlags.ACK, _highestSent), now);

    /// <summary>Answers a segment without data that does not fit; seldom, because the peer may find that the answer does not fit either (RFC 5961 §10).</summary>
    private void SendChallenge(long now)
    {
        if (now < _nextChallengeAt) return;
        _nextChallengeAt = now + ChallengeInterval;
        SendAcknowledgement(now);
    }

    private void SendReset(long now)
    {
        TcpHeader header = NewHeader(TcpFlags.RST | TcpFlags.ACK, _highestSent);
        header.Window = 0;
        Emit(new Packet(), header, now);
    }

    /// <summary>Answers a segment that cannot belong to anything.</summary>
    private void SendResetFor(uint sequence)
    {
        TcpHeader header = NewHeader(TcpFlags.RST, 0);
        header.Sequence = sequence;
        header.Acknowledgement = 0;
        header.Window = 0;
        Packet packet = new() { Source = _local, Destination = _remote };
        header.Put(packet);
        Outgoing.Add(packet);
        _traffic.SegmentsOut++;
    }

    private TcpHeader NewHeader(TcpFlags flags, long position) => new()
    {
        SourcePort = _local.Port,
        DestinationPort = _remote.Port,
        Sequence = SendNumber(position),
        Acknowledgement = (flags & TcpFlags.ACK) != 0 ? ReceiveNumber(_expected) : 0,
        Flags = flags,
        WindowScale = -1,
    };

    private void Emit(Packet packet, TcpHeader header, long now)
    {
        packet.Source = _local;
        packet.Destination = _remote;
        if (!header.Has(TcpFlags.SYN | TcpFlags.RST)) header.Window = AdvertiseWindow();
        if (header.Has(TcpFlags.ACK))
        {
            _acknowledgeAt = Never;
            _unacknowledgedBytes = 0;
            if (_quickAcknowledgements > 0) _quickAcknowledgements--;
        }

        header.Put(packet);
        Outgoing.Add(packet);
    }

    /// <summary>Where the window would end now: what was once promised stays so, and small steps are not told (RFC 9293 §3.8.6.2.2).</summary>
    private long NewWindowEnd()
    {
        long end = _expected + Math.Max(0, Settings.ReceiveLimit - _receive.Count);
        bool isWorthTelling = end - _windowEnd >= Math.Min(OwnSegmentSize, Settings.ReceiveLimit / 2);
        return isWorthTelling ? end : Math.Max(_windowEnd, _expected);
    }

    private ushort AdvertiseWindow()
    {
        int scale = IsScaling ? _receiveScale : 0;
        long end = NewWindowEnd();
        long size = end - _expected;
        // Rounded up where the end stays, so that it does not move back.
        long units = Math.Min(end > _windowEnd ? size >> scale : (size + (1L << scale) - 1) >> scale, MaximumWindow);
        _windowEnd = Math.Max(_windowEnd, _expected + (units << scale));
        return (ushort)units;
    }

    /// <summary>Sends the first segment that is not acknowledged once more.</summary>
    private void Retransmit(long now)
    {
        Retransmissions++;
        // Karn: what was sent twice says nothing about the time.
        _timedPosition = Never;
        if (State == TcpState.TCP_SYN_SENT || (State is TcpState.TCP_SYN_RECV or TcpState.TCP_FIN_WAIT1 && _acknowledged == 0))
        {
            SendSyn(State == TcpState.TCP_SYN_SENT ? TcpFlags.SYN : TcpFlags.SYN | TcpFlags.ACK, now);
            return;
        }

        long left = _send.End + 1 - _acknowledged;
        int length = (int)Math.Clamp(left, 0, SegmentSize);
        bool isFin = _isFinQueued && _acknowledged + length == _send.End + 1 && _highestSent > _send.End + 1;
        SendData(_acknowledged, length, isFin, now);
    }

    /// <summary>How many segments were sent again.</summary>
    internal long Retransmissions { get; private set; }
}
