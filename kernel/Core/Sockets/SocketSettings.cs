// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;

namespace Skift.Core.Sockets;

/// <summary>The options that every socket has (<c>socket(7)</c>). Single words, read and written whole; no lock.</summary>
public sealed class SocketSettings
{
    /// <summary>net.core.wmem_default and its maximum, as Linux ships them.</summary>
    public const int DefaultBufferBytes = 212992;
    private const int MinimumSendBytes = 4608;
    private const int MinimumReceiveBytes = 2304;
    private const int SendLock = 1;
    private const int ReceiveLock = 2;

    private int _sendBytes = DefaultBufferBytes;
    private int _receiveBytes = DefaultBufferBytes;
    private int _flags;
    private long _receiveTimeout = WaitQueue.Forever;
    private long _sendTimeout = WaitQueue.Forever;

    /// <summary>SO_SNDBUF: bytes of memory that may wait for readers.</summary>
    public int SendBytes
    {
        get => Volatile.Read(ref _sendBytes);
        set => Volatile.Write(ref _sendBytes, System.Math.Max(value, MinimumSendBytes));
    }

    /// <summary>SO_RCVBUF.</summary>
    public int ReceiveBytes
    {
        get => Volatile.Read(ref _receiveBytes);
        set => Volatile.Write(ref _receiveBytes, System.Math.Max(value, MinimumReceiveBytes));
    }

    /// <summary>The user has chosen the sizes; otherwise a protocol may use more than it begins with.</summary>
    public bool HasSendBytes { get; set; }

    public bool HasReceiveBytes { get; set; }

    /// <summary>SO_RCVTIMEO in nanoseconds; <see cref="WaitQueue.Forever"/> for none.</summary>
    public long ReceiveTimeout
    {
        get => Volatile.Read(ref _receiveTimeout);
        set => Volatile.Write(ref _receiveTimeout, value);
    }

    /// <summary>SO_SNDTIMEO in nanoseconds; <see cref="WaitQueue.Forever"/> for none.</summary>
    public long SendTimeout
    {
        get => Volatile.Read(ref _sendTimeout);
        set => Volatile.Write(ref _sendTimeout, value);
    }

    /// <summary>SO_RCVLOWAT.</summary>
    public int LowWater { get; set; } = 1;

    /// <summary>SO_PEEK_OFF; negative if off.</summary>
    public int PeekOffset { get; set; } = -1;

    public int Priority { get; set; }

    /// <summary>SO_LINGER in seconds, if <see cref="SocketFlags.Linger"/>.</summary>
    public int LingerSeconds { get; set; }

    /// <summary>SO_TIMESTAMP and SO_TIMESTAMPNS: what is told of when data came.</summary>
    public TimestampKind Timestamp { get; set; }

    /// <summary>SO_TIMESTAMPING: its flags, and whether they were set by the option's new number.</summary>
    public int TimestampingFlags { get; set; }

    public bool HasNewTimestamping { get; set; }

    /// <summary>SO_BINDTODEVICE, SO_BINDTOIFINDEX: the only interface to use; 0 for all.</summary>
    public int BoundInterface { get; set; }

    /// <summary>SO_BUF_LOCK.</summary>
    public int BufferLocks
    {
        get => (HasSendBytes ? SendLock : 0) | (HasReceiveBytes ? ReceiveLock : 0);
        set
        {
            HasSendBytes = (value & SendLock) != 0;
            HasReceiveBytes = (value & ReceiveLock) != 0;
        }
    }

    /// <summary>What is kept for who asks and has no effect without a device that could obey: SO_MARK, SO_BUSY_POLL, SO_INCOMING_CPU, SO_MAX_PACING_RATE, SO_TXTIME.</summary>
    public int Mark { get; set; }

    public int BusyPoll { get; set; }

    public int IncomingCpu { get; set; } = -1;

    public ulong PacingRate { get; set; } = ulong.MaxValue;

    public int SendTimeClock { get; set; }

    public int SendTimeFlags { get; set; }

    public bool HasTransmitRehash { get; set; } = true;

    /// <summary>Some time stamp is asked for (SO_TIMESTAMP and its like), so data is to be stamped when it comes.</summary>
    public bool WantsTime => Timestamp != TimestampKind.None || (TimestampingFlags & TimestampingFlag.SOF_TIMESTAMPING_RX_SOFTWARE) != 0;

    /// <summary>Takes over all that another socket has, as a connection does from its listener.</summary>
    public void CopyFrom(SocketSettings other)
    {
        SendBytes = other.SendBytes;
        ReceiveBytes = other.ReceiveBytes;
        BufferLocks = other.BufferLocks;
        Timestamp = other.Timestamp;
        TimestampingFlags = other.TimestampingFlags;
        BoundInterface = other.BoundInterface;
        Mark = other.Mark;
        BusyPoll = other.BusyPoll;
        IncomingCpu = other.IncomingCpu;
        PacingRate = other.PacingRate;
        SendTimeClock = other.SendTimeClock;
        SendTimeFlags = other.SendTimeFlags;
        HasTransmitRehash = other.HasTransmitRehash;
        ReceiveTimeout = other.ReceiveTimeout;
        SendTimeout = other.SendTimeout;
        LowWater = other.LowWater;
        Priority = other.Priority;
        LingerSeconds = other.LingerSeconds;
        Volatile.Write(ref _flags, Volatile.Read(ref other._flags));
    }

    public bool Has(SocketFlags flag) => (Volatile.Read(ref _flags) & (int)flag) != 0;

    public void Set(SocketFlags flag, bool isOn)
    {
        int before;
        int after;
        do
        {
            before = Volatile.Read(ref _flags);
            after = isOn ? before | (int)flag : before & ~(int)flag;
        }
        while (Interlocked.CompareExchange(ref _flags, after, before) != before);
    }
}

/// <summary>Options that are on or off.</summary>
[System.Flags]
public enum SocketFlags
{
    Debug = 1,
    ReuseAddress = 2,
    DontRoute = 4,
    Broadcast = 8,
    KeepAlive = 16,
    OutOfBandInline = 32,
    ReusePort = 64,
    PassCredentials = 128,
    Linger = 256,
    NoChecksum = 512,
    PassSecurity = 1024,
    TellsOverflow = 2048,
    WirelessStatus = 4096,
    NoFrameChecksum = 8192,
    FilterLocked = 1 << 14,
    SelectsErrors = 1 << 15,
    PrefersBusyPoll = 1 << 16,
    TellsMark = 1 << 17,
    ZeroCopy = 1 << 18,
    SendTime = 1 << 19,
}

/// <summary>How SO_TIMESTAMP and its like tell a time: as struct timeval or struct timespec, by the option's old or new number.</summary>
public enum TimestampKind
{
    None,
    Microseconds,
    Nanoseconds,
    NewMicroseconds,
    NewNanoseconds,
}
