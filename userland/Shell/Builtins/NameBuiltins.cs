// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Sh.Execution;
using Skift.Sh.Syntax;

namespace Skift.Sh.Builtins;

/// <summary>command, type, hash, help: what names mean.</summary>
internal static class NameBuiltins
{
    /// <summary><c>command -v</c> and <c>-V</c>; <c>command name</c> itself is done where commands are dispatched.</summary>
    public static int Command(Shell shell, string[] words)
    {
        char kind = '\0';
        bool usesDefaultPath = false;
        BuiltinOptions options = new(shell, words);
        for (char option = options.Next("pvV"); option != '\0'; option = options.Next("pvV"))
        {
            usesDefaultPath |= option == 'p';
            kind = option == 'p' ? kind : option;
        }

        int status = 0;
        for (int i = options.Index; i < words.Length && kind != '\0'; i++)
        {
            status |= Describe(shell, words[i], usesDefaultPath, isShort: kind == 'v');
        }

        return status;
    }

    public static int Type(Shell shell, string[] words)
    {
        int status = 0;
        for (int i = words.Length > 1 && words[1] == "-p" ? 2 : 1; i < words.Length; i++)
        {
            status |= Describe(shell, words[i], usesDefaultPath: false, isShort: false);
        }

        return status;
    }

    public static int Hash(Shell shell, string[] words)
    {
        BuiltinOptions options = new(shell, words);
        if (options.Next("r") == 'r')
        {
            shell.Commands.Forget();
            return 0;
        }

        if (options.Index == words.Length)
        {
            foreach (KeyValuePair<string, string> entry in shell.Commands.Known)
            {
                shell.Output.WriteLine(entry.Value);
            }
        }

        int status = 0;
        for (int i = options.Index; i < words.Length; i++)
        {
            shell.Commands.Forget(words[i]);
            if (BuiltinTable.Find(words[i]) == null && !shell.Functions.ContainsKey(words[i])
                && shell.Commands.Find(words[i], usesDefaultPath: false, out _) == null)
            {
                shell.Message(words[i] + ": not found");
                status = 1;
            }
        }

        return status;
    }

    public static int Help(Shell shell, string[] words)
    {
        List<string> names = new(BuiltinTable.Names);
        names.Sort(string.CompareOrdinal);
        shell.Output.WriteLine("Built-in commands:");
        string line = "";
        for (int i = 0; i < names.Count; i++)
        {
            if (line.Length + names[i].Length > 70)
            {
                shell.Output.WriteLine(line);
                line = "";
            }

            line += " " + names[i];
        }

        shell.Output.WriteLine(line);
        return 0;
    }

    private static int Describe(Shell shell, string name, bool usesDefaultPath, bool isShort)
    {
        if (Keywords.IsKeyword(name))
        {
            return Say(shell, isShort ? name : name + " is a shell keyword");
        }

        if (shell.Aliases.TryGetValue(name, out Alias? alias))
        {
            return Say(shell, isShort ? "alias " + name + "=" + Quoting.Quote(alias.Value) : name + " is an alias for " + alias.Value);
        }

        if (shell.Functions.ContainsKey(name))
        {
            return Say(shell, isShort ? name : name + " is a function");
        }

        if (BuiltinTable.Find(name) is { } builtin)
        {
            return Say(shell, isShort ? name : name + (builtin.IsSpecial ? " is a special shell builtin" : " is a shell builtin"));
        }

        string? path = shell.Commands.Find(name, usesDefaultPath, out _);
        bool isExecutable = path != null && Skift.Libc.Posix.Access(path, AccessMode.X_OK) == Errno.None;
        if (isExecutable)
        {
            return Say(shell, isShort ? path! : name + " is " + path);
        }

        if (!isShort)
        {
            shell.Output.WriteLine(name + ": not found");
        }

        return 127;
    }

    private static int Say(Shell shell, string text)
    {
        shell.Output.WriteLine(text);
        return 0;
    }
}
