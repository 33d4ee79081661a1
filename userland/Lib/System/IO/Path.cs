// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Skift.Libc;

namespace System.IO;

/// <summary>Paths as text; nothing here looks at the disk, except for the current directory.</summary>
public static partial class Path
{
    public static readonly char DirectorySeparatorChar = '/';
    public static readonly char AltDirectorySeparatorChar = '/';
    public static readonly char PathSeparator = ':';

    public static bool IsPathRooted(string? path) => !string.IsNullOrEmpty(path) && path[0] == '/';

    public static bool IsPathFullyQualified(string path) => IsPathRooted(path);

    public static string Combine(string path1, string path2)
    {
        if (path2.Length == 0)
        {
            return path1;
        }

        return path1.Length == 0 || path2[0] == '/' ? path2 : Join(path1, path2);
    }

    public static string Combine(string path1, string path2, string path3) => Combine(Combine(path1, path2), path3);

    public static string Combine(params string[] paths)
    {
        string result = "";
        foreach (string path in paths)
        {
            result = Combine(result, path);
        }

        return result;
    }

    public static string Join(string? path1, string? path2)
    {
        if (string.IsNullOrEmpty(path1))
        {
            return path2 ?? "";
        }

        if (string.IsNullOrEmpty(path2))
        {
            return path1;
        }

        return path1[^1] == '/' || path2[0] == '/' ? path1 + path2 : path1 + "/" + path2;
    }

    [return: NotNullIfNotNull(nameof(path))]
    public static string? GetFileName(string? path) => path?.Substring(path.LastIndexOf('/') + 1);

    [return: NotNullIfNotNull(nameof(path))]
    public static string? GetExtension(string? path)
    {
        if (path == null)
        {
            return null;
        }

        int dot = ExtensionDot(path);
        return dot < 0 || dot == path.Length - 1 ? "" : path.Substring(dot);
    }

    public static bool HasExtension(string? path) => path != null && ExtensionDot(path) is int dot and >= 0 && dot != path.Length - 1;

    [return: NotNullIfNotNull(nameof(path))]
    public static string? GetFileNameWithoutExtension(string? path)
    {
        if (path == null)
        {
            return null;
        }

        int start = path.LastIndexOf('/') + 1;
        int dot = ExtensionDot(path);
        return path.Substring(start, (dot < 0 ? path.Length : dot) - start);
    }

    [return: NotNullIfNotNull(nameof(path))]
    public static string? ChangeExtension(string? path, string? extension)
    {
        if (path == null)
        {
            return null;
        }

        int dot = ExtensionDot(path);
        string bare = dot < 0 ? path : path.Substring(0, dot);
        if (extension == null || path.Length == 0)
        {
            return bare;
        }

        return extension.Length > 0 && extension[0] == '.' ? bare + extension : bare + "." + extension;
    }

    /// <summary>Null for a root or an empty path; "" if there is no slash. Of several slashes in a row one stays.</summary>
    public static string? GetDirectoryName(string? path)
    {
        int root = IsPathRooted(path) ? 1 : 0;
        if (path == null || path.Length <= root) return null;

        int end = Math.Max(path.LastIndexOf('/'), root);
        while (end > root && path[end - 1] == '/') end--;
        string directory = path.Substring(0, end);
        while (directory.Contains("//")) directory = directory.Replace("//", "/");
        return directory;
    }

    public static string? GetPathRoot(string? path) => string.IsNullOrEmpty(path) ? null : IsPathRooted(path) ? "/" : "";

    public static string TrimEndingDirectorySeparator(string path) =>
        path.Length > 1 && path[^1] == '/' ? path.Substring(0, path.Length - 1) : path;

    public static bool EndsInDirectorySeparator(string path) => path.Length > 0 && path[^1] == '/';

    /// <summary>Absolute, and without ".", ".." and double slashes.</summary>
    public static string GetFullPath(string path)
    {
        if (string.IsNullOrEmpty(path))
        {
            throw new ArgumentException("The value cannot be an empty string.", nameof(path));
        }

        if (path[0] != '/')
        {
            path = UnixError.Value(Posix.Getcwd(), ".") + "/" + path;
        }

        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part.Length > 0 && part != "." && part != "..")
            {
                parts.Add(part);
            }
        }

        string full = "/" + string.Join("/", parts);
        return path[^1] == '/' && full.Length > 1 ? full + "/" : full;
    }

    public static string GetTempPath()
    {
        string directory = Posix.Getenv("TMPDIR") is { Length: > 0 } set ? set : "/tmp";
        return EndsInDirectorySeparator(directory) ? directory : directory + "/";
    }

    private static int ExtensionDot(string path)
    {
        int dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') ? dot : -1;
    }
}
