// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Mkdir
{
    public const string Help = """
        Usage: mkdir [-pv] [-m MODE] DIRECTORY...
        Makes directories.
          -p, --parents    also those above; no error if it exists
          -m, --mode=MODE  permissions, as chmod takes them
          -v, --verbose    say what is made

        """;

    private const StatMode AllPermissions = StatMode.S_IRWXU | StatMode.S_IRWXG | StatMode.S_IRWXO;
    private static readonly LongOption[] s_options = [new("parents", 'p'), new("mode", 'm', OptionArgument.Required), new("verbose", 'v')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("pm:v", s_options, args, io);
        bool makeParents = false;
        bool isVerbose = false;
        string? modeText = null;
        while (options.Next(out int option))
        {
            makeParents |= option == 'p';
            isVerbose |= option == 'v';
            modeText = option == 'm' ? options.Argument : modeText;
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        if (operands.Length == 0) return io.FailUsage("missing operand");

        StatMode mask = Posix.Umask(StatMode.None);
        _ = Posix.Umask(mask);
        StatMode? mode = null;
        if (modeText is not null)
        {
            if (!FileModeText.TryApply(modeText, AllPermissions | StatMode.S_IFDIR, mask, out StatMode parsed))
            {
                return io.Fail($"invalid mode '{modeText}'");
            }

            mode = parsed;
        }

        int status = 0;
        foreach (string path in operands)
        {
            Errno error = makeParents ? MakeParents(path, isVerbose, io) : Errno.None;
            error = error == Errno.None ? Make(path, mode, makeParents, isVerbose, io) : error;
            status = error == Errno.None ? status : io.Fail($"cannot create directory '{path}'", error);
        }

        return status;
    }

    private static Errno Make(string path, StatMode? mode, bool mayExist, bool isVerbose, ToolIO io)
    {
        Errno error = Posix.Mkdir(path, mode ?? AllPermissions);
        if (error == Errno.EEXIST && mayExist && IsDirectory(path)) return Errno.None;

        if (error == Errno.None && isVerbose)
        {
            io.Out.WriteLine($"mkdir: created directory '{path}'");
        }

        // The mask holds for mkdir(2), but not for a mode that was asked for by name.
        return error == Errno.None && mode is StatMode wanted ? Posix.Chmod(path, wanted) : error;
    }

    private static Errno MakeParents(string path, bool isVerbose, ToolIO io)
    {
        path = PathText.TrimSlashes(path);
        for (int i = 1; i < path.Length; i++)
        {
            if (path[i] == '/' && path[i - 1] != '/')
            {
                Errno error = Make(path.Substring(0, i), null, mayExist: true, isVerbose, io);
                if (error != Errno.None) return error;
            }
        }

        return Errno.None;
    }

    private static bool IsDirectory(string path) =>
        Posix.Stat(path).Try(out Stat stat, out _) && (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFDIR;
}
