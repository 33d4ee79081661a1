// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>ptrace(2): who may trace whom, and what the requests do to a tracee that waits.</summary>
internal static class PtraceCalls
{
    private const ulong TrapFlag = 1 << 8;

    [Missing("seccomp events")]
    internal static Result<long> ptrace(in SyscallContext context, PtraceRequest request, int id, ulong address, ulong data)
    {
        switch (request)
        {
            case PtraceRequest.PTRACE_TRACEME:
                return SyscallContext.Done(TraceMe(context.Thread));
            case PtraceRequest.PTRACE_ATTACH:
            case PtraceRequest.PTRACE_SEIZE:
                return SyscallContext.Done(Attach(context, id, request, address, data));
        }

        if (ProcessTable.FindThread(id) is not UserThread tracee) return Errno.ESRCH;
        if (!CheckStopped(context.Thread, tracee, request).Try(out Trace trace, out Errno error)) return error;
        return request switch
        {
            PtraceRequest.PTRACE_KILL => SyscallContext.Done(Kill(trace)),
            PtraceRequest.PTRACE_INTERRUPT => SyscallContext.Done(Interrupt(trace)),
            PtraceRequest.PTRACE_LISTEN => SyscallContext.Done(Listen(trace)),
            PtraceRequest.PTRACE_CONT => SyscallContext.Done(Resume(trace, TraceMode.Continue, data)),
            PtraceRequest.PTRACE_SYSCALL => SyscallContext.Done(Resume(trace, TraceMode.Syscall, data)),
            PtraceRequest.PTRACE_SYSEMU => SyscallContext.Done(Resume(trace, TraceMode.Emulate, data)),
            PtraceRequest.PTRACE_SYSEMU_SINGLESTEP => SyscallContext.Done(Resume(trace, TraceMode.EmulateStep, data)),
            PtraceRequest.PTRACE_SINGLESTEP => SyscallContext.Done(Resume(trace, TraceMode.Step, data)),
            PtraceRequest.PTRACE_DETACH => SyscallContext.Done(Detach(trace, data)),
            PtraceRequest.PTRACE_SETOPTIONS => SyscallContext.Done(SetOptions(trace, data)),
            _ => PtraceData.Transfer(trace, request, address, data),
        };
    }

    /// <summary>Whether the caller may look into a process (ptrace(2), "Ptrace access mode checking"): it has the caller's user and group in every respect,
    /// may be dumped and has no more capabilities; or the caller is privileged.</summary>
    /// <param name="asForFiles">The file system's identity and the effective capabilities count, as for /proc; else the real one and the permitted.</param>
    internal static bool MayAccess(Process caller, Process target, bool asForFiles = false)
    {
        if (target == caller) return true;
        Credentials own = caller.Credentials;
        if (own.Has(Capability.CAP_SYS_PTRACE)) return true;
        Credentials other = target.Credentials;
        uint user = asForFiles ? own.FileSystemUserId : own.UserId;
        uint group = asForFiles ? own.FileSystemGroupId : own.GroupId;
        bool isSame = user == other.UserId && user == other.EffectiveUserId && user == other.SavedUserId
            && group == other.GroupId && group == other.EffectiveGroupId && group == other.SavedGroupId;
        if (!isSame || (!target.IsZombie && !target.AddressSpace.IsDumpable)) return false;
        ulong capabilities = asForFiles ? own.Capabilities.Effective : own.Capabilities.Permitted;
        return (other.Capabilities.Permitted & ~capabilities) == 0;
    }

