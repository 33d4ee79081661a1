using System;
using Xunit;

namespace Skift.Tests.System;

public sealed class RunQemuOptionsTests
{
    [Theory]
    [InlineData("unknown option '--fast'", "--fast")]
    [InlineData("unknown option 'ls'", "ls")]
    [InlineData("--smp takes 1 to 8, not '9'", "--smp", "9")]
    [InlineData("--smp takes 1 to 8, not 'two'", "--smp", "two")]
    [InlineData("--smp needs a value", "--smp")]
    [InlineData("--mem takes a size such as 256M or 2G, not '12Q'", "--mem", "12Q")]
    [InlineData("--cpu takes a model and features such as max,-avx2, not '-avx2'", "--cpu", "-avx2")]
    [InlineData("cannot read the disk image '/nonexistent.img'", "--disk", "/nonexistent.img")]
    [InlineData("--configuration takes Release or Debug, not 'Fast'", "--configuration", "Fast")]
    [InlineData("--timeout takes a number of seconds, not 'soon'", "--timeout", "soon")]
    [InlineData("microvm has no firmware that boots an ISO", "--microvm", "--iso")]
    [InlineData("microvm has no firmware that boots an ISO", "--uefi", "--microvm")]
    [InlineData("--test and a command exclude each other", "--test", "--", "ls")]
    [InlineData("--icount counts one CPU only", "--icount", "--smp", "2")]
    [InlineData("-- needs a command", "--")]
    [InlineData("--display excludes --test and a command", "--display", "--", "ls")]
    public void WrongOption_IsOneLineAndStatusTwo(string message, params string[] arguments)
    {
        Outcome outcome = Shell.Run(Repository.PathOf("run-qemu.sh"), arguments);
        Assert.True(outcome.Status == 2, outcome.ToString());
        Assert.Equal("", outcome.Output);
        Assert.StartsWith("run-qemu: " + message, outcome.Error);
        Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Help_NamesEveryOption()
    {
        Outcome outcome = Shell.Run(Repository.PathOf("run-qemu.sh"), "--help");
        Assert.Equal(0, outcome.Status);
        foreach (string option in (string[])["--headless", "--display", "--smp", "--mem", "--cpu", "--iso", "--uefi", "--microvm", "--gdb", "--disk", "--append", "--icount", "--test"])
        {
            Assert.Contains(option, outcome.Output);
        }
    }
}
