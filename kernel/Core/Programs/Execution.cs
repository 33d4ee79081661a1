// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Signals;
using Skift.Core.Syscalls;
using Skift.Machine;

namespace Skift.Core.Programs;

/// <summary>execve(2): replaces the program of a process. Until <see cref="Commit"/> every failure leaves the old one as it was.</summary>
internal sealed class Execution : IDisposable
{
    /// <summary>How often a script may be run by a script (Linux's limit in exec_binprm).</summary>
    private const int MaximumScripts = 5;

    private readonly UserThread _thread;
    private readonly ArgumentList _arguments;
    private ProgramFile _program;
    private ProgramFile? _interpreter;
    private AddressSpace? _space;
    private byte[] _fileName;

    private Execution(UserThread thread, ProgramFile program, ArgumentList arguments, ReadOnlySpan<byte> fileName)
    {
        _thread = thread;
        _program = program;
        _arguments = arguments;
        _fileName = fileName.ToArray();
    }

    /// <summary>Runs the whole of it.</summary>
    /// <returns>
    /// In the order of checks: <c>ENOENT</c>, <c>EACCES</c> and others of the walk; <c>ETXTBSY</c>; <c>EFAULT</c>, <c>E2BIG</c>; <c>ENOEXEC</c>;
    /// <c>ELOOP</c>: too many scripts; <c>EAGAIN</c>; <c>ENOMEM</c>.
    /// </returns>
    internal static Errno Run(UserThread thread, in FileView view, ReadOnlySpan<byte> name, ArgumentList arguments, bool follow = true, bool allowEmpty = false, Func<ArgumentList, Errno>? collect = null)
    {
        if (!ProgramFile.Open(view, name, follow, allowEmpty).Try(out ProgramFile program, out Errno error)) return error;
        using Execution execution = new(thread, program, arguments, name);
        error = collect?.Invoke(arguments) ?? Errno.None;
        if (error == Errno.None) error = execution.Prepare(view);
        return error == Errno.None ? execution.Commit() : error;
    }

    public void Dispose()
    {
        _program.Dispose();
        _interpreter?.Dispose();
        _space?.Release();
    }

    private ProgramLoader? Loader { get; set; }

    private Errno Prepare(in FileView view)
    {
        Errno error = FollowScripts(view);
        if (error != Errno.None) return error;
        if (!_program.ReadElf().Try(out ElfImage image, out error)) return error;
        ElfImage? interpreterImage = null;
        if (image.InterpreterLength != 0)
        {
            if (!_program.ReadInterpreterName(image).Try(out byte[] name, out error)) return error;
            if (!ProgramFile.Open(view, name).Try(out _interpreter, out error)) return error;
            if (!_interpreter.ReadElf().Try(out interpreterImage, out error)) return error == Errno.ENOEXEC ? Errno.ELIBBAD : error;
        }

        if (!AddressSpace.Create().Try(out _space, out error)) return error;
        _space.Limits = _thread.Process.Limits.ForMemory(_thread.Process.Credentials);
        // Who gains rights must not choose where the program lies (PER_CLEAR_ON_SETID of Linux).
        bool isRandom = (_thread.Process.Personality & (uint)Persona.ADDR_NO_RANDOMIZE) == 0 || SetIdCredentials(_thread.Process.Credentials).IsSetId;
        Loader = new ProgramLoader(_space, isRandom);
        return Loader.Load(_program, image, _interpreter, interpreterImage, _space.Limits.Stack);
    }

    private Errno FollowScripts(in FileView view)
    {
        byte[] script = _fileName;
        for (int depth = 0; ScriptLine.IsScript(_program.Start); depth++)
        {
            if (depth == MaximumScripts) return Errno.ELOOP;
            if (!ScriptLine.TryParse(_program.Start, out ScriptLine line)) return Errno.ENOEXEC;
            byte[] interpreter = line.Interpreter.ToArray();
            Errno error = _arguments.ReplaceFirst(interpreter, line.Option, script);
            if (error != Errno.None) return error;
            if (!ProgramFile.Open(view, interpreter).Try(out ProgramFile program, out error)) return error;
            _program.Dispose();
            _program = program;
            script = interpreter;
        }

        return Errno.None;
    }

