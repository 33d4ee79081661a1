// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Rmdir
{
    public const string Help = """
        Usage: rmdir [-pv] DIRECTORY...
        Removes empty directories.
          -p, --parents                   then those above it in the path
          -v, --verbose                   say what is removed
              --ignore-fail-on-non-empty  no message for a directory with something in it

        """;

    private static readonly LongOption[] s_options = [new("parents", 'p'), new("verbose", 'v'), new("ignore-fail-on-non-empty", 'i')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("pv", s_options, args, io);
        bool parents = false;
        bool isVerbose = false;
        bool ignoreFilled = false;
        while (options.Next(out int option))
        {
            parents |= option == 'p';
            isVerbose |= option == 'v';
            ignoreFilled |= option == 'i';
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        if (operands.Length == 0) return io.FailUsage("missing operand");

        int status = 0;
        foreach (string operand in operands)
        {
            string path = PathText.TrimSlashes(operand);
            while (true)
            {
                if (isVerbose)
                {
                    io.Out.WriteLine($"rmdir: removing directory, '{path}'");
                }

                Errno error = Posix.Rmdir(path);
                if (error != Errno.None)
                {
                    bool isIgnored = ignoreFilled && error is Errno.ENOTEMPTY or Errno.EEXIST;
                    status = isIgnored ? status : io.Fail($"failed to remove '{path}'", error);
                    break;
                }

                if (!parents || !path.Contains('/')) break;

                path = PathText.Dirname(path);
                if (path == "/") break;
            }
        }

        return status;
    }
}
