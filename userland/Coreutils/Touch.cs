// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Touch
{
    public const string Help = """
        Usage: touch [-acmh] [-r FILE | -t TIME | -d TIME] FILE...
        Sets the times of files to now; makes those that do not exist.
          -a                    only the access time
          -m                    only the modification time
          -c, --no-create       make no files
          -h, --no-dereference  a symbolic link itself
          -r, --reference=FILE  FILE's times instead of now
          -t [[CC]YY]MMDDhhmm[.ss]  this time instead of now
          -d, --date=TIME       this time: YYYY-MM-DD[ hh:mm[:ss]] or @SECONDS

        """;

    private static readonly LongOption[] s_options =
        [new("no-create", 'c'), new("no-dereference", 'h'), new("reference", 'r', OptionArgument.Required), new("date", 'd', OptionArgument.Required)];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("acmhr:t:d:", s_options, args, io);
        bool onlyAccess = false;
        bool onlyModification = false;
        bool creates = true;
        AtFlags flags = AtFlags.None;
        var now = new Timespec(0, Timespec.UTIME_NOW);
        (Timespec Access, Timespec Modification) times = (now, now);
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'a': onlyAccess = true; break;
                case 'm': onlyModification = true; break;
                case 'c': creates = false; break;
                case 'h': flags = AtFlags.AT_SYMLINK_NOFOLLOW; creates = false; break;
                case 'r':
                    if (!Posix.Stat(options.Argument).Try(out Stat stat, out Errno error))
                    {
                        return io.Fail($"failed to get attributes of '{options.Argument}'", error);
                    }

                    times = (stat.st_atim, stat.st_mtim);
                    break;
                case 't' or 'd':
                    bool isValid = option == 't' ? DateParser.TryParseStamp(options.Argument, out long seconds) : DateParser.TryParse(options.Argument, out seconds);
                    if (!isValid) return io.Fail($"invalid date format '{options.Argument}'");

                    times = (new Timespec(seconds, 0), new Timespec(seconds, 0));
                    break;
            }
        }

        if (options.IsDone) return options.Status;

        if (onlyAccess != onlyModification)
        {
            var omit = new Timespec(0, Timespec.UTIME_OMIT);
            times = onlyAccess ? (times.Access, omit) : (omit, times.Modification);
        }

        string[] operands = options.Operands;
        if (operands.Length == 0) return io.FailUsage("missing file operand");

        int status = 0;
        foreach (string path in operands)
        {
            Errno error = Posix.Utimensat(FileConstants.AT_FDCWD, path, times.Access, times.Modification, flags);
            if (error == Errno.ENOENT && creates)
            {
                error = Create(path, times.Access, times.Modification);
            }

            if (error != Errno.None && !(error == Errno.ENOENT && !creates))
            {
                status = io.Fail($"cannot touch '{path}'", error);
            }
        }

        return status;
    }

    private static Errno Create(string path, Timespec access, Timespec modification)
    {
        const OpenFlags Flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_NOCTTY | OpenFlags.O_NONBLOCK;
        if (!Posix.Open(path, Flags, (StatMode)0x1B6).Try(out int fd, out Errno error)) return error;

        error = Posix.Futimens(fd, access, modification);
        Errno closeError = Posix.Close(fd);
        return error != Errno.None ? error : closeError;
    }
}
