// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>Times, attributes and links of files.</summary>
public static partial class File
{
    public static DateTime GetCreationTime(string path) => FileStatus.Creation(path).ToLocalTime();

    public static DateTime GetCreationTimeUtc(string path) => FileStatus.Creation(path);

    public static void SetCreationTime(string path, DateTime creationTime) => FileStatus.SetTimes(path, null, creationTime);

    public static void SetCreationTimeUtc(string path, DateTime creationTimeUtc) => FileStatus.SetTimes(path, null, creationTimeUtc.ToUniversalTime());

    public static DateTime GetLastAccessTime(string path) => FileStatus.LastAccess(path).ToLocalTime();

    public static DateTime GetLastAccessTimeUtc(string path) => FileStatus.LastAccess(path);

    public static void SetLastAccessTime(string path, DateTime lastAccessTime) => FileStatus.SetTimes(path, lastAccessTime, null);

    public static void SetLastAccessTimeUtc(string path, DateTime lastAccessTimeUtc) => FileStatus.SetTimes(path, lastAccessTimeUtc.ToUniversalTime(), null);

    public static DateTime GetLastWriteTime(string path) => FileStatus.LastWrite(path).ToLocalTime();

    public static DateTime GetLastWriteTimeUtc(string path) => FileStatus.LastWrite(path);

    public static void SetLastWriteTime(string path, DateTime lastWriteTime) => FileStatus.SetTimes(path, null, lastWriteTime);

    public static void SetLastWriteTimeUtc(string path, DateTime lastWriteTimeUtc) => FileStatus.SetTimes(path, null, lastWriteTimeUtc.ToUniversalTime());

    public static FileAttributes GetAttributes(string path)
    {
        Stat stat = FileStatus.Get(path);
        return FileStatus.Attributes(path, in stat);
    }

    public static void SetAttributes(string path, FileAttributes fileAttributes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStatus.SetAttributes(path, fileAttributes);
    }

    public static UnixFileMode GetUnixFileMode(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FileStatus.Mode(path);
    }

    public static void SetUnixFileMode(string path, UnixFileMode mode) => FileStatus.SetMode(path, mode);

    public static FileSystemInfo CreateSymbolicLink(string path, string pathToTarget)
    {
        FileLinks.Create(path, pathToTarget);
        return new FileInfo(path);
    }

    public static FileSystemInfo? ResolveLinkTarget(string linkPath, bool returnFinalTarget) => FileLinks.Resolve(linkPath, returnFinalTarget, isDirectory: false);

    /// <summary>Puts the source in the destination's place, which goes to the backup's.</summary>
    public static void Replace(string sourceFileName, string destinationFileName, string? destinationBackupFileName) =>
        Replace(sourceFileName, destinationFileName, destinationBackupFileName, ignoreMetadataErrors: false);

    public static void Replace(string sourceFileName, string destinationFileName, string? destinationBackupFileName, bool ignoreMetadataErrors)
    {
        ArgumentNullException.ThrowIfNull(sourceFileName);
        ArgumentNullException.ThrowIfNull(destinationFileName);
        UnixError.Check(Posix.Stat(sourceFileName).Error, sourceFileName);
        UnixError.Check(Posix.Stat(destinationFileName).Error, destinationFileName);
        if (destinationBackupFileName != null) UnixError.Check(Posix.Rename(destinationFileName, destinationBackupFileName), destinationFileName);
        UnixError.Check(Posix.Rename(sourceFileName, destinationFileName), sourceFileName);
    }
}
