// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Skift.Tests.System;

/// <summary>Runs the kernel's own tests (tests/Kernel) in QEMU and reads their KTAP.</summary>
public class KernelTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("q35")]
    [InlineData("microvm", "--microvm")]
    [InlineData("q35 with little memory", "--mem", "64M")]
    [InlineData("GRUB", "--iso")]
    [InlineData("microvm with 2 CPUs, locks checked", "--microvm", "--smp", "2", "--append", "debug=locks")]
    [InlineData("q35 with 4 CPUs", "--smp", "4")]
    public void KernelTests_Pass(string machine, params string[] options) => _ = Run(machine, options);

    /// <summary>With every device that there are tests for, so that none is left out.</summary>
    [Theory]
    [InlineData("q35")]
    [InlineData("microvm", "--microvm")]
    [InlineData("q35 with 4 CPUs", "--smp", "4")]
    public void KernelTests_Pass_WithAllDevices(string machine, params string[] options)
    {
        string folder = Directory.CreateTempSubdirectory("skift-kernel-tests-").FullName;
        try
        {
            string disk = Path.Combine(folder, "disk.img");
            Outcome made = Shell.Run("mke2fs", "-q", "-t", "ext2", disk, "8M");
            Assert.True(made.Status == 0, made.ToString());
            Outcome outcome = Run(machine, [.. options, "--disk", disk, "--qmp", Path.Combine(folder, "qmp")]);
            Assert.DoesNotContain("# SKIP", outcome.Output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Outcome Run(string machine, string[] options)
    {
        Outcome outcome = Shell.RunQemu(s_limit, ["--test", .. options]);
        Match plan = Regex.Match(outcome.Output, @"^1\.\.(\d+)\r?$", RegexOptions.Multiline);
        Assert.True(plan.Success, $"{machine}: no KTAP plan\n{outcome}");
        List<string> failed = Regex.Matches(outcome.Output, @"^not ok .*$", RegexOptions.Multiline).Select(match => match.Value.TrimEnd()).ToList();
        Assert.True(failed.Count == 0, $"{machine}: {string.Join(", ", failed)}\n{outcome}");
        Assert.True(outcome.Status == 0, $"{machine}: {outcome}");
        int passed = Regex.Matches(outcome.Output, @"^ok \d+ ", RegexOptions.Multiline).Count;
        Assert.Equal(int.Parse(plan.Groups[1].Value), passed);
        return outcome;
    }
}
