// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Processes;

public sealed partial class Process
{
    /// <summary>Threads that threads of this process trace. Guarded by the lock of <see cref="ProcessTable"/>.</summary>
    internal LinkList<Trace> Tracees { get; } = new();

    /// <summary>The trace of the process' first thread; it outlives that thread, for the end of the process is reported by it.</summary>
    internal Trace? LeaderTrace { get; set; }

    /// <summary>ptrace(2): makes <paramref name="tracee"/> a tracee of <paramref name="tracer"/>.</summary>
    /// <remarks>The tree's lock is held; the trace was made before.</remarks>
    internal static void Link(Trace trace)
    {
        trace.Tracee.Trace = trace;
        trace.Tracer.Process.Tracees.Add(trace.Link);
        if (trace.Tracee.Identity == trace.Tracee.Process.Identity) trace.Tracee.Process.LeaderTrace = trace;
    }

    /// <remarks>The tree's lock is held.</remarks>
    internal static void Unlink(Trace trace)
    {
        if (trace.Link.List is not null) trace.Link.List.Remove(trace.Link);
        if (trace.Tracee.Trace == trace) trace.Tracee.Trace = null;
        if (trace.Tracee.Process.LeaderTrace == trace) trace.Tracee.Process.LeaderTrace = null;
    }

    /// <summary>Lets a tracee go for good; one that has stopped goes on, unless its group is stopped.</summary>
    /// <remarks>The tree's lock is held.</remarks>
    internal static void Detach(ProcessTree tree, Trace trace)
    {
        Process process = trace.Tracee.Process;
        Unlink(trace);
        trace.IsStopped = false;
        trace.Tracee.HasPendingWork = true;
        Scheduler.Continue(trace.Tracee);
        if (process.IsZombie && process.Parent is Process parent && !parent.TellOfEnd(process)) process.Reap(tree);
    }

    /// <summary>A thread ends: what it traces is let go, or killed if it asked for that (PTRACE_O_EXITKILL).</summary>
    private static void ReleaseTracees(UserThread tracer)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        Link<Trace>? link = tracer.Process.Tracees.First;
        while (link is not null)
        {
            Trace trace = link.Owner;
            link = link.Next;
            if (trace.Tracer != tracer) continue;
            if (trace.Has(PtraceOptions.PTRACE_O_EXITKILL)) SignalSender.SendStandard(trace.Tracee.Process, SignalDetails.FromKernel(Signal.SIGKILL));
            Detach(tree.Value, trace);
        }
    }

    /// <summary>A thread ends that is not its process' first: its tracer learns how.</summary>
    private void TellOfThreadEnd(UserThread thread, int status)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        if (thread.Trace is not Trace trace || trace == LeaderTrace) return;
        thread.Trace = null;
        trace.IsDead = true;
        trace.IsStopped = false;
        trace.Report = status;
        trace.HasReport = true;
        trace.Tracer.Process.TellOfTrace(trace, SignalCode.CLD_EXITED, status >> 8);
    }

    /// <summary>Reports the end to a tracer that is not the parent; the parent has to wait until that has looked.</summary>
    /// <remarks>The tree's lock is held.</remarks>
    private bool IsHeldByTracer()
    {
        if (LeaderTrace is not Trace trace) return false;
        if (trace.Tracer.Process == Parent)
        {
            Unlink(trace);
            return false;
        }

        trace.IsDead = true;
        trace.IsStopped = false;
        trace.Report = ExitStatus;
        trace.HasReport = true;
        trace.Tracer.Process.TellOfTrace(trace, SignalCode.CLD_EXITED, ExitStatus >> 8);
        return true;
    }

    /// <summary>Tells the tracer that a tracee has something to report.</summary>
    /// <remarks>The tree's lock is held.</remarks>
    internal void TellOfTrace(Trace trace, int code, int status)
    {
        bool wantsSignal;
        using (SpinLock<SignalState>.Guard state = _signals.Lock())
        {
            SignalAction action = state.Value.ActionOf(Signal.SIGCHLD);
            wantsSignal = action.sa_handler != SignalConstants.SIG_IGN && (trace.IsDead || (action.sa_flags & SignalActionFlags.SA_NOCLDSTOP) == 0);
        }

        if (wantsSignal)
        {
            SignalDetails details = new() { Signal = Signal.SIGCHLD, Code = code, ProcessId = trace.ThreadId, UserId = trace.Tracee.Process.Credentials.UserId, Status = status };
            SignalSender.SendStandard(this, details);
        }

        ChildEvents.WakeAll();
    }

    /// <summary>What a tracee has to report, if the caller's choice includes it.</summary>
    /// <remarks>The tree's lock is held.</remarks>
    private bool TryReportTracee(ProcessTree tree, in WaitSelection selection, WaitOptions options, ref bool hasCandidate, out WaitReport report)
    {
        report = default;
        for (Link<Trace>? link = Tracees.First; link is not null; link = link.Next)
        {
            Trace trace = link.Owner;
            if (!selection.Matches(trace, this)) continue;
            hasCandidate = true;
            if (!trace.HasReport || (trace.IsDead && (options & WaitOptions.WEXITED) == 0)) continue;
            report = new WaitReport { ProcessId = trace.ThreadId, UserId = trace.Tracee.Process.Credentials.UserId, Status = trace.Report, IsTrapped = !trace.IsDead };
            if ((options & WaitOptions.WNOWAIT) != 0) return true;
            trace.HasReport = false;
            if (trace.IsDead) Bury(tree, trace);
            return true;
        }

        return false;
    }

    /// <summary>The tracer has seen the end; now it is the parent's turn.</summary>
    private static void Bury(ProcessTree tree, Trace trace)
    {
        Process process = trace.Tracee.Process;
        bool isProcess = process.LeaderTrace == trace;
        Unlink(trace);
        if (isProcess && process.IsZombie && process.Parent is Process parent && !parent.TellOfEnd(process)) process.Reap(tree);
    }
}
