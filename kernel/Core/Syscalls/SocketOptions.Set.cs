// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Information;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Sockets;
using Skift.Machine;

namespace Skift.Core.Syscalls;

internal static partial class SocketOptions
{
    private const int InterfaceNameBytes = 16;
    private const int FilterProgramBytes = 16;
    private const int LargestFreePriority = 6;

    private static Errno SetCommon(in SyscallContext context, Socket socket, int option, ulong address, int length)
    {
        if (option == SocketOption.SO_BINDTODEVICE) return BindToDevice(context, socket.Settings, address, length);
        if (length < sizeof(int)) return Errno.EINVAL;
        Errno error = SyscallContext.Read(address, out int value);
        if (error != Errno.None) return error;
        error = socket.CheckCommonOption(option, value);
        if (error != Errno.None) return error;
        SocketSettings settings = socket.Settings;
        switch (option)
        {
            case SocketOption.SO_SNDBUF or SocketOption.SO_RCVBUF or SocketOption.SO_SNDBUFFORCE or SocketOption.SO_RCVBUFFORCE or SocketOption.SO_BUF_LOCK:
                return SetBuffer(context, settings, option, value);
            case SocketOption.SO_RCVLOWAT:
                settings.LowWater = value < 0 ? int.MaxValue : Math.Max(value, 1);
                return Errno.None;
            case SocketOption.SO_PEEK_OFF:
                settings.PeekOffset = value;
                return Errno.None;
            case SocketOption.SO_LINGER:
                return SetLinger(settings, address, length);
            case SocketOption.SO_RCVTIMEO or SocketOption.SO_SNDTIMEO or SocketOption.SO_RCVTIMEO_NEW or SocketOption.SO_SNDTIMEO_NEW:
                return SetTimeout(settings, option, address, length);
            case SocketOption.SO_TIMESTAMP or SocketOption.SO_TIMESTAMPNS or SocketOption.SO_TIMESTAMP_NEW or SocketOption.SO_TIMESTAMPNS_NEW:
                settings.Timestamp = value != 0 ? KindOf(option) : TimestampKind.None;
                return Errno.None;
            case SocketOption.SO_TIMESTAMPING or SocketOption.SO_TIMESTAMPING_NEW:
                return SetTimestamping(settings, option, value);
            case SocketOption.SO_TXTIME:
                return SetSendTime(context, settings, address, length);
            case SocketOption.SO_ATTACH_FILTER or SocketOption.SO_DETACH_FILTER or SocketOption.SO_ATTACH_BPF or SocketOption.SO_ATTACH_REUSEPORT_CBPF
                or SocketOption.SO_ATTACH_REUSEPORT_EBPF or SocketOption.SO_DETACH_REUSEPORT_BPF:
                return SetFilter(context, settings, option, value, length);
            default:
                return FlagOf(option) is SocketFlags flag ? SetFlag(context, settings, flag, value) : SetNumber(context, settings, option, value, address, length);
        }
    }

    private static Errno SetBuffer(in SyscallContext context, SocketSettings settings, int option, int value)
    {
        const int AllLocks = 3;
        int limited = Math.Min(value < 0 ? int.MaxValue : value, SocketSettings.DefaultBufferBytes) * 2;
        int forced = Math.Min(Math.Max(value, 0), int.MaxValue / 2) * 2;
        bool isForced = option is SocketOption.SO_SNDBUFFORCE or SocketOption.SO_RCVBUFFORCE;
        if (isForced && !context.Credentials.Has(Capability.CAP_NET_ADMIN)) return Errno.EPERM;
        switch (option)
        {
            case SocketOption.SO_BUF_LOCK:
                if ((value & ~AllLocks) != 0) return Errno.EINVAL;
                settings.BufferLocks = value;
                break;
            case SocketOption.SO_SNDBUF or SocketOption.SO_SNDBUFFORCE:
                settings.HasSendBytes = true;
                settings.SendBytes = isForced ? forced : limited;
                break;
            default:
                settings.HasReceiveBytes = true;
                settings.ReceiveBytes = isForced ? forced : limited;
                break;
        }

        return Errno.None;
    }

