// SPDX-License-Identifier: MIT
using System;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class True
{
    public const string Help = """
        Usage: true
        Succeed.

        """;

    public static int Run(ReadOnlySpan<string> args, ToolIO io) => PrintHelp(args, io, 0);

    /// <summary>Like everything else they know --help, but only as the one argument: what else they get is ignored.</summary>
    internal static int PrintHelp(ReadOnlySpan<string> args, ToolIO io, int status)
    {
        if (args.Length == 1 && args[0] == "--help")
        {
            io.Out.Write(io.HelpText);
        }

        return status;
    }
}

internal static class False
{
    public const string Help = """
        Usage: false
        Fail.

        """;

    public static int Run(ReadOnlySpan<string> args, ToolIO io) => True.PrintHelp(args, io, 1);
}
