// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Core.Syscalls;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>The tracee's side of ptrace(2): stops, tells the tracer, and waits for it. Called by the tracee's own thread, without locks.</summary>
internal static class TraceStops
{
    private const int SyscallGood = 0x80;
    private const int EventShift = 8;

    // What a tracer finds in RAX while it is open whether an interrupted call is made again (linux/errno.h).
    private const int ERESTARTSYS = 512;
    private const int ERESTARTNOINTR = 513;
    private const int ERESTARTNOHAND = 514;
    private const int ERESTART_RESTARTBLOCK = 516;

    /// <summary>Stops for a signal that is about to be delivered.</summary>
    /// <returns>The signal to deliver instead; None to drop it.</returns>
    internal static Signal ForSignal(UserThread thread, ref SignalDetails details)
    {
        Signal original = details.Signal;
        if (!Stop(thread, (int)original, details, 0, SyscallStop.None, out Trace? trace)) return original;
        Signal chosen = trace!.Injected;
        details = chosen == original ? trace.Details : SentByTracer(trace, chosen);
        return chosen;
    }

    /// <summary>Stops with the group, by a signal that stops it, or because PTRACE_INTERRUPT asks.</summary>
    internal static void ForGroup(UserThread thread, Signal signal)
    {
        bool isSeized = thread.Trace is { IsSeized: true };
        _ = Stop(thread, isSeized ? GroupCode(signal) : (int)signal, isSeized ? GroupDetails(thread, signal) : default, 0, SyscallStop.None, out _);
    }

    private static int GroupCode(Signal signal) => (int)signal | (PtraceEvent.PTRACE_EVENT_STOP << EventShift);

    private static SignalDetails GroupDetails(UserThread thread, Signal signal) =>
        new() { Signal = signal, Code = GroupCode(signal), ProcessId = thread.Id, UserId = thread.Process.Credentials.UserId };

    /// <summary>Stops for an event, if the tracer asked for that.</summary>
    internal static void ForEvent(UserThread thread, int number, ulong message)
    {
        if (thread.Trace is not Trace trace || !trace.Has((PtraceOptions)(1u << number))) return;
        int code = (int)Signal.SIGTRAP | (number << EventShift);
        SignalDetails details = new() { Signal = Signal.SIGTRAP, Code = code, ProcessId = thread.Id, UserId = thread.Process.Credentials.UserId };
        if (Stop(thread, code, details, message, SyscallStop.None, out Trace? stopped)) SendInjected(thread, stopped!);
    }

    /// <summary>Stops at the entry to a system call or at the exit from it.</summary>
    internal static void ForSyscall(UserThread thread, SyscallStop kind)
    {
        if (thread.Trace is not Trace trace) return;
        int code = (int)Signal.SIGTRAP | (trace.Has(PtraceOptions.PTRACE_O_TRACESYSGOOD) ? SyscallGood : 0);
        SignalDetails details = new() { Signal = Signal.SIGTRAP, Code = code, ProcessId = thread.Id, UserId = thread.Process.Credentials.UserId };
        if (Stop(thread, code, details, (ulong)kind, kind, out Trace? stopped)) SendInjected(thread, stopped!);
    }

    /// <summary>A tracer that knows only signals learns of execve(2) by one.</summary>
    internal static void OnExecuted(UserThread thread, int formerId)
    {
        if (thread.Trace is not Trace trace) return;
        if (trace.Has(PtraceOptions.PTRACE_O_TRACEEXEC)) ForEvent(thread, PtraceEvent.PTRACE_EVENT_EXEC, (ulong)formerId);
        else if (!trace.IsSeized) SignalSender.Send(thread, SignalDetails.FromKernel(Signal.SIGTRAP));
    }

    private static bool Stop(UserThread thread, int code, in SignalDetails details, ulong message, SyscallStop kind, out Trace? trace)
    {
        ulong result = thread.User.Registers.Rax;
        ulong number = thread.User.Registers.OriginalRax;
        ulong shown = ShowRestart(thread);
        bool isTraced = Enter(thread, code, details, message, kind, out trace);
        if (isTraced) WaitForTracer(thread, trace!);
        ref UserRegisters registers = ref thread.User.Registers;
        if (thread.Restart != RestartKind.None)
        {
            if (registers.Rax == shown && registers.OriginalRax == number) registers.Rax = result;
            else thread.Restart = RestartKind.None;
        }

        return isTraced;
    }

