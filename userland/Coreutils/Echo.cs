// SPDX-License-Identifier: MIT
using System;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>echo: writes its arguments (POSIX.1-2024 XCU echo, with the options that are usual).</summary>
internal static class Echo
{
    internal const string Help = """
        Usage: echo [-neE] [STRING]...
        Write the STRINGs to standard output, separated by spaces.

          -n  do not write the newline at the end
          -e  interpret backslash escapes
          -E  do not interpret them (default)

        """;

    internal static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        bool writesNewline = true;
        bool interprets = false;
        while (args.Length > 0 && IsOption(args[0]))
        {
            for (int i = 1; i < args[0].Length; i++)
            {
                writesNewline &= args[0][i] != 'n';
                interprets = args[0][i] == 'e' || (interprets && args[0][i] != 'E');
            }

            args = args.Slice(1);
        }

        for (int i = 0; i < args.Length; i++)
        {
            if (i > 0)
            {
                io.Out.Write(' ');
            }

            if (!interprets)
            {
                io.Out.Write(args[i]);
            }
            else if (!WriteEscaped(args[i], io.Out))
            {
                return 0;
            }
        }

        if (writesNewline)
        {
            io.Out.Write('\n');
        }

        return 0;
    }

    private static bool IsOption(string arg)
    {
        for (int i = 1; i < arg.Length; i++)
        {
            if (!(arg[i] is 'n' or 'e' or 'E'))
            {
                return false;
            }
        }

        return arg.Length > 1 && arg[0] == '-';
    }

    private static bool WriteEscaped(string text, ToolWriter writer)
    {
        for (int i = 0; i < text.Length;)
        {
            if (text[i] != '\\')
            {
                int end = text.IndexOf('\\', i);
                end = end < 0 ? text.Length : end;
                writer.Write(text.AsSpan(i, end - i));
                i = end;
            }
            else if (!Escapes.Write(text, ref i, writer, needsZero: true))
            {
                return false;
            }
        }

        return true;
    }
}
