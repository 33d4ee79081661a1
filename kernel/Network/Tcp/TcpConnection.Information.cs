// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Network.Tcp;

internal sealed partial class TcpConnection
{
    private const int Microsecond = 1000;

    private Traffic _traffic;

    /// <summary>What TCP_INFO shows beyond the state.</summary>
    internal void Describe(ref TcpInformation information, long now)
    {
        information.tcpi_retransmits = (byte)Math.Min(_roundTrip.Backoff, byte.MaxValue);
        information.tcpi_backoff = information.tcpi_retransmits;
        information.tcpi_probes = (byte)Math.Min(_windowProbes, byte.MaxValue);
        information.tcpi_options = IsScaling ? TcpInformation.TCPI_OPT_WSCALE : (byte)0;
        information.tcpi_wscale = IsScaling ? (byte)(_sendScale | (_receiveScale << 4)) : (byte)0;
        information.tcpi_ca_state = (byte)(_congestion.IsRecovering ? 3 : _roundTrip.Backoff != 0 ? 4 : 0);
        information.tcpi_rto = (uint)(_roundTrip.Timeout / Microsecond);
        information.tcpi_ato = (uint)(DelayedAcknowledgement / Microsecond);
        information.tcpi_snd_mss = (uint)SegmentSize;
        information.tcpi_rcv_mss = (uint)_peerSegmentSize;
        information.tcpi_unacked = (uint)((InFlight + SegmentSize - 1) / SegmentSize);
        information.tcpi_last_data_sent = MillisecondsSince(_lastSentAt, now);
        information.tcpi_last_data_recv = information.tcpi_last_ack_recv = MillisecondsSince(_lastReceivedAt, now);
        information.tcpi_pmtu = (uint)OwnSegmentSize;
        information.tcpi_rcv_ssthresh = (uint)Settings.ReceiveCapacity;
        information.tcpi_rtt = (uint)(_roundTrip.Smoothed / Microsecond);
        information.tcpi_rttvar = (uint)(_roundTrip.Variation / Microsecond);
        information.tcpi_snd_ssthresh = (uint)Math.Min(_congestion.Threshold / SegmentSize, int.MaxValue);
        information.tcpi_snd_cwnd = (uint)(_congestion.Window / SegmentSize);
        information.tcpi_advmss = (uint)OwnSegmentSize;
        information.tcpi_reordering = 3;
        information.tcpi_rcv_space = (uint)Settings.ReceiveCapacity;
        information.tcpi_total_retrans = (uint)Retransmissions;
        DescribeTraffic(ref information);
    }

    private struct Traffic
    {
        internal uint SegmentsOut;
        internal uint SegmentsIn;
        internal uint DataSegmentsOut;
        internal uint DataSegmentsIn;
        internal ulong BytesSent;
        internal ulong BytesRepeated;
    }

    /// <summary>What has passed, and how much of it counted.</summary>
    private void DescribeTraffic(ref TcpInformation information)
    {
        information.tcpi_max_pacing_rate = ulong.MaxValue;
        // Linux counts the SYN of who has called.
        information.tcpi_bytes_acked = (ulong)Math.Max(0, _acknowledged - (IsPassive ? 1 : 0));
        information.tcpi_bytes_received = (ulong)Math.Max(0, _expected - 1 - (HasPeerFinished ? 1 : 0));
        information.tcpi_segs_out = _traffic.SegmentsOut;
        information.tcpi_segs_in = _traffic.SegmentsIn;
        information.tcpi_notsent_bytes = (uint)Unsent;
        information.tcpi_data_segs_in = _traffic.DataSegmentsIn;
        information.tcpi_data_segs_out = _traffic.DataSegmentsOut;
        information.tcpi_bytes_sent = _traffic.BytesSent;
        information.tcpi_bytes_retrans = _traffic.BytesRepeated;
        information.tcpi_snd_wnd = (uint)_window;
    }

    private static uint MillisecondsSince(long time, long now) => time == 0 ? 0 : (uint)((now - time) / RoundTripTime.Millisecond);
}
