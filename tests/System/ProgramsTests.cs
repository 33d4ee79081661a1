using System;
using Xunit;

namespace Skift.Tests.System;

/// <summary>
/// Programs that others built for Linux, unmodified. They come from Debian's packages into a cache and are never committed. A class each, so
/// that they run side by side.
/// </summary>
public class BusyboxTests
{
    [Fact]
    public void BusyboxSuite_NoCaseOfTheListFails() => Programs.Succeed("busybox-suite.sh");
}

/// <summary>busybox's shell with the cases of busybox's ash_test.</summary>
public class BusyboxShellTests
{
    [Fact]
    public void AshTest_SameCasesPassAsOnLinux() => Programs.Succeed("busybox-ash.sh");
}

/// <summary>Dynamic programs of Debian's packages on an ext2 disk, under chroot: coreutils, bash, grep, sed, gawk, perl, python, procps, strace, gdb.</summary>
public class DynamicProgramsTests
{
    [Fact]
    public void DynamicPrograms_PrintTheSameAsOnLinux() => Programs.Succeed("dynamic-suite.sh");
}

/// <summary>bash-static at the console: keys, line editing, signals from keys, job control.</summary>
public class InteractiveShellTests
{
    [Fact]
    public void BashAtTheConsole_DoesWhatIsTyped() => Programs.Succeed("interactive.sh");
}

/// <summary>bash-static's scripts, POSIX threads with glibc and with musl, and a .NET program compiled ahead of time.</summary>
public class StaticProgramsTests
{
    [Fact]
    public void StaticPrograms_PrintTheSameAsOnLinux() => Programs.Succeed("static-suite.sh", "--dotnet");
}

internal static class Programs
{
    internal static void Succeed(string script, params string[] options)
    {
        string file = Repository.PathOf("tests", "Userland", "programs", script);
        Outcome outcome = Shell.Run(TimeSpan.FromMinutes(16), null, file, ["--configuration", Repository.Configuration, .. options]);
        Assert.True(outcome.Status == 0, outcome.ToString());
    }
}
