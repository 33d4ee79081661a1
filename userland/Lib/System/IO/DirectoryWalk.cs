// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>Goes through a directory, and if asked to through those below it.</summary>
internal static class DirectoryWalk
{
    /// <summary>An entry; directories are also links to them.</summary>
    internal readonly record struct Found(string Path, bool IsDirectory);

    [Flags]
    internal enum Kinds
    {
        Files = 1,
        Directories = 2,
        All = Files | Directories,
    }

    /// <summary>Opens the directory at once, so that who asks learns at once if it is not there.</summary>
    internal static IEnumerable<Found> Start(string path, string pattern, EnumerationOptions options, Kinds kinds)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(pattern, "searchPattern");
        ArgumentNullException.ThrowIfNull(options, "enumerationOptions");
        if (Path.IsPathRooted(pattern)) throw new ArgumentException("Second path fragment must not be a drive or UNC name.", "expression");
        if (pattern.LastIndexOf('/') is int slash and >= 0)
        {
            path = Path.Join(path, pattern[..slash]);
            pattern = pattern[(slash + 1)..];
        }

        List<DirectoryEntry> first = Directory.ReadEntries(path, options.ReturnSpecialDirectories);
        return Walk(path, first, pattern, options, kinds);
    }

    private static IEnumerable<Found> Walk(string path, List<DirectoryEntry> entries, string pattern, EnumerationOptions options, Kinds kinds)
    {
        Queue<(string Path, int Depth)> below = new();
        int depth = 0;
        while (true)
        {
            foreach (DirectoryEntry entry in entries)
            {
                string child = Path.Join(path, entry.Name);
                bool isSpecial = entry.Name is "." or "..";
                bool isDirectory = Directory.IsDirectory(child, entry.Type, followsLinks: true);
                if (IsSkipped(child, entry, isDirectory, options)) continue;
                if (isDirectory && !isSpecial && options.RecurseSubdirectories && depth < options.MaxRecursionDepth) below.Enqueue((child, depth + 1));
                if ((kinds & (isDirectory ? Kinds.Directories : Kinds.Files)) != 0 && FileNamePattern.Matches(pattern, entry.Name, options))
                {
                    yield return new Found(child, isDirectory);
                }
            }

            do
            {
                if (!below.TryDequeue(out (string Path, int Depth) next)) yield break;
                (path, depth) = next;
            }
            while (!TryRead(path, options, out entries));
        }
    }

    private static bool IsSkipped(string path, DirectoryEntry entry, bool isDirectory, EnumerationOptions options)
    {
        if (options.AttributesToSkip == 0 || (entry.Name is "." or "..")) return false;
        FileAttributes attributes = (entry.Name[0] == '.' ? FileAttributes.Hidden : 0) | (isDirectory ? FileAttributes.Directory : 0);
        const FileAttributes Costly = FileAttributes.ReadOnly | FileAttributes.ReparsePoint | FileAttributes.Normal;
        if ((options.AttributesToSkip & Costly) != 0 && Posix.Lstat(path).IsSuccess) attributes = File.GetAttributes(path);
        return (attributes & options.AttributesToSkip) != 0;
    }

    private static bool TryRead(string path, EnumerationOptions options, out List<DirectoryEntry> entries)
    {
        try
        {
            entries = Directory.ReadEntries(path, options.ReturnSpecialDirectories);
            return true;
        }
        catch (UnauthorizedAccessException) when (options.IgnoreInaccessible)
        {
            entries = [];
            return false;
        }
    }
}
