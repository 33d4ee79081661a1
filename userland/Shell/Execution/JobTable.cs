// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Sh.Execution;

/// <summary>The jobs of the shell, and waiting for them.</summary>
internal sealed partial class JobTable
{
    private readonly Shell _shell;

    /// <summary>In the order of use: the last is the current job.</summary>
    private readonly List<Job> _jobs = new();

    public JobTable(Shell shell) => _shell = shell;

    public IReadOnlyList<Job> All => _jobs;

    /// <summary>A new job with the lowest free number.</summary>
    public Job Create(string text, bool isControlled)
    {
        if (!_shell.HasJobControl)
        {
            _jobs.RemoveAll(static job => job.IsWaited && job.State == JobState.Done);
        }

        int number = 1;
        while (FindNumber(number) != null)
        {
            number++;
        }

        Job job = new(number, text, isControlled);
        _jobs.Add(job);
        return job;
    }

    public void Remove(Job job) => _jobs.Remove(job);

    /// <summary>The jobs are the parent's, not those of its child.</summary>
    public void Clear() => _jobs.Clear();

    /// <summary>Waits for a foreground job to end or stop.</summary>
    public int WaitFor(Job job)
    {
        while (job.State == JobState.Running && WaitOne(job, WaitOptions.None))
        {
        }

        int status = job.GetStatus(_shell.Options.PipeFail);
        if (job.IsControlled)
        {
            TakeTerminal(job);
        }

        bool wasInterrupted = WaitStatus.IsSignaled(job.Processes[job.Processes.Count - 1].Status) && status == 128 + (int)Signal.SIGINT;
        if (job.State == JobState.Done)
        {
            Remove(job);
        }
        else if (_shell.IsInteractive)
        {
            // The terminal has echoed ^Z at the beginning of this line.
            _shell.Errors.WriteLine();
        }

        if (wasInterrupted && _shell.IsInteractive)
        {
            // The terminal sent SIGINT to the job's group only; whoever pressed ^C meant the whole command line.
            throw new InterruptRequest();
        }

        return status;
    }

    /// <summary>Notes children that ended, without waiting.</summary>
    public void Reap()
    {
        while (WaitOne(null, WaitOptions.WNOHANG))
        {
        }
    }

    /// <summary>
    /// Waits until any child changes its state, or a trapped signal comes. The signals are blocked while it looks, so none can
    /// come between the look and the sleep.
    /// </summary>
    /// <returns>False if there are no children or a signal came.</returns>
    public bool WaitOrSignal(Job? job)
    {
        if (!Posix.Sigprocmask(SignalConstants.SIG_SETMASK, SignalSet.Full).Try(out SignalSet old, out _))
        {
            return false;
        }

        bool changed = false;
        while (!_shell.Traps.HasPendingAction)
        {
            Errno error = TryWait(job, WaitOptions.WNOHANG, out changed);
            if (changed || error != Errno.None)
            {
                break;
            }

            _ = Posix.Sigsuspend(old);
        }

        _ = Posix.Sigprocmask(SignalConstants.SIG_SETMASK, old);
        return changed;
    }

    /// <returns>False if there is nothing to wait for.</returns>
    private bool WaitOne(Job? job, WaitOptions options)
    {
        Errno error;
        bool changed;
        do
        {
            error = TryWait(job, options, out changed);
        }
        while (error == Errno.EINTR);

        return changed;
    }

    private Errno TryWait(Job? waitedFor, WaitOptions options, out bool changed)
    {
        changed = false;
        if (_shell.HasJobControl)
        {
            options |= WaitOptions.WUNTRACED;
        }

        if (!Posix.Wait4(-1, out int status, options).Try(out int pid, out Errno error))
        {
            if (error == Errno.ECHILD && waitedFor != null)
            {
                MarkLost(waitedFor);
            }

            return error;
        }

        if (pid == 0)
        {
            return Errno.None;
        }

        changed = true;
        Job? job = Note(pid, status);
        if (job != null && job == waitedFor)
        {
            AnnounceSignal(status);
        }

        return Errno.None;
    }

    private Job? Note(int pid, int status)
    {
        for (int i = 0; i < _jobs.Count; i++)
        {
            for (int j = 0; j < _jobs[i].Processes.Count; j++)
            {
                JobProcess process = _jobs[i].Processes[j];
                if (process.Pid == pid && process.State != JobState.Done)
                {
                    JobState before = _jobs[i].State;
                    process.Status = status;
                    process.State = WaitStatus.IsStopped(status) ? JobState.Stopped : JobState.Done;
                    _jobs[i].IsChanged |= _jobs[i].State != before;
                    return _jobs[i];
                }
            }
        }

        return null;
    }

    /// <summary>Its processes are nobody's children any more: somebody else has waited for them.</summary>
    private static void MarkLost(Job job)
    {
        for (int i = 0; i < job.Processes.Count; i++)
        {
            job.Processes[i].State = JobState.Done;
        }
    }

    /// <summary>A foreground command that died of a signal; the usual ways to end one need no words.</summary>
    private void AnnounceSignal(int status)
    {
        if (!WaitStatus.IsSignaled(status) || WaitStatus.TerminatingSignal(status) is Signal.SIGINT or Signal.SIGPIPE)
        {
            return;
        }

        _shell.Errors.WriteLine(DescribeSignal(status));
    }

    private static string DescribeSignal(int status) =>
        Posix.Strsignal(WaitStatus.TerminatingSignal(status)) + ((status & WaitStatus.CoreFlag) != 0 ? " (core dumped)" : "");

    private Job? FindNumber(int number)
    {
        for (int i = 0; i < _jobs.Count; i++)
        {
            if (_jobs[i].Number == number)
            {
                return _jobs[i];
            }
        }

        return null;
    }
}
