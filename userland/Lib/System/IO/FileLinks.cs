// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>Symbolic links.</summary>
internal static class FileLinks
{
    /// <summary>As many as the kernel follows (path_resolution(7)).</summary>
    private const int MaxLinks = 40;

    internal static void Create(string path, string pathToTarget)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(pathToTarget);
        UnixError.Check(Posix.Symlink(pathToTarget, path), path);
    }

    /// <returns>What the link says; null if it is none.</returns>
    internal static string? Target(string path) => Posix.Readlink(path).Try(out string target, out _) ? target : null;

    internal static FileSystemInfo? Resolve(string path, bool returnFinalTarget, bool isDirectory)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        if (Target(full) is not string target)
        {
            UnixError.Check(Posix.Lstat(full).Error, path, isDirectory);
            return null;
        }

        full = Follow(full, target);
        for (int i = 1; returnFinalTarget && Target(full) is string next; i++)
        {
            if (i == MaxLinks) throw new IOException($"Too many levels of symbolic links in '{full}'.");
            full = Follow(full, next);
        }

        return isDirectory ? new DirectoryInfo(full) : new FileInfo(full);
    }

    private static string Follow(string link, string target) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link) ?? "/", target));
}
