// SPDX-License-Identifier: MIT
using System;
using System.IO;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Paths as text.</summary>
internal static class PathChecks
{
    private static readonly string[] s_paths =
    [
        "", "/", "//", "a", "a/", "/a", "/a/", "a/b", "a//b", "a///b//c", "//a//b", "a/b/", "/a/b.c", "a.b/c", ".a", "a.", "..", "../a", "/..", "a/..", "a/./b", "a.b.c", " ", "a b/c d.e f",
    ];

    internal static void Run(Check check)
    {
        foreach (string path in s_paths) Parts(check, path);
        foreach (string first in s_paths.AsSpan(0, 8))
        {
            foreach (string second in s_paths.AsSpan(0, 8))
            {
                check.Print($"combine {first} and {second}", Path.Combine(first, second) + " " + Path.Join(first, second));
            }
        }
    }

    private static void Parts(Check check, string path)
    {
        check.Print("name of " + path, Path.GetFileName(path));
        check.Print("bare name of " + path, Path.GetFileNameWithoutExtension(path));
        check.Print("extension of " + path, Path.GetExtension(path) + " " + Path.HasExtension(path));
        check.Print("other extension of " + path, $"{Path.ChangeExtension(path, "x")} {Path.ChangeExtension(path, ".x")} {Path.ChangeExtension(path, null)}");
        check.Print("directory of " + path, Path.GetDirectoryName(path));
        check.Print("root of " + path, Path.GetPathRoot(path));
        check.Print("rooted " + path, $"{Path.IsPathRooted(path)} {Path.IsPathFullyQualified(path)}");
        check.Print("separator of " + path, $"{Path.EndsInDirectorySeparator(path)} {Path.TrimEndingDirectorySeparator(path)}");
        if (path.Length != 0) check.Print("full " + path, Path.GetFullPath(path));
    }
}
