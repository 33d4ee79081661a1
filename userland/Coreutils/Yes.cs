// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Yes
{
    public const string Help = """
        Usage: yes [STRING]...
        Prints STRING, or y, again and again.

        """;

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("+", [], args, io);
        _ = options.Next(out _);
        if (options.IsDone) return options.Status;

        string[] words = options.Operands;
        string line = words.Length == 0 ? "y\n" : string.Join(' ', words) + "\n";
        while (io.Out.Error == Errno.None)
        {
            io.Out.Write(line);
        }

        return 1;
    }
}