    /// <summary>Gives up the old program. What fails from here on ends the process, for there is nothing to return to.</summary>
    private Errno Commit()
    {
        Process process = _thread.Process;
        Credentials credentials = SetIdCredentials(process.Credentials);
        bool isSecure = credentials.IsSetId;
        Errno error = process.EndOtherThreads(_thread);
        if (error != Errno.None) return error;

        // The futex of the old memory is told of the end as if the thread had ended (CLONE_CHILD_CLEARTID).
        Futexes.OnThreadExit(_thread);
        AddressSpace old = process.AddressSpace;
        process.KeepMemoryTotals();
        process.AddressSpace = _space!;
        _thread.PageTable = _space!.PageTable;
        _thread.ReturnToFutexes();
        _space = null;
        old.Release();
        _thread.Vfork?.Complete();
        _thread.Vfork = null;

        process.Executable?.Dispose();
        process.Executable = _program.File.Acquire();
        process.AddressSpace.IsDumpable = !isSecure;
        if (isSecure) process.ParentDeathSignal = Signal.None;
        process.Credentials = credentials;
        process.Personality &= ~(uint)(Persona.READ_IMPLIES_EXEC | (isSecure ? Persona.ADDR_NO_RANDOMIZE | Persona.ADDR_COMPAT_LAYOUT | Persona.MMAP_PAGE_ZERO : 0));
        process.FileSystem = _thread.FileSystem;
        Unshare.UnshareFiles(_thread);
        process.Files = _thread.Files;
        process.Files.CloseOnExec();
        process.ExecutionCount++;
        process.Timers.DeleteAll(process);
        ResetThread();
        if (ProgramStart.Write(_thread, Loader!, _arguments, _fileName, credentials, isSecure) != Errno.None)
        {
            Log.Info($"{_thread.Name}[{process.Id}]: no memory for the start of the program, killed");
            process.BeginExit(WaitStatus.Signaled(Signal.SIGKILL));
        }

        return Errno.None;
    }

    private void ResetThread()
    {
        using (SpinLock<SignalState>.Guard state = _thread.Process.Signals.Lock())
        {
            state.Value.ResetHandlers();
        }

        _thread.AlternateStack = new SignalStack { ss_flags = SignalConstants.SS_DISABLE };
        _thread.RobustList = 0;
        _thread.Sequence = default;
        _thread.ClearChildThreadId = 0;
        int slash = _fileName.AsSpan().LastIndexOf((byte)'/');
        _thread.Command = _fileName.AsSpan(slash + 1);
        _thread.User.Registers = default;
        _thread.User.Registers.Rflags = ProgramStart.InitialFlags;
        _thread.User.FsBase = 0;
        _thread.User.GsBase = 0;
        _thread.User.ResetFloatingPoint();
        _thread.HasNewRegisters = true;
    }

    /// <summary>Set-user-ID and set-group-ID bits of the file, unless its mount forbids them.</summary>
    private Credentials SetIdCredentials(Credentials credentials)
    {
        InodeAttributes attributes = _program.File.Inode.Attributes;
        bool isAllowed = (_program.File.Path.Mount.Flags & MountFlags.MS_NOSUID) == 0 && !_thread.HasNoNewPrivileges;
        uint user = credentials.EffectiveUserId;
        uint group = credentials.EffectiveGroupId;
        if (isAllowed && (attributes.Mode & StatMode.S_ISUID) != 0) user = attributes.UserId;
        // Without the group's right to execute the bit means something else (mandatory locking).
        const StatMode SetGroup = StatMode.S_ISGID | StatMode.S_IXGRP;
        if (isAllowed && (attributes.Mode & SetGroup) == SetGroup) group = attributes.GroupId;
        credentials = credentials with
        {
            EffectiveUserId = user,
            SavedUserId = user,
            FileSystemUserId = user,
            EffectiveGroupId = group,
            SavedGroupId = group,
            FileSystemGroupId = group,
        };
        return credentials.AfterExecution();
    }
}
