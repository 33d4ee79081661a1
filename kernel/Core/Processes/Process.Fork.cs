// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Core.Syscalls;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>What clone(2) is asked for, whichever call brought it.</summary>
internal struct CloneRequest
{
    internal CloneFlags Flags;
    internal Signal ExitSignal;

    /// <summary>Stack pointer of the child; 0: the parent's.</summary>
    internal ulong Stack;
    internal ulong ParentThreadId;
    internal ulong ChildThreadId;
    internal ulong ThreadPointer;

    /// <summary>Where CLONE_PIDFD puts the descriptor.</summary>
    internal ulong PidFile;
}

public sealed partial class Process
{
    private const CloneFlags ThreadShares = CloneFlags.CLONE_VM | CloneFlags.CLONE_SIGHAND;

    /// <summary>clone(2): makes a process that is a copy of this one, or another thread of it, and lets it run.</summary>
    /// <returns>
    /// The number of the new thread; <c>EINVAL</c>: flags that contradict each other or that there is no support for; <c>EAGAIN</c>: too many
    /// processes; <c>ENOMEM</c>.
    /// </returns>
    internal static Result<long> Clone(UserThread parent, in CloneRequest request)
    {
        Errno error = CheckFlags(request.Flags);
        if (error != Errno.None) return error;
        bool isThread = (request.Flags & CloneFlags.CLONE_THREAD) != 0;
        ProcessId identity = new();
        UserThread? child = null;
        int descriptor = -1;
        try
        {
            error = isThread ? CreateThread(parent, identity, request.Flags, out child) : CreateProcess(parent, identity, request, out child);
            if (error == Errno.None) error = Prepare(parent, child!, request);
            if (error == Errno.None) error = AddPidFile(parent, child!, request, out descriptor);
            if (error == Errno.None) error = Publish(parent.Process, child!, request.Flags);
            if (error != Errno.None) return error;
        }
        finally
        {
            // Also when memory ran out: nobody has seen the child yet.
            if (identity.Number == 0 && child is not null) Abandon(child, isThread);
            if (identity.Number == 0 && descriptor >= 0) _ = parent.Files.Close(descriptor);
        }

        VforkWait? wait = child!.Vfork;
        int number = child.Id;
        int traced = parent.Trace is null ? 0 : TraceChild(parent, child, request);
        Scheduler.Start(child);
        if (traced != 0) TraceStops.ForEvent(parent, traced, (ulong)number);
        wait?.Wait();
        if (wait is not null) TraceStops.ForEvent(parent, PtraceEvent.PTRACE_EVENT_VFORK_DONE, (ulong)number);
        return number;
    }

    private static Errno CheckFlags(CloneFlags flags)
    {
        if ((flags & CloneFlags.CLONE_FS) != 0 && (flags & (CloneFlags.CLONE_NEWNS | CloneFlags.CLONE_NEWUSER)) != 0) return Errno.EINVAL;
        if ((flags & CloneFlags.CLONE_THREAD) != 0 && (flags & CloneFlags.CLONE_SIGHAND) == 0) return Errno.EINVAL;
        if ((flags & CloneFlags.CLONE_SIGHAND) != 0 && (flags & CloneFlags.CLONE_VM) == 0) return Errno.EINVAL;
        if ((flags & CloneFlags.CLONE_PARENT) != 0 && UserThread.Current.Process.Id == 1) return Errno.EINVAL;
        if ((flags & (CloneFlags.CLONE_PIDFD | CloneFlags.CLONE_DETACHED)) == (CloneFlags.CLONE_PIDFD | CloneFlags.CLONE_DETACHED)) return Errno.EINVAL;
        if ((flags & Unshare.Namespaces) != 0) return MissingFlags.Refuse("clone", Unshare.NameOf(flags), Errno.EINVAL);
        if ((flags & CloneFlags.CLONE_INTO_CGROUP) != 0) return MissingFlags.Refuse("clone3", "CLONE_INTO_CGROUP", Errno.EINVAL);
        // Signal actions are shared by threads only.
        bool isThread = (flags & CloneFlags.CLONE_THREAD) != 0;
        return isThread ? ((flags & ThreadShares) == ThreadShares ? Errno.None : Errno.EINVAL) : ((flags & CloneFlags.CLONE_SIGHAND) == 0 ? Errno.None : Errno.EINVAL);
    }

    private static Errno CreateThread(UserThread parent, ProcessId identity, CloneFlags flags, out UserThread? child)
    {
        FileTable files = (flags & CloneFlags.CLONE_FILES) != 0 ? parent.Files.Share() : parent.Files.Clone();
        FileSystemContext fileSystem = (flags & CloneFlags.CLONE_FS) != 0 ? parent.FileSystem.Share() : parent.FileSystem.Clone();
        child = null;
        try
        {
            child = new UserThread(parent.Process, identity) { Files = files, FileSystem = fileSystem };
        }
        finally
        {
            if (child is null)
            {
                files.Release();
                fileSystem.Release();
            }
        }

        return Errno.None;
    }

