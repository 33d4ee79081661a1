// SPDX-License-Identifier: MIT
using System;

namespace Skift.Abi;

/// <summary>Flags of <c>mount(2)</c> (linux/mount.h); the first ones are also those of <c>statfs</c>.</summary>
[Flags]
public enum MountFlags : ulong
{
    None = 0,
    MS_RDONLY = 1,
    MS_NOSUID = 2,
    MS_NODEV = 4,
    MS_NOEXEC = 8,
    MS_SYNCHRONOUS = 16,
    MS_REMOUNT = 32,
    MS_MANDLOCK = 64,
    MS_DIRSYNC = 128,
    MS_NOSYMFOLLOW = 256,
    MS_NOATIME = 1024,
    MS_NODIRATIME = 2048,
    MS_BIND = 4096,
    MS_MOVE = 8192,
    MS_REC = 16384,
    MS_SILENT = 32768,
    MS_UNBINDABLE = 1 << 17,
    MS_PRIVATE = 1 << 18,
    MS_SLAVE = 1 << 19,
    MS_SHARED = 1 << 20,
    MS_RELATIME = 1 << 21,
    MS_STRICTATIME = 1 << 24,
    /// <summary>What changes how mounts spread to others (mount_namespaces(7)).</summary>
    Propagation = MS_UNBINDABLE | MS_PRIVATE | MS_SLAVE | MS_SHARED,
    /// <summary>The flags that a mount keeps, as against those that say what to do.</summary>
    Kept = MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_SYNCHRONOUS | MS_NOATIME | MS_NODIRATIME | MS_RELATIME | MS_NOSYMFOLLOW,
    /// <summary>Of <c>statfs</c>: the flags field is filled in.</summary>
    ST_VALID = 0x20,
    ST_NOATIME = 1024,
    ST_NODIRATIME = 2048,
    ST_RELATIME = 4096,
    ST_NOSYMFOLLOW = 0x2000,
}

/// <summary>Flags of <c>umount2(2)</c>.</summary>
[Flags]
public enum UnmountFlags
{
    None = 0,
    MNT_FORCE = 1,
    MNT_DETACH = 2,
    MNT_EXPIRE = 4,
    UMOUNT_NOFOLLOW = 8,
}
