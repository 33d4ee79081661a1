// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
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
            // Several handlers are entered one on top of the other: the one for the last signal runs first, as on Linux.
            isHandled |= Act(thread, details, action);
        }

        if (!isHandled)
        {
            RepeatCall(thread);
            RestoreMask(thread);
        }
    }

    /// <summary>Leaves or stops if the process does; otherwise takes the next signal and what to do with it.</summary>
    private static bool TryTake(UserThread thread, out SignalDetails details, out SignalAction action)
    {
        while (true)
        {
            Signal stopSignal;
            bool isLastToStop;
            using (SpinLock<SignalState>.Guard guard = thread.Process.Signals.Lock())
            {
                SignalState state = guard.Value;
                if (state.IsExiting || (state.OnlySurvivor is not null && state.OnlySurvivor != thread)) break;
                if (state.StopSignal == Signal.None)
                {
                    bool isTaken = thread.Pending.TryTake(thread.SignalMask, out details) || state.Pending.TryTake(thread.SignalMask, out details);
                    action = default;
                    if (isTaken) TakeAction(state, details.Signal, out action);
                    return isTaken;
                }

                stopSignal = state.StopSignal;
                isLastToStop = ++state.StoppedThreads == state.Threads.Count;
                Scheduler.SetState(ThreadState.Stopped);
            }

            if (isLastToStop) thread.Process.TellOfJobEvent(stopSignal);
            Scheduler.StopCurrent();
            thread.HasPendingWork = false;
            if (thread.Process.TakeContinued()) thread.Process.TellOfJobEvent(Signal.None);
        }

        Process.ExitThread(thread, 0);
        details = default;
        action = default;
        return false;
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
                Stop(thread.Process, details.Signal);
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
        state.StoppedThreads = 0;
        process.IsStopped = true;
        for (Link<UserThread>? link = state.Threads.First; link is not null; link = link.Next)
        {
            Scheduler.Interrupt(link.Owner);
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
