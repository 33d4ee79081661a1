// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>Times, attributes and links of files under .NET's names.</summary>
internal static class FileStatus
{
    private const StatMode AllWrite = StatMode.S_IWUSR | StatMode.S_IWGRP | StatMode.S_IWOTH;

    /// <summary>What .NET answers for a file that is not there: the zero of Windows.</summary>
    internal static readonly DateTime NoTime = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Of the link itself if it is one, as .NET has it.</summary>
    internal static bool TryGet(string path, out Stat stat)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Posix.Lstat(Path.TrimEndingDirectorySeparator(path)).Try(out stat, out _);
    }

    /// <summary>Of what a link leads to; of the link if that is nothing.</summary>
    internal static bool TryFollow(string path, out Stat stat) => Posix.Stat(path).Try(out stat, out _) || Posix.Lstat(path).Try(out stat, out _);

    internal static Stat Get(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return UnixError.Value(Posix.Lstat(Path.TrimEndingDirectorySeparator(path)), path);
    }

    internal static DateTime ToTime(Timespec time) => DateTime.UnixEpoch.AddTicks((time.tv_sec * TimeSpan.TicksPerSecond) + (time.tv_nsec / TimeSpan.NanosecondsPerTick));

    internal static DateTime LastWrite(string path) => TryGet(path, out Stat stat) ? ToTime(stat.st_mtim) : NoTime;

    internal static DateTime LastAccess(string path) => TryGet(path, out Stat stat) ? ToTime(stat.st_atim) : NoTime;

    /// <summary>Unix does not keep it; nothing happened before the older of these.</summary>
    internal static DateTime Creation(string path) => TryGet(path, out Stat stat) ? Creation(in stat) : NoTime;

    internal static DateTime Creation(in Stat stat)
    {
        DateTime write = ToTime(stat.st_mtim), change = ToTime(stat.st_ctim);
        return write < change ? write : change;
    }

    /// <param name="access">Null leaves it as it is.</param>
    internal static void SetTimes(string path, DateTime? access, DateTime? write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        UnixError.Check(Posix.Utimensat(FileConstants.AT_FDCWD, Path.TrimEndingDirectorySeparator(path), ToTimespec(access), ToTimespec(write), AtFlags.AT_SYMLINK_NOFOLLOW), path);
    }

    internal static FileAttributes Attributes(string path, in Stat stat)
    {
        FileAttributes attributes = 0;
        StatMode type = stat.st_mode & StatMode.S_IFMT;
        Stat target = stat;
        if (type == StatMode.S_IFLNK)
        {
            attributes |= FileAttributes.ReparsePoint;
            if (Posix.Stat(path).Try(out Stat found, out _)) target = found;
        }

        if ((target.st_mode & StatMode.S_IFMT) == StatMode.S_IFDIR) attributes |= FileAttributes.Directory;
        if (IsReadOnly(in target)) attributes |= FileAttributes.ReadOnly;
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (name.Length > 0 && name[0] == '.') attributes |= FileAttributes.Hidden;
        return attributes == 0 ? FileAttributes.Normal : attributes;
    }

    /// <summary>Only <see cref="FileAttributes.ReadOnly"/> can be changed.</summary>
    internal static void SetAttributes(string path, FileAttributes attributes)
    {
        Stat stat = UnixError.Value(Posix.Stat(path), path);
        bool isReadOnly = (attributes & FileAttributes.ReadOnly) != 0;
        if (isReadOnly == IsReadOnly(in stat)) return;
        StatMode mode = isReadOnly ? stat.st_mode & ~AllWrite : stat.st_mode | StatMode.S_IWUSR;
        UnixError.Check(Posix.Chmod(path, mode & StatMode.Permissions), path);
    }

    internal static UnixFileMode Mode(string path) => (UnixFileMode)(uint)(UnixError.Value(Posix.Stat(path), path).st_mode & StatMode.Permissions);

    internal static void SetMode(string path, UnixFileMode mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (((int)mode & ~0xFFF) != 0) throw new ArgumentException("Invalid UnixFileMode value.", nameof(UnixFileMode));
        UnixError.Check(Posix.Chmod(path, (StatMode)(uint)mode), path);
    }

    private static bool IsReadOnly(in Stat stat)
    {
        StatMode write = stat.st_uid == Posix.Geteuid() ? StatMode.S_IWUSR : stat.st_gid == Posix.Getegid() ? StatMode.S_IWGRP : StatMode.S_IWOTH;
        return (stat.st_mode & write) == 0;
    }

    private static Timespec ToTimespec(DateTime? time)
    {
        if (time is not DateTime value) return new Timespec(0, Timespec.UTIME_OMIT);
        long ticks = value.ToUniversalTime().Ticks - DateTime.UnixEpoch.Ticks;
        long seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out long rest);
        return rest < 0 ? new Timespec(seconds - 1, (rest + TimeSpan.TicksPerSecond) * TimeSpan.NanosecondsPerTick) : new Timespec(seconds, rest * TimeSpan.NanosecondsPerTick);
    }
}
