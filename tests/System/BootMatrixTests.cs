using System;
using System.IO;
using Xunit;

namespace Skift.Tests.System;

/// <summary>Every way to boot leads to a shell that runs a command and hands back its output and status.</summary>
public class BootMatrixTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("PVH on q35")]
    [InlineData("PVH on microvm", "--microvm")]
    [InlineData("BIOS", "--iso")]
    [InlineData("UEFI", "--uefi")]
    [InlineData("PVH on q35 with 2 CPUs", "--smp", "2")]
    [InlineData("PVH on microvm with 4 CPUs", "--microvm", "--smp", "4")]
    [InlineData("PVH on q35 with 8 CPUs", "--smp", "8")]
    [InlineData("BIOS with 4 CPUs", "--iso", "--smp", "4")]
    [InlineData("UEFI with 2 CPUs", "--uefi", "--smp", "2")]
    public void Command_RunsAndGivesItsStatus(string way, params string[] options)
    {
        Outcome outcome = Shell.RunQemu(s_limit, [.. options, "--", "sh", "-c", "echo \"it's $((6 * 7))\"; exit 42"]);
        Assert.True(outcome.Status == 42, $"{way}: {outcome}");
        Assert.Contains("it's 42", outcome.Output);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void AllCpus_AreThere(int count)
    {
        Outcome outcome = Shell.RunQemu(s_limit, "--microvm", "--smp", count.ToString(), "--", "grep", "-c", "^processor", "/proc/cpuinfo");
        Assert.True(outcome.Status == 0 && outcome.Output.Trim() == count.ToString(), outcome.ToString());
    }

    [Fact]
    public void Command_ThatASignalEnds_GivesTheShellsStatus()
    {
        Outcome outcome = Shell.RunQemu(s_limit, "--microvm", "--", "sh", "-c", "kill -KILL $$");
        Assert.True(outcome.Status == 137, outcome.ToString());
    }

    [Fact]
    public void Disk_IsReadThroughExt2()
    {
        string folder = Directory.CreateTempSubdirectory("skift-disk-").FullName;
        try
        {
            string image = Path.Combine(folder, "disk.img");
            string content = Directory.CreateDirectory(Path.Combine(folder, "content")).FullName;
            File.WriteAllText(Path.Combine(content, "hello.txt"), "from the disk\n");
            Outcome made = Shell.Run("mke2fs", "-q", "-t", "ext2", "-d", content, image, "4M");
            Assert.True(made.Status == 0, made.ToString());
            Outcome outcome = Shell.RunQemu(s_limit, "--disk", image, "--", "sh", "-c", "mount -t ext2 /dev/vda /mnt && cat /mnt/hello.txt");
            Assert.True(outcome.Status == 0, outcome.ToString());
            Assert.Contains("from the disk", outcome.Output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
