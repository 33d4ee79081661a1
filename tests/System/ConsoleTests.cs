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
}
