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
    F_SETSIG = 10,
    F_GETSIG = 11,
    F_SETOWN_EX = 15,
    F_GETOWN_EX = 16,
    F_GETOWNER_UIDS = 17,
    F_OFD_GETLK = 36,
    F_OFD_SETLK = 37,
    F_OFD_SETLKW = 38,
    F_SETLEASE = 1024,
    F_GETLEASE = 1025,
    F_NOTIFY = 1026,
    F_DUPFD_QUERY = 1027,
    F_CREATED_QUERY = 1028,
    F_CANCELLK = 1029,
    F_DUPFD_CLOEXEC = 1030,
    F_SETPIPE_SZ = 1031,
    F_GETPIPE_SZ = 1032,
    F_ADD_SEALS = 1033,
    F_GET_SEALS = 1034,
    F_GET_RW_HINT = 1035,
    F_SET_RW_HINT = 1036,
    F_GET_FILE_RW_HINT = 1037,
    F_SET_FILE_RW_HINT = 1038,
}

/// <summary>What <c>F_NOTIFY</c> asks for.</summary>
[Flags]
public enum DirectoryNotices : uint
{
    None = 0,
    DN_ACCESS = 1,
    DN_MODIFY = 2,
    DN_CREATE = 4,
    DN_DELETE = 8,
    DN_RENAME = 0x10,
    DN_ATTRIB = 0x20,
    DN_MULTISHOT = 0x8000_0000,
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

/// <summary>Modes of <c>fallocate(2)</c> (linux/falloc.h).</summary>
[Flags]
public enum FallocateFlags
{
    None = 0,
    FALLOC_FL_KEEP_SIZE = 1,
    FALLOC_FL_PUNCH_HOLE = 2,
    FALLOC_FL_NO_HIDE_STALE = 4,
    FALLOC_FL_COLLAPSE_RANGE = 8,
    FALLOC_FL_ZERO_RANGE = 0x10,
    FALLOC_FL_INSERT_RANGE = 0x20,
    FALLOC_FL_UNSHARE_RANGE = 0x40,
    FALLOC_FL_WRITE_ZEROES = 0x80,
}

/// <summary>What a file forbids for ever (F_ADD_SEALS).</summary>
[Flags]
public enum Seals
{
    None = 0,
    F_SEAL_SEAL = 1,
    F_SEAL_SHRINK = 2,
    F_SEAL_GROW = 4,
    F_SEAL_WRITE = 8,
    F_SEAL_FUTURE_WRITE = 0x10,
    F_SEAL_EXEC = 0x20,
    /// <summary>All there are.</summary>
    Known = 0x3F,
}
