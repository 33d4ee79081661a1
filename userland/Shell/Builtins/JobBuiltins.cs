// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Sh.Execution;
using Skift.Tools;

namespace Skift.Sh.Builtins;

/// <summary>jobs, fg, bg, wait, kill.</summary>
internal static class JobBuiltins
{
    public static int Jobs(Shell shell, string[] words)
    {
        bool showsProcesses = false;
        bool onlyProcesses = false;
        BuiltinOptions options = new(shell, words);
        for (char option = options.Next("lp"); option != '\0'; option = options.Next("lp"))
        {
            showsProcesses |= option == 'l';
            onlyProcesses |= option == 'p';
        }

        shell.Jobs.Reap();
        List<Job> jobs = new();
        for (int i = options.Index; i < words.Length; i++)
        {
            jobs.Add(FindJob(shell, words[i]));
        }

        if (options.Index == words.Length)
        {
            jobs.AddRange(shell.Jobs.All);
            jobs.Sort(static (a, b) => a.Number - b.Number);
        }

        for (int i = 0; i < jobs.Count; i++)
        {
            if (jobs[i].Processes.Count == 0)
            {
                continue;
            }

            if (onlyProcesses)
            {
                shell.Output.WriteLine(jobs[i].Group.ToString());
            }
            else
            {
                shell.Jobs.Describe(jobs[i], shell.Output, showsProcesses);
            }

            if (jobs[i].State == JobState.Done)
            {
                shell.Jobs.Remove(jobs[i]);
            }
        }

        return 0;
    }

    public static int ForegroundOrBackground(Shell shell, string[] words)
    {
        bool isForeground = words[0] == "fg";
        if (!shell.HasJobControl)
        {
            throw shell.Fail("no job control");
        }

        int status = 0;
        for (int i = 1; i < Math.Max(words.Length, 2); i++)
        {
            Job job = FindJob(shell, i < words.Length ? words[i] : "%+");
            if (!job.IsControlled)
            {
                throw shell.Fail("job " + (i < words.Length ? words[i] : "%+") + " not created under job control");
            }

            shell.Output.WriteLine(isForeground ? job.Text : "[" + job.Number.ToString() + "] " + job.Text);
            shell.Output.Flush();
            status = shell.Jobs.Continue(job, isForeground);
        }

        return status;
    }

    public static int Wait(Shell shell, string[] words)
    {
        BuiltinOptions options = new(shell, words);
        bool waitsForOne = options.Next("n") == 'n';
        if (options.Index == words.Length)
        {
            return waitsForOne ? WaitForNext(shell) : WaitForAll(shell);
        }

        int status = 0;
        for (int i = options.Index; i < words.Length; i++)
        {
            Job? job = words[i].StartsWith('%') ? FindJob(shell, words[i]) : shell.Jobs.FindPid(FlowBuiltins.ParseNumber(shell, words[i]));
            if (job == null)
            {
                status = 127;
                continue;
            }

            while (job.State == JobState.Running && shell.Jobs.WaitOrSignal(job))
            {
            }

            if (shell.Traps.HasPendingAction)
            {
                return 128 + shell.Traps.FindPending();
            }

            job.IsWaited = true;
            status = job.GetStatus(shell.Options.PipeFail);
        }

        return status;
    }

    /// <summary>kill, with jobs as well as processes.</summary>
    public static int Kill(Shell shell, string[] words)
    {
        List<string> args = new();
        for (int i = 1; i < words.Length; i++)
        {
            if (!words[i].StartsWith('%'))
            {
                args.Add(words[i]);
                continue;
            }

            // A job without a group of its own is reached through its processes.
            Job job = FindJob(shell, words[i]);
            for (int j = 0; j < (job.IsControlled ? 1 : job.Processes.Count); j++)
            {
                args.Add((job.IsControlled ? "-" : "") + job.Processes[j].Pid.ToString());
            }
        }

        return Coreutils.Kill.Run(args.ToArray(), new BuiltinIO(shell, words[0]));
    }

    private static Job FindJob(Shell shell, string name) =>
        shell.Jobs.Find(name) is { Processes.Count: > 0 } job ? job : throw shell.Fail(name + ": no such job");

    private static int WaitForAll(Shell shell)
    {
        while (true)
        {
            bool isAnyRunning = false;
            foreach (Job job in shell.Jobs.All)
            {
                isAnyRunning |= job.Processes.Count > 0 && job.State == JobState.Running;
                job.IsWaited |= job.State == JobState.Done;
            }

            if (shell.Traps.HasPendingAction)
            {
                return 128 + shell.Traps.FindPending();
            }

            if (!isAnyRunning || (!shell.Jobs.WaitOrSignal(null) && !shell.Traps.HasPendingAction))
            {
                return 0;
            }
        }
    }

    private static int WaitForNext(Shell shell)
    {
        while (true)
        {
            bool isAnyRunning = false;
            foreach (Job job in shell.Jobs.All)
            {
                if (job.Processes.Count > 0 && job.State == JobState.Done && !job.IsWaited)
                {
                    job.IsWaited = true;
                    return job.GetStatus(shell.Options.PipeFail);
                }

                isAnyRunning |= job.Processes.Count > 0 && job.State == JobState.Running;
            }

            if (!isAnyRunning)
            {
                return 127;
            }

            _ = shell.Jobs.WaitOrSignal(null);
            if (shell.Traps.HasPendingAction)
            {
                return 128 + shell.Traps.FindPending();
            }
        }
    }
}
