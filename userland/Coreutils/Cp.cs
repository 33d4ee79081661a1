// SPDX-License-Identifier: MIT
using System;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Cp
{
    public const string Help = """
        Usage: cp [OPTION]... SOURCE TARGET
               cp [OPTION]... SOURCE... DIRECTORY
        Copies files.
          -r, -R, --recursive  directories with all that is in them
          -a, --archive        -dR --preserve=all
          -p                   keep mode, owner and times
              --preserve[=LIST]  keep those of mode, ownership, timestamps, links, all
          -d                   keep symbolic links and hard links
          -P, --no-dereference  copy symbolic links as links
          -L, --dereference    follow all symbolic links
          -H                   follow those on the command line
          -f, --force          replace a target that cannot be opened
          -i, --interactive    ask before overwriting
          -n, --no-clobber     never overwrite
          -u, --update         only where the source is newer
          -l, --link           make hard links
          -s, --symbolic-link  make symbolic links
          -t, --target-directory=DIRECTORY  copy into DIRECTORY
          -T, --no-target-directory  the target is never a directory to copy into
          -v, --verbose        say what is copied

        """;

    private static readonly LongOption[] s_options =
    [
        new("recursive", 'r'), new("archive", 'a'), new("no-dereference", 'P'), new("dereference", 'L'), new("force", 'f'),
        new("interactive", 'i'), new("no-clobber", 'n'), new("update", 'u'), new("link", 'l'), new("symbolic-link", 's'),
        new("target-directory", 't', OptionArgument.Required), new("no-target-directory", 'T'), new("verbose", 'v'),
        new("preserve", 1, OptionArgument.Optional),
    ];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        var copier = new FileCopier(io);
        OptionParser options = new("rRapdPLHfinulst:Tv", s_options, args, io);
        string? folder = null;
        bool isNeverFolder = false;
        bool? follow = null;
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'r' or 'R': copier.IsRecursive = true; break;
                case 'a': copier.IsRecursive = true; follow = false; _ = TryPreserve(copier, "all"); break;
                case 'p': _ = TryPreserve(copier, ""); break;
                case 'd': follow = false; copier.PreservesLinks = true; break;
                case 'P': follow = false; break;
                case 'L': follow = true; break;
                case 'H': follow = false; copier.FollowsOperandLinks = true; break;
                case 'f': copier.IsForced = true; break;
                case 'i': copier.AsksBeforeOverwriting = true; copier.KeepsExisting = false; break;
                case 'n': copier.KeepsExisting = true; copier.AsksBeforeOverwriting = false; break;
                case 'u': copier.OnlyNewer = true; break;
                case 'l': copier.MakesHardLinks = true; break;
                case 's': copier.MakesSymbolicLinks = true; break;
                case 't': folder = options.Argument; break;
                case 'T': isNeverFolder = true; break;
                case 'v': copier.IsVerbose = true; break;
                case 1 when !TryPreserve(copier, options.Argument):
                    return io.FailUsage($"invalid argument '{options.Argument}' for '--preserve'");
            }

            copier.FollowsOperandLinks = option is 'P' or 'd' or 'a' ? false : copier.FollowsOperandLinks;
        }

        if (options.IsDone) return options.Status;

        copier.FollowsLinks = follow ?? !copier.IsRecursive;
        copier.FollowsOperandLinks &= follow is not null || !copier.IsRecursive;
        if (!TargetOperands.TryParse(options.Operands, folder, isNeverFolder, io, out TargetOperands operands)) return 1;

        int status = 0;
        foreach (string source in operands.Sources)
        {
            status = copier.Copy(source, operands.TargetOf(source)) ? status : 1;
        }

        return status;
    }

    private static bool TryPreserve(FileCopier copier, string list)
    {
        foreach (string what in (list.Length == 0 ? "mode,ownership,timestamps" : list).Split(','))
        {
            bool isAll = what == "all";
            copier.PreservesMode |= isAll || what == "mode";
            copier.PreservesOwner |= isAll || what == "ownership";
            copier.PreservesTimes |= isAll || what == "timestamps";
            copier.PreservesLinks |= isAll || what == "links";
            if (what is not ("all" or "mode" or "ownership" or "timestamps" or "links")) return false;
        }

        return true;
    }
}
