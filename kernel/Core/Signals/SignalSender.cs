// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Signals;

/// <summary>Sends signals. Nothing here asks for permission; the system calls do.</summary>
public static class SignalSender
{
    /// <summary>Sends to a process: some thread of it that does not block the signal will take it.</summary>
    /// <remarks>Allocates for a real-time signal: not in interrupt context.</remarks>
    public static void Send(Process process, in SignalDetails details) => _ = TrySend(process, null, details);

    /// <summary>Sends to one thread.</summary>
    /// <remarks>Allocates for a real-time signal: not in interrupt context.</remarks>
    internal static void Send(UserThread thread, in SignalDetails details) => _ = TrySend(thread.Process, thread, details);

    /// <summary>Sends to a process, or to one thread of it.</summary>
    /// <returns>
    /// <c>EAGAIN</c>: the user of the receiver has too many signals in queues (RLIMIT_SIGPENDING) for one with a value; of one from kill(2)
    /// it is remembered that it came.
    /// </returns>
    /// <remarks>Allocates for a real-time signal: not in interrupt context.</remarks>
    internal static Errno TrySend(Process process, UserThread? thread, in SignalDetails details)
    {
        QueuedSignal? queued = null;
        if (SignalSet.IsRealTime(details.Signal))
        {
            UserAccount account = UserAccount.Of(process.Credentials.UserId);
            if (account.TryAddSignal(process.Limits.Soft(Resource.RLIMIT_SIGPENDING))) queued = new CountedSignal(details, account);
            else if (details.Code != SignalCode.SI_USER) return Errno.EAGAIN;
        }

        Deliver(process, thread, details, queued);
        return Errno.None;
    }

    /// <summary>Sends a standard signal to a process.</summary>
    /// <remarks>Any context: the place of a standard signal is reserved.</remarks>
    public static void SendStandard(Process process, in SignalDetails details) => Deliver(process, null, details, null);

    /// <summary>Sends a standard signal to every process of a group.</summary>
    /// <remarks>Any context.</remarks>
    /// <returns>Whether there was one.</returns>
    public static bool SendStandard(ProcessGroup group, in SignalDetails details)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        for (Link<Process>? link = group.Members.First; link is not null; link = link.Next)
        {
            SendStandard(link.Owner, details);
        }

        return group.Members.Count != 0;
    }

    /// <summary>Sends a standard signal to one thread.</summary>
    /// <remarks>Any context.</remarks>
    internal static void SendStandardTo(UserThread thread, in SignalDetails details) => Deliver(thread.Process, thread, details, null);

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

    private static void Deliver(Process process, UserThread? thread, in SignalDetails details, QueuedSignal? queued)
    {
        using SpinLock<SignalState>.Guard guard = process.Signals.Lock();
        if (!DeliverLocked(process, guard.Value, thread, details, queued)) queued?.Leave();
    }

    /// <summary>Sends with the signal lock of the process held.</summary>
    /// <param name="thread">The one that is meant; null for any of the process.</param>
    /// <param name="queued">The signal's place in the queue, if it has one.</param>
    /// <returns>Whether the signal is pending now; if not, its place in the queue is free.</returns>
    internal static bool DeliverLocked(Process process, SignalState state, UserThread? thread, in SignalDetails details, QueuedSignal? queued)
    {
        if (state.IsExiting)
        {
            return false;
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
        // A tracer is shown what the tracee ignores, too.
        bool isTraced = taker?.Trace is not null && details.Signal != Signal.SIGKILL;
        if (state.IsIgnored(details.Signal) && !isBlocked && !isTraced)
        {
            return false;
        }

        PendingSignals pending = thread?.Pending ?? state.Pending;
        pending.Add(details, queued);
        process.SignalArrivals.WakeAll(PollEvents.POLLIN);
        if (details.Signal == Signal.SIGKILL)
        {
            Kill(process, state);
        }
        else if (taker is not null && !SignalSet.Contains(taker.SignalMask & ~taker.WaitedSignals, details.Signal))
        {
            Scheduler.Interrupt(taker);
        }

        return true;
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
    private static void Kill(Process process, SignalState state)
    {
        state.StopSignal = Signal.None;
        state.StoppedThreads = 0;
        process.IsStopped = false;
        for (Link<UserThread>? link = state.Threads.First; link is not null; link = link.Next)
        {
            Scheduler.Interrupt(link.Owner);
            Scheduler.Continue(link.Owner);
        }
    }

    /// <summary>A seized tracee stops to tell that its group was stopped or continued; at once if it listens, else when it goes on.</summary>
    internal static void NotifyTracee(UserThread thread)
    {
        if (thread.Trace is not { IsSeized: true } trace) return;
        trace.IsNotified = true;
        if (trace.IsListening) Scheduler.Continue(thread);
        Scheduler.Interrupt(thread);
    }

    private static void Continue(Process process, SignalState state)
    {
        for (Link<UserThread>? link = state.Threads.First; link is not null; link = link.Next) NotifyTracee(link.Owner);
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
