// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Sockets;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>getsockopt(2) and setsockopt(2), with the options that all sockets have (<c>socket(7)</c>).</summary>
internal static partial class SocketOptions
{
    private const int MaximumBytes = 256;
    private const int TimevalBytes = 16;

    [Missing("`TCP_ULP`")]
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
            int room = int.MaxValue;
            if (level != SocketOption.SOL_SOCKET)
            {
                error = file.Socket.HasOwnLevels ? ReadRoom(lengthAddress, out room) : Errno.None;
                if (error != Errno.None) return error;
                Span<byte> other = stackalloc byte[MaximumBytes];
                if (!file.Socket.GetOption(level, option, room, other).Try(out int size, out error)) return error;
                return SyscallContext.Done(WriteValue(other[..size], address, lengthAddress));
            }

            error = ReadRoom(lengthAddress, out room);
            if (error != Errno.None) return error;
            if (option == SocketOption.SO_PEERGROUPS) return SyscallContext.Done(GetPeerGroups(file.Socket, room, address, lengthAddress));
            Span<byte> value = stackalloc byte[MaximumBytes];
            if (!GetCommon(file.Socket, option, room, value).Try(out int count, out error)) return error;
            return SyscallContext.Done(WriteValue(value[..count], address, lengthAddress));
        }
    }

    private static Errno ReadRoom(ulong lengthAddress, out int room)
    {
        Errno error = SyscallContext.Read(lengthAddress, out room);
        return error == Errno.None && room < 0 ? Errno.EINVAL : error;
    }

    /// <summary>Copies as much as there is room for, and tells how much that was.</summary>
    private static Errno WriteValue(ReadOnlySpan<byte> value, ulong address, ulong lengthAddress)
    {
        Errno error = ReadRoom(lengthAddress, out int room);
        if (error != Errno.None) return error;
        value = value[..Math.Min(room, value.Length)];
        error = UserMemory.CopyOut(new VirtualAddress(address), value);
        return error == Errno.None ? SyscallContext.Write(lengthAddress, value.Length) : error;
    }

    private static SocketFlags? FlagOf(int option) => option switch
    {
        SocketOption.SO_DEBUG => SocketFlags.Debug,
        SocketOption.SO_REUSEADDR => SocketFlags.ReuseAddress,
        SocketOption.SO_DONTROUTE => SocketFlags.DontRoute,
        SocketOption.SO_BROADCAST => SocketFlags.Broadcast,
        SocketOption.SO_KEEPALIVE => SocketFlags.KeepAlive,
        SocketOption.SO_OOBINLINE => SocketFlags.OutOfBandInline,
        SocketOption.SO_NO_CHECK => SocketFlags.NoChecksum,
        SocketOption.SO_REUSEPORT => SocketFlags.ReusePort,
        SocketOption.SO_PASSCRED => SocketFlags.PassCredentials,
        SocketOption.SO_PASSSEC => SocketFlags.PassSecurity,
        SocketOption.SO_RXQ_OVFL => SocketFlags.TellsOverflow,
        SocketOption.SO_WIFI_STATUS => SocketFlags.WirelessStatus,
        SocketOption.SO_NOFCS => SocketFlags.NoFrameChecksum,
        SocketOption.SO_LOCK_FILTER => SocketFlags.FilterLocked,
        SocketOption.SO_SELECT_ERR_QUEUE => SocketFlags.SelectsErrors,
        SocketOption.SO_PREFER_BUSY_POLL => SocketFlags.PrefersBusyPoll,
        SocketOption.SO_RCVMARK => SocketFlags.TellsMark,
        SocketOption.SO_ZEROCOPY => SocketFlags.ZeroCopy,
        _ => null,
    };

    /// <summary>What an option of <see cref="Socket.Settings"/> is called for time stamps; none for other options.</summary>
    private static TimestampKind KindOf(int option) => option switch
    {
        SocketOption.SO_TIMESTAMP => TimestampKind.Microseconds,
        SocketOption.SO_TIMESTAMPNS => TimestampKind.Nanoseconds,
        SocketOption.SO_TIMESTAMP_NEW => TimestampKind.NewMicroseconds,
        SocketOption.SO_TIMESTAMPNS_NEW => TimestampKind.NewNanoseconds,
        _ => TimestampKind.None,
    };
}
