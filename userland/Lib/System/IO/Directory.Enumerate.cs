// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.IO;

/// <summary>What is in a directory.</summary>
public static partial class Directory
{
    public static IEnumerable<string> EnumerateFileSystemEntries(string path) => EnumerateFileSystemEntries(path, "*");

    public static IEnumerable<string> EnumerateFileSystemEntries(string path, string searchPattern) => EnumerateFileSystemEntries(path, searchPattern, SearchOption.TopDirectoryOnly);

    public static IEnumerable<string> EnumerateFileSystemEntries(string path, string searchPattern, SearchOption searchOption) =>
        EnumerateFileSystemEntries(path, searchPattern, EnumerationOptions.Of(searchOption));

    public static IEnumerable<string> EnumerateFileSystemEntries(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        Paths(DirectoryWalk.Start(path, searchPattern, enumerationOptions, DirectoryWalk.Kinds.All));

    public static string[] GetFileSystemEntries(string path) => [.. EnumerateFileSystemEntries(path)];

    public static string[] GetFileSystemEntries(string path, string searchPattern) => [.. EnumerateFileSystemEntries(path, searchPattern)];

    public static string[] GetFileSystemEntries(string path, string searchPattern, SearchOption searchOption) => [.. EnumerateFileSystemEntries(path, searchPattern, searchOption)];

    public static string[] GetFileSystemEntries(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        [.. EnumerateFileSystemEntries(path, searchPattern, enumerationOptions)];

    public static IEnumerable<string> EnumerateFiles(string path) => EnumerateFiles(path, "*");

    public static IEnumerable<string> EnumerateFiles(string path, string searchPattern) => EnumerateFiles(path, searchPattern, SearchOption.TopDirectoryOnly);

    public static IEnumerable<string> EnumerateFiles(string path, string searchPattern, SearchOption searchOption) =>
        EnumerateFiles(path, searchPattern, EnumerationOptions.Of(searchOption));

    public static IEnumerable<string> EnumerateFiles(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        Paths(DirectoryWalk.Start(path, searchPattern, enumerationOptions, DirectoryWalk.Kinds.Files));

    public static string[] GetFiles(string path) => [.. EnumerateFiles(path)];

    public static string[] GetFiles(string path, string searchPattern) => [.. EnumerateFiles(path, searchPattern)];

    public static string[] GetFiles(string path, string searchPattern, SearchOption searchOption) => [.. EnumerateFiles(path, searchPattern, searchOption)];

    public static string[] GetFiles(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        [.. EnumerateFiles(path, searchPattern, enumerationOptions)];

    public static IEnumerable<string> EnumerateDirectories(string path) => EnumerateDirectories(path, "*");

    public static IEnumerable<string> EnumerateDirectories(string path, string searchPattern) => EnumerateDirectories(path, searchPattern, SearchOption.TopDirectoryOnly);

    public static IEnumerable<string> EnumerateDirectories(string path, string searchPattern, SearchOption searchOption) =>
        EnumerateDirectories(path, searchPattern, EnumerationOptions.Of(searchOption));

    public static IEnumerable<string> EnumerateDirectories(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        Paths(DirectoryWalk.Start(path, searchPattern, enumerationOptions, DirectoryWalk.Kinds.Directories));

    public static string[] GetDirectories(string path) => [.. EnumerateDirectories(path)];

    public static string[] GetDirectories(string path, string searchPattern) => [.. EnumerateDirectories(path, searchPattern)];

    public static string[] GetDirectories(string path, string searchPattern, SearchOption searchOption) => [.. EnumerateDirectories(path, searchPattern, searchOption)];

    public static string[] GetDirectories(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        [.. EnumerateDirectories(path, searchPattern, enumerationOptions)];

    private static IEnumerable<string> Paths(IEnumerable<DirectoryWalk.Found> entries)
    {
        foreach (DirectoryWalk.Found found in entries) yield return found.Path;
    }
}
