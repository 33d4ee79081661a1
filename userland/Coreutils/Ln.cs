// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Ln
{
    public const string Help = """
        Usage: ln [-finsTv] TARGET [LINK]
               ln [-finsv] [-t DIRECTORY] TARGET... [DIRECTORY]
        Makes links.
          -s, --symbolic        symbolic instead of hard links
          -f, --force           replace a link that exists
          -i, --interactive     ask before replacing
          -n, --no-dereference  a link to a directory is no directory to link into
          -r, --relative        with -s: relative to where the link lies
          -t, --target-directory=DIRECTORY  make the links in DIRECTORY
          -T, --no-target-directory  LINK is never a directory to link into
          -v, --verbose         say what is linked

        """;

    private static readonly LongOption[] s_options =
    [
        new("symbolic", 's'), new("force", 'f'), new("interactive", 'i'), new("no-dereference", 'n'), new("relative", 'r'), new("verbose", 'v'),
        new("target-directory", 't', OptionArgument.Required), new("no-target-directory", 'T'),
    ];

    private struct Request
    {
        public bool IsSymbolic, IsForced, Asks, IsRelative, IsVerbose;
    }

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("sfinrvt:T", s_options, args, io);
        Request request = default;
        string? folder = null;
        bool isNeverFolder = false;
        bool keepsLinks = false;
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 's': request.IsSymbolic = true; break;
                case 'f': request.IsForced = true; break;
                case 'i': request.Asks = true; break;
                case 'n': keepsLinks = true; break;
                case 'r': request.IsRelative = true; break;
                case 'v': request.IsVerbose = true; break;
                case 't': folder = options.Argument; break;
                case 'T': isNeverFolder = true; break;
            }
        }

        if (options.IsDone) return options.Status;

        string[] paths = options.Operands;
        if (paths.Length == 1 && folder is null)
        {
            folder = ".";
        }
        else if (keepsLinks && paths.Length == 2 && Posix.Lstat(paths[1]).Try(out Stat stat, out _) && FileTypeText.IsSymbolicLink(stat))
        {
            isNeverFolder = true;
        }

        if (!TargetOperands.TryParse(paths, folder, isNeverFolder, io, out TargetOperands operands)) return 1;

        int status = 0;
        foreach (string target in operands.Sources)
        {
            status = Link(target, operands.TargetOf(target), request, io) ? status : 1;
        }

        return status;
    }

    private static bool Link(string target, string link, in Request request, ToolIO io)
    {
        if ((request.IsForced || request.Asks) && Posix.Lstat(link).Try(out Stat old, out _) && !FileTypeText.IsDirectory(old))
        {
            if (request.Asks && !Question.Ask(io, $"replace '{link}'? ")) return true;

            _ = Posix.Unlink(link);
        }

        string text = request is { IsSymbolic: true, IsRelative: true } ? RelativeTo(PathText.Dirname(link), target) : target;
        Errno error = request.IsSymbolic ? Posix.Symlink(text, link) : Posix.Link(target, link);
        if (error != Errno.None)
        {
            string kind = request.IsSymbolic ? "symbolic link" : "hard link";
            io.Warn(error == Errno.EEXIST || request.IsSymbolic ? $"failed to create {kind} '{link}'" : $"failed to create {kind} '{link}' => '{target}'", error);
            return false;
        }

        if (request.IsVerbose)
        {
            io.Out.WriteLine($"'{link}' {(request.IsSymbolic ? "->" : "=>")} '{text}'");
        }

        return true;
    }

    private static string RelativeTo(string folder, string target)
    {
        string[] from = Absolute(folder).Split('/', StringSplitOptions.RemoveEmptyEntries);
        string[] to = Absolute(target).Split('/', StringSplitOptions.RemoveEmptyEntries);
        int common = 0;
        while (common < from.Length && common < to.Length && from[common] == to[common])
        {
            common++;
        }

        string up = "";
        for (int i = common; i < from.Length; i++)
        {
            up += "../";
        }

        string rest = string.Join('/', to.AsSpan(common).ToArray());
        return up.Length + rest.Length == 0 ? "." : PathText.TrimSlashes(up + rest);
    }

    /// <summary>With "." and ".." resolved as text.</summary>
    private static string Absolute(string path)
    {
        if (!path.StartsWith('/') && Posix.Getcwd().Try(out string current, out _))
        {
            path = PathText.Join(current, path);
        }

        string absolute = "";
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            absolute = name switch
            {
                "." => absolute,
                ".." => absolute.Substring(0, Math.Max(absolute.LastIndexOf('/'), 0)),
                _ => absolute + "/" + name,
            };
        }

        return absolute;
    }
}
