// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;

namespace System.Net.Sockets;

/// <summary>Options, and waiting for several.</summary>
public partial class Socket
{
    public bool Blocking
    {
        get => _isBlocking;
        set
        {
            CheckOpen();
            int flags = Value(Posix.Fcntl(_descriptor, FcntlCommand.F_GETFL));
            flags = value ? flags & ~(int)OpenFlags.O_NONBLOCK : flags | (int)OpenFlags.O_NONBLOCK;
            _ = Value(Posix.Fcntl(_descriptor, FcntlCommand.F_SETFL, flags));
            _isBlocking = value;
        }
    }

    /// <summary>Bytes that can be read at once.</summary>
    public int Available
    {
        get
        {
            CheckOpen();
            Span<byte> count = stackalloc byte[sizeof(int)];
            _ = Value(Posix.IoctlBuffer(_descriptor, Ioctl.FIONREAD, count));
            return BinaryPrimitives.ReadInt32LittleEndian(count);
        }
    }

    /// <summary>Milliseconds; 0 for ever.</summary>
    public int ReceiveTimeout
    {
        get => _receiveTimeout;
        set => _receiveTimeout = Timeout(value);
    }

    /// <summary>Milliseconds; 0 for ever.</summary>
    public int SendTimeout
    {
        get => _sendTimeout;
        set => _sendTimeout = Timeout(value);
    }

