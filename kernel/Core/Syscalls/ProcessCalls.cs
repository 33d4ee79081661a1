// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Programs;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>fork(2), execve(2), exit(2), wait4(2): the life of a process.</summary>
internal static class ProcessCalls
{
    internal static Result<long> fork(in SyscallContext context) => Process.Clone(context.Thread, new CloneRequest { ExitSignal = Signal.SIGCHLD });

    internal static Result<long> vfork(in SyscallContext context) =>
        Process.Clone(context.Thread, new CloneRequest { Flags = CloneFlags.CLONE_VM | CloneFlags.CLONE_VFORK, ExitSignal = Signal.SIGCHLD });

    [Missing("name spaces other than `CLONE_NEWNS`")]
    internal static Result<long> clone(in SyscallContext context, ulong flags, ulong stack, ulong parentThreadId, ulong childThreadId, ulong threadPointer)
    {
        // A number that is no signal is taken as none, but the child is then not an ordinary one (__WCLONE).
        Signal signal = (Signal)(flags & (ulong)CloneFlags.CSIGNAL);
        const ulong Both = (ulong)(CloneFlags.CLONE_PIDFD | CloneFlags.CLONE_PARENT_SETTID);
        if ((flags & Both) == Both) return Errno.EINVAL;
        return Process.Clone(context.Thread, new CloneRequest
        {
            Flags = (CloneFlags)(flags & uint.MaxValue) & ~CloneFlags.CSIGNAL,
            ExitSignal = signal,
            Stack = stack,
            ParentThreadId = parentThreadId,
            ChildThreadId = childThreadId,
            ThreadPointer = threadPointer,
            PidFile = parentThreadId,
        });
    }

    /// <summary>clone3(2). A longer struct than is known must be zero behind what is known.</summary>
    [Missing("name spaces other than `CLONE_NEWNS`; `set_tid`, `cgroup`")]
    internal static Result<long> clone3(in SyscallContext context, ulong address, ulong size)
    {
        const ulong FirstSize = 64;
        const ulong KnownSize = 88;
        if (size > VirtualAddress.PageSize) return Errno.E2BIG;
        if (size < FirstSize) return Errno.EINVAL;
        Span<byte> bytes = stackalloc byte[(int)KnownSize];
        bytes.Clear();
        Errno error = UserMemory.CopyIn(new VirtualAddress(address), bytes[..(int)Math.Min(size, KnownSize)]);
        if (error != Errno.None) return error;
        for (ulong i = KnownSize; i < size; i++)
        {
            error = SyscallContext.Read(address + i, out byte rest);
            if (error != Errno.None) return error;
            if (rest != 0) return Errno.E2BIG;
        }

        CloneWords words = new(bytes);
        const ulong BothHandlers = (ulong)(CloneFlags.CLONE_SIGHAND | CloneFlags.CLONE_CLEAR_SIGHAND);
        const ulong BothFiles = (ulong)(CloneFlags.CLONE_PIDFD | CloneFlags.CLONE_PARENT_SETTID);
        if (words.ExitSignal > (ulong)Signal.SIGRTMAX) return Errno.EINVAL;
        if (words.SetTidSize != 0 || words.SetTid != 0) return MissingFlags.Refuse("clone3", "set_tid", Errno.EINVAL);
        if ((words.Flags & ((ulong)(CloneFlags.CLONE_DETACHED | CloneFlags.CSIGNAL) | ~0x3_FFFF_FFFFUL)) != 0) return Errno.EINVAL;
        if ((words.Flags & BothHandlers) == BothHandlers) return Errno.EINVAL;
        if ((words.Flags & (ulong)(CloneFlags.CLONE_THREAD | CloneFlags.CLONE_PARENT)) != 0 && words.ExitSignal != 0) return Errno.EINVAL;
        if ((words.Stack == 0) != (words.StackSize == 0) || !new VirtualAddress(words.Stack).IsUserRange(words.StackSize)) return Errno.EINVAL;
        if ((words.Flags & BothFiles) == BothFiles && words.PidFile == words.ParentThreadId) return Errno.EINVAL;
        return Process.Clone(context.Thread, new CloneRequest
        {
            Flags = (CloneFlags)words.Flags,
            ExitSignal = (Signal)words.ExitSignal,
            Stack = words.Stack + words.StackSize,
            ParentThreadId = words.ParentThreadId,
            ChildThreadId = words.ChildThreadId,
            ThreadPointer = words.ThreadPointer,
            PidFile = words.PidFile,
        });
    }

    private readonly ref struct CloneWords(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        internal ulong Flags => Word(0);

        internal ulong PidFile => Word(1);

        internal ulong ChildThreadId => Word(2);

        internal ulong ParentThreadId => Word(3);

        internal ulong ExitSignal => Word(4);

        internal ulong Stack => Word(5);

        internal ulong StackSize => Word(6);

        internal ulong ThreadPointer => Word(7);

        internal ulong SetTid => Word(8);

        internal ulong SetTidSize => Word(9);

        private ulong Word(int index) => System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(_bytes[(index * sizeof(ulong))..]);
    }

    internal static Result<long> execve(in SyscallContext context, ulong path, ulong arguments, ulong environment) =>
        execveat(context, FileConstants.AT_FDCWD, path, arguments, environment, AtFlags.None);

