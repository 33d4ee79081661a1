// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Ls
{
    public const string Help = """
        Usage: ls [OPTION]... [FILE]...
        Lists files and what is in directories, sorted by name.
          -a, --all          also names that begin with a dot
          -A, --almost-all   the same without . and ..
          -l                 a line each: mode, links, owner, group, size, time, name
          -1                 a name a line
          -C                 names in columns (the default on a terminal)
          -x                 the same, sorted across
          -m                 names with commas between
          -d, --directory    directories themselves
          -R, --recursive    directories inside directories too
          -F, --classify     mark / directories, * programs, @ links, | fifos, = sockets
          -p                 mark / directories
          -h, --human-readable  sizes such as 1.5K
          -i, --inode        inode numbers
          -s, --size         blocks of 1 KiB
          -n, --numeric-uid-gid  -l with numbers for owner and group
          -g, -o             -l without owner; without group
          -S, -t, -U, -X, -v  sort by size, by time, not at all, by extension, by version numbers
          -c, -u             with -l, -t: time of status change; of access
          -r, --reverse      reverse order
          -L, --dereference  what symbolic links point to
          -q, -b             ? or escapes for unprintable characters
              --color[=WHEN]  colours: always, auto or never
              --group-directories-first
              --full-time    -l with whole times

        """;

    private static readonly LongOption[] s_options =
    [
        new("all", 'a'), new("almost-all", 'A'), new("directory", 'd'), new("recursive", 'R'), new("classify", 'F'), new("human-readable", 'h'),
        new("inode", 'i'), new("size", 's'), new("numeric-uid-gid", 'n'), new("reverse", 'r'), new("dereference", 'L'), new("escape", 'b'),
        new("hide-control-chars", 'q'), new("color", 1, OptionArgument.Optional), new("group-directories-first", 2), new("full-time", 3),
    ];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        bool isTerminal = Posix.Isatty(1);
        var request = new LsRequest
        {
            Layout = isTerminal ? LsLayout.Columns : LsLayout.Single,
            HidesControls = isTerminal,
            Width = isTerminal && Posix.Tcgetwinsize(1).Try(out WindowSize size, out _) && size.ws_col > 0 ? size.ws_col : 80,
        };
        OptionParser options = new("aAl1CxmdRFphisngoStUXvcurLqb", s_options, args, io, usageStatus: 2);
        while (options.Next(out int option))
        {
            if (!Apply(option, options.Argument, isTerminal, request))
            {
                return io.FailUsage($"invalid argument '{options.Argument}' for '--color'", 2);
            }
        }

        return options.IsDone ? options.Status : new LsLister(request, io).List(options.Operands);
    }

    private static bool Apply(int option, string argument, bool isTerminal, LsRequest request)
    {
        switch (option)
        {
            case 'a': request.ShowsHidden = request.ShowsDots = true; break;
            case 'A': request.ShowsHidden = true; break;
            case 'l': request.Layout = LsLayout.Long; break;
            case '1': request.Layout = request.Layout == LsLayout.Long ? LsLayout.Long : LsLayout.Single; break;
            case 'C': request.Layout = LsLayout.Columns; break;
            case 'x': request.Layout = LsLayout.Across; break;
            case 'm': request.Layout = LsLayout.Commas; break;
            case 'd': request.ListsDirectories = true; break;
            case 'R': request.IsRecursive = true; break;
            case 'F': request.Classifies = request.MarksDirectories = true; break;
            case 'p': request.MarksDirectories = true; break;
            case 'h': request.IsHuman = true; break;
            case 'i': request.ShowsInode = true; break;
            case 's': request.ShowsBlocks = true; break;
            case 'n': request.IsNumeric = true; request.Layout = LsLayout.Long; break;
            case 'g': request.HidesOwner = true; request.Layout = LsLayout.Long; break;
            case 'o': request.HidesGroup = true; request.Layout = LsLayout.Long; break;
            case 'S' or 't' or 'U' or 'X' or 'v': request.Sort = (char)option; break;
            case 'c' or 'u': request.Time = (char)option; break;
            case 'r': request.IsReversed = true; break;
            case 'L': request.FollowsLinks = true; break;
            case 'q': request.HidesControls = true; break;
            case 'b': request.EscapesControls = true; break;
            case 1:
                request.IsColored = argument is "" or "always" or "yes" || (argument is "auto" or "tty" && isTerminal);
                return argument is "" or "always" or "yes" or "auto" or "tty" or "never" or "no" or "none";
            case 2: request.DirectoriesFirst = true; break;
            case 3: request.HasFullTime = true; request.Layout = LsLayout.Long; break;
        }

        return true;
    }
}

internal enum LsLayout
{
    Single,
    Columns,
    Across,
    Commas,
    Long,
}

/// <summary>What the options ask for.</summary>
internal sealed class LsRequest
{
    public LsLayout Layout;
    public int Width;
    public char Sort = 'n';
    public char Time = 'm';
    public bool ShowsHidden, ShowsDots, ListsDirectories, IsRecursive, Classifies, MarksDirectories, IsHuman, ShowsInode, ShowsBlocks;
    public bool IsNumeric, HidesOwner, HidesGroup, IsReversed, FollowsLinks, HidesControls, EscapesControls, IsColored, DirectoriesFirst, HasFullTime;
}
