// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Sockets;
using Skift.Machine;

namespace Skift.Network.Tcp;

internal sealed partial class TcpSocket
{
    private const int MinimumUserSegment = 88;
    private const int MaximumUserSegment = 32767;
    private const int MaximumSeconds = 32767;
    private const int MaximumCount = 127;
    private const int MaximumFinishSeconds = 120;
    private const int CongestionNameBytes = 16;
    private const int MinimumWindowLimit = 1152;
    private const int MaximumFastOpen = 4096;
    private const long Millisecond = RoundTripTime.Millisecond;

    private readonly int[] _remembered = new int[TcpOption.TCP_TX_DELAY + 1];
    private bool _acknowledgesSlowly;

    private static ReadOnlySpan<byte> CongestionName => "reno"u8;

    public override Errno SetOption(int level, int option, ReadOnlySpan<byte> value)
    {
        if (level != InternetProtocol.IPPROTO_TCP) return base.SetOption(level, option, value);
        if (option == TcpOption.TCP_CONGESTION) return SetCongestion(value);
        // Protocols above this one (TLS) are modules on Linux, of which there are none here.
        if (option == TcpOption.TCP_ULP) return value.IsEmpty ? Errno.EINVAL : Errno.ENOENT;
        if (value.Length < sizeof(int)) return Errno.EINVAL;
        int number = BitConverter.ToInt32(value);
        Own();
        try
        {
            return SetNumber(option, number);
        }
        finally
        {
            Release();
        }
    }

    /// <summary>There is one way of congestion control to choose from.</summary>
    private static Errno SetCongestion(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return Errno.EINVAL;
        int end = value.IndexOf((byte)0);
        return value[..(end < 0 ? value.Length : end)].SequenceEqual(CongestionName) ? Errno.None : Errno.ENOENT;
    }

    private Errno SetNumber(int option, int number)
    {
        switch (option)
        {
            case TcpOption.TCP_NODELAY:
                Tcp.SendsAtOnce = number != 0;
                if (number != 0) _connection?.Push(Clock.MonotonicNanoseconds);
                return Errno.None;
            case TcpOption.TCP_CORK:
                Tcp.IsCorked = number != 0;
                if (number == 0) _connection?.Push(Clock.MonotonicNanoseconds);
                return Errno.None;
            case TcpOption.TCP_MAXSEG:
                if (number != 0 && number is < MinimumUserSegment or > MaximumUserSegment) return Errno.EINVAL;
                Tcp.SegmentSize = number;
                return Errno.None;
            case TcpOption.TCP_QUICKACK:
                // An even number lets one acknowledgement go that waits, and leaves the rest as it is.
                _acknowledgesSlowly = number == 0;
                if (_connection is not null) _connection.AcknowledgesQuickly = number != 0 && ((number & 1) != 0 || !_connection.HoldsAcknowledgement);
                return Errno.None;
            case TcpOption.TCP_LINGER2:
                Tcp.FinishTimeout = number < 0 ? 0 : Math.Min(number == 0 ? 60 : number, MaximumFinishSeconds) * TcpSettings.Second;
                return Errno.None;
            case TcpOption.TCP_USER_TIMEOUT:
                if (number < 0) return Errno.EINVAL;
                Tcp.UserTimeout = number * Millisecond;
                return Errno.None;
            case TcpOption.TCP_DEFER_ACCEPT:
                Tcp.DeferTime = TcpRetries.ToSeconds(TcpRetries.FromSeconds(number)) * TcpSettings.Second;
                return Errno.None;
            case TcpOption.TCP_WINDOW_CLAMP:
                if (number == 0 && State != TcpState.TCP_CLOSE) return Errno.EINVAL;
                Tcp.WindowLimit = number == 0 ? 0 : Math.Max(number, MinimumWindowLimit);
                return Errno.None;
            case TcpOption.TCP_NOTSENT_LOWAT:
                Tcp.UnsentLimit = (uint)number;
                return Errno.None;
            default:
                return IsRemembered(option) ? Remember(option, number) : SetKeepAlive(option, number);
        }
    }

