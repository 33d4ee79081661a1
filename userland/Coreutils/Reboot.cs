// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Reboot
{
    public const string RebootHelp = """
        Usage: reboot [-fn]
        Restarts the machine: process 1 ends everything first.
          -f, --force    at once, without process 1
          -n, --no-sync  with -f: do not write what is only in memory

        """;

    public const string PoweroffHelp = """
        Usage: poweroff [-fn]
        Switches the machine off: process 1 ends everything first.
          -f, --force    at once, without process 1
          -n, --no-sync  with -f: do not write what is only in memory

        """;

    private static readonly LongOption[] s_options = [new("force", 'f'), new("no-sync", 'n')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io) => End(args, io, Signal.SIGTERM, RebootConstants.LINUX_REBOOT_CMD_RESTART);

    public static int RunPoweroff(ReadOnlySpan<string> args, ToolIO io) => End(args, io, Signal.SIGUSR2, RebootConstants.LINUX_REBOOT_CMD_POWER_OFF);

    private static int End(ReadOnlySpan<string> args, ToolIO io, Signal signal, uint command)
    {
        OptionParser options = new("fn", s_options, args, io);
        bool isForced = false;
        bool syncs = true;
        while (options.Next(out int option))
        {
            isForced |= option == 'f';
            syncs &= option != 'n';
        }

        if (options.IsDone) return options.Status;

        if (isForced && syncs)
        {
            Posix.Sync();
        }

        Errno error = isForced ? Posix.Reboot(command) : Posix.Kill(1, signal);
        return error == Errno.None ? 0 : io.Fail("cannot end the machine", error);
    }
}
