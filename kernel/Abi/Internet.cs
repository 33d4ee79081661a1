// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary>Protocols above IP, which are also levels of <c>setsockopt(2)</c> (linux/in.h).</summary>
public static class InternetProtocol
{
    public const int IPPROTO_IP = 0;
    public const int IPPROTO_ICMP = 1;
    public const int IPPROTO_TCP = 6;
    public const int IPPROTO_UDP = 17;
    public const int IPPROTO_IPV6 = 41;
    public const int IPPROTO_ICMPV6 = 58;
    public const int IPPROTO_MAX = 262 + 1;

    /// <summary>Bytes of <c>struct sockaddr_in</c>.</summary>
    public const int AddressBytes = 16;

    /// <summary>Bytes of <c>struct sockaddr_in6</c>, and of it before RFC 2553 added the scope.</summary>
    public const int Address6Bytes = 28;
    public const int OldAddress6Bytes = 24;
}

/// <summary>Options of <c>ip(7)</c>.</summary>
public static class IPOption
{
    public const int IP_TOS = 1;
    public const int IP_TTL = 2;
    public const int IP_HDRINCL = 3;
    public const int IP_OPTIONS = 4;
    public const int IP_RECVOPTS = 6;
    public const int IP_RETOPTS = 7;
    public const int IP_PKTINFO = 8;
    public const int IP_MTU_DISCOVER = 10;
    public const int IP_RECVERR = 11;
    public const int IP_RECVTTL = 12;
    public const int IP_RECVTOS = 13;
    public const int IP_MTU = 14;
    public const int IP_FREEBIND = 15;
    public const int IP_PASSSEC = 18;
    public const int IP_TRANSPARENT = 19;
    public const int IP_RECVORIGDSTADDR = 20;
    public const int IP_MINTTL = 21;
    public const int IP_NODEFRAG = 22;
    public const int IP_CHECKSUM = 23;
    public const int IP_BIND_ADDRESS_NO_PORT = 24;
    public const int IP_RECVFRAGSIZE = 25;
    public const int IP_RECVERR_RFC4884 = 26;
    public const int IP_MULTICAST_IF = 32;
    public const int IP_MULTICAST_TTL = 33;
    public const int IP_MULTICAST_LOOP = 34;
    public const int IP_MULTICAST_ALL = 49;
    public const int IP_UNICAST_IF = 50;
    public const int IP_PMTUDISC_WANT = 1;
    public const int IP_PMTUDISC_OMIT = 5;
}

/// <summary>Options of <c>ipv6(7)</c>.</summary>
public static class IPv6Option
{
    public const int IPV6_2292PKTINFO = 2;
    public const int IPV6_2292HOPOPTS = 3;
    public const int IPV6_2292DSTOPTS = 4;
    public const int IPV6_2292RTHDR = 5;
    public const int IPV6_2292HOPLIMIT = 8;
    public const int IPV6_FLOWINFO = 11;
    public const int IPV6_UNICAST_HOPS = 16;
    public const int IPV6_MULTICAST_IF = 17;
    public const int IPV6_MULTICAST_HOPS = 18;
    public const int IPV6_MULTICAST_LOOP = 19;
    public const int IPV6_ROUTER_ALERT = 22;
    public const int IPV6_MTU_DISCOVER = 23;
    public const int IPV6_MTU = 24;
    public const int IPV6_RECVERR = 25;
    public const int IPV6_V6ONLY = 26;
    public const int IPV6_MULTICAST_ALL = 29;
    public const int IPV6_ROUTER_ALERT_ISOLATE = 30;
    public const int IPV6_RECVERR_RFC4884 = 31;
    public const int IPV6_FLOWINFO_SEND = 33;
    public const int IPV6_RECVPKTINFO = 49;
    public const int IPV6_PKTINFO = 50;
    public const int IPV6_RECVHOPLIMIT = 51;
    public const int IPV6_HOPLIMIT = 52;
    public const int IPV6_RECVHOPOPTS = 53;
    public const int IPV6_RECVRTHDR = 56;
    public const int IPV6_RECVDSTOPTS = 58;
    public const int IPV6_RECVPATHMTU = 60;
    public const int IPV6_DONTFRAG = 62;
    public const int IPV6_RECVTCLASS = 66;
    public const int IPV6_TCLASS = 67;
    public const int IPV6_AUTOFLOWLABEL = 70;
    public const int IPV6_MINHOPCOUNT = 73;
    public const int IPV6_RECVORIGDSTADDR = 74;
    public const int IPV6_TRANSPARENT = 75;
    public const int IPV6_UNICAST_IF = 76;
    public const int IPV6_RECVFRAGSIZE = 77;
    public const int IPV6_FREEBIND = 78;
}

