// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;

namespace Skift.Sh.Builtins;

/// <summary>break, continue, return, exit, exec: what leaves the usual order of commands.</summary>
internal static class FlowBuiltins
{
    public static int ParseNumber(Shell shell, string text) =>
        int.TryParse(text, out int value) && value >= 0 ? value : throw shell.Fail("Illegal number: " + text);

    public static int Break(Shell shell, string[] words)
    {
        int count = words.Length > 1 ? ParseNumber(shell, words[1]) : 1;
        if (count == 0)
        {
            throw shell.Fail("Illegal number: " + words[1]);
        }

        // More loops than there are means all of them; outside of loops it does nothing.
        count = count > shell.LoopDepth ? shell.LoopDepth : count;
        if (count > 0)
        {
            shell.Skip = words[0] == "break" ? SkipKind.Break : SkipKind.Continue;
            shell.SkipCount = count;
        }

        return 0;
    }

    public static int Return(Shell shell, string[] words)
    {
        int status = words.Length > 1 ? ParseNumber(shell, words[1]) & 0xFF : StatusBefore(shell);
        shell.Skip = SkipKind.Return;
        return status;
    }

    public static int Exit(Shell shell, string[] words)
    {
        int status = words.Length > 1 ? ParseNumber(shell, words[1]) & 0xFF : StatusBefore(shell);
        if (shell.IsInteractive && shell.Jobs.WarnsAboutStopped())
        {
            return 1;
        }

        throw new ExitRequest(status);
    }

    public static int Exec(Shell shell, string[] words)
    {
        if (words.Length < 2)
        {
            return 0;
        }

        string? path = shell.Commands.Find(words[1], usesDefaultPath: false, out Errno error);
        if (path == null)
        {
            shell.Message(words[1] + ": " + (error == Errno.ENOENT ? "not found" : Posix.Strerror(error)));
            throw new ExitRequest(127);
        }

        List<string> command = new();
        for (int i = 1; i < words.Length; i++)
        {
            command.Add(words[i]);
        }

        shell.Output.Flush();
        shell.Traps.PrepareExec();
        shell.Execute(path, command);
        return 126;
    }

    /// <summary>Without an argument the last command's status counts; in a trap's action, that of the command before it.</summary>
    private static int StatusBefore(Shell shell) => shell.Traps.StatusBefore >= 0 ? shell.Traps.StatusBefore : shell.LastStatus;
}
