// SPDX-License-Identifier: MIT
using System;
using System.IO;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Runs the topics named as arguments, or all, in a folder of its own.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--keys"]) return ConsoleChecks.Keys();
        if (args is ["--local-time"]) return LocalTimeChecks.Print();
        if (args is ["--signals", ..]) return SignalChecks.Wait(args);
        if (args is ["--screen"]) return ConsoleChecks.Screen();

        // Not below a symbolic link: the current directory must read as it was set.
        string work = "/tmp/skift-lib-checks-" + Environment.ProcessId;
        _ = Directory.CreateDirectory(work);
        Directory.SetCurrentDirectory(work);
        try
        {
            return CheckList.Run(new WorkOutput(work), args) == 0 ? 0 : 1;
        }
        finally
        {
            Directory.SetCurrentDirectory("/");
            Directory.Delete(work, recursive: true);
        }
    }

    private sealed class WorkOutput(string work) : CheckOutput
    {
        public override void WriteLine(string line) => Console.WriteLine(line.Replace(work, "WORK"));
    }
}
