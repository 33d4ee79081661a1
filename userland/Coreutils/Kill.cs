// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>kill: sends a signal to processes (POSIX.1-2024 XCU kill).</summary>
internal static class Kill
{
    internal const string Help = """
        Usage: kill [-s SIGNAL | -SIGNAL] PID...
               kill -l [STATUS]...
        Send SIGNAL (by default TERM) to processes; a negative PID is a process group.

          -s SIGNAL  the signal, by name or number
          -l         list the names, or name the signal of a number or exit status

        """;

    internal static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        int signal = (int)Signal.SIGTERM;
        if (args.Length > 0 && args[0].Length > 1 && args[0][0] == '-')
        {
            string option = args[0];
            args = args.Slice(1);
            if (option is "-l" or "-L")
            {
                return List(args, io);
            }

            string? name = option == "--" ? null : option.Substring(1);
            if (option is "-s" or "-n")
            {
                if (args.Length == 0)
                {
                    return io.FailUsage("option requires an argument -- '" + option.Substring(1) + "'");
                }

                name = args[0];
                args = args.Slice(1);
            }

            if (name != null && !SignalNames.TryParse(name, out signal))
            {
                return io.Fail("bad signal name '" + name + "'");
            }

            if (args.Length > 0 && args[0] == "--")
            {
                args = args.Slice(1);
            }
        }

        if (args.Length == 0)
        {
            return io.FailUsage("you need to specify whom to kill");
        }

        int status = 0;
        for (int i = 0; i < args.Length; i++)
        {
            if (!int.TryParse(args[i], out int pid))
            {
                status = io.Fail("invalid number '" + args[i] + "'");
                continue;
            }

            Errno error = Posix.Kill(pid, (Signal)signal);
            if (error != Errno.None)
            {
                status = io.Fail("can't kill pid " + args[i], error);
            }
        }

        return status;
    }

    private static int List(ReadOnlySpan<string> args, ToolIO io)
    {
        if (args.Length == 0)
        {
            for (int i = 1; i < 32; i++)
            {
                io.Out.WriteLine(i.ToString().PadLeft(2) + ") " + SignalNames.Get(i));
            }

            return 0;
        }

        for (int i = 0; i < args.Length; i++)
        {
            if (!SignalNames.TryParse(args[i], out int signal) && !(int.TryParse(args[i], out signal) && signal > 128))
            {
                return io.Fail("unknown signal '" + args[i] + "'");
            }

            // An exit status above 128 tells the signal that ended a command.
            signal = signal > 128 ? signal - 128 : signal;
            io.Out.WriteLine(char.IsAsciiDigit(args[i][0]) ? SignalNames.Get(signal) : signal.ToString());
        }

        return 0;
    }
}
