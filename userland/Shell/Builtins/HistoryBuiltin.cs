// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Sh.Execution;

namespace Skift.Sh.Builtins;

/// <summary>history: the lines typed so far.</summary>
internal static class HistoryBuiltin
{
    public static int Run(Shell shell, string[] words)
    {
        IReadOnlyList<string> lines = shell.History.Lines;
        for (int i = 0; i < lines.Count; i++)
        {
            shell.Output.WriteLine(i.ToString().PadLeft(4) + " " + lines[i]);
        }

        return 0;
    }
}
