// SPDX-License-Identifier: MIT
using System;

namespace Skift.Abi;

/// <summary>Commands of <c>fcntl(2)</c>.</summary>
public enum FcntlCommand
{
    F_DUPFD = 0,
    F_GETFD = 1,
    F_SETFD = 2,
    F_GETFL = 3,
    F_SETFL = 4,
    F_GETLK = 5,
    F_SETLK = 6,
    F_SETLKW = 7,
    F_SETOWN = 8,
    F_GETOWN = 9,
    F_DUPFD_CLOEXEC = 1030,
    F_SETPIPE_SZ = 1031,
    F_GETPIPE_SZ = 1032,
}

/// <summary>Flags of one descriptor (<c>F_GETFD</c>, <c>F_SETFD</c>).</summary>
[Flags]
public enum DescriptorFlags
{
    None = 0,
    FD_CLOEXEC = 1,
}

/// <summary>Flags and marks of the <c>*at</c> calls (linux/fcntl.h).</summary>
[Flags]
public enum AtFlags
{
    None = 0,
    AT_SYMLINK_NOFOLLOW = 0x100,
    /// <summary>Of <c>unlinkat</c>.</summary>
    AT_REMOVEDIR = 0x200,
    /// <summary>Of <c>faccessat2</c>: the same bit as <see cref="AT_REMOVEDIR"/>.</summary>
    AT_EACCESS = 0x200,
    AT_SYMLINK_FOLLOW = 0x400,
    AT_NO_AUTOMOUNT = 0x800,
    AT_EMPTY_PATH = 0x1000,
    AT_STATX_SYNC_TYPE = 0x6000,
}

/// <summary>Numbers of fcntl.h and unistd.h that are not flags.</summary>
public static class FileConstants
{
    /// <summary>The directory argument that stands for the working directory.</summary>
    public const int AT_FDCWD = -100;
    /// <summary>Bytes of a path, with its terminating null.</summary>
    public const int PATH_MAX = 4096;
    /// <summary>Bytes of one name in a path.</summary>
    public const int NAME_MAX = 255;
    /// <summary>Writes of up to this many bytes to a pipe are not mixed with those of others.</summary>
    public const int PIPE_BUF = 4096;
    /// <summary>Symbolic links that one path walk follows.</summary>
    public const int MAXSYMLINKS = 40;
}

/// <summary>Flags of <c>renameat2(2)</c>.</summary>
[Flags]
public enum RenameFlags : uint
{
    None = 0,
    RENAME_NOREPLACE = 1,
    RENAME_EXCHANGE = 2,
    RENAME_WHITEOUT = 4,
}

/// <summary>What <c>access(2)</c> asks for.</summary>
[Flags]
public enum AccessMode
{
    F_OK = 0,
    X_OK = 1,
    W_OK = 2,
    R_OK = 4,
}

/// <summary>Where the offset of <c>lseek(2)</c> counts from.</summary>
public enum SeekWhence
{
    SEEK_SET = 0,
    SEEK_CUR = 1,
    SEEK_END = 2,
    SEEK_DATA = 3,
    SEEK_HOLE = 4,
}
