// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Signals;

/// <summary>Sends signals. Nothing here asks for permission; the system calls do. Standard signals may be sent from any context.</summary>
public static class SignalSender
{
    /// <summary>Sends to a process: some thread of it that does not block the signal will take it.</summary>
    public static void Send(Process process, in SignalDetails details) => Send(process, null, details);

    /// <summary>Sends to one thread.</summary>
    internal static void Send(UserThread thread, in SignalDetails details) => Send(thread.Process, thread, details);

    /// <summary>Sends to every process of a group.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Send(ProcessGroup group, in SignalDetails details)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        for (Link<Process>? link = group.Members.First; link is not null; link = link.Next)
        {
            Send(link.Owner, details);
        }

        return group.Members.Count != 0;
    }

    /// <summary>Makes sure that a thread gets a signal that its own instruction caused: one that it blocks or ignores ends the process.</summary>
    internal static void Force(UserThread thread, in SignalDetails details)
    {
        using SpinLock<SignalState>.Guard state = thread.Process.Signals.Lock();
        ref SignalAction action = ref state.Value.ActionOf(details.Signal);
        bool isBlocked = SignalSet.Contains(thread.SignalMask, details.Signal);
        if (isBlocked || action.sa_handler == SignalConstants.SIG_IGN)
        {
            action = default;
            thread.SignalMask &= ~SignalSet.Of(details.Signal);
        }

        if (action.sa_handler == SignalConstants.SIG_DFL)
        {
            // Not even process 1 can go on behind an instruction that cannot be executed.
            state.Value.IsProtected = false;
        }

        thread.Pending.Add(details);
        Scheduler.Interrupt(thread);
    }

    private static void Send(Process process, UserThread? thread, in SignalDetails details)
    {
        // Memory for the queue comes before the lock. Only system calls send real-time signals.
        QueuedSignal? queued = SignalSet.IsRealTime(details.Signal) ? new QueuedSignal(details) : null;
        using SpinLock<SignalState>.Guard guard = process.Signals.Lock();
        SignalState state = guard.Value;
        if (state.IsExiting)
        {
            return;
        }

        if (details.Signal == Signal.SIGCONT)
        {
            state.DiscardPending(SignalSet.Stops);
            Continue(process, state);
        }
        else if (SignalSet.Contains(SignalSet.Stops, details.Signal))
        {
            state.DiscardPending(SignalSet.Of(Signal.SIGCONT));
        }

        UserThread? taker = thread ?? FindTaker(state, details.Signal);
        bool isBlocked = taker is null || SignalSet.Contains(taker.SignalMask | taker.WaitedSignals, details.Signal);
        if (state.IsIgnored(details.Signal) && !isBlocked)
        {
            return;
        }

        PendingSignals pending = thread?.Pending ?? state.Pending;
        pending.Add(details, queued);
        if (details.Signal == Signal.SIGKILL)
        {
            Kill(state);
        }
        else if (taker is not null && !SignalSet.Contains(taker.SignalMask & ~taker.WaitedSignals, details.Signal))
        {
            Scheduler.Interrupt(taker);
        }
    }

    /// <summary>A thread that would take the signal now: one that waits for it, else one that does not block it, the oldest first.</summary>
    private static UserThread? FindTaker(SignalState state, Signal signal)
    {
        UserThread? open = null;
        for (Link<UserThread>? link = state.Threads.First; link is not null; link = link.Next)
        {
            if (SignalSet.Contains(link.Owner.WaitedSignals, signal))
            {
                return link.Owner;
            }

            if (open is null && !SignalSet.Contains(link.Owner.SignalMask, signal))
            {
                open = link.Owner;
            }
        }

        return open;
    }

    /// <summary>SIGKILL reaches threads that block everything, and those that are stopped.</summary>
    private static void Kill(SignalState state)
    {
        for (Link<UserThread>? link = state.Threads.First; link is not null; link = link.Next)
        {
            Scheduler.Interrupt(link.Owner);
            Scheduler.Continue(link.Owner);
        }
    }

    private static void Continue(Process process, SignalState state)
    {
        if (state.StopSignal == Signal.None)
        {
            return;
        }

        state.StopSignal = Signal.None;
        state.StoppedThreads = 0;
        process.NoteContinued();
        for (Link<UserThread>? link = state.Threads.First; link is not null; link = link.Next)
        {
            // It looks at its pending work again, and reports to the parent.
            link.Owner.HasPendingWork = true;
            Scheduler.Continue(link.Owner);
        }
    }
}
