using System;
using Xunit;

namespace Skift.Tests.System;

/// <summary>Programs that others built for Linux, unmodified. They come from Debian's packages into a cache and are never committed.</summary>
public class ProgramsTests
{
    [Fact]
    public void BusyboxSuite_NoCaseOfTheListFails() =>
        Succeeds(TimeSpan.FromMinutes(16), "busybox-suite.sh", "--configuration", Repository.Configuration);

    private static void Succeeds(TimeSpan limit, string script, params string[] arguments)
    {
        Outcome outcome = Shell.Run(limit, null, Repository.PathOf("tests", "Userland", "programs", script), arguments);
        Assert.True(outcome.Status == 0, outcome.ToString());
    }
}
