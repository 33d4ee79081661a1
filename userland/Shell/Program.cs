// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;
using Skift.Sh.Syntax;

namespace Skift.Sh;

/// <summary>sh: the command language interpreter (POSIX.1-2024 XCU sh).</summary>
internal static class Program
{
    private static int Main()
    {
        string[] arguments = Posix.GetArguments();
        Shell shell = new(arguments.Length > 0 ? arguments[0] : "sh", Posix.GetEnvironment());
        int status;
        try
        {
            CommandLine line = CommandLine.Parse(shell, arguments);
            status = Run(shell, line);
        }
        catch (ExitRequest exit)
        {
            status = exit.Status;
        }
        catch (ShellError error)
        {
            status = error.Status;
        }
        catch (InterruptRequest)
        {
            status = 128 + (int)Signal.SIGINT;
        }

        shell.Exit(status);
        return status;
    }

    private static int Run(Shell shell, CommandLine line)
    {
        shell.Traps.Update(Signal.SIGCHLD);
        shell.Traps.Update(Signal.SIGINT);
        shell.Traps.Update(Signal.SIGQUIT);
        shell.Traps.Update(Signal.SIGTERM);
        if (shell.Options.Monitor && !shell.Jobs.StartControl())
        {
            shell.Options["monitor"] = false;
        }

        if (line.IsLogin)
        {
            ReadProfile(shell, "/etc/profile");
            ReadProfile(shell, (shell.Variables.Get("HOME") ?? "") + "/.profile");
        }

        if (shell.Options.Interactive && shell.Variables.Get("ENV") is { Length: > 0 } env)
        {
            ReadProfile(shell, shell.ExpandPrompt(env));
        }

        if (line.Command != null)
        {
            shell.Line = 0;
            return shell.RunSource(new StringSource(line.Command), 0, EvaluationFlags.Exits);
        }

        if (line.Script != null)
        {
            return shell.RunSource(new FileSource(shell, line.Script), 1);
        }

        if (!shell.Options.Interactive)
        {
            return shell.RunSource(new StandardInputSource(shell), 1);
        }

        string history = shell.Variables.Get("HISTFILE") ?? (shell.Variables.Get("HOME") ?? "") + "/.sh_history";
        shell.History.Load(history);
        return shell.RunInteractive();
    }

    /// <summary>Commands for every session; that the file is missing is no error.</summary>
    private static void ReadProfile(Shell shell, string path)
    {
        if (!Posix.Open(path, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC).Try(out int descriptor, out _))
        {
            return;
        }

        PrivateFile file = shell.Files.Adopt(descriptor);
        try
        {
            shell.RunSource(new FileSource(shell, file), 1);
            shell.Skip = SkipKind.None;
        }
        catch (ShellError) when (shell.Options.Interactive)
        {
            // A broken profile must not lock its owner out.
            shell.Skip = SkipKind.None;
        }
        finally
        {
            shell.Files.Release(file);
        }
    }
}
