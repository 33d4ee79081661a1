// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Syscalls.Strace;

internal ref partial struct ArgumentPrinter
{
    private void WriteOutput(ArgumentKind kind, ulong value)
    {
        switch (kind)
        {
            case ArgumentKind.FcntlArgument:
                WriteFcntl(value);
                return;
            case ArgumentKind.IoctlArgument:
                WriteIoctl(value);
                return;
            case ArgumentKind.CloneRest:
                WriteCloneRest();
                return;
            case ArgumentKind.Clone3:
                WriteClone3();
                return;
            case ArgumentKind.RemainingOut:
                // The kernel tells what is left only when a signal cut the sleep short.
                if (HasFailed && value != 0 && Result == -(long)Errno.EINTR) WriteTimespec(value);
                else _text.Address(value);
                return;
            case ArgumentKind.Parameter when _call != SystemCall.sched_getparam:
                WriteNumber(value);
                return;
            default:
                break;
        }

        if (HasFailed) WriteUnfilled(kind, value);
        else if (kind < ArgumentKind.DirectoryEntries) WriteFilled(kind, value);
        else WriteFilledLate(kind, value);
    }

    /// <summary>Of a call that failed: where the result would have gone.</summary>
    private readonly void WriteUnfilled(ArgumentKind kind, ulong value)
    {
        if (kind is ArgumentKind.SocketLength or ArgumentKind.OptionLength) WriteNumber(value);
        else _text.Address(value);
    }

    private readonly void WriteFilled(ArgumentKind kind, ulong value)
    {
        switch (kind)
        {
            case ArgumentKind.DataOut:
                WriteData(value, (ulong)Result);
                break;
            case ArgumentKind.TextOut:
                WriteString(value, FileConstants.PATH_MAX);
                break;
            case ArgumentKind.VectorsOut:
                WriteVectors(value, (long)Next, Result);
                break;
            case ArgumentKind.Stat:
                WriteStat(value);
                break;
            case ArgumentKind.Statx:
                WriteStatx(value);
                break;
            case ArgumentKind.StatfsOut:
                WriteStatfs(value);
                break;
            case ArgumentKind.ActionOut:
                WriteAction(value);
                break;
            case ArgumentKind.SignalMaskOut:
                if (TryRead(value, out ulong set)) WriteSignals(set);
                break;
            case ArgumentKind.TimespecOut:
                WriteTimespec(value);
                break;
            case ArgumentKind.TimevalOut:
                if (TryRead(value, out Timeval timeval)) WriteTime(timeval.tv_sec, timeval.tv_usec, "usec"u8);
                break;
            case ArgumentKind.TimerSettingOut:
                WriteTimer(value);
                break;
            case ArgumentKind.TimerSettingFineOut:
                WriteFineTimer(value);
                break;
            case ArgumentKind.LimitOut:
                WriteLimit(value);
                break;
            case ArgumentKind.QueueAttributesOut:
                WriteQueueAttributes(value, isNew: false);
                break;
            case ArgumentKind.Usage:
                WriteUsage(value);
                break;
            case ArgumentKind.TwoDescriptors:
                if (TryRead(value, out int one) && TryRead(value + 4, out int two)) _text.Add((byte)'[').Number(one).Add(", "u8).Number(two).Add((byte)']');
                break;
            case ArgumentKind.WaitStatus:
                if (Result == 0) _text.Address(value);
                else if (TryRead(value, out int status)) WriteWaitStatus(status);
                break;
            case ArgumentKind.SignalInformationOut:
                if (TryRead(value, out SignalInformation information)) WriteFoundSignal(information);
                break;
            case ArgumentKind.SocketAddressOut:
                WriteReceivedAddress(value, Next);
                break;
            case ArgumentKind.SocketLength:
                if (!TryRead(value, out int length)) break;
                _text.Add((byte)'[');
                if (length != LengthBefore) _text.Number(LengthBefore).Add(" => "u8);
                _text.Number(length).Add((byte)']');
                break;
            case ArgumentKind.MessageHeaderOut:
                WriteMessage(value, Result);
                break;
            case ArgumentKind.OptionValueOut:
                if (UserMemory.Read(new VirtualAddress(Next), out int size) == Errno.None) WriteOption(value, size);
                else _text.Address(value);
                break;
            case ArgumentKind.OptionLength:
                WriteNumber(value);
                break;
            default:
                WriteEpollEvents(value);
                break;
        }
    }

    private readonly void WriteFilledLate(ArgumentKind kind, ulong value)
    {
        switch (kind)
        {
            case ArgumentKind.DirectoryEntries:
                WriteEntryCount(value);
                break;
            case ArgumentKind.SystemName:
                if (!TryRead(value, out byte _)) break;
                _text.Add("{sysname="u8);
                WriteString(value, UtsnameField.Length);
                _text.Add(", nodename="u8);
                WriteString(value + UtsnameField.Length, UtsnameField.Length);
                _text.Add(", ...}"u8);
                break;
            case ArgumentKind.SignalStackOut:
                WriteSignalStack(value);
                break;
            case ArgumentKind.CpusOut:
                WriteCpus(value, (int)Result);
                break;
            case ArgumentKind.NumberOut or ArgumentKind.UnsignedOut or ArgumentKind.Parameter:
                WriteNumber(value);
                break;
            case ArgumentKind.AddressOut:
                if (TryRead(value, out ulong word)) _text.Add((byte)'[').Address(word).Add((byte)']');
                break;
            case ArgumentKind.OffsetOut:
                if (TryRead(value, out long offset)) _text.Add((byte)'[').Number(offset - Result).Add("] => ["u8).Number(offset).Add((byte)']');
                break;
            case ArgumentKind.TimesOut:
                if (!TryRead(value, out Tms times)) break;
                _text.Add("{tms_utime="u8).Number(times.tms_utime).Add(", tms_stime="u8).Number(times.tms_stime).Add(", tms_cutime="u8).Number(times.tms_cutime)
                    .Add(", tms_cstime="u8).Number(times.tms_cstime).Add((byte)'}');
                break;
            case ArgumentKind.SystemInformation:
                WriteSystemInformation(value);
                break;
            default:
                _text.Address(value);
                break;
        }
    }

    private readonly void WriteTimespec(ulong address)
    {
        if (TryRead(address, out Timespec time)) WriteTime(time.tv_sec, time.tv_nsec, "nsec"u8);
    }

    private readonly void WriteFoundSignal(in SignalInformation information)
    {
        if (information.si_signo == 0) _text.Add("{}"u8);
        else WriteSignalInformation(_text, information);
    }

    private readonly void WriteReceivedAddress(ulong address, ulong lengthAddress)
    {
        if (address != 0 && UserMemory.Read(new VirtualAddress(lengthAddress), out int length) == Errno.None) WriteSocketAddress(address, length);
        else _text.Address(address);
    }

    private readonly void WriteSystemInformation(ulong address)
    {
        if (!TryRead(address, out Skift.Abi.SystemInformation all)) return;
        _text.Add("{uptime="u8).Number(all.uptime).Add(", loads=["u8).Unsigned(all.load1).Add(", "u8).Unsigned(all.load5).Add(", "u8).Unsigned(all.load15)
            .Add("], totalram="u8).Unsigned(all.totalram).Add(", freeram="u8).Unsigned(all.freeram).Add(", sharedram="u8).Unsigned(all.sharedram)
            .Add(", bufferram="u8).Unsigned(all.bufferram).Add(", totalswap="u8).Unsigned(all.totalswap).Add(", freeswap="u8).Unsigned(all.freeswap)
            .Add(", procs="u8).Unsigned(all.procs).Add(", totalhigh="u8).Unsigned(all.totalhigh).Add(", freehigh="u8).Unsigned(all.freehigh)
            .Add(", mem_unit="u8).Unsigned(all.mem_unit).Add((byte)'}');
    }

    private readonly void WriteUsage(ulong address)
    {
        // wait4 that found nobody has filled nothing.
        if (_call is SystemCall.wait4 && Result == 0)
        {
            _text.Address(address);
            return;
        }

        if (!TryRead(address, out ResourceUsage usage)) return;
        _text.Add("{ru_utime="u8);
        WriteTime(usage.ru_utime.tv_sec, usage.ru_utime.tv_usec, "usec"u8);
        _text.Add(", ru_stime="u8);
        WriteTime(usage.ru_stime.tv_sec, usage.ru_stime.tv_usec, "usec"u8);
        _text.Add(", ...}"u8);
    }

    private readonly void WriteWaitStatus(int status)
    {
        _text.Add((byte)'[');
        if (Skift.Abi.WaitStatus.IsContinued(status))
        {
            _text.Add("{WIFCONTINUED(s)}"u8);
        }
        else if (Skift.Abi.WaitStatus.IsStopped(status))
        {
            int signal = (status >> 8) & 0xFF;
            _text.Add("{WIFSTOPPED(s) && WSTOPSIG(s) == "u8);
            WriteSignal(signal & 0x7F);
            if ((signal & 0x80) != 0) _text.Add(" | 0x80"u8);
            _text.Add((byte)'}');
            if (status >> 16 != 0) NameTable.Choice(_text.Add(" | "u8), "PTRACE_EVENT_FORK 1 PTRACE_EVENT_VFORK 2 PTRACE_EVENT_CLONE 3 PTRACE_EVENT_EXEC 4 PTRACE_EVENT_VFORK_DONE 5 PTRACE_EVENT_EXIT 6 PTRACE_EVENT_STOP 80"u8, (uint)status >> 16, "PTRACE_EVENT"u8);
        }
        else if (Skift.Abi.WaitStatus.IsSignaled(status))
        {
            _text.Add("{WIFSIGNALED(s) && WTERMSIG(s) == "u8);
            WriteSignal(status & 0x7F);
            if ((status & Skift.Abi.WaitStatus.CoreFlag) != 0) _text.Add(" && WCOREDUMP(s)"u8);
            _text.Add((byte)'}');
        }
        else
        {
            _text.Add("{WIFEXITED(s) && WEXITSTATUS(s) == "u8).Number(Skift.Abi.WaitStatus.ExitCode(status)).Add((byte)'}');
        }

        _text.Add((byte)']');
    }

    private readonly void WriteEpollEvents(ulong address)
    {
        _text.Add((byte)'[');
        for (long i = 0; i < Result; i++)
        {
            if (i != 0) _text.Add(", "u8);
            if (i == ShownElements)
            {
                _text.Add("..."u8);
                break;
            }

            WriteEpollEvent(address + ((ulong)i * Skift.Abi.EpollEvent.Bytes));
        }

        _text.Add((byte)']');
    }

    private readonly void WriteEntryCount(ulong address)
    {
        long count = 0;
        for (long at = 0; at < Result; count++)
        {
            if (UserMemory.Read(new VirtualAddress(address + (ulong)at + Dirent64.LengthOffset), out ushort length) != Errno.None || length == 0) break;
            at += length;
        }

        _text.Address(address).Add(" /* "u8).Number(count).Add(count == 1 ? " entry */"u8 : " entries */"u8);
    }
}
