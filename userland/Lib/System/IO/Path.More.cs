// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>Joining, relative paths, and names for temporary files.</summary>
public static partial class Path
{
    public static string Combine(string path1, string path2, string path3, string path4) => Combine(Combine(path1, path2, path3), path4);

    public static string Join(string? path1, string? path2, string? path3) => Join(Join(path1, path2), path3);

    public static string Join(string? path1, string? path2, string? path3, string? path4) => Join(Join(path1, path2, path3), path4);

    public static string Join(params string?[] paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        string result = "";
        foreach (string? path in paths) result = Join(result, path);
        return result;
    }

    /// <summary>Something is there, also a link to nothing.</summary>
    public static bool Exists(string? path) =>
        !string.IsNullOrEmpty(path) && FileStatus.TryFollow(path, out Stat stat)
        && (path[^1] != '/' || (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFDIR);

    public static char[] GetInvalidFileNameChars() => ['\0', '/'];

    public static char[] GetInvalidPathChars() => ['\0'];

    public static string GetFullPath(string path, string basePath)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(basePath);
        if (!IsPathFullyQualified(basePath)) throw new ArgumentException("Basepath argument is not fully qualified.", nameof(basePath));
        return GetFullPath(Combine(basePath, path));
    }

    /// <summary>From a directory to a path; "." if they are the same.</summary>
    public static string GetRelativePath(string relativeTo, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(relativeTo);
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = GetFullPath(path);
        string[] from = Parts(GetFullPath(relativeTo)), to = Parts(full);
        int common = 0;
        while (common < from.Length && common < to.Length && from[common] == to[common]) common++;
        List<string> parts = [];
        for (int i = common; i < from.Length; i++) parts.Add("..");
        parts.AddRange(to[common..]);
        string relative = string.Join("/", parts);
        bool isBelow = to.Length > common || from.Length > common;
        if (!isBelow) return ".";
        return to.Length > common && EndsInDirectorySeparator(full) ? relative + "/" : relative;
    }

    /// <summary>A name like those of DOS: eight characters, a dot, three.</summary>
    public static string GetRandomFileName()
    {
        string name = RandomName(11).ToLowerInvariant();
        return name[..8] + "." + name[8..];
    }

    /// <summary>A new empty file for temporary use.</summary>
    public static string GetTempFileName()
    {
        const OpenFlags Flags = OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_CLOEXEC;
        while (true)
        {
            string path = GetTempPath() + "tmp" + RandomName(6) + ".tmp";
            if (Posix.Open(path, Flags, StatMode.S_IRUSR | StatMode.S_IWUSR).Try(out int descriptor, out Errno error))
            {
                _ = Posix.Close(descriptor);
                return path;
            }

            if (error != Errno.EEXIST) throw UnixError.ToException(error, path);
        }
    }

    /// <summary>Letters and digits that nobody can foresee.</summary>
    internal static string RandomName(int length)
    {
        const string Alphabet = "abcdefghijklmnopqrstuvwxyz012345";
        Span<byte> bytes = stackalloc byte[16];
        _ = UnixError.Value(Posix.Getrandom(bytes), null);
        Span<char> name = stackalloc char[16];
        for (int i = 0; i < length; i++) name[i] = Alphabet[bytes[i] % Alphabet.Length];
        return new string(name[..length]);
    }

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
