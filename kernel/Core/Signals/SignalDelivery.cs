// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Syscalls.Strace;
using Skift.Machine;

namespace Skift.Core.Signals;

/// <summary>What happens to a call that a signal interrupted (<c>signal(7)</c>, "Interruption of system calls").</summary>
internal enum RestartKind
{
    /// <summary>It was not interrupted.</summary>
    None,

    /// <summary>It is made again, unless a handler without SA_RESTART runs.</summary>
    Always,

    /// <summary>It is made again unless a handler runs.</summary>
    WithoutHandler,

    /// <summary>It is made again in any case, after the handler.</summary>
    Unconditionally,
}

/// <summary>Acts on the signals of a thread, and on what happens to its process as a whole, on the way back to user code.</summary>
internal static class SignalDelivery
{
    internal static void Run(UserThread thread)
    {
        bool isHandled = false;
        while (true)
        {
            // Before looking, so that what comes in meanwhile is seen in the next round.
            thread.HasPendingWork = false;
            if (thread.Process.TakeContinued()) thread.Process.TellOfJobEvent(Signal.None);
            if (!TryTake(thread, out SignalDetails details, out SignalAction action)) break;
            if (SyscallTrace.IsEnabled) SyscallTrace.Tell(thread, details);
            // Several handlers are entered one on top of the other: the one for the last signal runs first, as on Linux.
            isHandled |= Act(thread, details, action);
        }

        if (!isHandled)
        {
            RepeatCall(thread);
            RestoreMask(thread);
        }
    }

    /// <summary>What a thread finds to do on its way back to user code.</summary>
    private enum Finding
    {
        Nothing,
        Signal,
        TracedSignal,
        Interrupt,
        Stop,
        End,
    }

    /// <summary>Leaves or stops if the process does; otherwise takes the next signal and what to do with it.</summary>
    private static bool TryTake(UserThread thread, out SignalDetails details, out SignalAction action)
    {
        while (true)
        {
            Finding finding = Look(thread, out details, out action, out Signal stopSignal, out bool isLastToStop);
            switch (finding)
            {
                case Finding.Nothing:
                    return false;
                case Finding.Signal:
                    return true;
                case Finding.TracedSignal:
                    if (TryTakeTraced(thread, ref details, out action)) return true;
                    break;
                case Finding.Interrupt:
                    TraceStops.ForGroup(thread, stopSignal == Signal.None ? Signal.SIGTRAP : stopSignal);
                    break;
                case Finding.Stop:
                    if (isLastToStop) thread.Process.TellOfJobEvent(stopSignal);
                    if (thread.Trace is null) Scheduler.StopCurrent();
                    else TraceStops.ForGroup(thread, stopSignal);
                    break;
                default:
                    Process.ExitThread(thread, 0);
                    return false;
            }

            thread.HasPendingWork = false;
            if (thread.Process.TakeContinued()) thread.Process.TellOfJobEvent(Signal.None);
        }
    }

    private static Finding Look(UserThread thread, out SignalDetails details, out SignalAction action, out Signal stopSignal, out bool isLastToStop)
    {
        details = default;
        action = default;
        isLastToStop = false;
        using SpinLock<SignalState>.Guard guard = thread.Process.Signals.Lock();
        SignalState state = guard.Value;
        Trace? trace = thread.Trace;
        stopSignal = state.StopSignal;
        if (state.IsExiting || (state.OnlySurvivor is not null && state.OnlySurvivor != thread)) return Finding.End;
        // Nothing keeps a thread from its end: not a stop, and not a signal of its own that would stop it.
        if (SignalSet.Contains(thread.Pending.Set | state.Pending.Set, Signal.SIGKILL)) return TakeKill(thread, state, out details, out action);
        if (stopSignal != Signal.None && trace?.SeenStop != state.StopCount)
        {
            isLastToStop = ++state.StoppedThreads == state.Threads.Count;
            if (trace is null) Scheduler.SetState(ThreadState.Stopped);
            else trace.SeenStop = state.StopCount;
            return Finding.Stop;
        }

        if (trace is { IsInterrupted: true } or { IsNotified: true })
        {
            trace.IsInterrupted = false;
            trace.IsNotified = false;
            return Finding.Interrupt;
        }

        bool isTaken = thread.Pending.TryTake(thread.SignalMask, out details) || state.Pending.TryTake(thread.SignalMask, out details);
        if (!isTaken) return Finding.Nothing;
        if (trace is not null && details.Signal != Signal.SIGKILL) return Finding.TracedSignal;
        TakeAction(state, details.Signal, out action);
        return Finding.Signal;
    }

    private static Finding TakeKill(UserThread thread, SignalState state, out SignalDetails details, out SignalAction action)
    {
        ulong others = ~SignalSet.Of(Signal.SIGKILL);
        _ = thread.Pending.TryTake(others, out details) || state.Pending.TryTake(others, out details);
        TakeAction(state, Signal.SIGKILL, out action);
        return Finding.Signal;
    }

    /// <summary>Shows a signal to the tracer, which may change it or take it away.</summary>
    private static bool TryTakeTraced(UserThread thread, ref SignalDetails details, out SignalAction action)
    {
        action = default;
        Signal chosen = TraceStops.ForSignal(thread, ref details);
        if (chosen == Signal.None) return false;
        QueuedSignal? queued = SignalSet.IsRealTime(chosen) ? new QueuedSignal(details) : null;
        using SpinLock<SignalState>.Guard guard = thread.Process.Signals.Lock();
        if (SignalSet.Contains(thread.SignalMask, chosen))
        {
            thread.Pending.Add(details, queued);
            return false;
        }

        TakeAction(guard.Value, chosen, out action);
        return true;
    }

