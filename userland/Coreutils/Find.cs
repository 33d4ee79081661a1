// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Find
{
    public const string Help = """
        Usage: find [-H|-L|-P] [PATH]... [EXPRESSION]
        Finds files below each PATH (the current directory) for which EXPRESSION holds, and prints them.
        Tests:    -name GLOB  -iname GLOB  -path GLOB  -ipath GLOB  -lname GLOB  -regex REGEX  -iregex REGEX  -type bcdflps  -size [+-]N[bcwkMG]
                  -empty  -perm [-/]MODE  -user NAME  -group NAME  -uid N  -gid N  -links N  -inum N  -newer FILE  -anewer FILE  -cnewer FILE
                  -mtime N  -atime N  -ctime N  -mmin N  -amin N  -cmin N  -readable  -writable  -executable  -samefile FILE  -true  -false
        Actions:  -print  -print0  -printf FORMAT  -ls  -exec COMMAND {} ;  -exec COMMAND {} +  -ok COMMAND {} ;  -delete  -prune  -quit
        Options:  -maxdepth N  -mindepth N  -depth  -xdev  -follow
        Operators, strongest first:  ( EXPR )  ! EXPR  -not EXPR  EXPR EXPR  EXPR -a EXPR  EXPR -o EXPR  EXPR , EXPR
        N may have + (more than) or - (less than) in front.

        """;

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        var request = new FindRequest();
        int index = 0;
        for (; index < args.Length && args[index] is "-H" or "-L" or "-P"; index++)
        {
            request.FollowsLinks = args[index] == "-L";
            request.FollowsOperandLinks = args[index] is "-H" or "-L";
        }

        if (index < args.Length && args[index] == "--help")
        {
            io.Out.Write(Help);
            return 0;
        }

        List<string> paths = [];
        for (; index < args.Length && !IsExpression(args[index]); index++)
        {
            paths.Add(args[index]);
        }

        if (paths.Count == 0)
        {
            paths.Add(".");
        }

        var parser = new FindParser(args.Slice(index), request, io);
        FindNode? expression = parser.Parse();
        if (expression is null) return io.Fail(parser.Error);

        var walker = new FindWalker(request, expression, io);
        foreach (string path in paths)
        {
            if (!request.IsQuit)
            {
                walker.Walk(path);
            }
        }

        request.RunPending();
        return request.Status;
    }

    private static bool IsExpression(string arg) => arg is "(" or ")" or "!" or "," || (arg.Length > 1 && arg[0] == '-');
}

/// <summary>What holds for the whole search, and what comes of it.</summary>
internal sealed class FindRequest
{
    public bool FollowsLinks, FollowsOperandLinks, IsDepthFirst, StaysOnDevice, IsQuit;
    public int MinimumDepth;
    public int MaximumDepth = int.MaxValue;
    public int Status;
    public readonly long Now = DateParser.Now();

    /// <summary>Commands of <c>-exec … +</c> that wait for more names.</summary>
    public readonly List<FindExec> Pending = [];

    public void RunPending()
    {
        foreach (FindExec command in Pending)
        {
            command.Flush();
        }
    }
}

/// <summary>A file that the search has reached.</summary>
internal sealed class FindFile(string path, string root, int depth, Stat stat)
{
    private readonly Stat _stat = stat;

    public string Path => path;

    public string Root => root;

    public int Depth => depth;

    public ref readonly Stat Stat => ref _stat;

    public string Name => PathText.Basename(path);

    /// <summary>Set by <c>-prune</c>: do not look inside.</summary>
    public bool IsPruned { get; set; }
}

/// <summary>Goes down the directories. Each is read whole before its entries are visited, so files may be removed meanwhile.</summary>
internal sealed class FindWalker(FindRequest request, FindNode expression, ToolIO io)
{
    private const int MaximumLoopDepth = 4096;

    public void Walk(string root) => Visit(root, root, 0, 0);

    private void Visit(string path, string root, int depth, ulong device)
    {
        bool follow = request.FollowsLinks || (depth == 0 && request.FollowsOperandLinks);
        if (!TryStat(path, follow, out Stat stat, out Errno error))
        {
            Warn(path, error);
            return;
        }

        var file = new FindFile(path, root, depth, stat);
        bool isShown = depth >= request.MinimumDepth;
        if (isShown && !request.IsDepthFirst)
        {
            _ = expression.Holds(file);
        }

        bool enters = FileTypeText.IsDirectory(stat) && depth < request.MaximumDepth && !file.IsPruned && !request.IsQuit
            && (depth == 0 || !request.StaysOnDevice || stat.st_dev == device);
        if (enters && depth > MaximumLoopDepth)
        {
            Warn(path, Errno.ELOOP);
        }
        else if (enters)
        {
            error = FileRemover.ReadNames(path, out List<string> names);
            if (error != Errno.None)
            {
                Warn(path, error);
            }

            foreach (string name in names)
            {
                if (request.IsQuit) return;

                Visit(PathText.Join(path, name), root, depth + 1, depth == 0 ? stat.st_dev : device);
            }
        }

        if (isShown && request.IsDepthFirst && !request.IsQuit)
        {
            _ = expression.Holds(file);
        }
    }

    private static bool TryStat(string path, bool follow, out Stat stat, out Errno error) =>
        (follow && Posix.Stat(path).Try(out stat, out error)) || Posix.Lstat(path).Try(out stat, out error);

    private void Warn(string path, Errno error)
    {
        request.Status = 1;
        io.Warn($"'{path}'", error);
    }
}
