// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>unistd.h: descriptors and names.</summary>
public static unsafe partial class C
{
    [RuntimeExport("read")]
    public static long read(int fd, void* buffer, nuint count) => Error.Answer(CancellationPoint.Invoke(SystemCall.read, fd, (long)buffer, (long)count));

    [RuntimeExport("write")]
    public static long write(int fd, void* buffer, nuint count) => Error.Answer(CancellationPoint.Invoke(SystemCall.write, fd, (long)buffer, (long)count));

    [RuntimeExport("pread")]
    public static long pread(int fd, void* buffer, nuint count, long offset) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.pread64, fd, (long)buffer, (long)count, offset));

    [RuntimeExport("pwrite")]
    public static long pwrite(int fd, void* buffer, nuint count, long offset) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.pwrite64, fd, (long)buffer, (long)count, offset));

    [RuntimeExport("readv")]
    public static long readv(int fd, Iovec* parts, int count) => Error.Answer(CancellationPoint.Invoke(SystemCall.readv, fd, (long)parts, count));

    [RuntimeExport("writev")]
    public static long writev(int fd, Iovec* parts, int count) => Error.Answer(CancellationPoint.Invoke(SystemCall.writev, fd, (long)parts, count));

    [RuntimeExport("close")]
    public static int close(int fd)
    {
        // A cancellation point before, but not within: interrupted, the descriptor is gone all the same.
        pthread_testcancel();
        return (int)Error.Answer(Syscall.Invoke(SystemCall.close, fd));
    }

    [RuntimeExport("lseek")]
    public static long lseek(int fd, long offset, int whence) => Error.Answer(Syscall.Invoke(SystemCall.lseek, fd, offset, whence));

    [RuntimeExport("pipe")]
    public static int pipe(int* ends) => pipe2(ends, 0);

    [RuntimeExport("pipe2")]
    public static int pipe2(int* ends, int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.pipe2, (long)ends, flags));

    [RuntimeExport("dup")]
    public static int dup(int fd) => (int)Error.Answer(Syscall.Invoke(SystemCall.dup, fd));

    [RuntimeExport("dup2")]
    public static int dup2(int oldFd, int newFd) => (int)Error.Answer(Syscall.Invoke(SystemCall.dup2, oldFd, newFd));

    [RuntimeExport("dup3")]
    public static int dup3(int oldFd, int newFd, int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.dup3, oldFd, newFd, flags));

    [RuntimeExport("fsync")]
    public static int fsync(int fd) => (int)Error.Answer(CancellationPoint.Invoke(SystemCall.fsync, fd));

    [RuntimeExport("fdatasync")]
    public static int fdatasync(int fd) => (int)Error.Answer(CancellationPoint.Invoke(SystemCall.fdatasync, fd));

    [RuntimeExport("sync")]
    public static void sync() => _ = Syscall.Invoke(SystemCall.sync);

    [RuntimeExport("ftruncate")]
    public static int ftruncate(int fd, long length) => (int)Error.Answer(Syscall.Invoke(SystemCall.ftruncate, fd, length));

    [RuntimeExport("truncate")]
    public static int truncate(byte* path, long length) => (int)Error.Answer(Syscall.Invoke(SystemCall.truncate, (long)path, length));

    [RuntimeExport("access")]
    public static int access(byte* path, int mode) => (int)Error.Answer(Syscall.Invoke(SystemCall.access, (long)path, mode));

    [RuntimeExport("faccessat")]
    public static int faccessat(int directory, byte* path, int mode, int flags) => (int)Error.Answer(flags == 0
        ? Syscall.Invoke(SystemCall.faccessat, directory, (long)path, mode)
        : Syscall.Invoke(SystemCall.faccessat2, directory, (long)path, mode, flags));

    [RuntimeExport("unlink")]
    public static int unlink(byte* path) => (int)Error.Answer(Syscall.Invoke(SystemCall.unlink, (long)path));

    [RuntimeExport("unlinkat")]
    public static int unlinkat(int directory, byte* path, int flags) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.unlinkat, directory, (long)path, flags));

    [RuntimeExport("rmdir")]
    public static int rmdir(byte* path) => (int)Error.Answer(Syscall.Invoke(SystemCall.rmdir, (long)path));

    [RuntimeExport("link")]
    public static int link(byte* existing, byte* path) => (int)Error.Answer(Syscall.Invoke(SystemCall.link, (long)existing, (long)path));

    [RuntimeExport("symlink")]
    public static int symlink(byte* target, byte* path) => (int)Error.Answer(Syscall.Invoke(SystemCall.symlink, (long)target, (long)path));

    [RuntimeExport("readlink")]
    public static long readlink(byte* path, byte* buffer, nuint size) =>
        Error.Answer(Syscall.Invoke(SystemCall.readlink, (long)path, (long)buffer, (long)size));

    [RuntimeExport("rename")]
    public static int rename(byte* oldPath, byte* newPath) => (int)Error.Answer(Syscall.Invoke(SystemCall.rename, (long)oldPath, (long)newPath));

    [RuntimeExport("chdir")]
    public static int chdir(byte* path) => (int)Error.Answer(Syscall.Invoke(SystemCall.chdir, (long)path));

    [RuntimeExport("fchdir")]
    public static int fchdir(int fd) => (int)Error.Answer(Syscall.Invoke(SystemCall.fchdir, fd));

    [RuntimeExport("chroot")]
    public static int chroot(byte* path) => (int)Error.Answer(Syscall.Invoke(SystemCall.chroot, (long)path));

    [RuntimeExport("getcwd")]
    public static byte* getcwd(byte* buffer, nuint size)
    {
        byte* local = stackalloc byte[FileConstants.PATH_MAX];
        if (buffer != null && size == 0)
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        long length = Error.Answer(buffer == null
            ? Syscall.Invoke(SystemCall.getcwd, (long)local, FileConstants.PATH_MAX)
            : Syscall.Invoke(SystemCall.getcwd, (long)buffer, (long)size));
        if (length < 0)
        {
            return null;
        }

        if ((buffer == null ? *local : *buffer) != '/')
        {
            Error.Current = (int)Errno.ENOENT;
            return null;
        }

        return buffer == null ? strdup(local) : buffer;
    }

    [RuntimeExport("chown")]
    public static int chown(byte* path, uint owner, uint group) => (int)Error.Answer(Syscall.Invoke(SystemCall.chown, (long)path, owner, group));

    [RuntimeExport("lchown")]
    public static int lchown(byte* path, uint owner, uint group) => (int)Error.Answer(Syscall.Invoke(SystemCall.lchown, (long)path, owner, group));

    [RuntimeExport("fchown")]
    public static int fchown(int fd, uint owner, uint group) => (int)Error.Answer(Syscall.Invoke(SystemCall.fchown, fd, owner, group));

    [RuntimeExport("isatty")]
    public static int isatty(int fd)
    {
        WindowSize size;
        return Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCGWINSZ, (long)&size)) == 0 ? 1 : 0;
    }

    [RuntimeExport("gethostname")]
    public static int gethostname(byte* name, nuint size)
    {
        Utsname system;
        if (Error.Answer(Syscall.Invoke(SystemCall.uname, (long)&system)) < 0)
        {
            return -1;
        }

        byte* text = (byte*)&system.nodename;
        return strlcpy(name, text, size) < size ? 0 : Error.Set(Errno.ENAMETOOLONG);
    }

    [RuntimeExport("sethostname")]
    public static int sethostname(byte* name, nuint length) => (int)Error.Answer(Syscall.Invoke(SystemCall.sethostname, (long)name, (long)length));
}
