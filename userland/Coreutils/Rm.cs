// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Rm
{
    public const string Help = """
        Usage: rm [-dfiIrRv] FILE...
        Removes files.
          -f, --force      no questions, no message for what does not exist
          -i               ask before each
          -I               ask once before removing more than three files, or recursively
          -r, -R, --recursive  directories with all that is in them
          -d, --dir        also empty directories
          -v, --verbose    say what is removed
              --no-preserve-root  do not refuse to remove / recursively

        """;

    private static readonly LongOption[] s_options =
        [new("force", 'f'), new("recursive", 'r'), new("dir", 'd'), new("verbose", 'v'), new("no-preserve-root", 'n'), new("preserve-root", 'P')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        var remover = new FileRemover(io);
        OptionParser options = new("fiIrRdv", s_options, args, io);
        bool askOnce = false;
        bool preserveRoot = true;
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'f': remover.IsForced = true; remover.AsksEach = askOnce = false; break;
                case 'i': remover.AsksEach = true; remover.IsForced = false; break;
                case 'I': askOnce = true; break;
                case 'r' or 'R': remover.IsRecursive = true; break;
                case 'd': remover.TakesEmptyDirectories = true; break;
                case 'v': remover.IsVerbose = true; break;
                case 'n': preserveRoot = false; break;
            }
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        if (operands.Length == 0) return remover.IsForced ? 0 : io.FailUsage("missing operand");

        if (askOnce && (operands.Length > 3 || remover.IsRecursive)
            && !Question.Ask(io, $"remove {operands.Length} argument{(operands.Length == 1 ? "" : "s")}{(remover.IsRecursive ? " recursively" : "")}? "))
        {
            return 0;
        }

        int status = 0;
        foreach (string path in operands)
        {
            string name = PathText.Basename(path);
            if (PathText.IsDots(name))
            {
                status = io.Fail($"refusing to remove '.' or '..' directory: skipping '{path}'");
            }
            else if (remover.IsRecursive && preserveRoot && name == "/")
            {
                status = io.Fail("it is dangerous to operate recursively on '/' (use --no-preserve-root to override this failsafe)");
            }
            else if (!remover.Remove(path))
            {
                status = 1;
            }
        }

        return status;
    }
}

/// <summary>Removes one file or tree, with messages; also what mv uses after a copy to another file system.</summary>
internal sealed class FileRemover(ToolIO io)
{
    public bool IsForced { get; set; }

    public bool AsksEach { get; set; }

    public bool IsRecursive { get; set; }

    public bool TakesEmptyDirectories { get; set; }

    public bool IsVerbose { get; set; }

    /// <returns>False if anything stays that should have gone.</returns>
    public bool Remove(string path)
    {
        if (!Posix.Lstat(path).Try(out Stat stat, out Errno error))
        {
            bool isGone = IsForced && error is Errno.ENOENT or Errno.ENOTDIR;
            return isGone || Warn(path, error);
        }

        if ((stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFDIR)
        {
            return RemoveDirectory(path);
        }

        if (MustAsk(path, stat) && !Question.Ask(io, $"{Describe(path, stat)}'{path}'? "))
        {
            return true;
        }

        return Report(path, Posix.Unlink(path), "removed '");
    }

    private bool RemoveDirectory(string path)
    {
        if (!IsRecursive)
        {
            return TakesEmptyDirectories ? Report(path, Posix.Rmdir(path), "removed directory '") : Warn(path, Errno.EISDIR);
        }

        if (AsksEach && !Question.Ask(io, $"descend into directory '{path}'? "))
        {
            return true;
        }

        // Names first: removing while reading would move the rest of the directory under the reader.
        Errno error = ReadNames(path, out List<string> names);
        bool isComplete = error == Errno.None || Warn(path, error);
        foreach (string name in names)
        {
            isComplete &= Remove(PathText.Join(path, name));
        }

        if (AsksEach && !Question.Ask(io, $"remove directory '{path}'? "))
        {
            return isComplete;
        }

        return isComplete && Report(path, Posix.Rmdir(path), "removed directory '");
    }

    internal static Errno ReadNames(string path, out List<string> names)
    {
        names = [];
        if (!Posix.Opendir(path).Try(out DirectoryStream stream, out Errno error)) return error;

        using DirectoryStream directory = stream;
        while (directory.Read(out DirectoryEntry entry))
        {
            if (!PathText.IsDots(entry.Name))
            {
                names.Add(entry.Name);
            }
        }

        return directory.Error;
    }

    private bool MustAsk(string path, in Stat stat)
    {
        if (IsForced || AsksEach) return AsksEach;

        bool isLink = (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFLNK;
        return !isLink && Posix.Isatty(io.Input) && Posix.Access(path, AccessMode.W_OK) == Errno.EACCES;
    }

    private string Describe(string path, in Stat stat)
    {
        string protection = Posix.Access(path, AccessMode.W_OK) == Errno.None ? "" : "write-protected ";
        return "remove " + protection + FileTypeText.Describe(stat) + " ";
    }

    private bool Report(string path, Errno error, string done)
    {
        if (error != Errno.None) return Warn(path, error);

        if (IsVerbose)
        {
            io.Out.WriteLine(done + path + "'");
        }

        return true;
    }

    private bool Warn(string path, Errno error)
    {
        io.Warn($"cannot remove '{path}'", error);
        return false;
    }
}
