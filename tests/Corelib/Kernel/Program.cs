// SPDX-License-Identifier: MIT
using System.Text;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Tests.Corelib;

/// <summary>Runs the checks in a kernel thread, prints their lines on the serial port, then leaves QEMU.</summary>
/// <remarks>Exit status: 33 passed, 35 failed.</remarks>
internal static class Program
{
    private const byte PassedCode = 0x10;
    private const byte FailedCode = 0x11;

    private static void Main() => Scheduler.Run(WorkerThread.Create("checks", Run));

    private static void Run()
    {
        int failed = CheckList.Run(new SerialOutput());
        Power.DebugExit(failed == 0 ? PassedCode : FailedCode);
        Power.Off();
    }

    private sealed class SerialOutput : CheckOutput
    {
        public override void WriteLine(string line) => Log.WriteRaw(Encoding.UTF8.GetBytes(line + "\n"));

        // run.sh reads these lines and does not expect the checks that they name.
        public override bool Omits(string check)
        {
            if (Reason(check) is not { } reason) return false;
            WriteLine($"omitted {check}: {reason}");
            return true;
        }

        private static string? Reason(string check) => check switch
        {
            "exceptions/finally blocks of 2000 frames" => "needs about 100 KiB of stack, a kernel thread has 32 KiB",
            _ => null,
        };
    }
}