    private static Errno CreateProcess(UserThread parent, ProcessId identity, in CloneRequest request, out UserThread? child)
    {
        Process source = parent.Process;
        child = null;
        bool hasOwnMounts = (request.Flags & CloneFlags.CLONE_NEWNS) != 0;
        if (hasOwnMounts && !source.Credentials.IsPrivileged) return Errno.EPERM;
        FileTable files = (request.Flags & CloneFlags.CLONE_FILES) != 0 ? parent.Files.Share() : parent.Files.Clone();
        FileSystemContext fileSystem = (request.Flags & CloneFlags.CLONE_FS) != 0 ? parent.FileSystem.Share() : parent.FileSystem.Clone();
        AddressSpace? space = null;
        Errno error = Errno.None;
        try
        {
            if (hasOwnMounts) fileSystem.UnshareMounts();
            if ((request.Flags & CloneFlags.CLONE_VM) != 0) space = source.AddressSpace.Acquire();
            else if (!source.AddressSpace.Fork().Try(out space, out error)) return error;
            Process process = new(identity, space, files, fileSystem, source.Credentials)
            {
                Limits = source.Limits.Clone(),
                ExitSignal = request.ExitSignal,
                MemoryScore = source.MemoryScore,
                LowestMemoryScore = source.LowestMemoryScore,
                Personality = source.Personality,
                HasForgottenTerminal = source.HasForgottenTerminal,
                CoreFilter = source.CoreFilter,
                IsShownByStrace = source.IsShownByStrace,
            };
            child = new UserThread(process, identity);
        }
        finally
        {
            if (child is null)
            {
                files.Release();
                fileSystem.Release();
                space?.Release();
            }
        }

        child.Process.OnCpuLimitChanged();
        CopySignals(source, child.Process, (request.Flags & CloneFlags.CLONE_CLEAR_SIGHAND) != 0);
        child.Process.Executable = source.Executable?.Acquire();
        return Errno.None;
    }

    private static void CopySignals(Process source, Process target, bool clear)
    {
        // The child is nobody's yet, so its lock is free; the two never nest in another order.
        SignalState copy = new();
        using (SpinLock<SignalState>.Guard state = source._signals.Lock())
        {
            state.Value.CopyActionsTo(copy);
        }

        using SpinLock<SignalState>.Guard child = target._signals.Lock();
        copy.CopyActionsTo(child.Value);
        if (clear) child.Value.ResetHandlers();
    }

    /// <summary>Gives the child its registers and its small state.</summary>
    private static Errno Prepare(UserThread parent, UserThread child, in CloneRequest request)
    {
        child.User.CopyFrom(parent.User);
        child.User.Registers.Rax = 0;
        if (request.Stack != 0) child.User.Registers.Rsp = request.Stack;
        if ((request.Flags & CloneFlags.CLONE_SETTLS) != 0)
        {
            if (request.ThreadPointer >= VirtualAddress.UserEnd) return Errno.EPERM;
            child.User.FsBase = request.ThreadPointer;
        }

        child.Command = parent.Command;
        child.Nice = parent.Nice;
        child.IoPriority = parent.IoPriority;
        child.TimerSlack = parent.TimerSlack;
        child.DefaultTimerSlack = parent.TimerSlack;
        child.HasNoNewPrivileges = parent.HasNoNewPrivileges;
        if ((request.Flags & CloneFlags.CLONE_VM) == 0) child.Sequence = parent.Sequence;
        InheritPolicy(parent, child);
        child.Affinity = parent.Affinity;
        child.SignalMask = parent.SignalMask;
        // A thread with its own stack cannot share the alternate one (sigaltstack(2)).
        bool sharesStack = (request.Flags & (CloneFlags.CLONE_VM | CloneFlags.CLONE_VFORK)) == CloneFlags.CLONE_VM;
        if (!sharesStack) child.AlternateStack = parent.AlternateStack;
        child.ClearChildThreadId = (request.Flags & CloneFlags.CLONE_CHILD_CLEARTID) != 0 ? request.ChildThreadId : 0;
        child.SetChildThreadId = (request.Flags & CloneFlags.CLONE_CHILD_SETTID) != 0 ? request.ChildThreadId : 0;
        child.ParentThreadId = (request.Flags & CloneFlags.CLONE_PARENT_SETTID) != 0 ? request.ParentThreadId : 0;
        child.Vfork = (request.Flags & CloneFlags.CLONE_VFORK) != 0 ? new VforkWait() : null;
        return Errno.None;
    }

