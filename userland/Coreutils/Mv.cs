// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Mv
{
    public const string Help = """
        Usage: mv [-finuvT] SOURCE TARGET
               mv [-finuv] [-t DIRECTORY] SOURCE... [DIRECTORY]
        Renames files, or moves them into a directory.
          -f, --force        overwrite without asking
          -i, --interactive  ask before overwriting
          -n, --no-clobber   never overwrite
          -u, --update       only where the source is newer
          -t, --target-directory=DIRECTORY  move into DIRECTORY
          -T, --no-target-directory  the target is never a directory to move into
          -v, --verbose      say what is moved

        """;

    private static readonly LongOption[] s_options =
    [
        new("force", 'f'), new("interactive", 'i'), new("no-clobber", 'n'), new("update", 'u'), new("verbose", 'v'),
        new("target-directory", 't', OptionArgument.Required), new("no-target-directory", 'T'),
    ];

    private struct Request
    {
        public char Overwriting;
        public bool OnlyNewer;
        public bool IsVerbose;
    }

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("finuvt:T", s_options, args, io);
        Request request = default;
        string? folder = null;
        bool isNeverFolder = false;
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'f' or 'i' or 'n': request.Overwriting = (char)option; break;
                case 'u': request.OnlyNewer = true; break;
                case 'v': request.IsVerbose = true; break;
                case 't': folder = options.Argument; break;
                case 'T': isNeverFolder = true; break;
            }
        }

        if (options.IsDone) return options.Status;

        if (!TargetOperands.TryParse(options.Operands, folder, isNeverFolder, io, out TargetOperands operands)) return 1;

        int status = 0;
        foreach (string source in operands.Sources)
        {
            status = Move(source, operands.TargetOf(source), request, io) ? status : 1;
        }

        return status;
    }

    private static bool Move(string source, string target, in Request request, ToolIO io)
    {
        if (!Posix.Lstat(source).Try(out Stat from, out Errno error))
        {
            io.Warn($"cannot stat '{source}'", error);
            return false;
        }

        if (Posix.Lstat(target).Try(out Stat to, out _))
        {
            if (from.st_dev == to.st_dev && from.st_ino == to.st_ino)
            {
                io.Warn($"'{source}' and '{target}' are the same file");
                return false;
            }

            if (!MayOverwrite(target, from, to, request, io)) return true;
        }

        error = Posix.Rename(source, target);
        if (error == Errno.EXDEV)
        {
            return MoveAcross(source, target, request, io);
        }

        if (error != Errno.None)
        {
            io.Warn(error == Errno.EINVAL ? $"cannot move '{source}' to a subdirectory of itself, '{target}'" : $"cannot move '{source}' to '{target}': {Posix.Strerror(error)}");
            return false;
        }

        if (request.IsVerbose)
        {
            io.Out.WriteLine($"renamed '{source}' -> '{target}'");
        }

        return true;
    }

    private static bool MayOverwrite(string target, in Stat from, in Stat to, in Request request, ToolIO io)
    {
        bool isNewer = from.st_mtim.tv_sec > to.st_mtim.tv_sec
            || (from.st_mtim.tv_sec == to.st_mtim.tv_sec && from.st_mtim.tv_nsec > to.st_mtim.tv_nsec);
        if (request.Overwriting == 'n' || (request.OnlyNewer && !isNewer)) return false;

        bool isProtected = request.Overwriting == 0 && Posix.Isatty(io.Input) && !FileTypeText.IsSymbolicLink(to)
            && Posix.Access(target, AccessMode.W_OK) == Errno.EACCES;
        return (request.Overwriting != 'i' && !isProtected) || Question.Ask(io, $"overwrite '{target}'? ");
    }

    /// <summary>To another file system: copied whole, then removed, so that a failure leaves the source.</summary>
    private static bool MoveAcross(string source, string target, in Request request, ToolIO io)
    {
        var copier = new FileCopier(io)
        {
            IsRecursive = true,
            FollowsLinks = false,
            FollowsOperandLinks = false,
            PreservesMode = true,
            PreservesTimes = true,
            PreservesOwner = true,
            PreservesLinks = true,
            IsForced = true,
            IsVerbose = request.IsVerbose,
        };
        return copier.Copy(source, target) && new FileRemover(io) { IsRecursive = true, IsForced = true }.Remove(source);
    }
}
