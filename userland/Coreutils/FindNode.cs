// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Text;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>A condition on a file, or an action that tells whether it worked.</summary>
internal sealed class FindNode
{
    private readonly Func<FindFile, bool> _holds;

    private FindNode(Func<FindFile, bool> holds) => _holds = holds;

    public bool Holds(FindFile file) => _holds(file);

    public static FindNode Of(Func<FindFile, bool> holds) => new(holds);

    public static FindNode And(FindNode left, FindNode right) => new(file => left.Holds(file) && right.Holds(file));

    public static FindNode Or(FindNode left, FindNode right) => new(file => left.Holds(file) || right.Holds(file));

    public static FindNode Not(FindNode node) => new(file => !node.Holds(file));

    /// <summary>Both are evaluated; the right one decides.</summary>
    public static FindNode List(FindNode left, FindNode right) => new(file => left.Holds(file) ? right.Holds(file) : right.Holds(file));
}

/// <summary>What the tests ask.</summary>
internal static class FindTests
{
    private const long SecondsPerDay = 86400;

    public static bool IsKnown(string name) => name is "-name" or "-iname" or "-path" or "-ipath" or "-wholename" or "-lname" or "-regex" or "-iregex"
        or "-type" or "-size" or "-perm" or "-user" or "-group" or "-newer" or "-anewer" or "-cnewer" or "-samefile" or "-maxdepth" or "-mindepth" or "-printf"
        || NumberOf(name, 0) is not null;

    /// <summary>The number that a test such as -mtime compares; null if there is no such test.</summary>
    public static Func<FindFile, long>? NumberOf(string name, long now) => name switch
    {
        "-links" => file => (long)file.Stat.st_nlink,
        "-inum" => file => (long)file.Stat.st_ino,
        "-uid" => file => file.Stat.st_uid,
        "-gid" => file => file.Stat.st_gid,
        "-mtime" => file => (now - file.Stat.st_mtim.tv_sec) / SecondsPerDay,
        "-atime" => file => (now - file.Stat.st_atim.tv_sec) / SecondsPerDay,
        "-ctime" => file => (now - file.Stat.st_ctim.tv_sec) / SecondsPerDay,
        "-mmin" => file => Minutes(now - file.Stat.st_mtim.tv_sec),
        "-amin" => file => Minutes(now - file.Stat.st_atim.tv_sec),
        "-cmin" => file => Minutes(now - file.Stat.st_ctim.tv_sec),
        _ => null,
    };

    public static bool Compare(long value, char sign, long limit) => sign switch { '+' => value > limit, '-' => value < limit, _ => value == limit };

    public static bool IsEmpty(FindFile file)
    {
        if (FileTypeText.IsRegular(file.Stat)) return file.Stat.st_size == 0;

        return FileTypeText.IsDirectory(file.Stat) && FileRemover.ReadNames(file.Path, out var names) == Errno.None && names.Count == 0;
    }

    public static bool IsWholeMatch(PosixRegex regex, string path)
    {
        Span<int> ends = stackalloc int[2];
        return regex.Match(path, 0, ends) && ends[0] == 0 && ends[1] == path.Length;
    }

    /// <summary>Rounded up, as GNU find does for minutes.</summary>
    private static long Minutes(long seconds) => (seconds + 59) / 60;
}
