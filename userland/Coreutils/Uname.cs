// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Uname
{
    public const string Help = """
        Usage: uname [-amnorsv]
        Prints the name of the system.
          -s, --kernel-name       the kernel (the default)
          -n, --nodename          this machine
          -r, --kernel-release    the kernel's release
          -v, --kernel-version    the kernel's version
          -m, --machine           the hardware
          -o, --operating-system  the operating system
          -a, --all               all of these

        """;

    private static readonly LongOption[] s_options =
    [
        new("kernel-name", 's'), new("nodename", 'n'), new("kernel-release", 'r'), new("kernel-version", 'v'), new("machine", 'm'),
        new("operating-system", 'o'), new("all", 'a'),
    ];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("snrvmoa", s_options, args, io);
        string chosen = "";
        while (options.Next(out int option))
        {
            chosen += option == 'a' ? "snrvmo" : ((char)option).ToString();
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        if (operands.Length > 0) return io.FailUsage($"extra operand '{operands[0]}'");

        if (!Posix.Uname().Try(out SystemName name, out Errno error)) return io.Fail("cannot get system name", error);

        bool isFirst = true;
        foreach (char part in "snrvmo")
        {
            if (chosen.Contains(part) || (chosen.Length == 0 && part == 's'))
            {
                io.Out.Write(isFirst ? "" : " ");
                io.Out.Write(part switch
                {
                    's' => name.Sysname,
                    'n' => name.Nodename,
                    'r' => name.Release,
                    'v' => name.Version,
                    'm' => name.Machine,
                    _ => name.Sysname == "Linux" ? "GNU/Linux" : name.Sysname,
                });
                isFirst = false;
            }
        }

        io.Out.WriteLine();
        return 0;
    }
}
