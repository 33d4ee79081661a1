// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.IO;

/// <summary>A directory by name, whether it is there or not.</summary>
public sealed class DirectoryInfo : FileSystemInfo
{
    public DirectoryInfo(string path)
        : base(path ?? throw new ArgumentNullException(nameof(path)), Path.GetFullPath(path))
    {
    }

    public override string Name => FullPath == "/" ? FullPath : Path.GetFileName(Path.TrimEndingDirectorySeparator(FullPath))!;

    public override bool Exists => IsDirectoryThere() == true;

    public DirectoryInfo? Parent =>
        Path.GetDirectoryName(FullPath == "/" ? FullPath : Path.TrimEndingDirectorySeparator(FullPath)) is string parent ? new DirectoryInfo(parent) : null;

    public DirectoryInfo Root => new("/");

    public void Create()
    {
        _ = Directory.CreateDirectory(FullPath);
        Refresh();
    }

    public DirectoryInfo CreateSubdirectory(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0) throw new ArgumentException("Path cannot be the empty string or all whitespace.", nameof(path));
        if (Path.IsPathRooted(path)) throw new ArgumentException("Second path fragment must not be a drive or UNC name.", nameof(path));
        string full = Path.GetFullPath(Path.Combine(FullPath, path));
        string own = Path.TrimEndingDirectorySeparator(FullPath);
        bool isBelow = full.StartsWith(own, StringComparison.Ordinal) && (own == "/" || full.Length == own.Length || full[own.Length] == '/');
        if (!isBelow) throw new ArgumentException($"The directory specified, '{path}', is not a subdirectory of '{FullPath}'.", nameof(path));
        return Directory.CreateDirectory(full);
    }

    public void MoveTo(string destDirName)
    {
        ArgumentException.ThrowIfNullOrEmpty(destDirName);
        Directory.Move(FullPath, destDirName);
        OriginalPath = destDirName;
        FullPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(destDirName)) + "/";
        Refresh();
    }

    public override void Delete() => Delete(recursive: false);

    public void Delete(bool recursive)
    {
        Directory.Delete(FullPath, recursive);
        Refresh();
    }

    public IEnumerable<FileInfo> EnumerateFiles() => EnumerateFiles("*");

    public IEnumerable<FileInfo> EnumerateFiles(string searchPattern) => EnumerateFiles(searchPattern, SearchOption.TopDirectoryOnly);

    public IEnumerable<FileInfo> EnumerateFiles(string searchPattern, SearchOption searchOption) => EnumerateFiles(searchPattern, EnumerationOptions.Of(searchOption));

    public IEnumerable<FileInfo> EnumerateFiles(string searchPattern, EnumerationOptions enumerationOptions) =>
        Convert<FileInfo>(DirectoryWalk.Start(FullPath, searchPattern, enumerationOptions, DirectoryWalk.Kinds.Files));

    public IEnumerable<DirectoryInfo> EnumerateDirectories() => EnumerateDirectories("*");

    public IEnumerable<DirectoryInfo> EnumerateDirectories(string searchPattern) => EnumerateDirectories(searchPattern, SearchOption.TopDirectoryOnly);

    public IEnumerable<DirectoryInfo> EnumerateDirectories(string searchPattern, SearchOption searchOption) =>
        EnumerateDirectories(searchPattern, EnumerationOptions.Of(searchOption));

    public IEnumerable<DirectoryInfo> EnumerateDirectories(string searchPattern, EnumerationOptions enumerationOptions) =>
        Convert<DirectoryInfo>(DirectoryWalk.Start(FullPath, searchPattern, enumerationOptions, DirectoryWalk.Kinds.Directories));

    public IEnumerable<FileSystemInfo> EnumerateFileSystemInfos() => EnumerateFileSystemInfos("*");

    public IEnumerable<FileSystemInfo> EnumerateFileSystemInfos(string searchPattern) => EnumerateFileSystemInfos(searchPattern, SearchOption.TopDirectoryOnly);

    public IEnumerable<FileSystemInfo> EnumerateFileSystemInfos(string searchPattern, SearchOption searchOption) =>
        EnumerateFileSystemInfos(searchPattern, EnumerationOptions.Of(searchOption));

    public IEnumerable<FileSystemInfo> EnumerateFileSystemInfos(string searchPattern, EnumerationOptions enumerationOptions) =>
        Convert<FileSystemInfo>(DirectoryWalk.Start(FullPath, searchPattern, enumerationOptions, DirectoryWalk.Kinds.All));

    public FileInfo[] GetFiles() => [.. EnumerateFiles()];

    public FileInfo[] GetFiles(string searchPattern) => [.. EnumerateFiles(searchPattern)];

    public FileInfo[] GetFiles(string searchPattern, SearchOption searchOption) => [.. EnumerateFiles(searchPattern, searchOption)];

    public FileInfo[] GetFiles(string searchPattern, EnumerationOptions enumerationOptions) => [.. EnumerateFiles(searchPattern, enumerationOptions)];

    public DirectoryInfo[] GetDirectories() => [.. EnumerateDirectories()];

    public DirectoryInfo[] GetDirectories(string searchPattern) => [.. EnumerateDirectories(searchPattern)];

    public DirectoryInfo[] GetDirectories(string searchPattern, SearchOption searchOption) => [.. EnumerateDirectories(searchPattern, searchOption)];

    public DirectoryInfo[] GetDirectories(string searchPattern, EnumerationOptions enumerationOptions) => [.. EnumerateDirectories(searchPattern, enumerationOptions)];

    public FileSystemInfo[] GetFileSystemInfos() => [.. EnumerateFileSystemInfos()];

    public FileSystemInfo[] GetFileSystemInfos(string searchPattern) => [.. EnumerateFileSystemInfos(searchPattern)];

    public FileSystemInfo[] GetFileSystemInfos(string searchPattern, SearchOption searchOption) => [.. EnumerateFileSystemInfos(searchPattern, searchOption)];

    public FileSystemInfo[] GetFileSystemInfos(string searchPattern, EnumerationOptions enumerationOptions) => [.. EnumerateFileSystemInfos(searchPattern, enumerationOptions)];

    private static IEnumerable<T> Convert<T>(IEnumerable<DirectoryWalk.Found> entries)
        where T : FileSystemInfo
    {
        foreach (DirectoryWalk.Found found in entries)
        {
            FileSystemInfo info = found.IsDirectory ? new DirectoryInfo(found.Path) : new FileInfo(found.Path);
            yield return (T)info;
        }
    }
}
