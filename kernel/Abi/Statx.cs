// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary><c>struct statx_timestamp</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct StatxTimestamp
{
    public long tv_sec;
    public uint tv_nsec;
    private int _reserved;

    public StatxTimestamp(Timespec time)
    {
        tv_sec = time.tv_sec;
        tv_nsec = (uint)time.tv_nsec;
    }
}

/// <summary><c>struct statx</c> (<c>linux/stat.h</c>), 256 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Statx
{
    public StatxMask stx_mask;
    public uint stx_blksize;
    public ulong stx_attributes;
    public uint stx_nlink;
    public uint stx_uid;
    public uint stx_gid;
    public ushort stx_mode;
    private ushort _padding;
    public ulong stx_ino;
    public ulong stx_size;
    public ulong stx_blocks;
    public ulong stx_attributes_mask;
    public StatxTimestamp stx_atime;
    public StatxTimestamp stx_btime;
    public StatxTimestamp stx_ctime;
    public StatxTimestamp stx_mtime;
    public uint stx_rdev_major;
    public uint stx_rdev_minor;
    public uint stx_dev_major;
    public uint stx_dev_minor;
    public ulong stx_mnt_id;
    public uint stx_dio_mem_align;
    public uint stx_dio_offset_align;
    private ulong _spare0;
    private ulong _spare1;
    private ulong _spare2;
    private ulong _spare3;
    private ulong _spare4;
    private ulong _spare5;
    private ulong _spare6;
    private ulong _spare7;
    private ulong _spare8;
    private ulong _spare9;
    private ulong _spare10;
    private ulong _spare11;
}

/// <summary>Fields that statx(2) is asked for and answers.</summary>
[Flags]
public enum StatxMask : uint
{
    STATX_TYPE = 1,
    STATX_MODE = 2,
    STATX_NLINK = 4,
    STATX_UID = 8,
    STATX_GID = 0x10,
    STATX_ATIME = 0x20,
    STATX_MTIME = 0x40,
    STATX_CTIME = 0x80,
    STATX_INO = 0x100,
    STATX_SIZE = 0x200,
    STATX_BLOCKS = 0x400,
    STATX_BASIC_STATS = 0x7FF,
    STATX_BTIME = 0x800,
    STATX_MNT_ID = 0x1000,
    STATX_MNT_ID_UNIQUE = 0x4000,
    STATX__RESERVED = 0x8000_0000,
}

/// <summary>Attributes that statx(2) tells.</summary>
[Flags]
public enum StatxAttributes : ulong
{
    None = 0,
    STATX_ATTR_IMMUTABLE = 0x10,
    STATX_ATTR_APPEND = 0x20,
    STATX_ATTR_NODUMP = 0x40,
    STATX_ATTR_AUTOMOUNT = 0x1000,
    STATX_ATTR_MOUNT_ROOT = 0x2000,
    STATX_ATTR_DAX = 0x20_0000,
}
