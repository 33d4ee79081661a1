// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Mount
{
    public const string Help = """
        Usage: mount
               mount [-rw] [-t TYPE] [-o OPTIONS] SOURCE DIRECTORY
               mount --bind DIRECTORY DIRECTORY
        Shows what is mounted, or mounts a file system.
          -t, --types=TYPE      kind of file system; without it all that the kernel has are tried
          -o, --options=LIST    ro rw nosuid nodev noexec noatime relatime remount bind, or what the file system takes
          -r, --read-only       -o ro
          -w, --rw              -o rw
              --bind            show a directory in a second place

        """;

    private static readonly LongOption[] s_options =
        [new("types", 't', OptionArgument.Required), new("options", 'o', OptionArgument.Required), new("read-only", 'r'), new("rw", 'w'), new("bind", 1)];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("t:o:rw", s_options, args, io);
        string? type = null;
        MountFlags flags = MountFlags.None;
        string data = "";
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 't': type = options.Argument; break;
                case 'o': AddOptions(options.Argument, ref flags, ref data); break;
                case 'r': flags |= MountFlags.MS_RDONLY; break;
                case 'w': flags &= ~MountFlags.MS_RDONLY; break;
                case 1: flags |= MountFlags.MS_BIND; break;
            }
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        if (operands.Length == 0) return Show(type, io);

        if (operands.Length != 2) return io.FailUsage(operands.Length == 1 ? "missing directory operand" : $"extra operand '{operands[2]}'");

        Errno error = MountOne(operands[0], operands[1], type, flags, data);
        return error == Errno.None ? 0 : io.Fail($"mounting {operands[0]} on {operands[1]} failed", error, 32);
    }

    private static int Show(string? type, ToolIO io)
    {
        if (FileInput.ReadText("/proc/mounts") is not string mounts) return io.Fail("cannot read /proc/mounts");

        foreach (string line in mounts.Split('\n'))
        {
            string[] fields = line.Split(' ');
            if (fields.Length >= 4 && (type is null || fields[2] == type))
            {
                io.Out.WriteLine($"{fields[0]} on {fields[1]} type {fields[2]} ({fields[3]})");
            }
        }

        return 0;
    }

    private static Errno MountOne(string source, string target, string? type, MountFlags flags, string data)
    {
        if (type is not null || (flags & (MountFlags.MS_BIND | MountFlags.MS_REMOUNT)) != 0)
        {
            return Posix.Mount(source, target, type ?? "none", flags, data);
        }

        // Lines without "nodev" are file systems that lie on a device.
        Errno error = Errno.ENODEV;
        foreach (string line in (FileInput.ReadText("/proc/filesystems") ?? "").Split('\n'))
        {
            if (line.StartsWith('\t'))
            {
                error = Posix.Mount(source, target, line.Trim(), flags, data);
                if (error != Errno.EINVAL) return error;
            }
        }

        return error;
    }

    private static void AddOptions(string list, ref MountFlags flags, ref string data)
    {
        foreach (string option in list.Split(','))
        {
            switch (option)
            {
                case "ro": flags |= MountFlags.MS_RDONLY; break;
                case "rw": flags &= ~MountFlags.MS_RDONLY; break;
                case "nosuid": flags |= MountFlags.MS_NOSUID; break;
                case "nodev": flags |= MountFlags.MS_NODEV; break;
                case "noexec": flags |= MountFlags.MS_NOEXEC; break;
                case "noatime": flags |= MountFlags.MS_NOATIME; break;
                case "relatime": flags |= MountFlags.MS_RELATIME; break;
                case "remount": flags |= MountFlags.MS_REMOUNT; break;
                case "bind": flags |= MountFlags.MS_BIND; break;
                case "defaults" or "": break;
                default: data += (data.Length == 0 ? "" : ",") + option; break;
            }
        }
    }
}
