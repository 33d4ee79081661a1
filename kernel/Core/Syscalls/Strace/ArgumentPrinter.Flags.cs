// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Syscalls.Strace;

internal ref partial struct ArgumentPrinter
{
    private readonly void WriteFlags(ArgumentKind kind, ulong value)
    {
        value = kind == ArgumentKind.CloneFlags ? value : (uint)value;
        switch (kind)
        {
            case ArgumentKind.OpenFlags:
                WriteOpenFlags(value);
                break;
            case ArgumentKind.MapFlags:
                NameTable.Choice(_text, "MAP_FILE 0 MAP_SHARED 1 MAP_PRIVATE 2 MAP_SHARED_VALIDATE 3"u8, value & 0xF, "MAP"u8);
                if ((value & ~0xFUL) != 0) NameTable.Flags(_text.Add((byte)'|'), TraceNames.Map, value & ~0xFUL, default);
                break;
            case ArgumentKind.SocketType:
                WriteSocketType(value);
                break;
            case ArgumentKind.OptionName:
                NameTable.Choice(_text, (int)Previous == 6 ? TraceNames.TcpOptions : TraceNames.SocketOptions, value, "SO"u8);
                break;
            case ArgumentKind.StatxFlags:
                NameTable.Choice(_text, "AT_STATX_SYNC_AS_STAT 0 AT_STATX_FORCE_SYNC 2000 AT_STATX_DONT_SYNC 4000"u8, value & 0x6000, "AT_STATX"u8);
                if ((value & ~0x6000UL) != 0) NameTable.Flags(_text.Add((byte)'|'), TraceNames.StatxAt, value & ~0x6000UL, default);
                break;
            case ArgumentKind.Policy:
                WritePolicy(value);
                break;
            case ArgumentKind.Clock:
                if ((int)value < 0) WriteCpuClock((int)value);
                else NameTable.Choice(_text, TraceNames.Clocks, value, "CLOCK"u8);
                break;
            default:
                if (Choices(kind, out ReadOnlySpan<byte> prefix) is { Length: > 0 } choices) NameTable.Choice(_text, choices, value, prefix);
                else NameTable.Flags(_text, FlagNames(kind, out prefix), value, prefix);
                break;
        }
    }

    private readonly void WriteOpenFlags(ulong value)
    {
        _text.Add(((OpenFlags)value & OpenFlags.O_ACCMODE) switch
        {
            OpenFlags.O_RDONLY => "O_RDONLY"u8,
            OpenFlags.O_WRONLY => "O_WRONLY"u8,
            OpenFlags.O_RDWR => "O_RDWR"u8,
            _ => "O_ACCMODE"u8,
        });
        value &= ~(ulong)OpenFlags.O_ACCMODE;
        if (value != 0) NameTable.Flags(_text.Add((byte)'|'), TraceNames.Open, value, default);
    }

    private readonly void WriteSocketType(ulong value)
    {
        const ulong TypeMask = 0xF;
        ulong flags = value & ~TypeMask;
        bool isAccept = _call == SystemCall.accept4;
        if (!isAccept) NameTable.Choice(_text, TraceNames.SocketTypes, value & TypeMask, "SOCK"u8);
        if (flags != 0 && !isAccept) _text.Add((byte)'|');
        if (flags != 0 || isAccept) NameTable.Flags(_text, TraceNames.SocketFlags, flags, default);
    }

    private readonly void WritePolicy(ulong value)
    {
        const uint Reset = SchedulingConstants.SCHED_RESET_ON_FORK;
        NameTable.Choice(_text, TraceNames.Policies, value & ~Reset, "SCHED"u8);
        if ((value & Reset) != 0) _text.Add("|SCHED_RESET_ON_FORK"u8);
    }

    /// <summary>The clock of another process or thread: its number is in the upper bits, inverted.</summary>
    private readonly void WriteCpuClock(int clock)
    {
        _text.Add((clock & 4) != 0 ? "MAKE_THREAD_CPUCLOCK("u8 : "MAKE_PROCESS_CPUCLOCK("u8).Number(~(clock >> 3)).Add(", "u8);
        NameTable.Choice(_text, "CPUCLOCK_PROF 0 CPUCLOCK_VIRT 1 CPUCLOCK_SCHED 2"u8, (ulong)(clock & 3), "CPUCLOCK"u8);
        _text.Add((byte)')');
    }

    /// <summary>Those of which one is meant.</summary>
    private static ReadOnlySpan<byte> Choices(ArgumentKind kind, out ReadOnlySpan<byte> prefix)
    {
        prefix = default;
        switch (kind)
        {
            case ArgumentKind.Whence:
                prefix = "SEEK"u8;
                return TraceNames.Whence;
            case ArgumentKind.Advice:
                prefix = "MADV"u8;
                return TraceNames.Advice;
            case ArgumentKind.FileAdvice:
                prefix = "POSIX_FADV"u8;
                return TraceNames.FileAdvice;
            case ArgumentKind.MaskHow:
                prefix = "SIG"u8;
                return TraceNames.MaskHow;
            case ArgumentKind.IdType:
                prefix = "P"u8;
                return TraceNames.IdType;
            case ArgumentKind.EpollOperation:
                prefix = "EPOLL_CTL"u8;
                return TraceNames.EpollOperation;
            case ArgumentKind.IntervalTimer:
                prefix = "ITIMER"u8;
                return TraceNames.IntervalTimers;
            case ArgumentKind.Limit:
                prefix = "RLIMIT"u8;
                return TraceNames.Limits;
            case ArgumentKind.UsageOf:
                prefix = "RUSAGE"u8;
                return TraceNames.Usage;
            case ArgumentKind.PriorityOf:
                prefix = "PRIO"u8;
                return TraceNames.Priority;
            case ArgumentKind.Family:
                prefix = "AF"u8;
                return TraceNames.Families;
            case ArgumentKind.ShutdownHow:
                prefix = "SHUT"u8;
                return TraceNames.Shutdown;
            case ArgumentKind.OptionLevel:
                prefix = "SOL"u8;
                return TraceNames.Levels;
            case ArgumentKind.FcntlCommand:
                prefix = "F"u8;
                return TraceNames.Fcntl;
            case ArgumentKind.ArchPrctl:
                prefix = "ARCH"u8;
                return TraceNames.ArchPrctl;
            case ArgumentKind.PtraceRequest:
                prefix = "PTRACE"u8;
                return TraceNames.Ptrace;
            case ArgumentKind.MembarrierCommand:
                prefix = "MEMBARRIER_CMD"u8;
                return TraceNames.Membarrier;
            default:
                return default;
        }
    }

    /// <summary>Those that are sets.</summary>
    private static ReadOnlySpan<byte> FlagNames(ArgumentKind kind, out ReadOnlySpan<byte> prefix)
    {
        prefix = default;
        switch (kind)
        {
            case ArgumentKind.PipeFlags:
                return TraceNames.Open;
            case ArgumentKind.DescriptorFlags:
                return "FD_CLOEXEC 1"u8;
            case ArgumentKind.AtFlags:
                prefix = "AT"u8;
                return TraceNames.At;
            case ArgumentKind.AccessFlags:
                prefix = "AT"u8;
                return TraceNames.AccessAt;
            case ArgumentKind.StatxMask:
                return TraceNames.StatxMask;
            case ArgumentKind.AccessMode:
                prefix = "?_OK"u8;
                return TraceNames.Access;
            case ArgumentKind.Protection:
                prefix = "PROT"u8;
                return TraceNames.Protection;
            case ArgumentKind.RemapFlags:
                prefix = "MREMAP"u8;
                return TraceNames.Remap;
            case ArgumentKind.SynchroniseFlags:
                prefix = "MS"u8;
                return TraceNames.Synchronise;
            case ArgumentKind.WaitFlags:
                prefix = "W"u8;
                return TraceNames.Wait;
            case ArgumentKind.EpollFlags:
                prefix = "EPOLL"u8;
                return TraceNames.EpollCreate;
            case ArgumentKind.EventFileFlags:
                prefix = "EFD"u8;
                return TraceNames.EventFile;
            case ArgumentKind.TimerFileFlags:
                prefix = "TFD"u8;
                return TraceNames.TimerFile;
            case ArgumentKind.TimerFileSetFlags:
                prefix = "TFD"u8;
                return TraceNames.TimerFileSet;
            case ArgumentKind.SignalFileFlags:
                prefix = "SFD"u8;
                return TraceNames.SignalFile;
            default:
                return MoreFlagNames(kind, out prefix);
        }
    }

    private static ReadOnlySpan<byte> MoreFlagNames(ArgumentKind kind, out ReadOnlySpan<byte> prefix)
    {
        prefix = default;
        switch (kind)
        {
            case ArgumentKind.InotifyFlags:
                prefix = "IN"u8;
                return TraceNames.Inotify;
            case ArgumentKind.InotifyMask:
                prefix = "IN"u8;
                return TraceNames.InotifyMask;
            case ArgumentKind.MemoryFileFlags:
                prefix = "MFD"u8;
                return TraceNames.MemoryFile;
            case ArgumentKind.RandomFlags:
                prefix = "GRND"u8;
                return TraceNames.Random;
            case ArgumentKind.TimerFlags:
                return TraceNames.TimerAbsolute;
            case ArgumentKind.MessageFlags:
                prefix = "MSG"u8;
                return TraceNames.Message;
            case ArgumentKind.FlockOperation:
                prefix = "LOCK"u8;
                return TraceNames.Flock;
            case ArgumentKind.MountFlags:
                prefix = "MS"u8;
                return TraceNames.Mount;
            case ArgumentKind.UnmountFlags:
                prefix = "MNT"u8;
                return TraceNames.Unmount;
            case ArgumentKind.RenameFlags:
                prefix = "RENAME"u8;
                return TraceNames.Rename;
            case ArgumentKind.FallocateFlags:
                prefix = "FALLOC_FL"u8;
                return TraceNames.Fallocate;
            case ArgumentKind.SpliceFlags:
                prefix = "SPLICE_F"u8;
                return TraceNames.Splice;
            case ArgumentKind.CloneFlags:
                prefix = "CLONE"u8;
                return TraceNames.Clone;
            case ArgumentKind.CloseRangeFlags:
                prefix = "CLOSE_RANGE"u8;
                return TraceNames.CloseRange;
            default:
                return default;
        }
    }
}