/// <summary>Options of <c>udp(7)</c>; UDP_SEGMENT and UDP_GRO are control messages too.</summary>
public static class UdpOption
{
    public const int UDP_CORK = 1;
    public const int UDPLITE_SEND_CSCOV = 10;
    public const int UDPLITE_RECV_CSCOV = 11;
    public const int UDP_ENCAP = 100;
    public const int UDP_NO_CHECK6_TX = 101;
    public const int UDP_NO_CHECK6_RX = 102;
    public const int UDP_SEGMENT = 103;
    public const int UDP_GRO = 104;
}

/// <summary>Options of <c>tcp(7)</c>.</summary>
public static class TcpOption
{
    public const int TCP_NODELAY = 1;
    public const int TCP_MAXSEG = 2;
    public const int TCP_CORK = 3;
    public const int TCP_KEEPIDLE = 4;
    public const int TCP_KEEPINTVL = 5;
    public const int TCP_KEEPCNT = 6;
    public const int TCP_SYNCNT = 7;
    public const int TCP_LINGER2 = 8;
    public const int TCP_DEFER_ACCEPT = 9;
    public const int TCP_WINDOW_CLAMP = 10;
    public const int TCP_INFO = 11;
    public const int TCP_QUICKACK = 12;
    public const int TCP_CONGESTION = 13;
    public const int TCP_THIN_LINEAR_TIMEOUTS = 16;
    public const int TCP_THIN_DUPACK = 17;
    public const int TCP_USER_TIMEOUT = 18;
    public const int TCP_FASTOPEN = 23;
    public const int TCP_NOTSENT_LOWAT = 25;
    public const int TCP_CC_INFO = 26;
    public const int TCP_SAVE_SYN = 27;
    public const int TCP_SAVED_SYN = 28;
    public const int TCP_FASTOPEN_CONNECT = 30;
    public const int TCP_ULP = 31;
    public const int TCP_FASTOPEN_NO_COOKIE = 34;
    public const int TCP_INQ = 36;
    public const int TCP_CM_INQ = TCP_INQ;
    public const int TCP_TX_DELAY = 37;
}

/// <summary>States of a connection, as <c>TCP_INFO</c> and <c>/proc/net/tcp</c> number them (net/tcp_states.h).</summary>
public enum TcpState
{
    TCP_ESTABLISHED = 1,
    TCP_SYN_SENT,
    TCP_SYN_RECV,
    TCP_FIN_WAIT1,
    TCP_FIN_WAIT2,
    TCP_TIME_WAIT,
    TCP_CLOSE,
    TCP_CLOSE_WAIT,
    TCP_LAST_ACK,
    TCP_LISTEN,
    TCP_CLOSING,
}

