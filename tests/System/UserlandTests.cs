using System;
using System.IO;
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
        string work = Directory.CreateTempSubdirectory("skift-userland-").FullName;
        try
        {
            string tests = Directory.CreateDirectory(Path.Combine(work, "test")).FullName;
            string program = Path.Combine(tests, name);
            string source = Repository.PathOf("tests", "Userland", name, name + ".c");
            Outcome compiled = Shell.Run("musl-gcc", "-static", "-O1", "-pthread", "-w", "-o", program, source);
            Assert.True(compiled.Status == 0, compiled.ToString());

            // Who may do anything gets no EPERM: in the guest the program runs as root, so on Linux it has to as well.
            Outcome expected = Shell.Run("unshare", "--map-root-user", "--mount", program);
            Outcome actual = Shell.RunQemu(TimeSpan.FromMinutes(3), "--microvm", "--smp", cpus.ToString(), "--overlay", work, "--", "/test/" + name);
            Assert.Equal(Lines(expected.Output), Lines(actual.Output));
            Assert.Equal(expected.Status, actual.Status);
            Assert.DoesNotContain("FAILED", actual.Output);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Without what the kernel itself writes to the console.</summary>
    private static string[] Lines(string output) =>
        [.. output.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length != 0 && !line.StartsWith('['))];
}
