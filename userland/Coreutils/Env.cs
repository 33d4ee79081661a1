// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Env
{
    public const string Help = """
        Usage: env [-i0] [-u NAME] [-C DIRECTORY] [NAME=VALUE]... [COMMAND [ARGUMENT]...]
        Runs COMMAND in a changed environment, or prints the environment.
          -i, --ignore-environment  start with an empty one
          -u, --unset=NAME          without NAME
          -C, --chdir=DIRECTORY     in DIRECTORY
          -0, --null                a zero byte instead of a newline after each line printed

        """;

    private static readonly LongOption[] s_options =
        [new("ignore-environment", 'i'), new("unset", 'u', OptionArgument.Required), new("chdir", 'C', OptionArgument.Required), new("null", '0')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("+iu:C:0", s_options, args, io, usageStatus: 125);
        var environment = new List<string>(Posix.GetEnvironment());
        string? folder = null;
        char end = '\n';
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'i': environment.Clear(); break;
                case 'u': Remove(environment, options.Argument); break;
                case 'C': folder = options.Argument; break;
                case '0': end = '\0'; break;
            }
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        int first = 0;
        for (; first < operands.Length && (operands[first].Contains('=') || (first == 0 && operands[first] == "-")); first++)
        {
            if (operands[first] == "-")
            {
                environment.Clear();
                continue;
            }

            Remove(environment, operands[first].Substring(0, operands[first].IndexOf('=')));
            environment.Add(operands[first]);
        }

        Errno error = folder is null ? Errno.None : Posix.Chdir(folder);
        if (error != Errno.None) return io.Fail($"cannot change directory to '{folder}'", error, 125);

        if (first < operands.Length)
        {
            error = ProgramSearch.Execute(operands.AsSpan(first), environment.ToArray());
            return io.Fail($"'{operands[first]}'", error, error == Errno.ENOENT ? 127 : 126);
        }

        foreach (string line in environment)
        {
            io.Out.Write(line);
            io.Out.Write(end);
        }

        return 0;
    }

    private static void Remove(List<string> environment, string name) =>
        environment.RemoveAll(line => line.StartsWith(name + "=", StringComparison.Ordinal));
}
