// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace Skift.Init;

/// <summary>The end of the machine: everybody is asked to end, then made to, then the disks are written.</summary>
internal static class Shutdown
{
    private const long GraceMilliseconds = 1000;
    private const long StepMilliseconds = 20;
    private const long PatienceMilliseconds = 10_000;

    /// <param name="command">One of <c>LINUX_REBOOT_CMD_*</c>.</param>
    public static void End(uint command)
    {
        if (HasChildren())
        {
            _ = Posix.Kill(-1, Signal.SIGTERM);
            _ = Posix.Kill(-1, Signal.SIGCONT);
            if (!WaitForChildren(GraceMilliseconds))
            {
                _ = Posix.Kill(-1, Signal.SIGKILL);
                _ = WaitForChildren(GraceMilliseconds);
            }
        }

        Posix.Sync();
        foreach (string terminal in Consoles.Find()) WaitForOutput(terminal);
        Report.Error("cannot end the machine", Posix.Reboot(command));
    }

    /// <summary>Lets a terminal send what was written to it, as long as somebody reads it at the other end.</summary>
    private static void WaitForOutput(string terminal)
    {
        if (!Posix.Open(terminal, OpenFlags.O_WRONLY | OpenFlags.O_NOCTTY | OpenFlags.O_NONBLOCK).Try(out int fd, out _)) return;
        int last = int.MaxValue;
        for (long waited = 0; waited < PatienceMilliseconds && Posix.OutputQueue(fd).Try(out int count, out _) && count > 0; waited += StepMilliseconds)
        {
            if (count < last) waited = 0;
            last = count;
            Sleep();
        }

        _ = Posix.Close(fd);
    }

    private static void Sleep() => _ = Posix.Nanosleep(new Timespec { tv_nsec = StepMilliseconds * 1_000_000 }, out _);

    private static bool HasChildren() =>
        Posix.Wait4(-1, out _, WaitOptions.WNOHANG).Try(out _, out Errno error) || error != Errno.ECHILD;

    private static bool WaitForChildren(long milliseconds)
    {
        for (long waited = 0; waited < milliseconds; waited += StepMilliseconds)
        {
            if (!HasChildren())
            {
                return true;
            }

            Sleep();
        }

        return false;
    }
}
