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
