// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace Skift.Sh.Execution;

/// <summary>The working directory by the name the user came to it.</summary>
internal sealed partial class Shell
{
    /// <summary><c>$PWD</c> as the shell believes it, whatever the variable says; empty if unknown.</summary>
    public string WorkingDirectory { get; private set; } = "";

    public void SetWorkingDirectory(string path)
    {
        Variables.Set("OLDPWD", WorkingDirectory);
        Variables.Export("OLDPWD");
        WorkingDirectory = path;
        Variables.Set("PWD", path);
        Variables.Export("PWD");
    }

    /// <summary>PWD of the environment is believed only if it names the directory we are in (POSIX.1-2024 XCU sh, PWD).</summary>
    private void InitializeWorkingDirectory()
    {
        string? claimed = Variables.Get("PWD");
        bool isTrue = claimed != null && claimed.StartsWith('/')
            && Posix.Stat(claimed).Try(out Stat there, out _) && Posix.Stat(".").Try(out Stat here, out _)
            && there.st_dev == here.st_dev && there.st_ino == here.st_ino;
        WorkingDirectory = isTrue ? claimed! : Posix.Getcwd().Try(out string physical, out _) ? physical : "";
        Variables.Set("PWD", WorkingDirectory);
    }
}
