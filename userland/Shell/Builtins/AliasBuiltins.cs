// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Sh.Execution;
using Skift.Sh.Syntax;

namespace Skift.Sh.Builtins;

internal static class AliasBuiltins
{
    public static int Alias(Shell shell, string[] words)
    {
        if (words.Length == 1)
        {
            List<string> names = new(shell.Aliases.Keys);
            names.Sort(string.CompareOrdinal);
            for (int i = 0; i < names.Count; i++)
            {
                Show(shell, shell.Aliases[names[i]]);
            }

            return 0;
        }

        int status = 0;
        for (int i = 1; i < words.Length; i++)
        {
            int equals = words[i].IndexOf('=');
            if (equals > 0)
            {
                string name = words[i].Substring(0, equals);
                shell.Aliases[name] = new Alias(name, words[i].Substring(equals + 1));
            }
            else if (shell.Aliases.TryGetValue(words[i], out Alias? alias))
            {
                Show(shell, alias);
            }
            else
            {
                shell.Errors.WriteLine("alias: " + words[i] + " not found");
                status = 1;
            }
        }

        return status;
    }

    public static int Unalias(Shell shell, string[] words)
    {
        BuiltinOptions options = new(shell, words);
        if (options.Next("a") == 'a')
        {
            shell.Aliases.Clear();
            return 0;
        }

        int status = 0;
        for (int i = options.Index; i < words.Length; i++)
        {
            if (!shell.Aliases.Remove(words[i]))
            {
                shell.Errors.WriteLine("unalias: " + words[i] + " not found");
                status = 1;
            }
        }

        return status;
    }

    private static void Show(Shell shell, Alias alias) => shell.Output.WriteLine(alias.Name + "=" + Quoting.Quote(alias.Value));
}
