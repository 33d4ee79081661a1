// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>Times, links and what else is known of directories.</summary>
public static partial class Directory
{
    private const StatMode PrivateMode = StatMode.S_IRWXU;

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

    public static DirectoryInfo? GetParent(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Path.GetDirectoryName(Path.GetFullPath(path)) is string parent ? new DirectoryInfo(parent) : null;
    }

    public static string GetDirectoryRoot(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Path.GetPathRoot(Path.GetFullPath(path))!;
    }

    public static DirectoryInfo CreateDirectory(string path, UnixFileMode unixCreateMode)
    {
        if (((int)unixCreateMode & ~0xFFF) != 0) throw new ArgumentException("Invalid UnixFileMode value.", nameof(UnixFileMode));
        return CreateDirectory(path, (StatMode)(uint)unixCreateMode);
    }

    /// <summary>A new directory for temporary files that only this user may enter.</summary>
    public static DirectoryInfo CreateTempSubdirectory(string? prefix = null)
    {
        if (prefix != null && prefix.Contains('/')) throw new ArgumentException("The prefix cannot contain a directory separator character.", nameof(prefix));
        while (true)
        {
            string path = Path.Combine(Path.GetTempPath(), prefix + Path.RandomName(6));
            Errno error = Posix.Mkdir(path, PrivateMode);
            if (error == Errno.None) return new DirectoryInfo(path);
            if (error != Errno.EEXIST) throw UnixError.ToException(error, path, isDirectory: true);
        }
    }

    public static FileSystemInfo CreateSymbolicLink(string path, string pathToTarget)
    {
        FileLinks.Create(path, pathToTarget);
        return new DirectoryInfo(path);
    }

    public static FileSystemInfo? ResolveLinkTarget(string linkPath, bool returnFinalTarget) => FileLinks.Resolve(linkPath, returnFinalTarget, isDirectory: true);
}