    /// <summary>Options for which nothing changes between two ends on one machine: fast open without a cookie is an ordinary one, and nothing is late.</summary>
    private static bool IsRemembered(int option) =>
        option is TcpOption.TCP_THIN_LINEAR_TIMEOUTS or TcpOption.TCP_THIN_DUPACK or TcpOption.TCP_FASTOPEN or TcpOption.TCP_FASTOPEN_CONNECT
            or TcpOption.TCP_FASTOPEN_NO_COOKIE or TcpOption.TCP_INQ or TcpOption.TCP_TX_DELAY;

    private Errno Remember(int option, int number)
    {
        const int LongestDelay = (1 << 28) - 1;
        bool isCount = option is TcpOption.TCP_FASTOPEN or TcpOption.TCP_TX_DELAY;
        if (isCount ? number < 0 : number is < 0 or > 1) return Errno.EINVAL;
        switch (option)
        {
            case TcpOption.TCP_FASTOPEN:
                if (State is not (TcpState.TCP_CLOSE or TcpState.TCP_LISTEN)) return Errno.EINVAL;
                number = Math.Min(number, MaximumFastOpen);
                break;
            case TcpOption.TCP_FASTOPEN_CONNECT:
                if (State != TcpState.TCP_CLOSE) return Errno.EINVAL;
                break;
            case TcpOption.TCP_TX_DELAY:
                if (number > LongestDelay) return Errno.EINVAL;
                break;
            case TcpOption.TCP_THIN_DUPACK:
                // Obsolete: taken, and off.
                number = 0;
                break;
        }

        _remembered[option] = number;
        return Errno.None;
    }

    private bool TellsReadable => _remembered[TcpOption.TCP_INQ] != 0;

    private Errno SetKeepAlive(int option, int number)
    {
        bool isCount = option is TcpOption.TCP_KEEPCNT or TcpOption.TCP_SYNCNT;
        if (!isCount && option is not (TcpOption.TCP_KEEPIDLE or TcpOption.TCP_KEEPINTVL)) return Errno.ENOPROTOOPT;
        if (number < 1 || number > (isCount ? MaximumCount : MaximumSeconds)) return Errno.EINVAL;
        switch (option)
        {
            case TcpOption.TCP_KEEPIDLE:
                Tcp.KeepAliveIdle = number * TcpSettings.Second;
                _connection?.UpdateKeepAlive(Clock.MonotonicNanoseconds);
                break;
            case TcpOption.TCP_KEEPINTVL:
                Tcp.KeepAliveInterval = number * TcpSettings.Second;
                break;
            case TcpOption.TCP_KEEPCNT:
                Tcp.KeepAliveCount = number;
                break;
            default:
                Tcp.SynRetries = number;
                break;
        }

        return Errno.None;
    }

    public override Result<int> GetOption(int level, int option, int room, Span<byte> value)
    {
        if (level != InternetProtocol.IPPROTO_TCP) return base.GetOption(level, option, room, value);
        if (option == TcpOption.TCP_CONGESTION)
        {
            value[..CongestionNameBytes].Clear();
            CongestionName.CopyTo(value);
            return CongestionNameBytes;
        }

        // Nothing is known of these: no protocol above, nothing that "reno" tells.
        if (option is TcpOption.TCP_ULP or TcpOption.TCP_CC_INFO) return 0;
        Own();
        try
        {
            if (option == TcpOption.TCP_INFO) return PutInformation(value);
            if (NumberOf(option) is not int number) return Errno.ENOPROTOOPT;
            _ = BitConverter.TryWriteBytes(value, number);
            return sizeof(int);
        }
        finally
        {
            Release();
        }
    }

