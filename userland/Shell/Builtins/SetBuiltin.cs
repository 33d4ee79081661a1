// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Sh.Execution;

namespace Skift.Sh.Builtins;

/// <summary>set and shift: options and positional parameters.</summary>
internal static class SetBuiltin
{
    public static int Run(Shell shell, string[] words)
    {
        if (words.Length == 1)
        {
            ListVariables(shell);
            return 0;
        }

        int index = 1;
        bool setsPositional = false;
        bool wasMonitor = shell.Options.Monitor;
        while (index < words.Length && !setsPositional && words[index].Length > 0 && words[index][0] is '-' or '+')
        {
            string word = words[index];
            if (word == "-")
            {
                // An old form: ends tracing, and further words become parameters.
                shell.Options["xtrace"] = false;
                shell.Options["verbose"] = false;
                index++;
                setsPositional = index < words.Length;
                break;
            }

            index++;
            if (word == "--")
            {
                setsPositional = true;
                break;
            }

            SetOptions(shell, word, words, ref index);
        }

        if (shell.Options.Monitor != wasMonitor)
        {
            ChangeMonitor(shell);
        }

        if (setsPositional || index < words.Length)
        {
            shell.Positional = new List<string>();
            for (; index < words.Length; index++)
            {
                shell.Positional.Add(words[index]);
            }

            shell.Getopts.Reset(null);
        }

        return 0;
    }

    public static int Shift(Shell shell, string[] words)
    {
        int count = words.Length > 1 ? FlowBuiltins.ParseNumber(shell, words[1]) : 1;
        if (count > shell.Positional.Count)
        {
            return 1;
        }

        // A new list: a loop over the old one goes on undisturbed.
        shell.Positional = shell.Positional.GetRange(count, shell.Positional.Count - count);
        shell.Getopts.Reset(null);
        return 0;
    }

    /// <summary>Letters, among them <c>o</c>, whose name is the next word.</summary>
    private static void SetOptions(Shell shell, string word, string[] words, ref int index)
    {
        bool value = word[0] == '-';
        for (int i = 1; i < word.Length; i++)
        {
            if (word[i] != 'o')
            {
                if (!shell.Options.TrySet(word[i], value))
                {
                    throw shell.Fail("illegal option " + word[0] + word[i]);
                }
            }
            else if (index == words.Length)
            {
                ListOptions(shell, value);
            }
            else if (!shell.Options.TrySet(words[index++], value))
            {
                throw shell.Fail("illegal option " + word[0] + "o " + words[index - 1]);
            }
        }
    }

    private static void ChangeMonitor(Shell shell)
    {
        if (!shell.Options.Monitor)
        {
            shell.Jobs.StopControl();
        }
        else if (!shell.Jobs.StartControl())
        {
            shell.Options["monitor"] = false;
        }
    }

    private static void ListVariables(Shell shell)
    {
        foreach (string name in shell.Variables.SortedNames())
        {
            if (shell.Variables.Get(name) is { } value)
            {
                shell.Output.WriteLine(name + "=" + Quoting.Quote(value));
            }
        }
    }

    /// <summary><c>set -o</c> shows the state, <c>set +o</c> commands that bring it back.</summary>
    private static void ListOptions(Shell shell, bool forReading)
    {
        if (forReading)
        {
            shell.Output.WriteLine("Current option settings");
        }

        for (int i = 0; i < Options.Count; i++)
        {
            string name = Options.NameAt(i);
            bool value = shell.Options.ValueAt(i);
            shell.Output.WriteLine(forReading ? name.PadRight(16) + (value ? "on" : "off") : "set " + (value ? "-o " : "+o ") + name);
        }
    }
}