    internal static Result<long> execveat(in SyscallContext context, int directory, ulong path, ulong arguments, ulong environment, AtFlags flags)
    {
        if ((flags & ~(AtFlags.AT_EMPTY_PATH | AtFlags.AT_SYMLINK_NOFOLLOW)) != 0) return Errno.EINVAL;
        bool allowEmpty = (flags & AtFlags.AT_EMPTY_PATH) != 0;
        Errno error = context.ReadPath(path, out ReadOnlySpan<byte> name, allowEmpty: allowEmpty);
        if (error != Errno.None) return error;
        if (!context.FilesAt(directory, name).Try(out FileView view, out error)) return error;
        ArgumentList list = new(context.Process.Limits.Soft(Resource.RLIMIT_STACK));
        bool follow = (flags & AtFlags.AT_SYMLINK_NOFOLLOW) == 0;
        // The lists are read after the file was found: a missing file is ENOENT whatever the lists are.
        int formerId = context.Thread.Id;
        error = Execution.Run(context.Thread, view, name, list, follow, allowEmpty, collected => collected.Collect(arguments, environment));
        if (error == Errno.None) TraceStops.OnExecuted(context.Thread, formerId);
        return SyscallContext.Done(error);
    }

    internal static Result<long> exit(in SyscallContext context, int code)
    {
        Process.ExitThread(context.Thread, WaitStatus.Exited(code));
        return 0;
    }

    internal static Result<long> exit_group(in SyscallContext context, int code)
    {
        context.Process.BeginExit(WaitStatus.Exited(code));
        Process.ExitThread(context.Thread, 0);
        return 0;
    }

    internal static Result<long> wait4(in SyscallContext context, int processId, ulong statusAddress, WaitOptions options, ulong usageAddress)
    {
        const WaitOptions Known = WaitOptions.WNOHANG | WaitOptions.WUNTRACED | WaitOptions.WCONTINUED | WaitOptions.__WNOTHREAD | WaitOptions.__WCLONE | WaitOptions.__WALL;
        if ((options & ~Known) != 0) return Errno.EINVAL;
        if (processId == int.MinValue) return Errno.ESRCH;
        WaitSelection selection = processId switch
        {
            -1 => new WaitSelection(IdType.P_ALL, 0),
            0 => new WaitSelection(IdType.P_PGID, 0),
            < 0 => new WaitSelection(IdType.P_PGID, -processId),
            _ => new WaitSelection(IdType.P_PID, processId),
        };
        if (!context.Process.WaitForChild(selection, options | WaitOptions.WEXITED).Try(out WaitReport report, out Errno error)) return error;
        if (report.ProcessId == 0) return 0;
        error = SyscallContext.WriteIfAsked(statusAddress, report.Status);
        if (error == Errno.None) error = SyscallContext.WriteIfAsked(usageAddress, report.Totals.ToUsage());
        return error == Errno.None ? report.ProcessId : error;
    }

    internal static Result<long> waitid(in SyscallContext context, IdType type, int id, ulong informationAddress, WaitOptions options, ulong usageAddress)
    {
        const WaitOptions Kinds = WaitOptions.WEXITED | WaitOptions.WSTOPPED | WaitOptions.WCONTINUED;
        const WaitOptions Known = Kinds | WaitOptions.WNOHANG | WaitOptions.WNOWAIT | WaitOptions.__WNOTHREAD | WaitOptions.__WCLONE | WaitOptions.__WALL;
        if ((options & ~Known) != 0 || (options & Kinds) == 0) return Errno.EINVAL;
        bool isIdValid = type switch
        {
            IdType.P_ALL => true,
            IdType.P_PID => id > 0,
            IdType.P_PGID or IdType.P_PIDFD => id >= 0,
            _ => false,
        };
        if (!isIdValid) return Errno.EINVAL;
        Errno error;
        WaitSelection selection = new(type, id);
        bool isNonBlocking = false;
        if (type == IdType.P_PIDFD)
        {
            if (!PidCalls.Get(context, id).Try(out PidFile file, out error)) return error;
            selection = new WaitSelection(type, id, file.Process);
            isNonBlocking = file.IsNonBlocking && (options & WaitOptions.WNOHANG) == 0;
            if (isNonBlocking) options |= WaitOptions.WNOHANG;
            file.Dispose();
        }

        if (!context.Process.WaitForChild(selection, options).Try(out WaitReport report, out error)) return error;
        if (report.ProcessId != 0) error = SyscallContext.WriteIfAsked(usageAddress, report.Totals.ToUsage());
        if (error == Errno.None) error = SyscallContext.WriteIfAsked(informationAddress, report.ProcessId == 0 ? default : Describe(report));
        if (error != Errno.None) return error;
        return report.ProcessId == 0 && isNonBlocking ? Errno.EAGAIN : 0;
    }

    private static WaitInformation Describe(in WaitReport report)
    {
        WaitInformation information = default;
        information.si_signo = (int)Signal.SIGCHLD;
        information.si_pid = report.ProcessId;
        information.si_uid = report.UserId;
        int status = report.Status;
        if (WaitStatus.IsContinued(status))
        {
            information.si_code = SignalCode.CLD_CONTINUED;
            information.si_status = (int)Signal.SIGCONT;
        }
        else if (report.IsTrapped)
        {
            information.si_code = SignalCode.CLD_TRAPPED;
            information.si_status = status >> 8;
        }
        else if (WaitStatus.IsStopped(status))
        {
            information.si_code = SignalCode.CLD_STOPPED;
            information.si_status = (int)WaitStatus.StopSignal(status);
        }
        else if (WaitStatus.IsExited(status))
        {
            information.si_code = SignalCode.CLD_EXITED;
            information.si_status = WaitStatus.ExitCode(status);
        }
        else
        {
            information.si_code = (status & WaitStatus.CoreFlag) != 0 ? SignalCode.CLD_DUMPED : SignalCode.CLD_KILLED;
            information.si_status = (int)WaitStatus.TerminatingSignal(status);
        }

        return information;
    }
}
