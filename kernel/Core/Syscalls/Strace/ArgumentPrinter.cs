// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Syscalls.Strace;

/// <summary>Writes the arguments of one call, from the memory of the process that is the current one.</summary>
internal ref partial struct ArgumentPrinter
{
    /// <summary>How much of data and strings strace(1) shows.</summary>
    private const int ShownBytes = 32;

    /// <summary>How many elements of an array it shows.</summary>
    private const int ShownElements = 32;

    private readonly TraceText _text;
    private readonly SystemCall _call;
    private readonly SyscallArguments _arguments;
    private int _index;

    internal ArgumentPrinter(TraceText text, SystemCall call, in SyscallArguments arguments)
    {
        _text = text;
        _call = call;
        _arguments = arguments;
    }

    /// <summary>The call is over.</summary>
    internal bool IsOver { get; init; }

    /// <summary>It failed, so that the kernel has filled nothing.</summary>
    internal bool HasFailed { get; init; }

    internal long Result { get; init; }

    /// <summary>How much room there was for an address when the call began.</summary>
    internal int LengthBefore { get; init; }

    /// <summary>The value for <see cref="LengthBefore"/>, of a call that begins.</summary>
    internal readonly int ReadLength(ReadOnlySpan<ArgumentKind> kinds)
    {
        int index = 0;
        while (index < kinds.Length && kinds[index] != ArgumentKind.SocketLength) index++;
        return index < kinds.Length && UserMemory.Read(new VirtualAddress(this[index]), out int length) == Errno.None ? length : 0;
    }

    private readonly ulong this[int index] => index switch
    {
        0 => _arguments.A0,
        1 => _arguments.A1,
        2 => _arguments.A2,
        3 => _arguments.A3,
        4 => _arguments.A4,
        _ => _arguments.A5,
    };

    private readonly ulong Previous => this[_index - 1];

    private readonly ulong Next => this[_index + 1];

    /// <summary>Writes those arguments that are known when the call begins, or, once it is over, the others.</summary>
    internal void Write(ReadOnlySpan<ArgumentKind> kinds)
    {
        int first = 0;
        while (first < kinds.Length && kinds[first] < ArgumentKind.FirstOutput) first++;
        // What had nothing to wait for is complete; a list that ends before an output is followed by a comma, as strace(1) has it.
        int from = IsOver ? first : 0;
        int to = IsOver ? kinds.Length : first;
        for (_index = from; _index < to; _index++)
        {
            int start = _text.Length;
            if (_index != 0 && !(IsOver && _index == first)) _text.Add(", "u8);
            int before = _text.Length;
            Write(kinds[_index], this[_index]);
            if (_text.Length == before) _text.Truncate(start);
        }

        if (!IsOver && first != 0 && first < kinds.Length && HasOutput(kinds[first])) _text.Add(", "u8);
    }

    /// <summary>Some calls have their last argument only with some commands.</summary>
    private readonly bool HasOutput(ArgumentKind kind) => kind switch
    {
        ArgumentKind.FcntlArgument => HasFcntlArgument((FcntlCommand)_arguments.A1),
        _ => true,
    };

    private void Write(ArgumentKind kind, ulong value)
    {
        if (kind > ArgumentKind.FirstOutput) WriteOutput(kind, value);
        else if (kind >= ArgumentKind.OpenFlags) WriteFlags(kind, value);
        else WriteInput(kind, value);
    }

    private void WriteInput(ArgumentKind kind, ulong value)
    {
        switch (kind)
        {
            case ArgumentKind.Int:
                _text.Number((int)value);
                break;
            case ArgumentKind.Unsigned:
                _text.Unsigned((uint)value);
                break;
            case ArgumentKind.Long:
                _text.Number((long)value);
                break;
            case ArgumentKind.Size:
                _text.Unsigned(value);
                break;
            case ArgumentKind.Hexadecimal:
                _text.Hexadecimal(value);
                break;
            case ArgumentKind.Address:
                _text.Address(value);
                break;
            case ArgumentKind.Directory:
                if ((int)value == FileConstants.AT_FDCWD) _text.Add("AT_FDCWD"u8);
                else _text.Number((int)value);
                break;
            case ArgumentKind.Path:
                WriteString(value, FileConstants.PATH_MAX);
                break;
            case ArgumentKind.Text:
                WriteString(value, ShownBytes);
                break;
            case ArgumentKind.Data:
                WriteData(value, Next);
                break;
            case ArgumentKind.Permissions:
                _text.Permissions((uint)value);
                break;
            case ArgumentKind.CreatePermissions:
                if (((OpenFlags)Previous & OpenFlags.O_CREAT) != 0 || ((OpenFlags)Previous & OpenFlags.O_TMPFILE) == OpenFlags.O_TMPFILE) _text.Permissions((uint)value & 0xFFFF);
                break;
            case ArgumentKind.FileType:
                WriteFileMode((uint)value);
                break;
            case ArgumentKind.OwnerId:
                if ((int)value == -1) _text.Add("-1"u8);
                else _text.Unsigned((uint)value);
                break;
            case ArgumentKind.Device:
                if (((StatMode)this[_index - 1] & StatMode.S_IFMT) is StatMode.S_IFCHR or StatMode.S_IFBLK) WriteDevice(value);
                break;
            case ArgumentKind.SignalNumber:
                WriteSignal((int)value);
                break;
            default:
                WriteStruct(kind, value);
                break;
        }
    }

    /// <summary>A null-terminated string, at most so much of it.</summary>
    private readonly void WriteString(ulong address, int limit)
    {
        if (address == 0)
        {
            _text.Add("NULL"u8);
            return;
        }

        byte[] buffer = new byte[limit + 1];
        int length = UserMemory.CopyInPartial(new VirtualAddress(address), buffer);
        int end = buffer.AsSpan(0, length).IndexOf((byte)0);
        if (end < 0 && length == 0) _text.Address(address);
        else _text.Quoted(buffer.AsSpan(0, end >= 0 ? end : Math.Min(length, limit)), isCut: end < 0);
    }

    private readonly void WriteData(ulong address, ulong length)
    {
        int shown = (int)Math.Min(length, ShownBytes);
        byte[] buffer = new byte[shown];
        if (address == 0) _text.Add("NULL"u8);
        else if (UserMemory.CopyIn(new VirtualAddress(address), buffer) != Errno.None) _text.Address(address);
        else if (_call == SystemCall.getrandom) _text.QuotedHexadecimal(buffer, isCut: length > ShownBytes);
        else _text.Quoted(buffer, isCut: length > ShownBytes);
    }

    private readonly void WriteSignal(int signal)
    {
        ReadOnlySpan<byte> name = SignalName(signal);
        if (name.Length == 0 && signal is >= 34 and <= 64) _text.Add("SIGRT_"u8).Number(signal - 32);
        else if (name.Length == 0) _text.Number(signal);
        else _text.Add("SIG"u8).Add(name);
    }

    /// <summary>Without the <c>SIG</c>; empty for those without a name of their own.</summary>
    internal static ReadOnlySpan<byte> SignalName(int signal)
    {
        ReadOnlySpan<byte> names = "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS RTMIN RT_1 "u8;
        if (signal < 1) return default;
        while (--signal > 0 && names.Length != 0) names = names[(names.IndexOf((byte)' ') + 1)..];
        return names.Length == 0 ? default : names[..names.IndexOf((byte)' ')];
    }

    /// <summary>A set of signals; one that has most is shown by what it lacks.</summary>
    private readonly void WriteSignals(ulong set) => WriteSignals(_text, set);

    internal static void WriteSignals(TraceText text, ulong set)
    {
        const int Most = 64 * 2 / 3;
        if (System.Numerics.BitOperations.PopCount(set) >= Most)
        {
            text.Add((byte)'~');
            set = ~set;
        }

        text.Add((byte)'[');
        bool isFirst = true;
        for (int signal = 1; signal <= 64; signal++)
        {
            if ((set >> (signal - 1) & 1) == 0) continue;
            if (!isFirst) text.Add((byte)' ');
            isFirst = false;
            ReadOnlySpan<byte> name = SignalName(signal);
            if (name.Length == 0) text.Add("RT_"u8).Number(signal - 32);
            else text.Add(name);
        }

        text.Add((byte)']');
    }

    /// <summary>Type and permissions: <c>S_IFREG|0644</c>.</summary>
    private readonly void WriteFileMode(uint mode)
    {
        ReadOnlySpan<byte> types = "S_IFIFO 1000 S_IFCHR 2000 S_IFDIR 4000 S_IFBLK 6000 S_IFREG 8000 S_IFLNK A000 S_IFSOCK C000"u8;
        if (NameTable.TryFind(types, mode & (uint)StatMode.S_IFMT, out ReadOnlySpan<byte> type)) _text.Add(type).Add((byte)'|');
        if ((mode & (uint)StatMode.S_ISUID) != 0) _text.Add("S_ISUID|"u8);
        if ((mode & (uint)StatMode.S_ISGID) != 0) _text.Add("S_ISGID|"u8);
        if ((mode & (uint)StatMode.S_ISVTX) != 0) _text.Add("S_ISVTX|"u8);
        _text.Permissions(mode & 0x1FF);
    }

    private readonly void WriteDevice(ulong device) =>
        _text.Add("makedev("u8).HexadecimalAlways(DeviceNumber.Major(device)).Add(", "u8).HexadecimalAlways(DeviceNumber.Minor(device)).Add((byte)')');

    /// <summary>Reads a struct; writes the address instead if there is none to read.</summary>
    private readonly bool TryRead<T>(ulong address, out T value)
        where T : unmanaged
    {
        value = default;
        if (address != 0 && UserMemory.Read(new VirtualAddress(address), out value) == Errno.None) return true;
        _text.Address(address);
        return false;
    }
}