    private static ulong ShowRestart(UserThread thread)
    {
        if (thread.Restart == RestartKind.None) return thread.User.Registers.Rax;
        int code = (SystemCall)thread.User.Registers.OriginalRax is SystemCall.nanosleep or SystemCall.clock_nanosleep or SystemCall.poll ? ERESTART_RESTARTBLOCK
            : thread.Restart switch { RestartKind.WithoutHandler => ERESTARTNOHAND, RestartKind.Unconditionally => ERESTARTNOINTR, _ => ERESTARTSYS };
        return thread.User.Registers.Rax = unchecked((ulong)-code);
    }

    private static bool Enter(UserThread thread, int code, in SignalDetails details, ulong message, SyscallStop kind, out Trace? trace)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        trace = thread.Trace;
        if (trace is null) return false;
        // Marked first, so that a SIGKILL from now on finds something to wake.
        Scheduler.SetState(ThreadState.Stopped);
        if (MustEnd(thread))
        {
            Scheduler.CancelSleep();
            return false;
        }

        trace.Details = details;
        trace.Message = message;
        trace.Syscall = kind;
        trace.Injected = Signal.None;
        trace.IsListening = false;
        // Whatever it stops for, PTRACE_INTERRUPT has what it asked for.
        trace.IsInterrupted = false;
        if (code >> EventShift == PtraceEvent.PTRACE_EVENT_STOP) trace.IsNotified = false;
        Report(trace, code);
        return true;
    }

    /// <remarks>The tree's lock is held.</remarks>
    private static void Report(Trace trace, int code)
    {
        trace.Report = WaitStatus.Stopped((Signal)code);
        trace.HasReport = true;
        trace.IsStopped = true;
        trace.Tracer.Process.TellOfTrace(trace, SignalCode.CLD_TRAPPED, code & 0x7F);
    }

    private static void WaitForTracer(UserThread thread, Trace trace)
    {
        while (true)
        {
            Scheduler.StopCurrent();
            using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
            if (thread.Trace != trace || !trace.IsStopped) break;
            Scheduler.SetState(ThreadState.Stopped);
            if (MustEnd(thread))
            {
                Scheduler.CancelSleep();
                trace.IsStopped = false;
                trace.HasReport = false;
                break;
            }

            if (trace.IsListening && (trace.IsNotified || trace.IsInterrupted)) StopAnew(thread, trace);
        }
    }

    /// <summary>A listener tells of its group, or of PTRACE_INTERRUPT.</summary>
    /// <remarks>The tree's lock is held.</remarks>
    private static void StopAnew(UserThread thread, Trace trace)
    {
        Signal signal;
        using (SpinLock<SignalState>.Guard state = thread.Process.Signals.Lock())
        {
            signal = state.Value.StopSignal == Signal.None ? Signal.SIGTRAP : state.Value.StopSignal;
            trace.SeenStop = state.Value.StopCount;
        }

        trace.IsListening = false;
        trace.IsNotified = false;
        trace.IsInterrupted = false;
        trace.Details = GroupDetails(thread, signal);
        Report(trace, GroupCode(signal));
    }

    /// <summary>Nothing keeps a thread that is to end.</summary>
    private static bool MustEnd(UserThread thread)
    {
        using SpinLock<SignalState>.Guard state = thread.Process.Signals.Lock();
        bool isKilled = SignalSet.Contains(thread.Pending.Set | state.Value.Pending.Set, Signal.SIGKILL);
        return isKilled || (state.Value.IsExiting && !thread.IsLeaving) || (state.Value.OnlySurvivor is not null && state.Value.OnlySurvivor != thread);
    }

    private static void SendInjected(UserThread thread, Trace trace)
    {
        if (trace.Injected != Signal.None) SignalSender.Send(thread, SentByTracer(trace, trace.Injected));
    }

    private static SignalDetails SentByTracer(Trace trace, Signal signal) => new()
    {
        Signal = signal,
        Code = SignalCode.SI_USER,
        ProcessId = trace.Tracer.Process.Id,
        UserId = trace.Tracer.Process.Credentials.UserId,
    };
}
