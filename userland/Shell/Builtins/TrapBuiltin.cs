// SPDX-License-Identifier: MIT
using Skift.Sh.Execution;
using Skift.Tools;

namespace Skift.Sh.Builtins;

/// <summary>trap: what to do when a signal comes (POSIX.1-2024 XCU trap).</summary>
internal static class TrapBuiltin
{
    public static int Run(Shell shell, string[] words)
    {
        BuiltinOptions options = new(shell, words);
        bool lists = false;
        bool listsNames = false;
        for (char option = options.Next("pl"); option != '\0'; option = options.Next("pl"))
        {
            lists |= option == 'p';
            listsNames |= option == 'l';
        }

        int index = options.Index;
        if (listsNames)
        {
            return Coreutils.Kill.Run(new[] { "-l" }, new BuiltinIO(shell, words[0]));
        }

        if (index == words.Length || lists)
        {
            List(shell);
            return 0;
        }

        // With one operand, or a number first, all are conditions to reset.
        string? action = null;
        if (index + 1 < words.Length && !IsNumber(words[index]))
        {
            action = words[index] == "-" ? null : words[index];
            index++;
        }

        int status = 0;
        for (; index < words.Length; index++)
        {
            if (words[index] == "ERR")
            {
                shell.Traps.ErrorAction = action;
            }
            else if (SignalNames.TryParse(words[index], out int signal))
            {
                shell.Traps.Set(signal, action);
            }
            else
            {
                shell.Message(words[index] + ": invalid signal specification");
                status = 1;
            }
        }

        return status;
    }

    private static bool IsNumber(string word) => int.TryParse(word, out int number) && number >= 0;

    private static void List(Shell shell)
    {
        for (int i = 0; i < TrapTable.Count; i++)
        {
            if (shell.Traps.ShownAction(i) is { } action)
            {
                shell.Output.WriteLine("trap -- " + Quoting.Quote(action) + " " + SignalNames.Get(i));
            }
        }

        if (shell.Traps.ErrorAction is { } errorAction)
        {
            shell.Output.WriteLine("trap -- " + Quoting.Quote(errorAction) + " ERR");
        }
    }
}
