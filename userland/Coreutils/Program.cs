// SPDX-License-Identifier: MIT
using System;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>One program for all tools: the name it is called by says which.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        string called = PathText.Basename(Posix.GetArguments()[0]);
        if (called != "coreutils") return Run(called, args);

        if (args.Length > 0 && ToolTable.Lookup(args[0]) is not null) return Run(args[0], args.AsSpan(1));

        var io = new ToolIO(called);
        if (args.Length == 0 || args[0] is "--help" or "--list")
        {
            PrintList(io.Out, isList: args.Length > 0 && args[0] == "--list");
            return io.Finish(0);
        }

        return io.Finish(io.FailUsage($"no tool '{args[0]}'", 127));
    }

    private static int Run(string name, ReadOnlySpan<string> args)
    {
        if (ToolTable.Lookup(name) is not Tool tool)
        {
            var unknown = new ToolIO(name);
            return unknown.Finish(unknown.Fail("no such tool in coreutils", 127));
        }

        var io = new ToolIO(name, tool.Help);
        return io.Finish(tool.Main(args, io));
    }

    private static void PrintList(ToolWriter output, bool isList)
    {
        output.Write(isList ? "" : "Usage: coreutils TOOL [ARGUMENT]...\nOne program for these tools, also called by their names:\n");
        foreach (Tool tool in ToolTable.All)
        {
            output.WriteLine((isList ? "" : "  ") + tool.Name);
        }
    }
}
