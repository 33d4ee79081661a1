// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Information;
using Skift.Core.Scheduling;
using Skift.Core.Sockets;

namespace Skift.Core.Syscalls;

internal static partial class SocketOptions
{
    /// <summary>SKF_AD_MAX: what programs that look at packets may ask of one beyond its bytes.</summary>
    private const int FilterExtensions = 64;

    /// <summary>There is one network, and Linux counts from 1.</summary>
    private const ulong NetworkCookie = 1;

    private static Result<int> GetCommon(Socket socket, int option, int room, Span<byte> value)
    {
        SocketSettings settings = socket.Settings;
        switch (option)
        {
            case SocketOption.SO_RCVTIMEO or SocketOption.SO_RCVTIMEO_NEW:
                return PutTimeout(settings.ReceiveTimeout, value);
            case SocketOption.SO_SNDTIMEO or SocketOption.SO_SNDTIMEO_NEW:
                return PutTimeout(settings.SendTimeout, value);
            case SocketOption.SO_LINGER:
                return PutPair(settings.Has(SocketFlags.Linger) ? 1 : 0, settings.LingerSeconds, value);
            case SocketOption.SO_PEERCRED:
                UserCredentials peer = socket.PeerCredentials;
                _ = BitConverter.TryWriteBytes(value, peer.pid);
                _ = BitConverter.TryWriteBytes(value[4..], peer.uid);
                _ = BitConverter.TryWriteBytes(value[8..], peer.gid);
                return UserCredentials.Bytes;
            case SocketOption.SO_PEERNAME:
                if (!socket.GetPeerName(value).Try(out int length, out _)) return Errno.ENOTCONN;
                return length < room ? Errno.EINVAL : room;
            case SocketOption.SO_BINDTODEVICE:
                return PutDevice(settings, room, value);
            case SocketOption.SO_ATTACH_FILTER:
                // SO_GET_FILTER: none is attached.
                return 0;
            case SocketOption.SO_TIMESTAMPING or SocketOption.SO_TIMESTAMPING_NEW:
                return PutPair(settings.TimestampingFlags, 0, value);
            case SocketOption.SO_TXTIME:
                return PutPair(settings.SendTimeClock, settings.SendTimeFlags, value);
            case SocketOption.SO_COOKIE:
                if (room < sizeof(ulong)) return Errno.EINVAL;
                _ = BitConverter.TryWriteBytes(value, socket.File?.Inode.Number ?? 0);
                return sizeof(ulong);
            case SocketOption.SO_NETNS_COOKIE:
                if (room != sizeof(ulong)) return Errno.EINVAL;
                _ = BitConverter.TryWriteBytes(value, NetworkCookie);
                return sizeof(ulong);
            case SocketOption.SO_MAX_PACING_RATE when room >= sizeof(ulong):
                _ = BitConverter.TryWriteBytes(value, settings.PacingRate);
                return sizeof(ulong);
            case SocketOption.SO_MEMINFO:
                return PutMemory(socket, value);
            case SocketOption.SO_TXREHASH:
                Errno error = socket.CheckCommonOption(option, 0);
                if (error != Errno.None) return error;
                break;
        }

        if (NumberOf(socket, option) is not int number) return Errno.ENOPROTOOPT;
        _ = BitConverter.TryWriteBytes(value, number);
        return sizeof(int);
    }

