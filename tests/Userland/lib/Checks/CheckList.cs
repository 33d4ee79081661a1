// SPDX-License-Identifier: MIT
using System;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>All the checks; a topic is a static method with a <see cref="Check"/>.</summary>
internal static class CheckList
{
    private static readonly (string Name, Action<Check> Run)[] s_topics =
    [
        ("paths", PathChecks.Run),
        ("files", FileChecks.Run),
        ("info", FileInfoChecks.Run),
        ("streams", StreamChecks.Run),
        ("encodings", TextEncodingChecks.Run),
        ("text files", TextFileChecks.Run),
        ("random access", RandomAccessChecks.Run),
        ("console", ConsoleChecks.Run),
        ("environment", EnvironmentChecks.Run),
        ("process", ProcessChecks.Run),
        ("process events", ProcessEventChecks.Run),
        ("signals", SignalChecks.Run),
        ("localtime", LocalTimeChecks.Run),
        ("addresses", AddressChecks.Run),
        ("sockets", SocketChecks.Run),
        ("threads", ThreadChecks.Run),
        ("tasks", TaskChecks.Run),
        ("async", AsyncChecks.Run),
        ("contexts", ContextChecks.Run),
        ("parallel", ParallelChecks.Run),
    ];

    /// <returns>The number of failures. A topic that throws counts as one.</returns>
    internal static int Run(CheckOutput output, string[] names)
    {
        Check check = new(output);
        int broken = 0;
        foreach ((string name, Action<Check> run) in s_topics)
        {
            if (names.Length != 0 && Array.IndexOf(names, name) < 0) continue;
            check.Group(name);
            try
            {
                run(check);
            }
            catch (Exception e)
            {
                broken++;
                output.WriteLine($"FAILED {name}: {e.GetType().FullName}: {e.Message}");
                Console.Error.WriteLine(e);
            }
        }

        output.WriteLine($"{check.Count} checks, {check.Failed + broken} failed");
        return check.Failed + broken;
    }
}
