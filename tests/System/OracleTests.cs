using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Skift.Tests.System;

/// <summary>What the program of tests/Userland/oracle prints on Linux and in the guest, case by case.</summary>
public sealed class OracleRun
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(8);

    public OracleRun()
    {
        using Overlay overlay = new();
        string program = Path.Combine(overlay.Tests, "oracle");
        Outcome compiled = Shell.Run(Repository.PathOf("tests", "Userland", "oracle", "build.sh"), program);
        Assert.True(compiled.Status == 0, compiled.ToString());

        Outcome linux = Shell.Run(s_limit, null, Repository.PathOf("tests", "Userland", "oracle", "linux.sh"), program);
        Assert.True(linux.Status == 0, linux.ToString());
        Linux = Cases(linux.Output);

        // Two CPUs, and errors only: lines of the kernel's log would stand between those of the cases.
        Outcome guest = overlay.Run(s_limit, "--microvm", "--smp", "2", "--append", "loglevel=3", "--", "/test/oracle");
        Guest = Cases(guest.Output);
        End = $"the guest ended with status {guest.Status}; its last lines:\n{string.Join('\n', guest.Output.Split('\n').TakeLast(20))}";
    }

    public IReadOnlyDictionary<string, string> Linux { get; }

    public IReadOnlyDictionary<string, string> Guest { get; }

    public string End { get; }

    private static Dictionary<string, string> Cases(string output) =>
        // A case may print "==" too, but not at the beginning of a line.
        ('\n' + output.Replace("\r", "")).Split("\n== ").Skip(1).Select(text => text.Split('\n', 2)).ToDictionary(parts => parts[0], parts => parts[^1]);
}

/// <summary>The cases of tests/Userland/oracle, one result each.</summary>
public sealed partial class OracleTests(OracleRun run) : IClassFixture<OracleRun>
{
    /// <summary>Read from the sources: tests are listed before anything is built.</summary>
    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (string file in Directory.GetFiles(Repository.PathOf("tests", "Userland", "oracle"), "*.c").Order(StringComparer.Ordinal))
        {
            foreach (Match match in CasePattern().Matches(File.ReadAllText(file)))
            {
                names.Add($"{Path.GetFileNameWithoutExtension(file)}.{match.Groups[1].Value}");
            }
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Case_PrintsTheSameAsOnLinux(string name)
    {
        Assert.True(run.Linux.TryGetValue(name, out string? expected), $"{name} did not run on Linux");
        Assert.True(run.Guest.TryGetValue(name, out string? actual), $"{name} did not run in the guest: {run.End}");
        Assert.Equal(expected, actual);
    }

    [GeneratedRegex(@"^CASE\((\w+)\)", RegexOptions.Multiline)]
    private static partial Regex CasePattern();
}
