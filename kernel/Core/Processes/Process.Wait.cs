// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>Which children wait4(2) and waitid(2) mean.</summary>
internal readonly struct WaitSelection(IdType type, int id, Process? process = null)
{
    internal bool Matches(Process child, Process parent) => type switch
    {
        IdType.P_ALL => true,
        IdType.P_PID => child.Id == id,
        IdType.P_PIDFD => child == process,
        IdType.P_PGID => child.Group.Id == (id == 0 ? parent.Group.Id : id),
        _ => false,
    };

    internal bool Matches(Trace trace, Process tracer) => type switch
    {
        IdType.P_ALL => true,
        IdType.P_PID => trace.ThreadId == id,
        IdType.P_PIDFD => trace.Tracee.Process == process,
        IdType.P_PGID => trace.Tracee.Process.Group.Id == (id == 0 ? tracer.Group.Id : id),
        _ => false,
    };
}

/// <summary>What a wait found out.</summary>
internal struct WaitReport
{
    internal int ProcessId;
    internal uint UserId;

    /// <summary>As wait4(2) gives it.</summary>
    internal int Status;
    internal ResourceTotals Totals;

    /// <summary>A tracee has stopped (CLD_TRAPPED).</summary>
    internal bool IsTrapped;
}

public sealed partial class Process
{
    /// <summary>Waits for a child to end, stop or continue.</summary>
    /// <returns>A report, with process number 0 if WNOHANG found nothing; <c>ECHILD</c>: no such child; <c>EINTR</c>.</returns>
    internal Result<WaitReport> WaitForChild(WaitSelection selection, WaitOptions options)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        bool isInterrupted = false;
        while (true)
        {
            bool hasCandidate = false;
            for (Link<Process>? link = Children.First; link is not null; link = link.Next)
            {
                Process child = link.Owner;
                if (!selection.Matches(child, this) || !IsWaitedKind(child, options)) continue;
                hasCandidate = true;
                if (child.TryReport(tree.Value, this, options, out WaitReport report)) return report;
            }

            if (TryReportTracee(tree.Value, selection, options, ref hasCandidate, out WaitReport traced)) return traced;
            if (!hasCandidate) return Errno.ECHILD;
            if ((options & WaitOptions.WNOHANG) != 0) return default(WaitReport);
            // A child's end comes with a signal: what it reports counts more than that.
            if (isInterrupted) return Errno.EINTR;
            isInterrupted = ChildEvents.Wait(tree) != Errno.None;
        }
    }

    /// <summary>Children that report by another signal than SIGCHLD are waited for only on request (wait(2), Linux notes).</summary>
    private static bool IsWaitedKind(Process child, WaitOptions options)
    {
        if ((options & WaitOptions.__WALL) != 0) return true;
        bool isClone = child.ExitSignal != Signal.SIGCHLD;
        return isClone == ((options & WaitOptions.__WCLONE) != 0);
    }

    private bool TryReport(ProcessTree tree, Process parent, WaitOptions options, out WaitReport report)
    {
        bool isPeek = (options & WaitOptions.WNOWAIT) != 0;
        report = new WaitReport { ProcessId = Id, UserId = Credentials.UserId };
        if (IsZombie && LeaderTrace is not null) return false;
        if (IsZombie && (options & WaitOptions.WEXITED) != 0)
        {
            report.Status = ExitStatus;
            report.Totals = _endedThreads;
            report.Totals.Add(ChildTotals);
            if (isPeek) return true;
            parent.ChildTotals.Add(report.Totals);
            Reap(tree);
            return true;
        }

        if (StopReport != Signal.None && LeaderTrace?.Tracer.Process != parent && (options & WaitOptions.WSTOPPED) != 0)
        {
            report.Status = WaitStatus.Stopped(StopReport);
            if (!isPeek) StopReport = Signal.None;
            return true;
        }

        if (HasContinueReport && (options & WaitOptions.WCONTINUED) != 0)
        {
            report.Status = WaitStatus.Continued;
            if (!isPeek) HasContinueReport = false;
            return true;
        }

        return false;
    }
}
