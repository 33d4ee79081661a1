// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Which
{
    public const string Help = """
        Usage: which [-a] NAME...
        Prints which program a command name runs.
          -a, --all  all along PATH, not only the first

        """;

    private static readonly LongOption[] s_options = [new("all", 'a')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("a", s_options, args, io, usageStatus: 2);
        bool isAll = false;
        while (options.Next(out _))
        {
            isAll = true;
        }

        if (options.IsDone) return options.Status;

        string? path = ProgramSearch.ValueOf(Posix.GetEnvironment(), "PATH");
        string[] operands = options.Operands;
        int status = operands.Length == 0 ? 1 : 0;
        foreach (string name in operands)
        {
            List<string> found = ProgramSearch.FindAll(name, path);
            status = found.Count == 0 ? 1 : status;
            for (int i = 0; i < found.Count && (isAll || i == 0); i++)
            {
                io.Out.WriteLine(found[i]);
            }
        }

        return status;
    }
}
