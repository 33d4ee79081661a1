// SPDX-License-Identifier: MIT

namespace Skift.Network.Tcp;

/// <summary>What a connection may be told about how to behave (<c>tcp(7)</c>). Times in nanoseconds.</summary>
internal sealed class TcpSettings
{
    internal const long Second = 1_000_000_000;

    /// <summary>TCP_NODELAY.</summary>
    internal bool SendsAtOnce { get; set; }

    /// <summary>TCP_CORK.</summary>
    internal bool IsCorked { get; set; }

    /// <summary>TCP_MAXSEG; 0: what the interface carries.</summary>
    internal int SegmentSize { get; set; }

    /// <summary>SO_KEEPALIVE.</summary>
    internal bool KeepsAlive { get; set; }

    /// <summary>TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT.</summary>
    internal long KeepAliveIdle { get; set; } = 7200 * Second;

    internal long KeepAliveInterval { get; set; } = 75 * Second;

    internal int KeepAliveCount { get; set; } = 9;

    /// <summary>TCP_SYNCNT: how often a SYN is repeated.</summary>
    internal int SynRetries { get; set; } = 6;

    /// <summary>net.ipv4.tcp_retries2: how often data is.</summary>
    internal int DataRetries { get; set; } = 15;

    /// <summary>TCP_USER_TIMEOUT; 0: by the number of repetitions.</summary>
    internal long UserTimeout { get; set; }

    /// <summary>TCP_LINGER2: how long a closed connection waits for the peer's end.</summary>
    internal long FinishTimeout { get; set; } = 60 * Second;

    /// <summary>TCP_DEFER_ACCEPT: how long a listener leaves a connection alone that has no data yet; 0: not at all.</summary>
    internal long DeferTime { get; set; }

    /// <summary>TCP_NOTSENT_LOWAT: bytes that may wait to be sent for the first time; 0: as many as the buffer holds.</summary>
    internal uint UnsentLimit { get; set; }

    /// <summary>TCP_WINDOW_CLAMP: the largest window to offer; 0: what the buffer holds.</summary>
    internal int WindowLimit { get; set; }

    /// <summary>Bytes that may wait to be sent and acknowledged.</summary>
    internal long SendCapacity { get; set; } = 65536;

    /// <summary>Bytes that may wait to be read.</summary>
    internal long ReceiveCapacity { get; set; } = 65536;

    /// <summary>How much of that is offered to the peer.</summary>
    internal long ReceiveLimit => WindowLimit != 0 ? System.Math.Min(ReceiveCapacity, WindowLimit) : ReceiveCapacity;

    internal TcpSettings Copy() => (TcpSettings)MemberwiseClone();
}
