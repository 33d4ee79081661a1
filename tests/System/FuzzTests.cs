using System;
using Xunit;

namespace Skift.Tests.System;

/// <summary>
/// tests/Userland/fuzz on two CPUs: random system calls neither stop the kernel nor cost memory. Short, unless SKIFT_LONG=1 asks for five minutes.
/// SKIFT_SEED repeats a run; the seed is in the output.
/// </summary>
public class FuzzTests
{
    private const int ShortSeconds = 10;
    private const int LongSeconds = 300;

    private static readonly int s_seconds = Environment.GetEnvironmentVariable("SKIFT_LONG") == "1" ? LongSeconds : ShortSeconds;

    [Fact]
    public void RandomSystemCalls_HarmNothing()
    {
        using Overlay overlay = new();
        _ = overlay.Compile("fuzz", Repository.PathOf("tests", "Userland", "fuzz", "fuzz.c"));
        string seed = Environment.GetEnvironmentVariable("SKIFT_SEED") ?? DateTime.Now.Ticks.ToString();
        TimeSpan limit = TimeSpan.FromSeconds(s_seconds + 180);
        Outcome outcome = overlay.Run(limit, "--microvm", "--smp", "2", "--", "/test/fuzz", "-t", s_seconds.ToString(), "-s", seed);
        Assert.True(outcome.Status == 0, outcome.ToString());
        Assert.Contains("free memory:", outcome.Output);
        // A fault inside a call is survived, but it is a fault.
        Assert.DoesNotContain("Exception", outcome.Output);
    }
}
