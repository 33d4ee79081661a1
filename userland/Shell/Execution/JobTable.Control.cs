// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Sh.Execution;

/// <summary>Job control: groups, the terminal, and what users are told (POSIX.1-2024 XCU 2.11).</summary>
internal sealed partial class JobTable
{
    private const int MaxWaits = 20;

    /// <summary>The controlling terminal, above the scripts' descriptors; -1 without job control.</summary>
    private int _terminal = -1;
    private int _initialGroup;
    private int _ownGroup;
    private Termios? _shellTerminal;
    private bool _hasWarned;

    /// <summary>Takes the terminal for a group of the shell's own (<c>set -m</c>).</summary>
    public bool StartControl()
    {
        if (_terminal >= 0)
        {
            return true;
        }

        if (!OpenTerminal())
        {
            _shell.Message("can't access tty; job control turned off");
            return false;
        }

        // Another group may be in front: stop until the shell that started this one brings it there. If nobody does
        // because there is no such shell, the signal has no effect and the terminal is simply taken.
        for (int i = 0; i < MaxWaits && Posix.Tcgetpgrp(_terminal).Try(out int front, out _) && front > 0 && front != Posix.Getpgrp(); i++)
        {
            _ = Posix.Kill(0, Signal.SIGTTIN);
        }

        _initialGroup = Posix.Getpgrp();
        _shell.Traps.Update(Signal.SIGTSTP);
        _shell.Traps.Update(Signal.SIGTTOU);
        _shell.Traps.Update(Signal.SIGTTIN);
        _ownGroup = Posix.Getpid();
        _ = Posix.Setpgid(0, _ownGroup);
        _ = Posix.Tcsetpgrp(_terminal, _ownGroup);
        return true;
    }

    public void StopControl()
    {
        GiveTerminalBack();
        _shell.Traps.Update(Signal.SIGTSTP);
        _shell.Traps.Update(Signal.SIGTTOU);
        _shell.Traps.Update(Signal.SIGTTIN);
    }

    /// <summary>The group that had the terminal before gets it again.</summary>
    public void GiveTerminalBack()
    {
        if (_terminal >= 0)
        {
            _ = Posix.Tcsetpgrp(_terminal, _initialGroup);
            _ = Posix.Setpgid(0, _initialGroup);
            _ = Posix.Close(_terminal);
            _terminal = -1;
        }
    }

    /// <summary>In a child: enters the group of its job, and with it the foreground.</summary>
    public void JoinGroup(Job job, bool isForeground)
    {
        int group = job.Processes.Count > 0 ? job.Group : Posix.Getpid();
        _ = Posix.Setpgid(0, group);
        if (isForeground && _terminal >= 0)
        {
            // Until it is in front, the terminal would stop it for this very call.
            _ = Posix.IgnoreSignal(Signal.SIGTTOU);
            _ = Posix.Tcsetpgrp(_terminal, group);
            _ = Posix.DefaultSignal(Signal.SIGTTOU);
        }
    }

    /// <summary>Lets a stopped or background job go on.</summary>
    /// <returns>The status of a foreground job; 0 for a background one.</returns>
    public int Continue(Job job, bool isForeground)
    {
        for (int i = 0; i < job.Processes.Count; i++)
        {
            if (job.Processes[i].State == JobState.Stopped)
            {
                job.Processes[i].State = JobState.Running;
                job.Processes[i].Status = 0;
            }
        }

        MakeCurrent(job);
        if (isForeground)
        {
            if (job.SavedTerminal is { } saved)
            {
                _ = Posix.Tcgetattr(_terminal).Try(out Termios own, out _);
                _shellTerminal = own;
                _ = Posix.Tcsetattr(_terminal, TerminalAction.TCSADRAIN, saved);
            }

            _ = Posix.Tcsetpgrp(_terminal, job.Group);
        }

        _ = Posix.Kill(-job.Group, Signal.SIGCONT);
        return isForeground ? WaitFor(job) : 0;
    }

    /// <summary>Finds <c>%n</c>, <c>%%</c>, <c>%+</c>, <c>%-</c>, <c>%text</c>, <c>%?text</c>, or a process.</summary>
    public Job? Find(string name)
    {
        if (!name.StartsWith('%'))
        {
            return int.TryParse(name, out int pid) ? FindPid(pid) : null;
        }

        string rest = name.Substring(1);
        if (rest is "" or "%" or "+")
        {
            return Current(0);
        }

        if (rest == "-")
        {
            return Current(1);
        }

        if (int.TryParse(rest, out int number))
        {
            return FindNumber(number);
        }

        for (int i = _jobs.Count - 1; i >= 0; i--)
        {
            bool matches = rest[0] == '?' ? _jobs[i].Text.Contains(rest.Substring(1)) : _jobs[i].Text.StartsWith(rest, StringComparison.Ordinal);
            if (matches)
            {
                return _jobs[i];
            }
        }

        return null;
    }

