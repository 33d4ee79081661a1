// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Core.Syscalls;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>The notes of a core file: what debuggers learn of threads, files and the program (Linux's fs/binfmt_elf.c, <c>elf.h</c>).</summary>
internal sealed class CoreNotes
{
    private const uint NT_PRSTATUS = 1;
    private const uint NT_PRFPREG = 2;
    private const uint NT_PRPSINFO = 3;
    private const uint NT_AUXV = 6;
    private const uint NT_X86_XSTATE = 0x202;
    private const uint NT_FILE = 0x46494C45;
    private const uint NT_SIGINFO = 0x53494749;

    private const int ProgramBytes = 136;
    private const int FloatingPointBytes = 512;

    private readonly Process _process;
    private readonly SignalDetails _details;
    private readonly CoreBytes _all = new();

    private CoreNotes(Process process, in SignalDetails details)
    {
        _process = process;
        _details = details;
    }

    internal ReadOnlySpan<byte> Bytes => _all.All;

    /// <summary>All notes, those of the thread that was hit first.</summary>
    internal static CoreNotes Make(UserThread hit, UserThread[] threads, in SignalDetails details, ReadOnlySpan<AreaDescription> areas)
    {
        CoreNotes notes = new(hit.Process, details);
        notes.AddStatus(hit);
        notes.AddProgram(hit);
        notes.AddSignal();
        notes.Add(NT_AUXV, hit.Process.AddressSpace.Layout.AuxiliaryVector ?? []);
        notes.AddFiles(areas);
        notes.AddFloatingPoint(hit);
        foreach (UserThread thread in threads)
        {
            if (thread == hit) continue;
            notes.AddStatus(thread);
            notes.AddFloatingPoint(thread);
        }

        return notes;
    }

    private void Add(uint type, ReadOnlySpan<byte> content, bool isLinux = false)
    {
        ReadOnlySpan<byte> name = isLinux ? "LINUX\0"u8 : "CORE\0"u8;
        _ = _all.Add32(name.Length).Add32(content.Length).Add32(type).Add(name);
        _ = _all.PadTo((_all.Length + 3) & ~3).Add(content);
        _ = _all.PadTo((_all.Length + 3) & ~3);
    }

    /// <summary><c>struct elf_prstatus</c>.</summary>
    private void AddStatus(UserThread thread)
    {
        CoreBytes status = new();
        _ = status.Add32((int)_details.Signal).Add32(_details.Code).Add32(0).Add16((ushort)_details.Signal).Add16(0)
            .Add64(thread.Pending.Set).Add64(thread.SignalMask);
        AddIdentity(status, thread.Id);
        AddTime(status, thread.UserNanoseconds);
        AddTime(status, Math.Max(0, thread.CpuNanoseconds - thread.UserNanoseconds));
        // Times of children are not told.
        _ = status.PadTo(status.Length + 32);
        UserRegisterValues registers = PtraceRegisters.Get(thread);
        for (int i = 0; i < UserRegisterValues.Bytes / sizeof(ulong); i++) _ = status.Add64(registers[i]);
        _ = status.Add32(1).Add32(0);
        Add(NT_PRSTATUS, status.All);
    }

    /// <summary>Process, parent, group and session, 32 bits each.</summary>
    private void AddIdentity(CoreBytes bytes, int id)
    {
        int parent;
        using (SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock()) parent = _process.Parent?.Id ?? 0;
        _ = bytes.Add32(id).Add32(parent).Add32(_process.Group.Id).Add32(_process.Session.Id);
    }

    private static void AddTime(CoreBytes bytes, long nanoseconds) =>
        bytes.Add64(nanoseconds / Clock.NanosecondsPerSecond).Add64(nanoseconds % Clock.NanosecondsPerSecond / 1000);

    /// <summary><c>struct elf_prpsinfo</c>.</summary>
    private void AddProgram(UserThread thread)
    {
        const int NameLength = 15;
        const int ArgumentsAt = 56;
        const int ArgumentsLength = 79;
        CoreBytes program = new();
        _ = program.Add8(0).Add8((byte)'R').Add8(0).Add8((byte)(sbyte)thread.Nice).Add32(0).Add64(0UL)
            .Add32(_process.Credentials.UserId).Add32(_process.Credentials.GroupId);
        AddIdentity(program, _process.Id);
        ReadOnlySpan<byte> name = thread.Command;
        _ = program.Add(name[..Math.Min(name.Length, NameLength)]).PadTo(ArgumentsAt);
        ProgramLayout layout = _process.AddressSpace.Layout;
        byte[] arguments = new byte[(int)Math.Min(layout.ArgumentsEnd - layout.ArgumentsStart, ArgumentsLength)];
        int length = _process.AddressSpace.Read(layout.ArgumentsStart, arguments);
        for (int i = 0; i < length; i++)
        {
            if (arguments[i] == 0) arguments[i] = (byte)' ';
        }

        Add(NT_PRPSINFO, program.Add(arguments.AsSpan(0, length)).PadTo(ProgramBytes).All);
    }

    /// <summary><c>siginfo_t</c>.</summary>
    private void AddSignal()
    {
        const int SignalBytes = 128;
        SignalInformation from = _details.ToInformation();
        CoreBytes signal = new();
        _ = signal.Add32(from.si_signo).Add32(from.si_errno).Add32(from.si_code).Add32(0).Add64(from.first).Add64(from.second).Add64(from.si_utime).Add64(from.si_stime);
        Add(NT_SIGINFO, signal.PadTo(SignalBytes).All);
    }

    /// <summary>Which files are mapped where: count, page size; start, end and page in the file of each; then the names.</summary>
    private void AddFiles(ReadOnlySpan<AreaDescription> areas)
    {
        CoreBytes places = new();
        CoreBytes names = new();
        int count = 0;
        foreach (AreaDescription area in areas)
        {
            if (area.File is null) continue;
            count++;
            _ = places.Add64(area.Start).Add64(area.End).Add64(area.FileOffset / Page.Size);
            _ = names.Add(area.File.Path.ToBytes(_process.FileSystem.Root)).Add8(0);
        }

        if (count != 0) Add(NT_FILE, new CoreBytes().Add64((long)count).Add64((long)Page.Size).Add(places.All).Add(names.All).All);
    }

    private void AddFloatingPoint(UserThread thread)
    {
        byte[] state = new byte[Math.Max(UserContext.ExtendedStateBytes, FloatingPointBytes)];
        thread.User.CopyExtendedStateTo(state);
        Add(NT_PRFPREG, state.AsSpan(0, FloatingPointBytes));
        Add(NT_X86_XSTATE, state, isLinux: true);
    }
}
