using System;
using System.IO;
using Xunit;

namespace Skift.Tests.System;

/// <summary>Consoles other than the first serial line.</summary>
public class ConsoleTests
{
    [Theory]
    [InlineData("pci")]
    [InlineData("device", "--microvm")]
    public void VirtioConsole_GetsAShell(string bus, params string[] options)
    {
        string log = Path.Combine(Directory.CreateTempSubdirectory("skift-console-").FullName, "hvc0");
        try
        {
            string[] arguments = ["--no-build", "--configuration", Repository.Configuration, "--headless", "--append", "console=hvc0", "--dry-run", .. options];
            Outcome command = Shell.Run(Repository.PathOf("run-qemu.sh"), arguments);
            Assert.True(command.Status == 0, command.ToString());

            string device = $"-device virtio-serial-{bus} -chardev file,id=hvc,path={log} -device virtconsole,chardev=hvc";
            string script = $"timeout 90 {command.Output.Trim()} {device} >/dev/null 2>&1 & qemu=$!; "
                + $"for i in $(seq 600); do grep -q '~#' {log} 2>/dev/null && break; sleep 0.1; done; kill $qemu; wait; grep -q '~#' {log}";
            Outcome outcome = Shell.Run("bash", "-c", script);
            Assert.True(outcome.Status == 0, outcome + (File.Exists(log) ? File.ReadAllText(log) : "no output"));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(log)!, recursive: true);
        }
    }

    /// <summary>Reads in bursts and sleeps between them, long enough for every buffer on the way to fill up.</summary>
    private const string SlowReader = "{ for i in 1 2 3; do sleep 1.5; head -c 100000; done; cat; } | tr -d '\\r'";

    [Fact]
    public void SlowReader_OfTheSerialLine_MissesNothing()
    {
        string guest = $"{Repository.PathOf("run-qemu.sh")} --no-build --configuration {Repository.Configuration} --microvm --timeout 100 -- seq 1 90000";
        Outcome outcome = Shell.Run("bash", "-c", $"{guest} </dev/null | {SlowReader} | cmp - <(seq 1 90000)");
        Assert.True(outcome.Status == 0, outcome.ToString());
    }

    [Fact]
    public void SlowReader_OfAVirtioConsole_MissesNothing()
    {
        string folder = Directory.CreateTempSubdirectory("skift-console-").FullName;
        try
        {
            string[] arguments = ["--no-build", "--configuration", Repository.Configuration, "--headless", "--microvm", "--dry-run"];
            Outcome command = Shell.Run(Repository.PathOf("run-qemu.sh"), arguments);
            Assert.True(command.Status == 0, command.ToString());

            // Typed until it has begun: what comes before the line is set up is lost.
            string pipe = Path.Combine(folder, "pipe");
            string script = $"mkfifo {pipe}.in {pipe}.out; "
                + $"while sleep 1; do echo '[ -e /tmp/begun ] || {{ >/tmp/begun; seq 1 90000 >/dev/hvc0; poweroff; }}'; done | "
                + $"timeout 100 {command.Output.Trim()} -device virtio-serial-device -chardev pipe,id=hvc,path={pipe} -device virtconsole,chardev=hvc >/dev/null 2>&1 & "
                + $"{SlowReader} <{pipe}.out | cmp - <(seq 1 90000)";
            Outcome outcome = Shell.Run("bash", "-c", script);
            Assert.True(outcome.Status == 0, outcome.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
