// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Chmod
{
    public const string Help = """
        Usage: chmod [-Rcfv] MODE[,MODE]... FILE...
               chmod [-Rcfv] --reference=FILE FILE...
        Changes permissions. MODE is octal, or [ugoa]*([-+=]([rwxXst]*|[ugo]))+.
          -R, --recursive       directories with all that is in them
          -c, --changes         say what changes
          -v, --verbose         say what becomes of every file
          -f, --quiet           no messages about files
              --reference=FILE  take FILE's permissions

        """;

    private static readonly LongOption[] s_options =
        [new("recursive", 'R'), new("changes", 'c'), new("verbose", 'v'), new("quiet", 'f'), new("silent", 'f'), new("reference", 1, OptionArgument.Required)];

    private sealed class Request
    {
        public string Mode = "";
        public StatMode Mask;
        public bool IsRecursive, SaysChanges, SaysAll, IsQuiet;
    }

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        // A mode such as -w or -rwx looks like options; it is set aside before they are read.
        var request = new Request();
        OptionParser options = new("Rcfv", s_options, TakeMinusMode(args, out string? minusMode), io);
        string? reference = null;
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'R': request.IsRecursive = true; break;
                case 'c': request.SaysChanges = true; break;
                case 'v': request.SaysAll = true; break;
                case 'f': request.IsQuiet = true; break;
                case 1: reference = options.Argument; break;
            }
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        int first = minusMode is null && reference is null ? 1 : 0;
        if (operands.Length <= first)
        {
            return io.FailUsage(operands.Length == 0 ? "missing operand" : $"missing operand after '{operands[0]}'");
        }

        request.Mode = minusMode ?? operands[0];
        if (reference is not null)
        {
            if (!Posix.Stat(reference).Try(out Stat stat, out Errno error)) return io.Fail($"failed to get attributes of '{reference}'", error);

            request.Mode = Convert.ToString((long)(stat.st_mode & StatMode.Permissions), 8);
        }

        request.Mask = Posix.Umask(StatMode.None);
        _ = Posix.Umask(request.Mask);
        if (!FileModeText.TryApply(request.Mode, StatMode.None, request.Mask, out _)) return io.FailUsage($"invalid mode: '{request.Mode}'");

        int status = 0;
        foreach (string path in operands.AsSpan(first))
        {
            status = Change(path, request, io) ? status : 1;
        }

        return status;
    }

    private static ReadOnlySpan<string> TakeMinusMode(ReadOnlySpan<string> args, out string? mode)
    {
        mode = null;
        for (int i = 0; i < args.Length && args[i] != "--"; i++)
        {
            string arg = args[i];
            if (arg.Length > 1 && arg[0] == '-' && "rwxXstugo".Contains(arg[1]))
            {
                mode = arg;
                string[] rest = new string[args.Length - 1];
                args.Slice(0, i).CopyTo(rest);
                args.Slice(i + 1).CopyTo(rest.AsSpan(i));
                return rest;
            }
        }

        return args;
    }

    private static bool Change(string path, Request request, ToolIO io, bool isOperand = true)
    {
        if (!(isOperand ? Posix.Stat(path) : Posix.Lstat(path)).Try(out Stat stat, out Errno error))
        {
            return Warn($"cannot access '{path}'", error, request, io);
        }

        if (FileTypeText.IsSymbolicLink(stat)) return true;

        _ = FileModeText.TryApply(request.Mode, stat.st_mode, request.Mask, out StatMode mode);
        error = Posix.Chmod(path, mode);
        bool isDone = error == Errno.None || Warn($"changing permissions of '{path}'", error, request, io);
        if (isDone)
        {
            Say(path, stat.st_mode & StatMode.Permissions, mode, request, io);
        }

        if (request.IsRecursive && FileTypeText.IsDirectory(stat))
        {
            error = FileRemover.ReadNames(path, out List<string> names);
            isDone &= error == Errno.None || Warn($"cannot read directory '{path}'", error, request, io);
            foreach (string name in names)
            {
                isDone &= Change(PathText.Join(path, name), request, io, isOperand: false);
            }
        }

        return isDone;
    }

    private static void Say(string path, StatMode old, StatMode mode, Request request, ToolIO io)
    {
        if (old != mode && (request.SaysChanges || request.SaysAll))
        {
            io.Out.WriteLine($"mode of '{path}' changed from {Describe(old)} to {Describe(mode)}");
        }
        else if (request.SaysAll)
        {
            io.Out.WriteLine($"mode of '{path}' retained as {Describe(mode)}");
        }
    }

    private static string Describe(StatMode mode) =>
        Convert.ToString((long)mode, 8).PadLeft(4, '0') + " (" + FileModeText.Format(mode).Substring(1) + ")";

    private static bool Warn(string what, Errno error, Request request, ToolIO io)
    {
        if (!request.IsQuiet)
        {
            io.Warn(what, error);
        }

        return false;
    }
}
