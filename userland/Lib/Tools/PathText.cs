// SPDX-License-Identifier: MIT
using System;

namespace Skift.Tools;

/// <summary>Paths as text: slashes count, dots do not (POSIX basename(3), dirname(3)).</summary>
public static class PathText
{
    public static string Join(string folder, string name) =>
        folder.Length == 0 || folder[^1] == '/' ? folder + name : folder + "/" + name;

    public static string TrimSlashes(string path)
    {
        int end = path.Length;
        while (end > 1 && path[end - 1] == '/')
        {
            end--;
        }

        return path.Substring(0, end);
    }

    public static string Basename(string path)
    {
        path = TrimSlashes(path);
        return path == "/" ? path : path.Substring(path.LastIndexOf('/') + 1);
    }

    public static string Dirname(string path)
    {
        path = TrimSlashes(path);
        int slash = path.LastIndexOf('/');
        return slash < 0 ? "." : slash == 0 ? "/" : TrimSlashes(path.Substring(0, slash));
    }

    /// <summary>"." or "..": the entries that no walk may follow.</summary>
    public static bool IsDots(string name) => name is "." or "..";
}
