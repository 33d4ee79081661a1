// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Tools;

/// <summary>What kind of file something is, in words.</summary>
public static class FileTypeText
{
    public static string Describe(in Stat stat) => (stat.st_mode & StatMode.S_IFMT) switch
    {
        StatMode.S_IFREG => stat.st_size == 0 ? "regular empty file" : "regular file",
        StatMode.S_IFDIR => "directory",
        StatMode.S_IFLNK => "symbolic link",
        StatMode.S_IFCHR => "character special file",
        StatMode.S_IFBLK => "block special file",
        StatMode.S_IFIFO => "fifo",
        StatMode.S_IFSOCK => "socket",
        _ => "weird file",
    };

    public static bool IsDirectory(in Stat stat) => (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFDIR;

    public static bool IsSymbolicLink(in Stat stat) => (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFLNK;

    public static bool IsRegular(in Stat stat) => (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFREG;
}
