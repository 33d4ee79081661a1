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
    private const long Millisecond = RoundTripTime.Millisecond;

    private static ReadOnlySpan<byte> CongestionName => "reno"u8;

    public override Errno SetOption(int level, int option, ReadOnlySpan<byte> value)
    {
        if (level != InternetProtocol.IPPROTO_TCP) return base.SetOption(level, option, value);
        if (option == TcpOption.TCP_CONGESTION) return SetCongestion(value);
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
                if (_connection is not null) _connection.AcknowledgesQuickly = (number & 1) != 0;
                return Errno.None;
            case TcpOption.TCP_LINGER2:
                Tcp.FinishTimeout = number < 0 ? 0 : Math.Min(number == 0 ? 60 : number, MaximumFinishSeconds) * TcpSettings.Second;
                return Errno.None;
            case TcpOption.TCP_USER_TIMEOUT:
                if (number < 0) return Errno.EINVAL;
                Tcp.UserTimeout = number * Millisecond;
                return Errno.None;
            default:
                return SetKeepAlive(option, number);
        }
    }

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

    public override Result<int> GetOption(int level, int option, Span<byte> value)
    {
        if (level != InternetProtocol.IPPROTO_TCP) return base.GetOption(level, option, value);
        if (option == TcpOption.TCP_CONGESTION)
        {
            value[..CongestionNameBytes].Clear();
            CongestionName.CopyTo(value);
            return CongestionNameBytes;
        }

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
        TcpOption.TCP_MAXSEG => _connection is { IsClosed: false } connection ? connection.SegmentSize : Tcp.SegmentSize != 0 ? Tcp.SegmentSize : TcpConnection.DefaultSegmentSize,
        TcpOption.TCP_KEEPIDLE => (int)(Tcp.KeepAliveIdle / TcpSettings.Second),
        TcpOption.TCP_KEEPINTVL => (int)(Tcp.KeepAliveInterval / TcpSettings.Second),
        TcpOption.TCP_KEEPCNT => Tcp.KeepAliveCount,
        TcpOption.TCP_SYNCNT => Tcp.SynRetries,
        TcpOption.TCP_LINGER2 => Tcp.FinishTimeout == 0 ? -1 : (int)(Tcp.FinishTimeout / TcpSettings.Second),
        TcpOption.TCP_QUICKACK => _connection is { AcknowledgesQuickly: false } ? 0 : 1,
        TcpOption.TCP_USER_TIMEOUT => (int)(Tcp.UserTimeout / Millisecond),
        _ => null,
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

    /// <summary>What was set at the level of sockets counts at once.</summary>
    public override void OnSettingChanged(int option)
    {
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