    private static Errno SetFlag(in SyscallContext context, SocketSettings settings, SocketFlags flag, int value)
    {
        Credentials own = context.Credentials;
        bool isOn = value != 0;
        if (flag == SocketFlags.Debug && isOn && !own.Has(Capability.CAP_NET_ADMIN)) return Errno.EACCES;
        if (flag == SocketFlags.PrefersBusyPoll && isOn && !own.Has(Capability.CAP_NET_ADMIN)) return Errno.EPERM;
        if (flag == SocketFlags.TellsMark && !MayMark(own)) return Errno.EPERM;
        if (flag == SocketFlags.FilterLocked && !isOn && settings.Has(flag)) return Errno.EPERM;
        settings.Set(flag, isOn);
        return Errno.None;
    }

    private static Errno SetNumber(in SyscallContext context, SocketSettings settings, int option, int value, ulong address, int length)
    {
        Credentials own = context.Credentials;
        switch (option)
        {
            case SocketOption.SO_BSDCOMPAT or SocketOption.SO_CNX_ADVICE:
                return Errno.None;
            case SocketOption.SO_PRIORITY:
                if (value is < 0 or > LargestFreePriority && !MayMark(own)) return Errno.EPERM;
                settings.Priority = value;
                return Errno.None;
            case SocketOption.SO_MARK:
                if (!MayMark(own)) return Errno.EPERM;
                settings.Mark = value;
                return Errno.None;
            case SocketOption.SO_BUSY_POLL:
                if (value < 0) return Errno.EINVAL;
                if (value > settings.BusyPoll && !own.Has(Capability.CAP_NET_ADMIN)) return Errno.EPERM;
                settings.BusyPoll = value;
                return Errno.None;
            case SocketOption.SO_BUSY_POLL_BUDGET:
                if (value is < 0 or > ushort.MaxValue) return Errno.EINVAL;
                return value == 0 || own.Has(Capability.CAP_NET_ADMIN) ? Errno.None : Errno.EPERM;
            case SocketOption.SO_INCOMING_CPU:
                settings.IncomingCpu = value;
                return Errno.None;
            case SocketOption.SO_MAX_PACING_RATE:
                return SetPacing(settings, value, address, length);
            case SocketOption.SO_BINDTOIFINDEX:
                if (value < 0) return Errno.EINVAL;
                if (settings.BoundInterface != 0 && !own.Has(Capability.CAP_NET_RAW)) return Errno.EPERM;
                settings.BoundInterface = value;
                return Errno.None;
            case SocketOption.SO_RESERVE_MEM:
                // Linux reserves only where memory is charged to control groups.
                return value < 0 ? Errno.EINVAL : Errno.EOPNOTSUPP;
            case SocketOption.SO_TXREHASH:
                if (value is < -1 or > 1) return Errno.EINVAL;
                settings.HasTransmitRehash = value != 0;
                return Errno.None;
            default:
                return Errno.ENOPROTOOPT;
        }
    }

    private static bool MayMark(Credentials own) => own.Has(Capability.CAP_NET_RAW) || own.Has(Capability.CAP_NET_ADMIN);

    private static Errno SetPacing(SocketSettings settings, int value, ulong address, int length)
    {
        ulong rate = value == -1 ? ulong.MaxValue : (uint)value;
        if (length >= sizeof(ulong))
        {
            Errno error = SyscallContext.Read(address, out rate);
            if (error != Errno.None) return error;
        }

        settings.PacingRate = rate;
        return Errno.None;
    }

