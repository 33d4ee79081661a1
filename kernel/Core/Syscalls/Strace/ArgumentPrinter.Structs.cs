// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Syscalls.Strace;

internal ref partial struct ArgumentPrinter
{
    private void WriteStruct(ArgumentKind kind, ulong value)
    {
        switch (kind)
        {
            case ArgumentKind.Vectors:
                WriteVectors(value, (long)Next, long.MaxValue);
                break;
            case ArgumentKind.PollRequests:
                WritePollRequests(value, (uint)Next);
                break;
            case ArgumentKind.DescriptorSet:
                WriteDescriptorSet(value, (int)_arguments.A0);
                break;
            case ArgumentKind.SignalMask:
                if (TryRead(value, out ulong set)) WriteSignals(set);
                break;
            case ArgumentKind.Action:
                WriteAction(value);
                break;
            case ArgumentKind.Timespec:
                if (TryRead(value, out Timespec time)) WriteTime(time.tv_sec, time.tv_nsec, "nsec"u8);
                break;
            case ArgumentKind.FileTimes:
                WriteFileTimes(value);
                break;
            case ArgumentKind.Timeval:
                if (TryRead(value, out Timeval timeval)) WriteTime(timeval.tv_sec, timeval.tv_usec, "usec"u8);
                break;
            case ArgumentKind.TimerSetting:
                WriteTimer(value);
                break;
            case ArgumentKind.TimerSettingFine:
                WriteFineTimer(value);
                break;
            case ArgumentKind.LimitSetting:
                WriteLimit(value);
                break;
            case ArgumentKind.NewQueueAttributes:
                if (((OpenFlags)this[_index - 2] & OpenFlags.O_CREAT) != 0) WriteQueueAttributes(value, isNew: true);
                break;
            case ArgumentKind.QueueAttributes:
                WriteQueueAttributes(value, isNew: false);
                break;
            case ArgumentKind.Words:
                WriteWords(value);
                break;
            case ArgumentKind.Environment:
                WriteEnvironment(value);
                break;
            case ArgumentKind.SocketAddress:
                WriteSocketAddress(value, (int)Next);
                break;
            case ArgumentKind.MessageHeader:
                WriteMessage(value, long.MaxValue);
                break;
            case ArgumentKind.SignalStack:
                WriteSignalStack(value);
                break;
            case ArgumentKind.SignalInformation:
                if (TryRead(value, out SignalInformation information)) WriteSignalInformation(_text, information);
                break;
            case ArgumentKind.EpollEvent:
                WriteEpollEvent(value);
                break;
            case ArgumentKind.OptionValue:
                WriteOption(value, (int)Next);
                break;
            case ArgumentKind.OffsetIn:
                if (TryRead(value, out long offset)) _text.Add((byte)'[').Number(offset).Add((byte)']');
                break;
            case ArgumentKind.Cpus:
                WriteCpus(value, (int)this[_index - 1]);
                break;
            case ArgumentKind.CloneStart:
                WriteCloneStart();
                break;
            case ArgumentKind.RemapTarget:
                if (((RemapFlags)Previous & RemapFlags.MREMAP_FIXED) != 0) _text.Address(value);
                break;
            case ArgumentKind.FutexRest:
                WriteFutex();
                break;
            case ArgumentKind.PrctlRest:
                WritePrctl();
                break;
            case ArgumentKind.IoctlRequest:
                if (NameTable.TryFind(TraceNames.Ioctl, (uint)value, out ReadOnlySpan<byte> name)) _text.Add(name);
                else WriteIoctlCode((uint)value);
                break;
            default:
                _text.Hexadecimal(value);
                break;
        }
    }

    private readonly void WriteIoctlCode(uint request)
    {
        NameTable.Flags(_text.Add("_IOC("u8), "_IOC_NONE 0 _IOC_WRITE 1 _IOC_READ 2"u8, request >> 30, default);
        _text.Add(", "u8).Hexadecimal((request >> 8) & 0xFF).Add(", "u8).Hexadecimal(request & 0xFF).Add(", "u8).Hexadecimal((request >> 16) & 0x3FFF).Add((byte)')');
    }

    private readonly void WriteTime(long seconds, long fraction, ReadOnlySpan<byte> unit) =>
        _text.Add("{tv_sec="u8).Number(seconds).Add(", tv_"u8).Add(unit).Add((byte)'=').Number(fraction).Add((byte)'}');

    private readonly void WriteTimer(ulong address)
    {
        if (!TryRead(address, out Itimerval timer)) return;
        Timeval interval = timer.it_interval;
        Timeval left = timer.it_value;
        WriteTimer((interval.tv_sec, interval.tv_usec), (left.tv_sec, left.tv_usec), "usec"u8);
    }

    private readonly void WriteFineTimer(ulong address)
    {
        if (!TryRead(address, out Itimerspec timer)) return;
        Timespec interval = timer.it_interval;
        Timespec left = timer.it_value;
        WriteTimer((interval.tv_sec, interval.tv_nsec), (left.tv_sec, left.tv_nsec), "nsec"u8);
    }

    private readonly void WriteTimer((long Seconds, long Fraction) interval, (long Seconds, long Fraction) left, ReadOnlySpan<byte> unit)
    {
        _text.Add("{it_interval="u8);
        WriteTime(interval.Seconds, interval.Fraction, unit);
        _text.Add(", it_value="u8);
        WriteTime(left.Seconds, left.Fraction, unit);
        _text.Add((byte)'}');
    }

    private readonly void WriteFileTimes(ulong address)
    {
        if (!TryRead(address, out Timespec access)) return;
        _text.Add((byte)'[');
        WriteFileTime(access);
        _text.Add(", "u8);
        if (TryRead(address + 16, out Timespec modification)) WriteFileTime(modification);
        _text.Add((byte)']');
    }

    private readonly void WriteFileTime(in Timespec time)
    {
        if (time.tv_nsec == Timespec.UTIME_NOW)
        {
            _text.Add("UTIME_NOW"u8);
            return;
        }

        if (time.tv_nsec == Timespec.UTIME_OMIT)
        {
            _text.Add("UTIME_OMIT"u8);
            return;
        }

        WriteTime(time.tv_sec, time.tv_nsec, "nsec"u8);
        if (time.tv_nsec is >= 0 and < 1_000_000_000) WriteDate(time);
    }

    /// <summary>The remark that tells the date: <c> /* 1970-01-01T00:00:01.5+0000 */</c>.</summary>
    private readonly void WriteDate(in Timespec time)
    {
        const long SecondsPerDay = 86400;
        long day = Math.DivRem(time.tv_sec, SecondsPerDay, out long second);
        if (time.tv_sec <= 0) return;
        // Days from civil: years begin in March, eras have 400 years.
        long shifted = day + 719468;
        long era = shifted / 146097;
        long dayOfEra = shifted - (era * 146097);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long shiftedMonth = ((5 * dayOfYear) + 2) / 153;
        long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        long year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);
        _text.Add(" /* "u8).Digits((ulong)year, 10, 4).Add((byte)'-').Digits((ulong)month, 10, 2).Add((byte)'-')
            .Digits((ulong)(dayOfYear - (((153 * shiftedMonth) + 2) / 5) + 1), 10, 2).Add((byte)'T').Digits((ulong)(second / 3600), 10, 2).Add((byte)':')
            .Digits((ulong)(second / 60 % 60), 10, 2).Add((byte)':').Digits((ulong)(second % 60), 10, 2);
        if (time.tv_nsec != 0) _text.Add((byte)'.').Digits((ulong)time.tv_nsec, 10, 9);
        _text.Add("+0000 */"u8);
    }

    private readonly void WriteAction(ulong address)
    {
        if (!TryRead(address, out SignalAction action)) return;
        _text.Add("{sa_handler="u8);
        if (action.sa_handler == SignalConstants.SIG_DFL) _text.Add("SIG_DFL"u8);
        else if (action.sa_handler == SignalConstants.SIG_IGN) _text.Add("SIG_IGN"u8);
        else _text.Address(action.sa_handler);
        _text.Add(", sa_mask="u8);
        WriteSignals(action.sa_mask);
        NameTable.Flags(_text.Add(", sa_flags="u8), TraceNames.SignalAction, (ulong)action.sa_flags, "SA"u8);
        if ((action.sa_flags & SignalActionFlags.SA_RESTORER) != 0) _text.Add(", sa_restorer="u8).Address(action.sa_restorer);
        _text.Add((byte)'}');
    }

    private readonly void WriteSignalStack(ulong address)
    {
        if (!TryRead(address, out SignalStack stack)) return;
        _text.Add("{ss_sp="u8).Address(stack.ss_sp);
        NameTable.Flags(_text.Add(", ss_flags="u8), TraceNames.StackFlags, (uint)stack.ss_flags, "SS"u8);
        _text.Add(", ss_size="u8).Unsigned(stack.ss_size).Add((byte)'}');
    }

    /// <summary>Flags have a meaning of an open queue only.</summary>
    private readonly void WriteQueueAttributes(ulong address, bool isNew)
    {
        if (!TryRead(address, out MessageQueueAttributes attributes)) return;
        _text.Add("{mq_flags="u8);
        if (isNew) _text.Hexadecimal((ulong)attributes.mq_flags);
        else NameTable.Flags(_text, TraceNames.Open, (ulong)attributes.mq_flags, default);
        _text.Add(", mq_maxmsg="u8).Number(attributes.mq_maxmsg).Add(", mq_msgsize="u8).Number(attributes.mq_msgsize)
            .Add(", mq_curmsgs="u8).Number(attributes.mq_curmsgs).Add((byte)'}');
    }

    private readonly void WriteLimit(ulong address)
    {
        if (!TryRead(address, out ResourceLimit limit)) return;
        _text.Add("{rlim_cur="u8);
        WriteLimitValue(limit.rlim_cur);
        _text.Add(", rlim_max="u8);
        WriteLimitValue(limit.rlim_max);
        _text.Add((byte)'}');
    }

    private readonly void WriteLimitValue(ulong value)
    {
        if (value == ResourceLimit.RLIM_INFINITY) _text.Add("RLIM64_INFINITY"u8);
        else if (value > 1024 && value % 1024 == 0) _text.Unsigned(value / 1024).Add("*1024"u8);
        else _text.Unsigned(value);
    }

    private readonly void WriteWords(ulong address)
    {
        if (!TryRead(address, out ulong word)) return;
        _text.Add((byte)'[');
        for (int i = 0; word != 0; i++)
        {
            if (i != 0) _text.Add(", "u8);
            if (i == ShownElements)
            {
                _text.Add("..."u8);
                break;
            }

            WriteString(word, ShownBytes);
            if (UserMemory.Read(new VirtualAddress(address + (8 * ((ulong)i + 1))), out word) != Errno.None) break;
        }

        _text.Add((byte)']');
    }

    private readonly void WriteEnvironment(ulong address)
    {
        _text.Address(address);
        ulong count = 0;
        while (address != 0 && UserMemory.Read(new VirtualAddress(address + (8 * count)), out ulong word) == Errno.None && word != 0) count++;
        if (address != 0) _text.Add(" /* "u8).Unsigned(count).Add(count == 1 ? " var */"u8 : " vars */"u8);
    }

    private readonly void WriteCpus(ulong address, int length)
    {
        byte[] buffer = new byte[Math.Clamp(length, 0, 1024)];
        if (address == 0 || UserMemory.CopyIn(new VirtualAddress(address), buffer) != Errno.None)
        {
            _text.Address(address);
            return;
        }

        WriteBits(buffer, buffer.Length * 8);
    }

    /// <summary>The numbers of the bits that are set: <c>[0 3]</c>.</summary>
    private readonly void WriteBits(ReadOnlySpan<byte> bits, int count)
    {
        _text.Add((byte)'[');
        bool isFirst = true;
        for (int i = 0; i < count; i++)
        {
            if ((bits[i / 8] >> (i % 8) & 1) == 0) continue;
            if (!isFirst) _text.Add((byte)' ');
            isFirst = false;
            _text.Number(i);
        }

        _text.Add((byte)']');
    }

    private readonly void WriteDescriptorSet(ulong address, int count)
    {
        count = Math.Clamp(count, 0, 1024);
        byte[] buffer = new byte[(count + 63) / 64 * 8];
        if (address == 0 || UserMemory.CopyIn(new VirtualAddress(address), buffer) != Errno.None) _text.Address(address);
        else WriteBits(buffer, count);
    }
}
