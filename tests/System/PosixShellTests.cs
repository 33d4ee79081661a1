using System;
using Xunit;

namespace Skift.Tests.System;

/// <summary>userland/Shell as a static program of the host: busybox's cases, and keys typed at a pseudo-terminal.</summary>
public class PosixShellTests
{
    private static string Program => Repository.PathOf("artifacts", "bin", "Sh", Repository.Configuration.ToLowerInvariant(), "sh");

    [Fact]
    public void AshTest_NoCaseOfTheListFails()
    {
        Outcome outcome = Shell.Run(TimeSpan.FromMinutes(15), null, Repository.PathOf("tests", "Userland", "ash", "run.sh"), "--shell", Program);
        Assert.True(outcome.Status == 0, outcome.ToString());
    }

    [Fact]
    public void Interactive_ScreenShowsWhatIsExpected()
    {
        Outcome outcome = Shell.Run(TimeSpan.FromMinutes(5), null, Repository.PathOf("tests", "Userland", "shell", "interactive.py"), Program);
        Assert.True(outcome.Status == 0, outcome.ToString());
    }
}
