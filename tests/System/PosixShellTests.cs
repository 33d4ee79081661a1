using System;
using System.Text.RegularExpressions;
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

    /// <summary>The same cases inside SkiftSharp. A few measure time, which software emulation beside other tests does not keep.</summary>
    [Fact]
    public void AshTest_InTheGuest_AgreesWithLinux()
    {
        const int TimingCases = 10;
        int listed = global::System.IO.File.ReadAllLines(Repository.PathOf("tests", "Conformance", "ash_test.txt")).Length;
        Outcome outcome = Shell.Run(TimeSpan.FromMinutes(10), null, Repository.PathOf("tests", "Userland", "ash", "guest.sh"), "--image", Repository.Images);
        Match summary = Regex.Match(outcome.Output, @"^(\d+) passed, \d+ failed", RegexOptions.Multiline);
        Assert.True(summary.Success, outcome.ToString());
        Assert.True(int.Parse(summary.Groups[1].Value) >= listed - TimingCases, outcome.ToString());
    }

    [Fact]
    public void Interactive_ScreenShowsWhatIsExpected()
    {
        Outcome outcome = Shell.Run(TimeSpan.FromMinutes(5), null, Repository.PathOf("tests", "Userland", "shell", "interactive.py"), Program);
        Assert.True(outcome.Status == 0, outcome.ToString());
    }
}
