using System;
using System.IO;
using Xunit;

namespace Skift.Tests.System;

/// <summary>
/// tests/Userland/fuzz on two CPUs: random system calls neither stop the kernel nor cost memory. Short, unless SKIFT_LONG=1 asks for five minutes.
/// SKIFT_SEED repeats a run; the seed is in the output.
/// </summary>
public class FuzzTests
{
    private const int ShortSeconds = 15;
    private const int LongSeconds = 300;

    private static readonly int s_seconds = Environment.GetEnvironmentVariable("SKIFT_LONG") == "1" ? LongSeconds : ShortSeconds;

    [Fact]
    public void RandomSystemCalls_HarmNothing()
    {
        string work = Directory.CreateTempSubdirectory("skift-fuzz-").FullName;
        try
        {
            string program = Path.Combine(Directory.CreateDirectory(Path.Combine(work, "test")).FullName, "fuzz");
            Outcome compiled = Shell.Run("musl-gcc", "-static", "-O1", "-w", "-o", program, Repository.PathOf("tests", "Userland", "fuzz", "fuzz.c"));
            Assert.True(compiled.Status == 0, compiled.ToString());

            string seed = Environment.GetEnvironmentVariable("SKIFT_SEED") ?? DateTime.Now.Ticks.ToString();
            TimeSpan limit = TimeSpan.FromSeconds(s_seconds + 180);
            Outcome outcome = Shell.RunQemu(limit, "--microvm", "--smp", "2", "--overlay", work, "--", "/test/fuzz", "-t", s_seconds.ToString(), "-s", seed);
            Assert.True(outcome.Status == 0, outcome.ToString());
            Assert.Contains("free memory:", outcome.Output);
            // A fault inside a call is survived, but it is a fault.
            Assert.DoesNotContain("Exception", outcome.Output);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