    public Job? FindPid(int pid)
    {
        for (int i = 0; i < _jobs.Count; i++)
        {
            for (int j = 0; j < _jobs[i].Processes.Count; j++)
            {
                if (_jobs[i].Processes[j].Pid == pid)
                {
                    return _jobs[i];
                }
            }
        }

        return null;
    }

    /// <summary>The current job (0) or the one before it (1): stopped jobs come first (POSIX.1-2024 XBD 3.176).</summary>
    public Job? Current(int index)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = _jobs.Count - 1; i >= 0; i--)
            {
                bool isStopped = _jobs[i].State == JobState.Stopped;
                if (isStopped == (pass == 0) && _jobs[i].Processes.Count > 0 && index-- == 0)
                {
                    return _jobs[i];
                }
            }
        }

        return null;
    }

    /// <summary>Tells an interactive user the number and process of a new background job.</summary>
    public void AnnounceBackground(Job job)
    {
        if (_shell.IsInteractive)
        {
            _shell.Errors.WriteLine("[" + job.Number.ToString() + "] " + job.LastPid.ToString());
        }
    }

    /// <summary>Before the shell ends: warns once if that would leave stopped jobs behind.</summary>
    public bool WarnsAboutStopped()
    {
        bool warns = !_hasWarned && Current(0) is { State: JobState.Stopped };
        if (warns)
        {
            _hasWarned = true;
            _shell.Errors.WriteLine("You have stopped jobs.");
        }

        return warns;
    }

    public void ForgetWarning() => _hasWarned = false;

    /// <summary>Before a prompt: tells what has happened to jobs, and forgets those that ended.</summary>
    public void ReportChanges(ToolWriter writer)
    {
        Reap();
        for (int i = 0; i < _jobs.Count; i++)
        {
            Job job = _jobs[i];
            if (job.IsChanged)
            {
                Describe(job, writer, showsProcesses: false);
                if (job.State == JobState.Done)
                {
                    Remove(job);
                    i--;
                }
            }
        }

        writer.Flush();
    }

    /// <summary>One line as <c>jobs</c> prints it: <c>[1]+  Stopped   command</c>.</summary>
    public void Describe(Job job, ToolWriter writer, bool showsProcesses)
    {
        job.IsChanged = false;
        char mark = job == Current(0) ? '+' : job == Current(1) ? '-' : ' ';
        string process = showsProcesses ? job.Group.ToString() + " " : "";
        string head = "[" + job.Number.ToString() + "]" + mark + " " + process + " " + DescribeState(job);
        writer.WriteLine(head.PadRight(showsProcesses ? 40 : 34) + job.Text);
    }

    private void MakeCurrent(Job job)
    {
        if (_jobs.Remove(job))
        {
            _jobs.Add(job);
        }
    }

    private static string DescribeState(Job job)
    {
        int status = job.Processes[job.Processes.Count - 1].Status;
        return job.State switch
        {
            JobState.Running => "Running",
            JobState.Stopped => Posix.Strsignal(WaitStatus.IsStopped(status) ? WaitStatus.StopSignal(status) : Signal.SIGTSTP),
            _ when WaitStatus.IsSignaled(status) => DescribeSignal(status),
            _ when WaitStatus.ExitCode(status) == 0 => "Done",
            _ => "Done(" + WaitStatus.ExitCode(status).ToString() + ")",
        };
    }

    /// <summary>After a foreground job: the shell comes to the front, with its own settings if the job did not end well.</summary>
    private void TakeTerminal(Job job)
    {
        if (_terminal < 0)
        {
            return;
        }

        _ = Posix.Tcsetpgrp(_terminal, _ownGroup);
        bool wasCut = !WaitStatus.IsExited(job.Processes[job.Processes.Count - 1].Status);
        if (job.State == JobState.Stopped)
        {
            job.SavedTerminal = Posix.Tcgetattr(_terminal).Try(out Termios current, out _) ? current : null;
            MakeCurrent(job);
        }

        if (wasCut && _shellTerminal is { } own)
        {
            _ = Posix.Tcsetattr(_terminal, TerminalAction.TCSADRAIN, own);
        }
    }

    /// <summary>Remembers the settings that commands find, to restore them after one that was killed or stopped.</summary>
    public void RememberTerminal()
    {
        if (_terminal >= 0 && Posix.Tcgetattr(_terminal).Try(out Termios current, out _))
        {
            _shellTerminal = current;
        }
    }

    private bool OpenTerminal()
    {
        bool isOpen = Posix.Open("/dev/tty", OpenFlags.O_RDWR).Try(out int opened, out _);
        for (int i = 2; !isOpen && i >= 0; i--)
        {
            isOpen = Posix.Isatty(i) && Posix.Dup(i).Try(out opened, out _);
        }

        if (!isOpen)
        {
            return false;
        }

        bool isMoved = Posix.Fcntl(opened, FcntlCommand.F_DUPFD_CLOEXEC, 10).Try(out _terminal, out _);
        _ = Posix.Close(opened);
        if (isMoved && Posix.Tcgetpgrp(_terminal).Error == Errno.None)
        {
            return true;
        }

        _terminal = -1;
        return false;
    }
}
