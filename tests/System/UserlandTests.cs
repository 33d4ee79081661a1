using System;
using System.Linq;
using Xunit;

namespace Skift.Tests.System;

/// <summary>
/// The C programs of tests/Userland that ask the kernel directly: one static binary each, which must print the same on Linux and on SkiftSharp.
/// </summary>
public class UserlandTests
{
    [Theory]
    [InlineData("processes", 1)]
    [InlineData("processes", 2)]
    [InlineData("processes", 4)]
    [InlineData("robustness", 1)]
    [InlineData("robustness", 2)]
    [InlineData("robustness", 4)]
    public void Program_PrintsTheSameAsOnLinux(string name, int cpus)
    {
        using Overlay overlay = new();
        string program = overlay.Compile(name, Repository.PathOf("tests", "Userland", name, name + ".c"));

        // Who may do anything gets no EPERM: in the guest the program runs as root, so on Linux it has to as well.
        Outcome expected = Shell.Run("unshare", "--map-root-user", "--mount", program);
        Outcome actual = overlay.Run(TimeSpan.FromMinutes(3), "--microvm", "--smp", cpus.ToString(), "--", "/test/" + name);
        Assert.Equal(Lines(expected.Output), Lines(actual.Output));
        Assert.Equal(expected.Status, actual.Status);
        Assert.DoesNotContain("FAILED", actual.Output);
    }

    /// <summary>Without what the kernel itself writes to the console.</summary>
    private static string[] Lines(string output) =>
        [.. output.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length != 0 && !line.StartsWith('['))];
}