    /// <summary>The kernel answers twice what was asked for; .NET hands that on.</summary>
    public int ReceiveBufferSize
    {
        get => Get(SocketOptionLevel.Socket, SocketOptionName.ReceiveBuffer);
        set => SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveBuffer, Size(value));
    }

    public int SendBufferSize
    {
        get => Get(SocketOptionLevel.Socket, SocketOptionName.SendBuffer);
        set => SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.SendBuffer, Size(value));
    }

    public bool NoDelay
    {
        get => Get(SocketOptionLevel.Tcp, SocketOptionName.NoDelay) != 0;
        set => SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, value);
    }

    public bool EnableBroadcast
    {
        get => Get(SocketOptionLevel.Socket, SocketOptionName.Broadcast) != 0;
        set => SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Broadcast, value);
    }

    /// <summary>Version 4 as well, on a socket of version 6.</summary>
    public bool DualMode
    {
        get => _family == AddressFamily.InterNetworkV6 && Get(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only) == 0;
        set
        {
            if (_family != AddressFamily.InterNetworkV6) throw new NotSupportedException("This protocol version is not supported.");
            SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, !value);
        }
    }

    public short Ttl
    {
        get => (short)Get(IPLevel, SocketOptionName.IpTimeToLive);
        set
        {
            if (value is < 0 or > 255) throw new ArgumentOutOfRangeException(nameof(value));
            SetSocketOption(IPLevel, SocketOptionName.IpTimeToLive, value);
        }
    }

    public LingerOption? LingerState
    {
        get => (LingerOption?)GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Linger);
        set => SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Linger, value ?? throw new ArgumentNullException(nameof(value)));
    }

    private SocketOptionLevel IPLevel => _family == AddressFamily.InterNetworkV6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;

    public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, bool optionValue) =>
        SetSocketOption(optionLevel, optionName, optionValue ? 1 : 0);

    public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, int optionValue)
    {
        CheckOpen();
        if (optionLevel == SocketOptionLevel.Socket && optionName == SocketOptionName.ReceiveTimeout)
        {
            _receiveTimeout = Timeout(optionValue);
            return;
        }

        if (optionLevel == SocketOptionLevel.Socket && optionName == SocketOptionName.SendTimeout)
        {
            _sendTimeout = Timeout(optionValue);
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, optionValue);
        Set(optionLevel, optionName, bytes);
    }

    public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, byte[] optionValue)
    {
        CheckOpen();
        ArgumentNullException.ThrowIfNull(optionValue);
        Set(optionLevel, optionName, optionValue);
    }

    public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, object optionValue)
    {
        CheckOpen();
        ArgumentNullException.ThrowIfNull(optionValue);
        if (optionLevel != SocketOptionLevel.Socket || optionName != SocketOptionName.Linger || optionValue is not LingerOption linger)
        {
            throw new ArgumentException("The specified value is not valid.", nameof(optionValue));
        }

        Span<byte> bytes = stackalloc byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, linger.Enabled ? 1 : 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[sizeof(int)..], linger.LingerTime);
        Set(optionLevel, optionName, bytes);
    }

    /// <returns>A <see cref="LingerOption"/> or a number.</returns>
    public object? GetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName)
    {
        if (optionLevel != SocketOptionLevel.Socket || optionName != SocketOptionName.Linger) return Get(optionLevel, optionName);
        CheckOpen();
        Span<byte> bytes = stackalloc byte[2 * sizeof(int)];
        _ = Value(Posix.Getsockopt(_descriptor, SocketOption.SOL_SOCKET, SocketOption.SO_LINGER, bytes));
        return new LingerOption(BinaryPrimitives.ReadInt32LittleEndian(bytes) != 0, BinaryPrimitives.ReadInt32LittleEndian(bytes[sizeof(int)..]));
    }

    /// <param name="microSeconds">Negative waits for ever.</param>
    public bool Poll(int microSeconds, SelectMode mode)
    {
        CheckOpen();
        PollEvents events = mode switch
        {
            SelectMode.SelectRead => PollEvents.POLLIN,
            SelectMode.SelectWrite => PollEvents.POLLOUT,
            SelectMode.SelectError => PollEvents.POLLPRI,
            _ => throw new NotSupportedException("The parameter 'mode' has an invalid value."),
        };
        Span<PollDescriptor> one = [new PollDescriptor { fd = _descriptor, events = events }];
        _ = SocketPoll.Wait(one, SocketPoll.ToMilliseconds(microSeconds));
        return IsReady(one[0].revents, mode);
    }

    public bool Poll(TimeSpan timeout, SelectMode mode) =>
        Poll(timeout < TimeSpan.Zero ? -1 : (int)Math.Min(timeout.Ticks / TimeSpan.TicksPerMicrosecond, int.MaxValue), mode);

    /// <summary>Leaves those in the lists that are ready.</summary>
    public static void Select(IList? checkRead, IList? checkWrite, IList? checkError, int microSeconds)
    {
        IList?[] lists = [checkRead, checkWrite, checkError];
        List<PollDescriptor> descriptors = [];
        foreach (IList? list in lists)
        {
            foreach (object? item in list ?? Array.Empty<object>())
            {
                PollEvents events = list == checkRead ? PollEvents.POLLIN : list == checkWrite ? PollEvents.POLLOUT : PollEvents.POLLPRI;
                if (item is not Socket socket) throw new ArgumentException("The list may hold sockets only.", "socketList");
                socket.CheckOpen();
                descriptors.Add(new PollDescriptor { fd = socket._descriptor, events = events });
            }
        }

        if (descriptors.Count == 0) throw new ArgumentNullException(null, "All lists are either null or empty.");
        PollDescriptor[] polled = descriptors.ToArray();
        _ = SocketPoll.Wait(polled, SocketPoll.ToMilliseconds(microSeconds));
        int next = 0;
        for (int i = 0; i < lists.Length; i++) Keep(lists[i], (SelectMode)i, polled, ref next);
    }

    private static void Keep(IList? list, SelectMode mode, PollDescriptor[] polled, ref int next)
    {
        if (list == null) return;
        List<object?> ready = [];
        for (int i = 0; i < list.Count; i++, next++)
        {
            if (IsReady(polled[next].revents, mode)) ready.Add(list[i]);
        }

        list.Clear();
        foreach (object? socket in ready) _ = list.Add(socket);
    }

    private static bool IsReady(PollEvents events, SelectMode mode) => mode switch
    {
        SelectMode.SelectRead => (events & (PollEvents.POLLIN | PollEvents.POLLHUP)) != 0,
        SelectMode.SelectWrite => (events & PollEvents.POLLOUT) != 0,
        _ => (events & (PollEvents.POLLPRI | PollEvents.POLLERR)) != 0,
    };

    private static int Timeout(int milliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, "value");
        return Math.Max(milliseconds, 0);
    }

    private static int Size(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes, "value");
        return bytes;
    }

    private int Get(SocketOptionLevel level, SocketOptionName name)
    {
        CheckOpen();
        if (level == SocketOptionLevel.Socket && name == SocketOptionName.ReceiveTimeout) return _receiveTimeout;
        if (level == SocketOptionLevel.Socket && name == SocketOptionName.SendTimeout) return _sendTimeout;
        if (!SocketNumbers.TryOption(level, name, out int nativeLevel, out int nativeName)) throw new SocketException(Errno.ENOPROTOOPT);
        int value = GetInteger(nativeLevel, nativeName);
        bool isError = level == SocketOptionLevel.Socket && name == SocketOptionName.Error;
        return isError ? (int)SocketErrors.FromErrno((Errno)value) : value;
    }

    private int GetInteger(int level, int name)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        bytes.Clear();
        _ = Value(Posix.Getsockopt(_descriptor, level, name, bytes));
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    private void Set(SocketOptionLevel level, SocketOptionName name, ReadOnlySpan<byte> value)
    {
        if (!SocketNumbers.TryOption(level, name, out int nativeLevel, out int nativeName)) throw new SocketException(Errno.ENOPROTOOPT);
        Check(Posix.Setsockopt(_descriptor, nativeLevel, nativeName, value));
    }
}
