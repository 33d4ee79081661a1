// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>Directories.</summary>
public static partial class Directory
{
    private const StatMode DefaultMode = (StatMode)0x1FF;

    public static bool Exists(string? path) =>
        !string.IsNullOrEmpty(path) && Posix.Stat(path).Try(out Stat stat, out _)
        && (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFDIR;

    public static string GetCurrentDirectory() => UnixError.Value(Posix.Getcwd(), ".");

    public static void SetCurrentDirectory(string path) => UnixError.Check(Posix.Chdir(path), path, isDirectory: true);

    /// <summary>With all that is missing above it; does nothing if it is there.</summary>
    public static DirectoryInfo CreateDirectory(string path) => CreateDirectory(path, DefaultMode);

    private static DirectoryInfo CreateDirectory(string path, StatMode mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Errno error = Posix.Mkdir(full, mode);
        if (error == Errno.ENOENT && Path.GetDirectoryName(full) is string parent)
        {
            _ = CreateDirectory(parent);
            error = Posix.Mkdir(full, mode);
        }

        if (error != Errno.EEXIST || !Exists(full))
        {
            UnixError.Check(error, path, isDirectory: true);
        }

        return new DirectoryInfo(path);
    }

    public static void Delete(string path) => Delete(path, recursive: false);

    public static void Delete(string path, bool recursive)
    {
        if (recursive && !IsLink(path))
        {
            foreach (DirectoryEntry entry in ReadEntries(path))
            {
                string child = Path.Join(path, entry.Name);
                if (IsDirectory(child, entry.Type, followsLinks: false))
                {
                    Delete(child, recursive: true);
                }
                else
                {
                    UnixError.Check(Posix.Unlink(child), child);
                }
            }
        }

        // A link to a directory goes, and the directory stays.
        UnixError.Check(IsLink(path) && Exists(path) ? Posix.Unlink(Path.TrimEndingDirectorySeparator(path)) : Posix.Rmdir(path), path, isDirectory: true);
    }

    public static void Move(string sourceDirName, string destDirName) =>
        UnixError.Check(Posix.Rename(sourceDirName, destDirName), sourceDirName, isDirectory: true);

    private static bool IsLink(string path) =>
        Posix.Lstat(Path.TrimEndingDirectorySeparator(path)).Try(out Stat stat, out _) && (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFLNK;

    internal static bool IsDirectory(string path, DirentType type, bool followsLinks)
    {
        if (type is not (DirentType.DT_UNKNOWN or DirentType.DT_LNK) || (type == DirentType.DT_LNK && !followsLinks))
        {
            return type == DirentType.DT_DIR;
        }

        return (followsLinks ? Posix.Stat(path) : Posix.Lstat(path)).Try(out Stat stat, out _)
            && (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFDIR;
    }

    internal static List<DirectoryEntry> ReadEntries(string path, bool hasSpecial = false)
    {
        List<DirectoryEntry> entries = [];
        using DirectoryStream directory = UnixError.Value(Posix.Opendir(path), path, isDirectory: true);
        while (directory.Read(out DirectoryEntry entry))
        {
            if (hasSpecial || entry.Name is not ("." or ".."))
            {
                entries.Add(entry);
            }
        }

        UnixError.Check(directory.Error, path, isDirectory: true);
        return entries;
    }
}