    private static int? NumberOf(Socket socket, int option)
    {
        SocketSettings settings = socket.Settings;
        return option switch
        {
            SocketOption.SO_TYPE => (int)socket.Type,
            SocketOption.SO_DOMAIN => socket.Family,
            SocketOption.SO_PROTOCOL => socket.Protocol,
            SocketOption.SO_ERROR => (int)socket.TakeError(),
            SocketOption.SO_ACCEPTCONN => socket.IsListening ? 1 : 0,
            SocketOption.SO_SNDBUF => settings.SendBytes,
            SocketOption.SO_RCVBUF => settings.ReceiveBytes,
            SocketOption.SO_RCVLOWAT => settings.LowWater,
            SocketOption.SO_SNDLOWAT => 1,
            SocketOption.SO_PRIORITY => settings.Priority,
            SocketOption.SO_PEEK_OFF => settings.PeekOffset,
            // Linux asks for the option's number alone here, not for what the time is counted in.
            SocketOption.SO_TIMESTAMP_NEW => settings.Timestamp is TimestampKind.NewMicroseconds or TimestampKind.NewNanoseconds ? 1 : 0,
            SocketOption.SO_TIMESTAMP or SocketOption.SO_TIMESTAMPNS or SocketOption.SO_TIMESTAMPNS_NEW =>
                settings.Timestamp == KindOf(option) ? 1 : 0,
            SocketOption.SO_MARK => settings.Mark,
            SocketOption.SO_BUSY_POLL => settings.BusyPoll,
            SocketOption.SO_INCOMING_CPU => settings.IncomingCpu,
            SocketOption.SO_MAX_PACING_RATE => (int)(uint)Math.Min(settings.PacingRate, uint.MaxValue),
            SocketOption.SO_BINDTOIFINDEX => settings.BoundInterface,
            SocketOption.SO_BUF_LOCK => settings.BufferLocks,
            SocketOption.SO_TXREHASH => settings.HasTransmitRehash ? 1 : 0,
            SocketOption.SO_BPF_EXTENSIONS => FilterExtensions,
            SocketOption.SO_BSDCOMPAT or SocketOption.SO_INCOMING_NAPI_ID or SocketOption.SO_RESERVE_MEM => 0,
            _ => FlagOf(option) is SocketFlags flag ? (settings.Has(flag) ? 1 : 0) : null,
        };
    }

    private static int PutPair(int first, int second, Span<byte> value)
    {
        _ = BitConverter.TryWriteBytes(value, first);
        _ = BitConverter.TryWriteBytes(value[sizeof(int)..], second);
        return 2 * sizeof(int);
    }

    private static int PutTimeout(long timeout, Span<byte> value)
    {
        Timeval time = timeout == WaitQueue.Forever ? default : Timeval.FromNanoseconds(timeout);
        _ = BitConverter.TryWriteBytes(value, time.tv_sec);
        _ = BitConverter.TryWriteBytes(value[8..], time.tv_usec);
        return TimevalBytes;
    }

    /// <summary>The name of the interface that it is bound to, with its NUL; nothing if it is bound to none.</summary>
    private static Result<int> PutDevice(SocketSettings settings, int room, Span<byte> value)
    {
        if (settings.BoundInterface == 0) return 0;
        if (room < InterfaceNameBytes) return Errno.EINVAL;
        if (NetworkInformation.Current?.NameOf(settings.BoundInterface) is not string name) return Errno.ENODEV;
        value[..InterfaceNameBytes].Clear();
        Text.ToBytes(name).CopyTo(value);
        return name.Length + 1;
    }

    /// <summary>SO_MEMINFO: the words of <c>SK_MEMINFO_*</c> (linux/sock_diag.h).</summary>
    private static int PutMemory(Socket socket, Span<byte> value)
    {
        (int received, int sent, int drops) = socket.MemoryInUse;
        ReadOnlySpan<int> words = [received, socket.Settings.ReceiveBytes, 0, socket.Settings.SendBytes, 0, sent, 0, 0, drops];
        for (int i = 0; i < words.Length; i++)
        {
            _ = BitConverter.TryWriteBytes(value[(i * sizeof(int))..], words[i]);
        }

        return words.Length * sizeof(int);
    }

    private static Errno GetPeerGroups(Socket socket, int room, ulong address, ulong lengthAddress)
    {
        if (socket.PeerGroups is not uint[] groups) return Errno.ENODATA;
        int needed = groups.Length * sizeof(uint);
        Errno error = SyscallContext.Write(lengthAddress, needed);
        if (error != Errno.None) return error;
        if (room < needed) return Errno.ERANGE;
        for (int i = 0; i < groups.Length && error == Errno.None; i++)
        {
            error = SyscallContext.Write(address + ((ulong)i * sizeof(uint)), groups[i]);
        }

        return error;
    }
}
