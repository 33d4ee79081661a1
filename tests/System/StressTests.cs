using System;
using System.IO;
using System.Text.RegularExpressions;
using Xunit;

namespace Skift.Tests.System;

/// <summary>
/// tests/Userland/stress on several CPUs: every check of its own holds, and memory is back afterwards. Short, unless SKIFT_LONG=1 asks for five
/// minutes each. The seed is in the output.
/// </summary>
public class StressTests
{
    private const int ShortSeconds = 12;
    private const int LongSeconds = 300;

    private static readonly int s_seconds = Environment.GetEnvironmentVariable("SKIFT_LONG") == "1" ? LongSeconds : ShortSeconds;

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Everything_HoldsOnSeveralCpus(int cpus)
    {
        using Overlay overlay = new();
        _ = overlay.Compile("stress", Directory.GetFiles(Repository.PathOf("tests", "Userland", "stress"), "*.c"));
        TimeSpan limit = TimeSpan.FromSeconds((s_seconds * 3) + 180);
        Outcome outcome = overlay.Run(limit, "--microvm", "--smp", cpus.ToString(), "--", "/test/stress", s_seconds.ToString());
        Assert.True(outcome.Status == 0, outcome.ToString());
        Assert.Contains("stress: passed", outcome.Output);
        Assert.Matches(new Regex(@"stress: seed 0x[0-9a-f]+, \d+ s, " + cpus + " CPUs"), outcome.Output);
    }
}
