// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Syntax;

namespace Skift.Sh.Execution;

/// <summary>What a fork is for.</summary>
internal enum ForkMode
{
    Foreground,
    Background,

    /// <summary>A command or process substitution: it belongs to the job of the command around it.</summary>
    Substitution,

    /// <summary>It writes a here-document.</summary>
    Helper,
}

/// <summary>Subshells: processes that are copies of this one (POSIX.1-2024 XCU 2.13).</summary>
internal sealed partial class Shell
{
    private const OpenFlags PlainPipe = OpenFlags.O_RDONLY;

    /// <summary>This process moves jobs between foreground and background.</summary>
    public bool HasJobControl => Options.Monitor && IsRoot;

    /// <summary>fork(2): in the child everything that belongs only to the parent is reset.</summary>
    /// <param name="job">The job that the child becomes part of.</param>
    /// <param name="mode">What it is for.</param>
    /// <param name="text">The command, for <c>jobs</c>.</param>
    /// <param name="keepsTraps">The child shows the parent's traps: it is <c>$(trap)</c>.</param>
    public int Fork(Job? job, ForkMode mode, string text = "", bool keepsTraps = false)
    {
        Output.Flush();
        Errors.Flush();
        if (!Posix.Fork().Try(out int pid, out Errno error))
        {
            throw Fail("can't fork", error);
        }

        bool isControlled = job is { IsControlled: true } && mode is ForkMode.Foreground or ForkMode.Background;
        if (pid == 0)
        {
            bool wasControlling = HasJobControl;
            bool isFirst = job == null || job.Processes.Count == 0;
            SubshellDepth++;
            Traps.ResetInChild(keepsTraps, wasControlling);
            if (isControlled)
            {
                Jobs.JoinGroup(job!, mode == ForkMode.Foreground);
            }
            else if (mode == ForkMode.Background)
            {
                DetachInput(isFirst);
            }

            Jobs.Clear();
            return 0;
        }

        if (isControlled)
        {
            // Both set the group: whoever comes first, nobody acts on a job that is not in its group yet.
            _ = Posix.Setpgid(pid, isControlled && job!.Processes.Count > 0 ? job.Processes[0].Pid : pid);
        }

        job?.Add(pid, text);
        if (mode == ForkMode.Background)
        {
            LastBackgroundPid = pid;
        }

        return pid;
    }

    /// <summary>Without job control a background command must not take the terminal's input or its signals (POSIX.1-2024 XCU 2.9.3.1, 2.12).</summary>
    private void DetachInput(bool isFirst)
    {
        Traps.IgnoreInChild(Signal.SIGINT);
        Traps.IgnoreInChild(Signal.SIGQUIT);
        if (isFirst && Posix.Open("/dev/null", OpenFlags.O_RDONLY).Try(out int descriptor, out _))
        {
            Place(descriptor, Posix.STDIN_FILENO);
        }
    }

    /// <summary>Evaluates a command in a child and ends it.</summary>
    /// <param name="node">The command.</param>
    /// <param name="tested">Whether the status is tested outside: <c>set -e</c> does not apply inside either.</param>
    private void RunChild(Node? node, EvaluationFlags tested = EvaluationFlags.None) => Exit(Guard(node, EvaluationFlags.Exits | tested));

    /// <summary>Evaluates; what would end the shell gives its status instead.</summary>
    private int Guard(Node? node, EvaluationFlags flags)
    {
        try
        {
            return Evaluate(node, flags);
        }
        catch (ExitRequest exit)
        {
            return exit.Status;
        }
        catch (ShellError error)
        {
            return error.Status;
        }
        catch (InterruptRequest)
        {
            return 128 + (int)Signal.SIGINT;
        }
    }

    private int EvaluateSubshell(Subshell subshell, EvaluationFlags flags)
    {
        Line = subshell.Line;
        bool needsFork = (flags & EvaluationFlags.Exits) == 0 || Traps.HasActions || IsInteractive;
        Job? job = null;
        if (needsFork)
        {
            job = Jobs.Create(subshell.Text, HasJobControl);
            if (Fork(job, ForkMode.Foreground, subshell.Text) != 0)
            {
                return Jobs.WaitFor(job);
            }
        }

        RunSubshellBody(subshell, flags & EvaluationFlags.IsTested);
        return 0;
    }

    /// <summary>The process is the subshell's own: its redirections need not be undone.</summary>
    private void RunSubshellBody(Subshell subshell, EvaluationFlags tested)
    {
        int status = subshell.Redirections == null ? 0 : Files.TryApply(subshell.Redirections, Files.Open());
        if (status != 0)
        {
            Exit(status);
        }

        RunChild(subshell.Body, tested);
    }

    private int EvaluateBackground(Background background)
    {
        if (background.Command is Pipeline pipeline)
        {
            return RunPipeline(pipeline, background.Text, EvaluationFlags.None, isBackground: true);
        }

        Job job = Jobs.Create(background.Text, HasJobControl);
        if (Fork(job, ForkMode.Background, background.Text) == 0)
        {
            if (background.Command is Subshell subshell)
            {
                RunSubshellBody(subshell, EvaluationFlags.None);
            }

            RunChild(background.Command);
        }

        Jobs.AnnounceBackground(job);
        return 0;
    }