/// <summary><c>struct tcp_info</c> as Linux 6.1 has it (linux/tcp.h).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct TcpInformation
{
    public byte tcpi_state;
    public byte tcpi_ca_state;
    public byte tcpi_retransmits;
    public byte tcpi_probes;
    public byte tcpi_backoff;
    public byte tcpi_options;
    /// <summary>Window scales: what the peer shifts in the low, what this side shifts in the high four bits.</summary>
    public byte tcpi_wscale;
    public byte tcpi_flags;
    public uint tcpi_rto;
    public uint tcpi_ato;
    public uint tcpi_snd_mss;
    public uint tcpi_rcv_mss;
    public uint tcpi_unacked;
    public uint tcpi_sacked;
    public uint tcpi_lost;
    public uint tcpi_retrans;
    public uint tcpi_fackets;
    public uint tcpi_last_data_sent;
    public uint tcpi_last_ack_sent;
    public uint tcpi_last_data_recv;
    public uint tcpi_last_ack_recv;
    public uint tcpi_pmtu;
    public uint tcpi_rcv_ssthresh;
    public uint tcpi_rtt;
    public uint tcpi_rttvar;
    public uint tcpi_snd_ssthresh;
    public uint tcpi_snd_cwnd;
    public uint tcpi_advmss;
    public uint tcpi_reordering;
    public uint tcpi_rcv_rtt;
    public uint tcpi_rcv_space;
    public uint tcpi_total_retrans;
    public ulong tcpi_pacing_rate;
    public ulong tcpi_max_pacing_rate;
    public ulong tcpi_bytes_acked;
    public ulong tcpi_bytes_received;
    public uint tcpi_segs_out;
    public uint tcpi_segs_in;
    public uint tcpi_notsent_bytes;
    public uint tcpi_min_rtt;
    public uint tcpi_data_segs_in;
    public uint tcpi_data_segs_out;
    public ulong tcpi_delivery_rate;
    public ulong tcpi_busy_time;
    public ulong tcpi_rwnd_limited;
    public ulong tcpi_sndbuf_limited;
    public uint tcpi_delivered;
    public uint tcpi_delivered_ce;
    public ulong tcpi_bytes_sent;
    public ulong tcpi_bytes_retrans;
    public uint tcpi_dsack_dups;
    public uint tcpi_reord_seen;
    public uint tcpi_rcv_ooopack;
    public uint tcpi_snd_wnd;

    public const int Bytes = 232;

    private const int WordsOffset = 8;

    /// <summary>Writes it as it lies in memory.</summary>
    public readonly void CopyTo(Span<byte> target)
    {
        ReadOnlySpan<byte> bytes = [tcpi_state, tcpi_ca_state, tcpi_retransmits, tcpi_probes, tcpi_backoff, tcpi_options, tcpi_wscale, tcpi_flags];
        bytes.CopyTo(target);
        ReadOnlySpan<uint> words =
        [
            tcpi_rto, tcpi_ato, tcpi_snd_mss, tcpi_rcv_mss, tcpi_unacked, tcpi_sacked, tcpi_lost, tcpi_retrans, tcpi_fackets, tcpi_last_data_sent,
            tcpi_last_ack_sent, tcpi_last_data_recv, tcpi_last_ack_recv, tcpi_pmtu, tcpi_rcv_ssthresh, tcpi_rtt, tcpi_rttvar, tcpi_snd_ssthresh,
            tcpi_snd_cwnd, tcpi_advmss, tcpi_reordering, tcpi_rcv_rtt, tcpi_rcv_space, tcpi_total_retrans,
            (uint)tcpi_pacing_rate, (uint)(tcpi_pacing_rate >> 32), (uint)tcpi_max_pacing_rate, (uint)(tcpi_max_pacing_rate >> 32),
            (uint)tcpi_bytes_acked, (uint)(tcpi_bytes_acked >> 32), (uint)tcpi_bytes_received, (uint)(tcpi_bytes_received >> 32),
            tcpi_segs_out, tcpi_segs_in, tcpi_notsent_bytes, tcpi_min_rtt, tcpi_data_segs_in, tcpi_data_segs_out,
            (uint)tcpi_delivery_rate, (uint)(tcpi_delivery_rate >> 32), (uint)tcpi_busy_time, (uint)(tcpi_busy_time >> 32),
            (uint)tcpi_rwnd_limited, (uint)(tcpi_rwnd_limited >> 32), (uint)tcpi_sndbuf_limited, (uint)(tcpi_sndbuf_limited >> 32),
            tcpi_delivered, tcpi_delivered_ce, (uint)tcpi_bytes_sent, (uint)(tcpi_bytes_sent >> 32), (uint)tcpi_bytes_retrans, (uint)(tcpi_bytes_retrans >> 32),
            tcpi_dsack_dups, tcpi_reord_seen, tcpi_rcv_ooopack, tcpi_snd_wnd,
        ];
        for (int i = 0; i < words.Length; i++)
        {
            _ = BitConverter.TryWriteBytes(target[(WordsOffset + (i * sizeof(uint)))..], words[i]);
        }
    }

    /// <summary>Window scaling is in use.</summary>
    public const byte TCPI_OPT_WSCALE = 4;
}

/// <summary>Who found an error that MSG_ERRQUEUE tells (linux/errqueue.h).</summary>
public static class ErrorOrigin
{
    public const byte SO_EE_ORIGIN_LOCAL = 1;
    public const byte SO_EE_ORIGIN_ICMP = 2;
    public const byte SO_EE_ORIGIN_ICMP6 = 3;

    /// <summary>Bytes of <c>struct sock_extended_err</c>.</summary>
    public const int ErrorBytes = 16;
}
