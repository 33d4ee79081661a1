// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary>One part of a scattered buffer, as readv(2) takes it.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Iovec
{
    public ulong iov_base;
    public ulong iov_len;

    /// <summary>The most parts of one call.</summary>
    public const int IOV_MAX = 1024;

    /// <summary>The most bytes one read or write moves (Linux's <c>MAX_RW_COUNT</c>).</summary>
    public const long MAX_RW_COUNT = 0x7FFF_F000;
}

/// <summary><c>struct flock</c> of x86-64, for the record locks of fcntl(2).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct FileLock
{
    public const short F_RDLCK = 0;
    public const short F_WRLCK = 1;
    public const short F_UNLCK = 2;

    public short l_type;
    public short l_whence;
    public int padding;
    public long l_start;
    public long l_len;
    public int l_pid;
    public int padding2;
}

/// <summary>Flags of <c>preadv2(2)</c> and <c>pwritev2(2)</c> (linux/fs.h).</summary>
[System.Flags]
public enum ReadWriteFlags
{
    None = 0,
    RWF_HIPRI = 1,
    RWF_DSYNC = 2,
    RWF_SYNC = 4,
    RWF_NOWAIT = 8,
    RWF_APPEND = 0x10,
    RWF_NOAPPEND = 0x20,
    RWF_ATOMIC = 0x40,
    RWF_DONTCACHE = 0x80,
    /// <summary>All there are.</summary>
    Known = 0xFF,
}