    private int? NumberOf(int option) => option switch
    {
        TcpOption.TCP_NODELAY => Tcp.SendsAtOnce ? 1 : 0,
        TcpOption.TCP_CORK => Tcp.IsCorked ? 1 : 0,
        TcpOption.TCP_MAXSEG => _connection is { IsClosed: false } open ? open.SegmentSize : Tcp.SegmentSize != 0 ? Tcp.SegmentSize : TcpConnection.DefaultSegmentSize,
        TcpOption.TCP_KEEPIDLE => (int)(Tcp.KeepAliveIdle / TcpSettings.Second),
        TcpOption.TCP_KEEPINTVL => (int)(Tcp.KeepAliveInterval / TcpSettings.Second),
        TcpOption.TCP_KEEPCNT => Tcp.KeepAliveCount,
        TcpOption.TCP_SYNCNT => Tcp.SynRetries,
        TcpOption.TCP_LINGER2 => Tcp.FinishTimeout == 0 ? -1 : (int)(Tcp.FinishTimeout / TcpSettings.Second),
        TcpOption.TCP_QUICKACK => (_connection is TcpConnection connection ? connection.AcknowledgesQuickly : !_acknowledgesSlowly) ? 1 : 0,
        TcpOption.TCP_DEFER_ACCEPT => (int)(Tcp.DeferTime / TcpSettings.Second),
        TcpOption.TCP_WINDOW_CLAMP => Tcp.WindowLimit,
        TcpOption.TCP_NOTSENT_LOWAT => (int)Tcp.UnsentLimit,
        TcpOption.TCP_USER_TIMEOUT => (int)(Tcp.UserTimeout / Millisecond),
        _ => IsRemembered(option) ? _remembered[option] : null,
    };

    private int PutInformation(Span<byte> value)
    {
        TcpInformation information = default;
        information.tcpi_state = (byte)State;
        if (_stage == Stage.Listening)
        {
            (int waiting, int limit) = Backlog;
            information.tcpi_unacked = (uint)waiting;
            information.tcpi_sacked = (uint)limit;
        }
        else
        {
            _connection?.Describe(ref information, Clock.MonotonicNanoseconds);
        }

        information.CopyTo(value);
        return TcpInformation.Bytes;
    }

    public override Errno CheckCommonOption(int option, int value) => option switch
    {
        SocketOption.SO_ZEROCOPY => value is 0 or 1 ? Errno.None : Errno.EINVAL,
        SocketOption.SO_REUSEPORT or SocketOption.SO_TXREHASH => Errno.None,
        SocketOption.SO_PEEK_OFF => Errno.EOPNOTSUPP,
        // Numbers for what was sent need something that is sent (SOF_TIMESTAMPING_OPT_ID).
        SocketOption.SO_TIMESTAMPING or SocketOption.SO_TIMESTAMPING_NEW =>
            (value & TimestampingFlag.SOF_TIMESTAMPING_OPT_ID) != 0 && State is TcpState.TCP_CLOSE or TcpState.TCP_LISTEN ? Errno.EINVAL : Errno.None,
        _ => base.CheckCommonOption(option, value),
    };

    public override (int Received, int Sent, int Drops) MemoryInUse => _connection is TcpConnection connection ? ((int)connection.Readable, (int)connection.Unacknowledged, 0) : default;

    /// <summary>What was set at the level of sockets counts at once.</summary>
    public override void OnSettingChanged(int option)
    {
        // A receiver that waits for more than its buffer takes would wait for ever.
        if (option == SocketOption.SO_RCVLOWAT) Settings.LowWater = Math.Min(Settings.LowWater, (int)Tcp.ReceiveCapacity / 2);
        if (option is not (SocketOption.SO_KEEPALIVE or SocketOption.SO_SNDBUF or SocketOption.SO_RCVBUF or SocketOption.SO_SNDBUFFORCE or SocketOption.SO_RCVBUFFORCE)) return;
        Own();
        try
        {
            UpdateTcpSettings();
            if (option == SocketOption.SO_KEEPALIVE) _connection?.UpdateKeepAlive(Clock.MonotonicNanoseconds);
        }
        finally
        {
            Release();
        }
    }
}
