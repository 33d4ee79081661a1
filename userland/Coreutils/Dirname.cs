// SPDX-License-Identifier: MIT
using System;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Dirname
{
    public const string Help = """
        Usage: dirname [-z] NAME...
        Prints each path without its last part.
          -z, --zero  end each name with a zero byte

        """;

    private static readonly LongOption[] s_options = [new("zero", 'z')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("z", s_options, args, io);
        char end = '\n';
        while (options.Next(out _))
        {
            end = '\0';
        }

        if (options.IsDone) return options.Status;

        string[] names = options.Operands;
        if (names.Length == 0) return io.FailUsage("missing operand");

        foreach (string name in names)
        {
            io.Out.Write(PathText.Dirname(name));
            io.Out.Write(end);
        }

        return 0;
    }
}
