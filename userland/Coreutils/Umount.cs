// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Umount
{
    public const string Help = """
        Usage: umount [-fl] DIRECTORY|DEVICE...
        Unmounts file systems.
          -f, --force  even if it does not answer
          -l, --lazy   out of sight now, gone when no longer used

        """;

    private static readonly LongOption[] s_options = [new("force", 'f'), new("lazy", 'l')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("fl", s_options, args, io);
        UnmountFlags flags = UnmountFlags.None;
        while (options.Next(out int option))
        {
            flags |= option == 'f' ? UnmountFlags.MNT_FORCE : UnmountFlags.MNT_DETACH;
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        if (operands.Length == 0) return io.FailUsage("missing operand");

        int status = 0;
        foreach (string operand in operands)
        {
            Errno error = Posix.Umount(MountPointOf(operand), flags);
            status = error == Errno.None ? status : io.Fail($"can't unmount {operand}", error, 32);
        }

        return status;
    }

    /// <summary>A device stands for the place where it was mounted last.</summary>
    private static string MountPointOf(string operand)
    {
        string found = operand;
        foreach (string line in (FileInput.ReadText("/proc/mounts") ?? "").Split('\n'))
        {
            string[] fields = line.Split(' ');
            if (fields.Length >= 2 && fields[0] == operand)
            {
                found = fields[1];
            }
        }

        return found;
    }
}