    private static void TakeAction(SignalState state, Signal signal, out SignalAction action)
    {
        ref SignalAction stored = ref state.ActionOf(signal);
        action = stored;
        bool isHandler = action.sa_handler is not (SignalConstants.SIG_DFL or SignalConstants.SIG_IGN);
        if (isHandler && (action.sa_flags & SignalActionFlags.SA_RESETHAND) != 0) stored.sa_handler = SignalConstants.SIG_DFL;
        if (!isHandler && state.IsIgnored(signal) && signal != Signal.SIGKILL) action.sa_handler = SignalConstants.SIG_IGN;
    }

    /// <summary>Does what the action says.</summary>
    /// <returns>Whether a handler will run now.</returns>
    private static bool Act(UserThread thread, in SignalDetails details, in SignalAction action)
    {
        if (action.sa_handler == SignalConstants.SIG_IGN) return false;
        if (action.sa_handler != SignalConstants.SIG_DFL)
        {
            EnterHandler(thread, details, action);
            return true;
        }

        switch (DefaultActions.Of(details.Signal))
        {
            case DefaultAction.Ignore:
            case DefaultAction.Continue:
                break;
            case DefaultAction.Stop:
                if (SyscallTrace.IsEnabled) SyscallTrace.TellOfStop(thread, details.Signal);
                Stop(thread.Process, details.Signal);
                break;
            case DefaultAction.CoreDump:
                thread.Process.EndWithDump(thread, details);
                break;
            default:
                thread.Process.BeginExit(WaitStatus.Signaled(details.Signal));
                break;
        }

        return false;
    }

    /// <summary>Begins to stop all threads. Terminal stops have no effect on an orphaned group: nobody could continue it (POSIX 2.4.3).</summary>
    private static void Stop(Process process, Signal signal)
    {
        if (signal != Signal.SIGSTOP && process.Group.IsOrphaned) return;
        using SpinLock<SignalState>.Guard guard = process.Signals.Lock();
        SignalState state = guard.Value;
        if (state.IsExiting || SignalSet.Contains(state.Pending.Set, Signal.SIGCONT)) return;
        state.StopSignal = signal;
        state.StopCount++;
        state.StoppedThreads = 0;
        process.IsStopped = true;
        for (Link<UserThread>? link = state.Threads.First; link is not null; link = link.Next)
        {
            if (link.Owner.Trace is { IsListening: true }) SignalSender.NotifyTracee(link.Owner);
            else Scheduler.Interrupt(link.Owner);
        }
    }

    private static void EnterHandler(UserThread thread, in SignalDetails details, in SignalAction action)
    {
        bool isRepeated = thread.Restart == RestartKind.Unconditionally
            || (thread.Restart == RestartKind.Always && (action.sa_flags & SignalActionFlags.SA_RESTART) != 0);
        if (isRepeated) RepeatCall(thread);
        if (thread.Sequence.Address != 0 && !thread.Sequence.LeaveSection(thread))
        {
            SignalSender.Force(thread, SignalDetails.FromKernel(Signal.SIGSEGV));
            return;
        }

        thread.Restart = RestartKind.None;
        thread.IsRestarting = false;
        ulong returnMask = thread.HasSavedMask ? thread.SavedMask : thread.SignalMask;
        thread.HasSavedMask = false;
        if (!SignalFrames.TryPush(thread, details, action, returnMask))
        {
            // No room for the frame: as if the handler had caused a fault of its own (Linux does the same).
            Log.Info($"{thread.Name}[{thread.Process.Id}]: no stack for signal {(int)details.Signal} at sp {thread.User.Registers.Rsp:x}");
            thread.Process.BeginExit(WaitStatus.Signaled(Signal.SIGSEGV));
            thread.HasPendingWork = true;
            return;
        }

        ulong blocked = action.sa_mask;
        if ((action.sa_flags & SignalActionFlags.SA_NODEFER) == 0) blocked |= SignalSet.Of(details.Signal);
        SetMask(thread, thread.SignalMask | blocked);
    }

    /// <summary>Sets the registers back to before the interrupted call, so that it is made again.</summary>
    private static void RepeatCall(UserThread thread)
    {
        if (thread.Restart == RestartKind.None) return;
        const int SyscallInstructionLength = 2;
        thread.User.Registers.Rax = thread.User.Registers.OriginalRax;
        thread.User.Registers.Rip -= SyscallInstructionLength;
        thread.Restart = RestartKind.None;
        thread.IsRestarting = true;
    }

    private static void RestoreMask(UserThread thread)
    {
        if (!thread.HasSavedMask) return;
        thread.HasSavedMask = false;
        SetMask(thread, thread.SavedMask);
    }

    /// <summary>Sets the mask of the current thread; what becomes unblocked is looked for before user code runs again.</summary>
    internal static void SetMask(UserThread thread, ulong mask)
    {
        using SpinLock<SignalState>.Guard state = thread.Process.Signals.Lock();
        thread.SignalMask = mask & ~SignalSet.Unblockable;
        if (((thread.Pending.Set | state.Value.Pending.Set) & ~thread.SignalMask) != 0) thread.HasPendingWork = true;
    }
}