    /// <summary>Programs that look at packets: what Linux checks before it reads one comes first, then that there are none here.</summary>
    private static Errno SetFilter(in SyscallContext context, SocketSettings settings, int option, int value, int length)
    {
        switch (option)
        {
            case SocketOption.SO_ATTACH_FILTER or SocketOption.SO_ATTACH_REUSEPORT_CBPF:
                if (length != FilterProgramBytes) return Errno.EINVAL;
                return settings.Has(SocketFlags.FilterLocked) ? Errno.EPERM : Errno.ENOPROTOOPT;
            case SocketOption.SO_ATTACH_BPF or SocketOption.SO_ATTACH_REUSEPORT_EBPF:
                if (length != sizeof(int)) return Errno.EINVAL;
                if (settings.Has(SocketFlags.FilterLocked)) return Errno.EPERM;
                // bpf(2) is not there, so no descriptor can name a program.
                if (!context.GetFile(value).Try(out Files.OpenFile file, out Errno error)) return error;
                file.Dispose();
                return Errno.EINVAL;
            case SocketOption.SO_DETACH_FILTER:
                return settings.Has(SocketFlags.FilterLocked) ? Errno.EPERM : Errno.ENOENT;
            default:
                return Errno.EINVAL;
        }
    }

    /// <summary>SO_BINDTODEVICE: the interface by name, none for an empty one. EPERM, EINVAL; EFAULT; ENODEV.</summary>
    private static Errno BindToDevice(in SyscallContext context, SocketSettings settings, ulong address, int length)
    {
        Span<byte> name = stackalloc byte[InterfaceNameBytes];
        name.Clear();
        if (length < 0) return Errno.EINVAL;
        Span<byte> given = name[..Math.Min(length, InterfaceNameBytes - 1)];
        Errno error = UserMemory.CopyIn(new VirtualAddress(address), given);
        if (error != Errno.None) return error;
        int index = 0;
        if (given.Length != 0 && given[0] != 0)
        {
            index = NetworkInformation.Current?.IndexOf(given[..Math.Max(0, name.IndexOf((byte)0))]) ?? 0;
            if (index == 0) return Errno.ENODEV;
        }

        if (settings.BoundInterface != 0 && !context.Credentials.Has(Capability.CAP_NET_RAW)) return Errno.EPERM;
        settings.BoundInterface = index;
        return Errno.None;
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
        if (option is SocketOption.SO_RCVTIMEO or SocketOption.SO_RCVTIMEO_NEW) settings.ReceiveTimeout = timeout;
        else settings.SendTimeout = timeout;
        return Errno.None;
    }

    private static Errno SetTimestamping(SocketSettings settings, int option, int value)
    {
        if ((value & ~TimestampingFlag.SOF_TIMESTAMPING_MASK) != 0) return Errno.EINVAL;
        bool hasStatistics = (value & TimestampingFlag.SOF_TIMESTAMPING_OPT_STATS) != 0;
        if (hasStatistics && (value & TimestampingFlag.SOF_TIMESTAMPING_OPT_TSONLY) == 0) return Errno.EINVAL;
        if ((value & TimestampingFlag.SOF_TIMESTAMPING_BIND_PHC) != 0) return Errno.EOPNOTSUPP;
        settings.TimestampingFlags = value;
        settings.HasNewTimestamping = option == SocketOption.SO_TIMESTAMPING_NEW;
        return Errno.None;
    }

    /// <summary>SO_TXTIME: the clock of the times that messages name to be sent at, which only a queueing discipline obeys.</summary>
    private static Errno SetSendTime(in SyscallContext context, SocketSettings settings, ulong address, int length)
    {
        const int AllFlags = 3;
        if (length != sizeof(ulong)) return Errno.EINVAL;
        Errno error = SyscallContext.Read(address, out ulong given);
        if (error != Errno.None) return error;
        int clock = (int)(uint)given;
        int flags = (int)(given >> 32);
        if ((flags & ~AllFlags) != 0) return Errno.EINVAL;
        if (clock != (int)ClockId.CLOCK_MONOTONIC && !context.Credentials.Has(Capability.CAP_NET_ADMIN)) return Errno.EPERM;
        settings.SendTimeClock = clock;
        settings.SendTimeFlags = flags;
        settings.Set(SocketFlags.SendTime, true);
        return Errno.None;
    }
}
