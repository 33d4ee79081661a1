// SPDX-License-Identifier: MIT
using Skift.Sh.Execution;
using Skift.Sh.Expansion;
using Skift.Sh.Syntax;

namespace Skift.Sh.Builtins;

/// <summary>export, readonly, local, unset, let.</summary>
internal static class VariableBuiltins
{
    public static int Export(Shell shell, string[] words)
    {
        bool isExport = words[0] == "export";
        bool removes = false;
        bool lists = false;
        BuiltinOptions options = new(shell, words);
        for (char option = options.Next("pn"); option != '\0'; option = options.Next("pn"))
        {
            lists |= option == 'p';
            removes |= option == 'n';
        }

        if (options.Index == words.Length || lists)
        {
            List(shell, words[0]);
            return 0;
        }

        for (int i = options.Index; i < words.Length; i++)
        {
            string name = AssignOperand(shell, words[i]);
            if (!isExport)
            {
                shell.Variables.MakeReadOnly(name);
            }
            else
            {
                shell.Variables.Export(name, !removes);
            }
        }

        return 0;
    }

    public static int Local(Shell shell, string[] words)
    {
        if (shell.FunctionDepth == 0)
        {
            throw shell.Fail("not in a function");
        }

        for (int i = 1; i < words.Length; i++)
        {
            int equals = words[i].IndexOf('=');
            string name = CheckName(shell, equals < 0 ? words[i] : words[i].Substring(0, equals));
            shell.Variables.MakeLocal(name, keepsValue: false);
            if (equals >= 0)
            {
                shell.Variables.Set(name, words[i].Substring(equals + 1));
            }
        }

        return 0;
    }

    public static int Unset(Shell shell, string[] words)
    {
        char kind = '\0';
        BuiltinOptions options = new(shell, words);
        for (char option = options.Next("vf"); option != '\0'; option = options.Next("vf"))
        {
            kind = option;
        }

        for (int i = options.Index; i < words.Length; i++)
        {
            if (kind == 'f')
            {
                shell.Functions.Remove(words[i]);
            }
            else
            {
                shell.Variables.Unset(CheckName(shell, words[i]));
            }
        }

        return 0;
    }

    /// <summary>let: evaluates its arguments; the last one being 0 is failure.</summary>
    public static int Let(Shell shell, string[] words)
    {
        if (words.Length < 2)
        {
            throw shell.Fail("expression expected");
        }

        long value = 0;
        try
        {
            for (int i = 1; i < words.Length; i++)
            {
                value = new Arithmetic(shell.Variables.Get, shell.Variables.Set).Evaluate(words[i]);
            }
        }
        catch (ArithmeticError error)
        {
            throw shell.Fail(error.Message);
        }

        return value == 0 ? 1 : 0;
    }

    private static string AssignOperand(Shell shell, string operand)
    {
        int equals = operand.IndexOf('=');
        string name = CheckName(shell, equals < 0 ? operand : operand.Substring(0, equals));
        if (equals >= 0)
        {
            shell.Variables.Set(name, operand.Substring(equals + 1));
        }

        return name;
    }

    private static string CheckName(Shell shell, string name) =>
        Parser.IsName(name) ? name : throw shell.Fail(name + ": bad variable name");

    private static void List(Shell shell, string command)
    {
        foreach (string name in shell.Variables.SortedNames())
        {
            Variable variable = shell.Variables.Find(name)!;
            if (command == "export" ? variable.IsExported : variable.IsReadOnly)
            {
                string? value = shell.Variables.Get(name);
                shell.Output.WriteLine(command + " " + name + (value == null ? "" : "=" + Quoting.Quote(value)));
            }
        }
    }
}
