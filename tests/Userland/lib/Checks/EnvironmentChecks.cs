// SPDX-License-Identifier: MIT
using System;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>What the program knows of where it runs.</summary>
internal static class EnvironmentChecks
{
    internal static void Run(Check check)
    {
        check.Print("unset", Environment.GetEnvironmentVariable("SKIFT_UNSET"));
        Environment.SetEnvironmentVariable("SKIFT_SET", "a=b");
        check.Print("set", Environment.GetEnvironmentVariable("SKIFT_SET"));
        Environment.SetEnvironmentVariable("SKIFT_SET", null);
        check.Print("removed", Environment.GetEnvironmentVariable("SKIFT_SET"));
        check.Throws<ArgumentException>("no name", () => Environment.SetEnvironmentVariable("", "x"));
        check.Throws<ArgumentException>("a name with =", () => Environment.SetEnvironmentVariable("a=b", "x"));
        check.Print("here", Environment.CurrentDirectory);
        check.Print("new line", Environment.NewLine);
        check.True("id", Environment.ProcessId > 0);
    }
}
