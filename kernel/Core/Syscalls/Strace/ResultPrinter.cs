// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Syscalls.Strace;

/// <summary>Writes what a call came to, behind its arguments.</summary>
internal static class ResultPrinter
{
    internal static void Write(TraceText text, SystemCall call, in SyscallArguments arguments, long value)
    {
        switch (call)
        {
            case SystemCall.mmap or SystemCall.brk or SystemCall.mremap or SystemCall.shmat:
                text.Hexadecimal((ulong)value);
                break;
            case SystemCall.umask:
                text.Permissions((uint)value);
                break;
            case SystemCall.fcntl:
                WriteFcntl(text, (FcntlCommand)arguments.A1, value);
                break;
            case SystemCall.poll or SystemCall.ppoll:
                WritePoll(text, call, arguments, value);
                break;
            case SystemCall.select or SystemCall.pselect6:
                WriteSelect(text, call, arguments, value);
                break;
            case SystemCall.rt_sigtimedwait:
                text.Number(value);
                if (ArgumentPrinter.SignalName((int)value) is { Length: > 0 } name) text.Add(" (SIG"u8).Add(name).Add((byte)')');
                break;
            case SystemCall.prctl when (Prctl)arguments.A0 == Prctl.PR_GET_DUMPABLE:
                NameTable.TryFind("SUID_DUMP_DISABLE 0 SUID_DUMP_USER 1 SUID_DUMP_ROOT 2"u8, (ulong)value, out ReadOnlySpan<byte> kind);
                text.Number(value).Add(" ("u8).Add(kind).Add((byte)')');
                break;
            case SystemCall.sched_getscheduler:
                NameTable.Choice(text.Hexadecimal((ulong)value).Add(" ("u8), TraceNames.Policies, (ulong)value & 0xFFFF, "SCHED"u8);
                text.Add((value & SchedulingConstants.SCHED_RESET_ON_FORK) != 0 ? "|SCHED_RESET_ON_FORK)"u8 : ")"u8);
                break;
            default:
                text.Number(value);
                break;
        }
    }

    internal static void WriteError(TraceText text, Errno error)
    {
        if (ErrorNames.TryFind(error, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> meaning)) text.Add("-1 "u8).Add(name).Add(" ("u8).Add(meaning).Add((byte)')');
        else text.Add("-1 "u8).Number((int)error);
    }

    /// <summary>The errors that only a tracer sees: a signal interrupted the call, and what becomes of it is still open.</summary>
    internal static void WriteInterrupted(TraceText text, SystemCall call, RestartKind restart) => text.Add(restart switch
    {
        RestartKind.Always => "? ERESTARTSYS (To be restarted if SA_RESTART is set)"u8,
        RestartKind.Unconditionally => "? ERESTARTNOINTR (To be restarted)"u8,
        _ when call is SystemCall.nanosleep or SystemCall.clock_nanosleep or SystemCall.poll => "? ERESTART_RESTARTBLOCK (Interrupted by signal)"u8,
        _ => "? ERESTARTNOHAND (To be restarted if no handler)"u8,
    });

    private static void WriteFcntl(TraceText text, FcntlCommand command, long value)
    {
        switch (command)
        {
            case FcntlCommand.F_GETFD:
                text.Hexadecimal((ulong)value);
                if (value != 0) text.Add(" (flags FD_CLOEXEC)"u8);
                break;
            case FcntlCommand.F_GETFL:
                text.Hexadecimal((ulong)value).Add(" (flags "u8);
                text.Add((value & 3) switch { 0 => "O_RDONLY"u8, 1 => "O_WRONLY"u8, 2 => "O_RDWR"u8, _ => "O_ACCMODE"u8 });
                if ((value & ~3L) != 0) NameTable.Flags(text.Add((byte)'|'), TraceNames.Open, (ulong)value & ~3UL, default);
                text.Add((byte)')');
                break;
            case FcntlCommand.F_GET_SEALS:
                text.Hexadecimal((ulong)value).Add(" (seals "u8);
                NameTable.Flags(text, TraceNames.Seals, (ulong)value, default);
                text.Add((byte)')');
                break;
            default:
                text.Number(value);
                break;
        }
    }

    private static void WritePoll(TraceText text, SystemCall call, in SyscallArguments arguments, long value)
    {
        text.Number(value);
        if (value == 0)
        {
            text.Add(" (Timeout)"u8);
            return;
        }

        text.Add(" (["u8);
        bool isFirst = true;
        for (uint i = 0; i < (uint)arguments.A1; i++)
        {
            if (UserMemory.Read(new VirtualAddress(arguments.A0 + (i * 8)), out PollDescriptor request) != Errno.None) break;
            if (request.revents == 0) continue;
            if (!isFirst) text.Add(", "u8);
            isFirst = false;
            NameTable.Flags(text.Add("{fd="u8).Number(request.fd).Add(", revents="u8), TraceNames.Poll, (ushort)request.revents, "POLL"u8);
            text.Add((byte)'}');
        }

        text.Add((byte)']');
        if (call == SystemCall.ppoll) WriteLeft(text, arguments.A2, isFine: true, ", "u8);
        text.Add((byte)')');
    }

    private static void WriteSelect(TraceText text, SystemCall call, in SyscallArguments arguments, long value)
    {
        text.Number(value);
        if (value == 0)
        {
            text.Add(" (Timeout)"u8);
            return;
        }

        int start = text.Length;
        text.Add(" ("u8);
        int opened = text.Length;
        WriteReady(text, "in"u8, arguments.A1, (int)arguments.A0, opened);
        WriteReady(text, "out"u8, arguments.A2, (int)arguments.A0, opened);
        WriteReady(text, "except"u8, arguments.A3, (int)arguments.A0, opened);
        WriteLeft(text, arguments.A4, call == SystemCall.pselect6, text.Length == opened ? default : ", "u8);
        if (text.Length == opened) text.Truncate(start);
        else text.Add((byte)')');
    }

    private static void WriteReady(TraceText text, ReadOnlySpan<byte> name, ulong address, int count, int opened)
    {
        if (address == 0) return;
        bool isFirst = true;
        for (int i = 0; i < Math.Min(count, 1024); i++)
        {
            if (UserMemory.Read(new VirtualAddress(address + (ulong)(i / 8)), out byte bits) != Errno.None) return;
            if ((bits >> (i % 8) & 1) == 0) continue;
            if (isFirst) text.Add(text.Length == opened ? default : ", "u8).Add(name).Add(" ["u8);
            else text.Add((byte)' ');
            isFirst = false;
            text.Number(i);
        }

        if (!isFirst) text.Add((byte)']');
    }

    private static void WriteLeft(TraceText text, ulong address, bool isFine, ReadOnlySpan<byte> separator)
    {
        if (address == 0 || UserMemory.Read(new VirtualAddress(address), out Timespec left) != Errno.None) return;
        text.Add(separator).Add("left {tv_sec="u8).Number(left.tv_sec).Add(isFine ? ", tv_nsec="u8 : ", tv_usec="u8).Number(left.tv_nsec).Add((byte)'}');
    }
}
