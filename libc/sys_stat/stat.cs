// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/stat.h, sys/statvfs's kernel form, and sys/mount.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("stat")]
    public static int stat(byte* path, Stat* result) => (int)Error.Answer(Syscall.Invoke(SystemCall.stat, (long)path, (long)result));

    [RuntimeExport("lstat")]
    public static int lstat(byte* path, Stat* result) => (int)Error.Answer(Syscall.Invoke(SystemCall.lstat, (long)path, (long)result));

    [RuntimeExport("fstat")]
    public static int fstat(int fd, Stat* result) => (int)Error.Answer(Syscall.Invoke(SystemCall.fstat, fd, (long)result));

    [RuntimeExport("fstatat")]
    public static int fstatat(int directory, byte* path, Stat* result, int flags) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.newfstatat, directory, (long)path, (long)result, flags));

    [RuntimeExport("mkdir")]
    public static int mkdir(byte* path, uint mode) => (int)Error.Answer(Syscall.Invoke(SystemCall.mkdir, (long)path, mode));

    [RuntimeExport("mkdirat")]
    public static int mkdirat(int directory, byte* path, uint mode) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.mkdirat, directory, (long)path, mode));

    [RuntimeExport("mknod")]
    public static int mknod(byte* path, uint mode, ulong device) => (int)Error.Answer(Syscall.Invoke(SystemCall.mknod, (long)path, mode, (long)device));

    [RuntimeExport("mkfifo")]
    public static int mkfifo(byte* path, uint mode) => mknod(path, mode | (uint)StatMode.S_IFIFO, 0);

    [RuntimeExport("chmod")]
    public static int chmod(byte* path, uint mode) => (int)Error.Answer(Syscall.Invoke(SystemCall.chmod, (long)path, mode));

    [RuntimeExport("fchmod")]
    public static int fchmod(int fd, uint mode) => (int)Error.Answer(Syscall.Invoke(SystemCall.fchmod, fd, mode));

    [RuntimeExport("umask")]
    public static uint umask(uint mask) => (uint)Syscall.Invoke(SystemCall.umask, mask);

    [RuntimeExport("utimensat")]
    public static int utimensat(int directory, byte* path, Timespec* times, int flags) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.utimensat, directory, (long)path, (long)times, flags));

    [RuntimeExport("futimens")]
    public static int futimens(int fd, Timespec* times) => utimensat(fd, null, times, 0);

    [RuntimeExport("statfs")]
    public static int statfs(byte* path, Statfs* result) => (int)Error.Answer(Syscall.Invoke(SystemCall.statfs, (long)path, (long)result));

    [RuntimeExport("mount")]
    public static int mount(byte* source, byte* target, byte* type, ulong flags, void* data) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.mount, (long)source, (long)target, (long)type, (long)flags, (long)data));

    /// <summary>In no header of the C library: makes a mounted directory the root, and puts the old root at another.</summary>
    [RuntimeExport("pivot_root")]
    public static int pivot_root(byte* newRoot, byte* oldRoot) => (int)Error.Answer(Syscall.Invoke(SystemCall.pivot_root, (long)newRoot, (long)oldRoot));

    [RuntimeExport("umount")]
    public static int umount(byte* target) => umount2(target, 0);

    [RuntimeExport("umount2")]
    public static int umount2(byte* target, int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.umount2, (long)target, flags));
}