    private static Errno TraceMe(UserThread thread)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        UserThread? parent = FirstThread(thread.Process.Parent);
        if (thread.Trace is not null || parent is null) return Errno.EPERM;
        Process.Link(new Trace(parent, thread, isSeized: false, PtraceOptions.None));
        return Errno.None;
    }

    private static UserThread? FirstThread(Process? process)
    {
        if (process is null) return null;
        using SpinLock<SignalState>.Guard state = process.Signals.Lock();
        return state.Value.Threads.First?.Owner;
    }

    private static Errno Attach(in SyscallContext context, int id, PtraceRequest request, ulong address, ulong data)
    {
        bool isSeized = request == PtraceRequest.PTRACE_SEIZE;
        if (ProcessTable.FindThread(id) is not UserThread tracee) return Errno.ESRCH;
        if (isSeized && (address != 0 || (data & ~(ulong)PtraceOptions.All) != 0)) return Errno.EIO;
        if (tracee.Process == context.Process || !MayAccess(context.Process, tracee.Process)) return Errno.EPERM;
        Trace trace = new(context.Thread, tracee, isSeized, isSeized ? (PtraceOptions)data : PtraceOptions.None);
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        if (tracee.Trace is not null || tracee.IsLeaving || tracee.Identity.Thread != tracee) return Errno.EPERM;
        Process.Link(trace);
        if (!isSeized) SignalSender.SendStandardTo(tracee, SignalDetails.FromKernel(Signal.SIGSTOP));
        // One that has stopped with its group stops once more, for its tracer.
        tracee.HasPendingWork = true;
        Scheduler.Continue(tracee);
        return Errno.None;
    }

    /// <summary>ESRCH unless the thread is the caller's tracee and waits, which two requests do not need.</summary>
    private static Result<Trace> CheckStopped(UserThread caller, UserThread tracee, PtraceRequest request)
    {
        Trace? trace;
        using (SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock())
        {
            trace = tracee.Trace;
            if (trace is null || trace.Tracer != caller) return Errno.ESRCH;
            if (request is PtraceRequest.PTRACE_KILL or PtraceRequest.PTRACE_INTERRUPT) return trace;
            if (!trace.IsStopped || trace.IsListening) return Errno.ESRCH;
        }

        // It has said that it stops; its registers are all there once it has left its CPU.
        while (Scheduler.IsOnCpu(tracee))
        {
            Scheduler.Yield();
        }

        return trace;
    }

    private static Errno Kill(Trace trace)
    {
        SignalSender.Send(trace.Tracee.Process, SignalDetails.FromKernel(Signal.SIGKILL));
        return Errno.None;
    }

    private static Errno Interrupt(Trace trace)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        if (!trace.IsSeized) return Errno.EIO;
        // One that has stopped stops once more when it goes on; a listener does at once.
        trace.IsInterrupted = true;
        if (trace.IsListening) Scheduler.Continue(trace.Tracee);
        Scheduler.Interrupt(trace.Tracee);
        return Errno.None;
    }

    private static Errno Listen(Trace trace)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        if (!trace.IsSeized || trace.Report >> 16 != PtraceEvent.PTRACE_EVENT_STOP) return Errno.EIO;
        trace.IsListening = true;
        // What happened to the group meanwhile it notices by itself.
        Scheduler.Continue(trace.Tracee);
        return Errno.None;
    }

    private static Errno Resume(Trace trace, TraceMode mode, ulong signal)
    {
        if (signal > (ulong)Signal.SIGRTMAX) return Errno.EIO;
        UserThread tracee = trace.Tracee;
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        if (tracee.Trace != trace || !trace.IsStopped) return Errno.ESRCH;
        if (mode is TraceMode.Step or TraceMode.EmulateStep) tracee.User.Registers.Rflags |= TrapFlag;
        else if (trace.IsStepping) tracee.User.Registers.Rflags &= ~TrapFlag;
        trace.Mode = mode;
        trace.Injected = (Signal)signal;
        trace.HasReport = false;
        trace.IsStopped = false;
        Scheduler.Continue(tracee);
        return Errno.None;
    }

    private static Errno Detach(Trace trace, ulong signal)
    {
        if (signal > (ulong)Signal.SIGRTMAX) return Errno.EIO;
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        if (trace.Tracee.Trace != trace) return Errno.ESRCH;
        trace.Tracee.User.Registers.Rflags &= ~TrapFlag;
        trace.Injected = (Signal)signal;
        Process.Detach(tree.Value, trace);
        return Errno.None;
    }

    private static Errno SetOptions(Trace trace, ulong options)
    {
        if ((options & ~(ulong)(PtraceOptions.All | PtraceOptions.PTRACE_O_SUSPEND_SECCOMP)) != 0) return Errno.EINVAL;
        if ((options & (ulong)PtraceOptions.PTRACE_O_SUSPEND_SECCOMP) != 0) return MissingFlags.Refuse("ptrace", "PTRACE_O_SUSPEND_SECCOMP", Errno.EINVAL);
        trace.Options = (PtraceOptions)options;
        return Errno.None;
    }
}
