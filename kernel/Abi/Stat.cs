// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary>Type and permission bits of <c>st_mode</c> (<c>inode(7)</c>).</summary>
[Flags]
public enum StatMode : uint
{
    None = 0,
    S_IFMT = 0xF000,
    S_IFIFO = 0x1000,
    S_IFCHR = 0x2000,
    S_IFDIR = 0x4000,
    S_IFBLK = 0x6000,
    S_IFREG = 0x8000,
    S_IFLNK = 0xA000,
    S_IFSOCK = 0xC000,
    S_ISUID = 0x800,
    S_ISGID = 0x400,
    S_ISVTX = 0x200,
    S_IRWXU = 0x1C0,
    S_IRUSR = 0x100,
    S_IWUSR = 0x80,
    S_IXUSR = 0x40,
    S_IRWXG = 0x38,
    S_IRGRP = 0x20,
    S_IWGRP = 0x10,
    S_IXGRP = 0x8,
    S_IRWXO = 0x7,
    S_IROTH = 0x4,
    S_IWOTH = 0x2,
    S_IXOTH = 0x1,
    /// <summary>Everything that <c>chmod(2)</c> may change.</summary>
    Permissions = 0xFFF,
}

/// <summary><c>struct timespec</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Timespec
{
    /// <summary>Of <c>utimensat(2)</c>, in <see cref="tv_nsec"/>: set to the present time.</summary>
    public const long UTIME_NOW = (1L << 30) - 1;
    /// <summary>Of <c>utimensat(2)</c>, in <see cref="tv_nsec"/>: leave as it is.</summary>
    public const long UTIME_OMIT = (1L << 30) - 2;

    public long tv_sec;
    public long tv_nsec;

    public Timespec(long seconds, long nanoseconds)
    {
        tv_sec = seconds;
        tv_nsec = nanoseconds;
    }
}

/// <summary><c>struct stat</c> of x86-64 (asm/stat.h).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Stat
{
    public ulong st_dev;
    public ulong st_ino;
    public ulong st_nlink;
    public StatMode st_mode;
    public uint st_uid;
    public uint st_gid;
    private uint _padding;
    public ulong st_rdev;
    public long st_size;
    public long st_blksize;
    /// <summary>Units of 512 bytes.</summary>
    public long st_blocks;
    public Timespec st_atim;
    public Timespec st_mtim;
    public Timespec st_ctim;
    private long _unused0;
    private long _unused1;
    private long _unused2;
}

/// <summary><c>struct statfs</c> of x86-64 (asm-generic/statfs.h).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Statfs
{
    public long f_type;
    public long f_bsize;
    public ulong f_blocks;
    public ulong f_bfree;
    public ulong f_bavail;
    public ulong f_files;
    public ulong f_ffree;
    public int f_fsid0;
    public int f_fsid1;
    public long f_namelen;
    public long f_frsize;
    public long f_flags;
    private long _spare0;
    private long _spare1;
    private long _spare2;
    private long _spare3;
}

/// <summary>A device number as <c>st_rdev</c> and <c>mknod(2)</c> carry it: 12 bits of major and 20 bits of minor, split up.</summary>
public static class DeviceNumber
{
    public static ulong Make(uint major, uint minor) =>
        ((ulong)(major & 0xFFFFF000) << 32) | ((ulong)(major & 0xFFF) << 8) | ((ulong)(minor & 0xFFFFFF00) << 12) | (minor & 0xFF);

    public static uint Major(ulong device) => (uint)(((device >> 32) & 0xFFFFF000) | ((device >> 8) & 0xFFF));

    public static uint Minor(ulong device) => (uint)(((device >> 12) & 0xFFFFFF00) | (device & 0xFF));
}

/// <summary>Type of a directory entry (<c>d_type</c>): the type bits of the mode, shifted down by 12.</summary>
public enum DirentType : byte
{
    DT_UNKNOWN = 0,
    DT_FIFO = 1,
    DT_CHR = 2,
    DT_DIR = 4,
    DT_BLK = 6,
    DT_REG = 8,
    DT_LNK = 10,
    DT_SOCK = 12,
}

/// <summary><c>struct linux_dirent64</c>: a fixed head, then the name with its null, padded to 8 bytes.</summary>
public static class Dirent64
{
    public const int InodeOffset = 0;
    public const int NextOffset = 8;
    public const int LengthOffset = 16;
    public const int TypeOffset = 18;
    public const int NameOffset = 19;
}
