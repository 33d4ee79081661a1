// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Core.Sockets;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>getsockopt(2) and setsockopt(2), with the options that all sockets have (<c>socket(7)</c>).</summary>
internal static class SocketOptions
{
    private const int MaximumBytes = 256;
    private const int TimevalBytes = 16;

    internal static Result<long> setsockopt(in SyscallContext context, int descriptor, int level, int option, ulong address, int length)
    {
        if (!SocketCalls.Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            if (length < 0) return Errno.EINVAL;
            if (level == SocketOption.SOL_SOCKET)
            {
                error = SetCommon(context, file.Socket, option, address, length);
                if (error == Errno.None) file.Socket.OnSettingChanged(option);
                return SyscallContext.Done(error);
            }

            Span<byte> value = stackalloc byte[MaximumBytes];
            value = value[..Math.Min(length, MaximumBytes)];
            error = UserMemory.CopyIn(new VirtualAddress(address), value);
            return SyscallContext.Done(error == Errno.None ? file.Socket.SetOption(level, option, value) : error);
        }
    }

    [Missing("`SO_PEERPIDFD`")]
    internal static Result<long> getsockopt(in SyscallContext context, int descriptor, int level, int option, ulong address, ulong lengthAddress)
    {
        if (!SocketCalls.Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            if (level != SocketOption.SOL_SOCKET)
            {
                error = file.Socket.HasOwnLevels ? CheckRoom(lengthAddress) : Errno.None;
                if (error != Errno.None) return error;
                Span<byte> other = stackalloc byte[MaximumBytes];
                if (!file.Socket.GetOption(level, option, other).Try(out int size, out error)) return error;
                return SyscallContext.Done(WriteValue(other[..size], address, lengthAddress));
            }

            error = SyscallContext.Read(lengthAddress, out int room);
            if (error != Errno.None) return error;
            if (room < 0) return Errno.EINVAL;
            if (option == SocketOption.SO_PEERGROUPS) return SyscallContext.Done(GetPeerGroups(file.Socket, room, address, lengthAddress));
            Span<byte> value = stackalloc byte[MaximumBytes];
            if (!GetCommon(file.Socket, option, room, value).Try(out int count, out error)) return error;
            return SyscallContext.Done(WriteValue(value[..count], address, lengthAddress));
        }
    }

    private static Errno CheckRoom(ulong lengthAddress)
    {
        Errno error = SyscallContext.Read(lengthAddress, out int room);
        return error == Errno.None && room < 0 ? Errno.EINVAL : error;
    }

    /// <summary>Copies as much as there is room for, and tells how much that was.</summary>
    private static Errno WriteValue(ReadOnlySpan<byte> value, ulong address, ulong lengthAddress)
    {
        Errno error = SyscallContext.Read(lengthAddress, out int room);
        if (error != Errno.None) return error;
        if (room < 0) return Errno.EINVAL;
        value = value[..Math.Min(room, value.Length)];
        error = UserMemory.CopyOut(new VirtualAddress(address), value);
        return error == Errno.None ? SyscallContext.Write(lengthAddress, value.Length) : error;
    }

    private static Errno SetCommon(in SyscallContext context, Socket socket, int option, ulong address, int length)
    {
        if (length < sizeof(int)) return Errno.EINVAL;
        Errno error = SyscallContext.Read(address, out int value);
        if (error != Errno.None) return error;
        error = socket.CheckCommonOption(option, isSetting: true);
        if (error != Errno.None) return error;
        SocketSettings settings = socket.Settings;
        switch (option)
        {
            case SocketOption.SO_SNDBUF:
                settings.HasSendBytes = true;
                settings.SendBytes = Math.Min(value < 0 ? int.MaxValue : value, SocketSettings.DefaultBufferBytes) * 2;
                return Errno.None;
            case SocketOption.SO_RCVBUF:
                settings.HasReceiveBytes = true;
                settings.ReceiveBytes = Math.Min(value < 0 ? int.MaxValue : value, SocketSettings.DefaultBufferBytes) * 2;
                return Errno.None;
            case SocketOption.SO_SNDBUFFORCE or SocketOption.SO_RCVBUFFORCE:
                if (!context.Credentials.IsPrivileged) return Errno.EPERM;
                int forced = Math.Min(Math.Max(value, 0), int.MaxValue / 2) * 2;
                if (option == SocketOption.SO_SNDBUFFORCE) settings.SendBytes = forced;
                else settings.ReceiveBytes = forced;
                return Errno.None;
            case SocketOption.SO_RCVLOWAT:
                settings.LowWater = value < 0 ? int.MaxValue : Math.Max(value, 1);
                return Errno.None;
            case SocketOption.SO_PRIORITY:
                if (value is < 0 or > 6 && !context.Credentials.IsPrivileged) return Errno.EPERM;
                settings.Priority = value;
                return Errno.None;
            case SocketOption.SO_PEEK_OFF:
                if (socket.Family != AddressFamily.AF_UNIX) return Errno.EOPNOTSUPP;
                settings.PeekOffset = value;
                return Errno.None;
            case SocketOption.SO_LINGER:
                return SetLinger(settings, address, length);
            case SocketOption.SO_RCVTIMEO or SocketOption.SO_SNDTIMEO:
                return SetTimeout(settings, option, address, length);
            case SocketOption.SO_TYPE or SocketOption.SO_PROTOCOL or SocketOption.SO_DOMAIN or SocketOption.SO_ERROR:
                return Errno.ENOPROTOOPT;
            default:
                if (FlagOf(option) is not SocketFlags flag) return Errno.ENOPROTOOPT;
                if (flag == SocketFlags.Debug && value != 0 && !context.Credentials.IsPrivileged) return Errno.EACCES;
                settings.Set(flag, value != 0);
                return Errno.None;
        }
    }

