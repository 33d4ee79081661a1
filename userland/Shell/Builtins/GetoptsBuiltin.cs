// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Sh.Execution;

namespace Skift.Sh.Builtins;

/// <summary>getopts: the next option of the arguments (POSIX.1-2024 XCU getopts).</summary>
internal static class GetoptsBuiltin
{
    public static int Run(Shell shell, string[] words)
    {
        if (words.Length < 3)
        {
            throw shell.Fail("usage: getopts optstring var [arg]");
        }

        IReadOnlyList<string> arguments = shell.Positional;
        if (words.Length > 3)
        {
            List<string> given = new();
            for (int i = 3; i < words.Length; i++)
            {
                given.Add(words[i]);
            }

            arguments = given;
        }

        string? value = null;
        char option = Next(shell, words[1], arguments, ref value);
        Update(shell, words[2], option == '\0' ? "?" : option.ToString(), value);
        return option == '\0' ? 1 : 0;
    }

    /// <returns>The letter; ? for a wrong one, : for a missing argument if messages are off; 0 at the end.</returns>
    private static char Next(Shell shell, string known, IReadOnlyList<string> arguments, ref string? value)
    {
        GetoptsState state = shell.Getopts;
        bool isSilent = known.StartsWith(':');
        if (state.Offset == 0)
        {
            string? argument = state.Index <= arguments.Count ? arguments[state.Index - 1] : null;
            if (argument == null || argument.Length < 2 || argument[0] != '-')
            {
                return '\0';
            }

            if (argument == "--")
            {
                state.Index++;
                return '\0';
            }

            state.Offset = 1;
        }

        string cluster = state.Index <= arguments.Count ? arguments[state.Index - 1] : "-";
        if (state.Offset >= cluster.Length)
        {
            // The arguments are others than last time.
            state.Offset = 0;
            state.Index++;
            return Next(shell, known, arguments, ref value);
        }

        char letter = cluster[state.Offset++];
        string attached = cluster.Substring(state.Offset);
        if (attached.Length == 0)
        {
            state.Offset = 0;
            state.Index++;
        }

        int found = letter == ':' ? -1 : known.IndexOf(letter);
        if (found < 0)
        {
            return Wrong(shell, isSilent, '?', letter, "Illegal option -" + letter, ref value);
        }

        if (found + 1 < known.Length && known[found + 1] == ':')
        {
            if (attached.Length > 0)
            {
                value = attached;
                state.Offset = 0;
                state.Index++;
            }
            else if (state.Index <= arguments.Count)
            {
                value = arguments[state.Index++ - 1];
            }
            else
            {
                return Wrong(shell, isSilent, ':', letter, "No arg for -" + letter + " option", ref value);
            }
        }

        return letter;
    }

    private static char Wrong(Shell shell, bool isSilent, char silentAnswer, char letter, string message, ref string? value)
    {
        if (isSilent)
        {
            value = letter.ToString();
            return silentAnswer;
        }

        if (shell.Variables.Get("OPTERR") != "0")
        {
            shell.Errors.WriteLine(message);
        }

        return '?';
    }

    private static void Update(Shell shell, string name, string option, string? value)
    {
        GetoptsState state = shell.Getopts;
        state.IsUpdating = true;
        try
        {
            shell.Variables.Set("OPTIND", state.Index.ToString());
            if (value == null)
            {
                shell.Variables.Unset("OPTARG");
            }
            else
            {
                shell.Variables.Set("OPTARG", value);
            }

            shell.Variables.Set(name, option);
        }
        finally
        {
            state.IsUpdating = false;
        }
    }
}
