// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;

namespace Skift.Sh.Execution;

internal enum JobState
{
    Running,
    Stopped,
    Done,
}

internal sealed class JobProcess
{
    public JobProcess(int pid, string text)
    {
        Pid = pid;
        Text = text;
    }

    public readonly int Pid;
    public readonly string Text;
    public JobState State;

    /// <summary>The status word of wait4(2).</summary>
    public int Status;
}

/// <summary>A pipeline that was started: its processes, and the number by which <c>%1</c> and <c>fg</c> know it.</summary>
internal sealed class Job
{
    public Job(int number, string text, bool isControlled)
    {
        Number = number;
        Text = text;
        IsControlled = isControlled;
    }

    public readonly int Number;
    public readonly string Text;

    /// <summary>It has a process group of its own.</summary>
    public readonly bool IsControlled;
    public readonly List<JobProcess> Processes = new();

    /// <summary>The user has not been told about its state.</summary>
    public bool IsChanged;

    /// <summary>Its status has been asked for, so it may be forgotten.</summary>
    public bool IsWaited;

    /// <summary>The terminal's settings when it was stopped.</summary>
    public Termios? SavedTerminal;

    public int Group => Processes[0].Pid;

    public int LastPid => Processes[Processes.Count - 1].Pid;

    public JobState State
    {
        get
        {
            bool isStopped = false;
            for (int i = 0; i < Processes.Count; i++)
            {
                if (Processes[i].State == JobState.Running)
                {
                    return JobState.Running;
                }

                isStopped |= Processes[i].State == JobState.Stopped;
            }

            return isStopped ? JobState.Stopped : JobState.Done;
        }
    }

    public void Add(int pid, string text) => Processes.Add(new JobProcess(pid, text.Length > 0 ? text : Text));

    /// <summary>The exit status: the last process's, or with <c>pipefail</c> the last that is not 0.</summary>
    public int GetStatus(bool pipeFail)
    {
        int status = Processes[Processes.Count - 1].Status;
        for (int i = Processes.Count - 2; pipeFail && status == 0 && i >= 0; i--)
        {
            status = Processes[i].Status;
        }

        return WaitStatus.IsExited(status) ? WaitStatus.ExitCode(status)
            : WaitStatus.IsStopped(status) ? 128 + (int)WaitStatus.StopSignal(status)
            : 128 + (int)WaitStatus.TerminatingSignal(status);
    }
}
