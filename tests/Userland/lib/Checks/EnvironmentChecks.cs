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
        Environment.SetEnvironmentVariable("SKIFT_SET", "value");
        foreach (string text in (string[])["", "%", "%%", "%SKIFT_SET%", "a%SKIFT_SET%b%SKIFT_UNSET%c", "%x%SKIFT_SET%", "%SKIFT_SET", "100%"])
        {
            check.Print("expand " + text, Environment.ExpandEnvironmentVariables(text));
        }

        check.True("user", Environment.UserName.Length > 0 && Environment.MachineName.Length > 0);
        check.Print("system", $"{Environment.Is64BitProcess} {Environment.Is64BitOperatingSystem} {Environment.SystemPageSize} {Environment.UserInteractive}");
        Environment.SetEnvironmentVariable("HOME", "/tmp");
        foreach (string variable in (string[])["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR"]) Environment.SetEnvironmentVariable(variable, null);
        foreach (Environment.SpecialFolder folder in (Environment.SpecialFolder[])
            [
                Environment.SpecialFolder.UserProfile, Environment.SpecialFolder.ApplicationData, Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolder.MyDocuments,
                Environment.SpecialFolder.CommonApplicationData, Environment.SpecialFolder.Desktop, Environment.SpecialFolder.System, Environment.SpecialFolder.Fonts,
            ])
        {
            check.Print("folder " + folder, Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify));
        }

        check.Print("no such folder", Environment.GetFolderPath(Environment.SpecialFolder.Fonts));
        check.True("id", Environment.ProcessId > 0);
    }
}