    /// <summary>A lent priority is not inherited; with SCHED_RESET_ON_FORK nothing is that gives more than others have (sched(7)).</summary>
    private static void InheritPolicy(UserThread parent, UserThread child)
    {
        bool resets = parent.ResetsPolicyOnFork;
        bool isRealTime = parent.RealTimePriority != 0;
        child.Policy = resets && isRealTime ? SchedulingPolicy.SCHED_OTHER : parent.Policy;
        child.RealTimePriority = resets ? 0 : parent.RealTimePriority;
        child.Priority = child.RealTimePriority;
        if (resets && (isRealTime || child.Nice < 0)) child.Nice = 0;
    }

    /// <summary>CLONE_PIDFD: the descriptor is there before the child is.</summary>
    private static Errno AddPidFile(UserThread parent, UserThread child, in CloneRequest request, out int descriptor)
    {
        descriptor = -1;
        if ((request.Flags & CloneFlags.CLONE_PIDFD) == 0) return Errno.None;
        bool isThread = (request.Flags & CloneFlags.CLONE_THREAD) != 0;
        PidFile file = new(child.Process, isThread ? child : null, OpenFlags.O_RDWR);
        FileTable files = parent.Files;
        if (!files.Add(file, DescriptorFlags.FD_CLOEXEC, parent.Process.Limits.FileLimit).Try(out descriptor, out Errno error))
        {
            descriptor = -1;
            file.Dispose();
            return error;
        }

        return UserMemory.Write(new VirtualAddress(request.PidFile), descriptor);
    }

    /// <summary>Numbers the child and makes it known. From here on it can get signals.</summary>
    private static Errno Publish(Process parent, UserThread child, CloneFlags flags)
    {
        bool isThread = (flags & CloneFlags.CLONE_THREAD) != 0;
        using (SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock())
        {
            Process process = child.Process;
            using SpinLock<SignalState>.Guard state = process._signals.Lock();
            if (isThread && (state.Value.IsExiting || state.Value.OnlySurvivor is not null)) return Errno.EAGAIN;
            Errno error = tree.Value.Assign(child.Identity);
            if (error != Errno.None) return error;
            child.Identity.Thread = child;
            state.Value.Threads.Add(child.ThreadLink);
            // A group that is being stopped stops the new thread too.
            if (state.Value.StopSignal != Signal.None) child.HasPendingWork = true;
            tree.Value.ThreadCount++;
            if (!isThread)
            {
                process.Identity.Process = process;
                tree.Value.ProcessCount++;
                tree.Value.CreatedCount++;
                Process owner = parent;
                if ((flags & CloneFlags.CLONE_PARENT) != 0 && parent.Parent is Process above)
                {
                    owner = above;
                    process.ExitSignal = parent.ExitSignal;
                }

                process.Parent = owner;
                owner.Children.Add(process.SiblingLink);
                process.Group = parent.Group;
                process.Group.Members.Add(process.GroupLink);
            }
        }

        if (child.ParentThreadId != 0) _ = UserMemory.Write(new VirtualAddress(child.ParentThreadId), child.Id);
        return Errno.None;
    }

    /// <summary>Undoes what was made for a child that never came to be.</summary>
    private static void Abandon(UserThread child, bool isThread)
    {
        child.ReleaseStack();
        child.Files.Release();
        child.FileSystem.Release();
        if (isThread) return;
        Process process = child.Process;
        process.AddressSpace.Release();
        process.Executable?.Dispose();
    }

    /// <summary>A new thread of a tracee is traced too, if its tracer asks for the event; it stops before its first instruction.</summary>
    /// <returns>The event for the parent; 0 for none.</returns>
    private static int TraceChild(UserThread parent, UserThread child, in CloneRequest request)
    {
        int number = (request.Flags & CloneFlags.CLONE_VFORK) != 0 ? PtraceEvent.PTRACE_EVENT_VFORK
            : (request.Flags & CloneFlags.CLONE_THREAD) == 0 && request.ExitSignal == Signal.SIGCHLD ? PtraceEvent.PTRACE_EVENT_FORK : PtraceEvent.PTRACE_EVENT_CLONE;
        if (parent.Trace is not Trace trace || !trace.Has((PtraceOptions)(1u << number)) || (request.Flags & CloneFlags.CLONE_UNTRACED) != 0) return 0;
        Trace inherited = new(trace.Tracer, child, trace.IsSeized, trace.Options);
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        if (parent.Trace != trace) return 0;
        inherited.IsInterrupted = trace.IsSeized;
        Link(inherited);
        child.HasPendingWork = true;
        if (!trace.IsSeized) SignalSender.SendStandardTo(child, SignalDetails.FromKernel(Signal.SIGSTOP));
        return number;
    }
}
