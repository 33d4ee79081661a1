// SPDX-License-Identifier: MIT
using System;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Clear
{
    public const string Help = """
        Usage: clear [-x]
        Clears the terminal.
          -x  keep what has scrolled off

        """;

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("x", [], args, io);
        bool keepsScrollback = false;
        while (options.Next(out _))
        {
            keepsScrollback = true;
        }

        if (options.IsDone) return options.Status;

        // Home, erase the display, erase the scrollback (xterm).
        io.Out.Write(keepsScrollback ? "\e[H\e[2J" : "\e[H\e[2J\e[3J");
        return 0;
    }
}
