// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Core.Scheduling;

namespace Skift.Core.Sockets;

/// <summary>The options that every socket has (<c>socket(7)</c>). Single words, read and written whole; no lock.</summary>
public sealed class SocketSettings
{
    /// <summary>net.core.wmem_default and its maximum, as Linux ships them.</summary>
    public const int DefaultBufferBytes = 212992;
    private const int MinimumSendBytes = 4608;
    private const int MinimumReceiveBytes = 2304;

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

    /// <summary>Takes over all that another socket has, as a connection does from its listener.</summary>
    public void CopyFrom(SocketSettings other)
    {
        SendBytes = other.SendBytes;
        ReceiveBytes = other.ReceiveBytes;
        HasSendBytes = other.HasSendBytes;
        HasReceiveBytes = other.HasReceiveBytes;
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
    Timestamp = 512,
}