    private int EvaluatePipeline(Pipeline pipeline, EvaluationFlags flags) => RunPipeline(pipeline, pipeline.Text, flags & EvaluationFlags.IsTested, isBackground: false);

    private int RunPipeline(Pipeline pipeline, string text, EvaluationFlags tested, bool isBackground)
    {
        Line = pipeline.Line;
        Job job = Jobs.Create(text, HasJobControl);
        int input = -1;
        for (int i = 0; i < pipeline.Commands.Count; i++)
        {
            int nextInput = -1;
            int output = -1;
            if (i < pipeline.Commands.Count - 1)
            {
                Errno error = Posix.Pipe2(PlainPipe, out nextInput, out output);
                if (error != Errno.None)
                {
                    throw Fail("can't create pipe", error);
                }
            }

            Node command = pipeline.Commands[i];
            if (Fork(job, isBackground ? ForkMode.Background : ForkMode.Foreground, command.Text) == 0)
            {
                Close(nextInput);
                Place(input, Posix.STDIN_FILENO);
                Place(output, Posix.STDOUT_FILENO);
                RunChild(command, tested);
            }

            Close(input);
            Close(output);
            input = nextInput;
        }

        if (isBackground)
        {
            Jobs.AnnounceBackground(job);
            return 0;
        }

        return Jobs.WaitFor(job);
    }

    /// <summary>Runs the commands of <c>$(…)</c> and takes their output, without newlines at its end.</summary>
    public string Substitute(Node? command)
    {
        SubstitutionStatus = 0;
        if (command == null)
        {
            return "";
        }

        if (command is SimpleCommand { Words.Count: 0, Assignments.Count: 0, Redirections: [{ Kind: RedirectionKind.Input, Descriptor: 0 } input] })
        {
            return SubstituteFile(input);
        }

        Errno error = Posix.Pipe2(PlainPipe, out int readEnd, out int writeEnd);
        if (error != Errno.None)
        {
            throw Fail("can't create pipe", error);
        }

        Job job = Jobs.Create(command.Text, isControlled: false);
        bool isTrap = command is SimpleCommand { Words: [{ Plain: "trap" }] };
        if (Fork(job, ForkMode.Substitution, command.Text, isTrap) == 0)
        {
            Close(readEnd);
            Place(writeEnd, Posix.STDOUT_FILENO);
            RunChild(command);
        }

        Close(writeEnd);
        string output = FileText.ReadAll(readEnd);
        Close(readEnd);
        SubstitutionStatus = Jobs.WaitFor(job);
        return TrimOutput(output);
    }

    /// <summary><c>$(&lt;file)</c>: the file's text, without a process.</summary>
    private string SubstituteFile(Redirection input)
    {
        string path = Expander.ExpandText(input.Target);
        if (!Posix.Open(path, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC).Try(out int descriptor, out Errno error))
        {
            Message("can't open " + path + ": " + (error == Errno.ENOENT ? "no such file" : Posix.Strerror(error)));
            SubstitutionStatus = 1;
            return "";
        }

        string text = FileText.ReadAll(descriptor);
        Close(descriptor);
        return TrimOutput(text);
    }

    private static string TrimOutput(string output) => (output.Contains('\0') ? output.Replace("\0", "") : output).TrimEnd('\n');

    public string SubstituteProcess(ProcessPart part)
    {
        Errno error = Posix.Pipe2(PlainPipe, out int readEnd, out int writeEnd);
        if (error != Errno.None)
        {
            throw Fail("can't create pipe", error);
        }

        int own = part.IsInput ? readEnd : writeEnd;
        int other = part.IsInput ? writeEnd : readEnd;
        if (Fork(null, ForkMode.Substitution) == 0)
        {
            Close(own);
            Place(other, part.IsInput ? Posix.STDOUT_FILENO : Posix.STDIN_FILENO);
            RunChild(part.Command);
        }

        Close(other);

        // Above the numbers that scripts use, and not closed by exec: the command opens it by name.
        if (Posix.Fcntl(own, FcntlCommand.F_DUPFD, 60).Try(out int kept, out _))
        {
            Close(own);
            own = kept;
        }

        Files.AddProcessFile(own);
        return "/dev/fd/" + own.ToString();
    }

    private static void Close(int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Posix.Close(descriptor);
        }
    }

    private static void Place(int descriptor, int where)
    {
        if (descriptor >= 0 && descriptor != where)
        {
            _ = Posix.Dup2(descriptor, where);
            _ = Posix.Close(descriptor);
        }
    }

    /// <summary>Ends the process, after the EXIT trap.</summary>
    public void Exit(int status)
    {
        status = Traps.RunExit(status);
        Output.Flush();
        Errors.Flush();
        if (IsRoot)
        {
            Jobs.GiveTerminalBack();
        }

        Posix.Exit(status);
    }
}