    private static Errno SetLinger(SocketSettings settings, ulong address, int length)
    {
        if (length < 8) return Errno.EINVAL;
        Errno error = SyscallContext.Read(address, out Linger linger);
        if (error != Errno.None) return error;
        settings.Set(SocketFlags.Linger, linger.l_onoff != 0);
        if (linger.l_onoff != 0) settings.LingerSeconds = linger.l_linger;
        return Errno.None;
    }

    /// <summary>No time at all means for ever; a time before now (negative) means not to wait, as Linux takes it.</summary>
    private static Errno SetTimeout(SocketSettings settings, int option, ulong address, int length)
    {
        if (length < TimevalBytes) return Errno.EINVAL;
        Errno error = SyscallContext.Read(address, out Timeval time);
        if (error != Errno.None) return error;
        if (time.tv_usec is < 0 or >= 1_000_000) return Errno.EDOM;
        long timeout = WaitQueue.Forever;
        if (time.tv_sec < 0) timeout = 0;
        else if ((time.tv_sec != 0 || time.tv_usec != 0) && time.tv_sec < long.MaxValue / Clock.NanosecondsPerSecond / 2) timeout = (time.tv_sec * Clock.NanosecondsPerSecond) + (time.tv_usec * 1000);
        if (option == SocketOption.SO_RCVTIMEO) settings.ReceiveTimeout = timeout;
        else settings.SendTimeout = timeout;
        return Errno.None;
    }

    private static Result<int> GetCommon(Socket socket, int option, int room, Span<byte> value)
    {
        Errno error = socket.CheckCommonOption(option, isSetting: false);
        if (error != Errno.None) return error;
        SocketSettings settings = socket.Settings;
        switch (option)
        {
            case SocketOption.SO_RCVTIMEO:
                return PutTimeout(settings.ReceiveTimeout, value);
            case SocketOption.SO_SNDTIMEO:
                return PutTimeout(settings.SendTimeout, value);
            case SocketOption.SO_LINGER:
                _ = BitConverter.TryWriteBytes(value, settings.Has(SocketFlags.Linger) ? 1 : 0);
                _ = BitConverter.TryWriteBytes(value[4..], settings.LingerSeconds);
                return 8;
            case SocketOption.SO_PEERCRED:
                UserCredentials peer = socket.PeerCredentials;
                _ = BitConverter.TryWriteBytes(value, peer.pid);
                _ = BitConverter.TryWriteBytes(value[4..], peer.uid);
                _ = BitConverter.TryWriteBytes(value[8..], peer.gid);
                return UserCredentials.Bytes;
            case SocketOption.SO_COOKIE:
                if (room < sizeof(ulong)) return Errno.EINVAL;
                _ = BitConverter.TryWriteBytes(value, socket.File?.Inode.Number ?? 0);
                return sizeof(ulong);
        }

        int? number = option switch
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
            _ => FlagOf(option) is SocketFlags flag ? (settings.Has(flag) ? 1 : 0) : null,
        };
        if (number is not int result) return Errno.ENOPROTOOPT;
        _ = BitConverter.TryWriteBytes(value, result);
        return sizeof(int);
    }

    private static int PutTimeout(long timeout, Span<byte> value)
    {
        Timeval time = timeout == WaitQueue.Forever ? default : Timeval.FromNanoseconds(timeout);
        _ = BitConverter.TryWriteBytes(value, time.tv_sec);
        _ = BitConverter.TryWriteBytes(value[8..], time.tv_usec);
        return TimevalBytes;
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

    private static SocketFlags? FlagOf(int option) => option switch
    {
        SocketOption.SO_DEBUG => SocketFlags.Debug,
        SocketOption.SO_REUSEADDR => SocketFlags.ReuseAddress,
        SocketOption.SO_DONTROUTE => SocketFlags.DontRoute,
        SocketOption.SO_BROADCAST => SocketFlags.Broadcast,
        SocketOption.SO_KEEPALIVE => SocketFlags.KeepAlive,
        SocketOption.SO_OOBINLINE => SocketFlags.OutOfBandInline,
        SocketOption.SO_REUSEPORT => SocketFlags.ReusePort,
        SocketOption.SO_PASSCRED => SocketFlags.PassCredentials,
        SocketOption.SO_TIMESTAMP => SocketFlags.Timestamp,
        _ => null,
    };
}
