using System;
using Xunit;

namespace Skift.Tests.System;

/// <summary>Programs that others built for Linux, unmodified. They come from Debian's packages into a cache and are never committed.</summary>
public class ProgramsTests
{
    [Fact]
    public void BusyboxSuite_NoCaseOfTheListFails() =>
        Succeeds(TimeSpan.FromMinutes(16), "busybox-suite.sh", "--configuration", Repository.Configuration);

    /// <summary>Dynamic programs of Debian's packages on an ext2 disk, under chroot: coreutils, bash, grep, sed, gawk, perl, python, procps.</summary>
    [Fact]
    public void DynamicPrograms_PrintTheSameAsOnLinux() =>
        Succeeds(TimeSpan.FromMinutes(16), "dynamic-suite.sh", "--configuration", Repository.Configuration);

    /// <summary>bash-static's scripts, POSIX threads with glibc and with musl, and a .NET program compiled ahead of time.</summary>
    [Fact]
    public void StaticPrograms_PrintTheSameAsOnLinux() =>
        Succeeds(TimeSpan.FromMinutes(16), "static-suite.sh", "--configuration", Repository.Configuration, "--dotnet");

    private static void Succeeds(TimeSpan limit, string script, params string[] arguments)
    {
        Outcome outcome = Shell.Run(limit, null, Repository.PathOf("tests", "Userland", "programs", script), arguments);
        Assert.True(outcome.Status == 0, outcome.ToString());
    }
}
