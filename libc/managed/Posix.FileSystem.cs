// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Names and inodes: stat, directories, links, permissions, times.</summary>
public static unsafe partial class Posix
{
    /// <summary>stat(2).</summary>
    public static Result<Stat> Stat(string path)
    {
        Stat stat;
        Errno error = ToErrno(PathCall(SystemCall.stat, path, (long)&stat));
        return error == Errno.None ? stat : error;
    }

    /// <summary>lstat(2): of a symbolic link itself.</summary>
    public static Result<Stat> Lstat(string path)
    {
        Stat stat;
        Errno error = ToErrno(PathCall(SystemCall.lstat, path, (long)&stat));
        return error == Errno.None ? stat : error;
    }

    /// <summary>fstat(2).</summary>
    public static Result<Stat> Fstat(int fd)
    {
        Stat stat;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.fstat, fd, (long)&stat));
        return error == Errno.None ? stat : error;
    }

    /// <summary>fstatat(2).</summary>
    public static Result<Stat> Fstatat(int directory, string path, AtFlags flags)
    {
        Stat stat;
        Errno error = ToErrno(AtCall(SystemCall.newfstatat, directory, path, (long)&stat, (long)flags));
        return error == Errno.None ? stat : error;
    }

    /// <summary>access(2): with the real user and group.</summary>
    public static Errno Access(string path, AccessMode mode) => ToErrno(PathCall(SystemCall.access, path, (long)mode));

    /// <summary>faccessat(2): <c>AT_EACCESS</c> asks with the effective user and group.</summary>
    public static Errno Faccessat(int directory, string path, AccessMode mode, AtFlags flags)
    {
        // The older call has no flags argument, and a kernel without the newer one still answers the usual question.
        if (flags == AtFlags.None)
        {
            return ToErrno(AtCall(SystemCall.faccessat, directory, path, (long)mode));
        }

        Errno error = ToErrno(AtCall(SystemCall.faccessat2, directory, path, (long)mode, (long)flags));
        bool isRealUser = Getuid() == Geteuid() && Getgid() == Getegid();
        return error == Errno.ENOSYS && flags == AtFlags.AT_EACCESS && isRealUser
            ? ToErrno(AtCall(SystemCall.faccessat, directory, path, (long)mode))
            : error;
    }

    /// <summary>mkdir(2).</summary>
    public static Errno Mkdir(string path, StatMode mode) => ToErrno(PathCall(SystemCall.mkdir, path, (long)mode));

    /// <summary>rmdir(2).</summary>
    public static Errno Rmdir(string path) => ToErrno(PathCall(SystemCall.rmdir, path));

    /// <summary>unlink(2).</summary>
    public static Errno Unlink(string path) => ToErrno(PathCall(SystemCall.unlink, path));

    /// <summary>unlinkat(2): <c>AT_REMOVEDIR</c> removes a directory.</summary>
    public static Errno Unlinkat(int directory, string path, AtFlags flags) =>
        ToErrno(AtCall(SystemCall.unlinkat, directory, path, (long)flags));

    /// <summary>rename(2).</summary>
    public static Errno Rename(string oldPath, string newPath) => ToErrno(TwoPathCall(SystemCall.rename, oldPath, newPath));

    /// <summary>link(2).</summary>
    public static Errno Link(string existing, string newPath) => ToErrno(TwoPathCall(SystemCall.link, existing, newPath));

    /// <summary>symlink(2).</summary>
    public static Errno Symlink(string target, string newPath) => ToErrno(TwoPathCall(SystemCall.symlink, target, newPath));

    /// <summary>readlink(2).</summary>
    public static Result<string> Readlink(string path)
    {
        byte[] buffer = new byte[FileConstants.PATH_MAX];
        fixed (byte* pointer = buffer)
        {
            long length = PathCall(SystemCall.readlink, path, (long)pointer, buffer.Length);
            if (length < 0)
            {
                return ToErrno(length);
            }

            return ByteString.Decode(new ReadOnlySpan<byte>(buffer, 0, (int)length));
        }
    }

    /// <summary>mknod(2): a named pipe, a device or a regular file.</summary>
    public static Errno Mknod(string path, StatMode mode, ulong device) =>
        ToErrno(PathCall(SystemCall.mknod, path, (long)mode, (long)device));

    /// <summary>mkfifo(3).</summary>
    public static Errno Mkfifo(string path, StatMode mode) => Mknod(path, (mode & StatMode.Permissions) | StatMode.S_IFIFO, 0);

    /// <summary>chmod(2).</summary>
    public static Errno Chmod(string path, StatMode mode) => ToErrno(PathCall(SystemCall.chmod, path, (long)mode));

    /// <summary>fchmod(2).</summary>
    public static Errno Fchmod(int fd, StatMode mode) => ToErrno(Syscall.Invoke(SystemCall.fchmod, fd, (long)mode));

    /// <summary>chown(2); <see cref="uint.MaxValue"/> leaves an owner as it is.</summary>
    public static Errno Chown(string path, uint owner, uint group) => ToErrno(PathCall(SystemCall.chown, path, owner, group));

    /// <summary>lchown(2): of a symbolic link itself.</summary>
    public static Errno Lchown(string path, uint owner, uint group) => ToErrno(PathCall(SystemCall.lchown, path, owner, group));

    /// <summary>fchown(2).</summary>
    public static Errno Fchown(int fd, uint owner, uint group) => ToErrno(Syscall.Invoke(SystemCall.fchown, fd, owner, group));

    /// <summary>utimensat(2): <see cref="Timespec.UTIME_NOW"/> and <see cref="Timespec.UTIME_OMIT"/> are understood.</summary>
    public static Errno Utimensat(int directory, string path, Timespec access, Timespec modification, AtFlags flags = AtFlags.None)
    {
        Timespec* times = stackalloc Timespec[2] { access, modification };
        return ToErrno(AtCall(SystemCall.utimensat, directory, path, (long)times, (long)flags));
    }

    /// <summary>futimens(3).</summary>
    public static Errno Futimens(int fd, Timespec access, Timespec modification)
    {
        Timespec* times = stackalloc Timespec[2] { access, modification };
        return ToErrno(Syscall.Invoke(SystemCall.utimensat, fd, 0, (long)times, 0));
    }

    /// <summary>truncate(2).</summary>
    public static Errno Truncate(string path, long length) => ToErrno(PathCall(SystemCall.truncate, path, length));

    /// <summary>chdir(2).</summary>
    public static Errno Chdir(string path) => ToErrno(PathCall(SystemCall.chdir, path));

    /// <summary>fchdir(2).</summary>
    public static Errno Fchdir(int fd) => ToErrno(Syscall.Invoke(SystemCall.fchdir, fd));

    /// <summary>chroot(2).</summary>
    public static Errno Chroot(string path) => ToErrno(PathCall(SystemCall.chroot, path));

    /// <summary>getcwd(3).</summary>
    public static Result<string> Getcwd()
    {
        byte[] buffer = new byte[FileConstants.PATH_MAX];
        fixed (byte* pointer = buffer)
        {
            long length = Syscall.Invoke(SystemCall.getcwd, (long)pointer, buffer.Length);
            if (length < 0)
            {
                return ToErrno(length);
            }

            // A directory outside the process's root is reported as "(unreachable)/…", which POSIX knows as ENOENT.
            return buffer[0] == '/' ? ByteString.DecodeTerminated(buffer) : Errno.ENOENT;
        }
    }

    /// <summary>umask(2): returns the one before.</summary>
    public static StatMode Umask(StatMode mask) => (StatMode)Syscall.Invoke(SystemCall.umask, (long)mask);

    /// <summary>statfs(2).</summary>
    public static Result<Statfs> Statfs(string path)
    {
        Statfs statfs;
        Errno error = ToErrno(PathCall(SystemCall.statfs, path, (long)&statfs));
        return error == Errno.None ? statfs : error;
    }

    /// <summary>mount(2).</summary>
    /// <param name="source">The device, or whatever the file system calls its source.</param>
    /// <param name="target">The directory it appears at.</param>
    /// <param name="type">The file system's name.</param>
    /// <param name="flags">Flags of the mount.</param>
    /// <param name="options">Options of the file system, separated by commas.</param>
    public static Errno Mount(string source, string target, string type, MountFlags flags, string options = "")
    {
        ReadOnlySpan<byte> sourceBytes = ByteString.Terminate(source, stackalloc byte[PathBufferSize]);
        ReadOnlySpan<byte> typeBytes = ByteString.Terminate(type, stackalloc byte[PathBufferSize]);
        ReadOnlySpan<byte> optionBytes = ByteString.Terminate(options, stackalloc byte[PathBufferSize]);
        ReadOnlySpan<byte> targetBytes = ByteString.Terminate(target, stackalloc byte[PathBufferSize]);
        if (sourceBytes.IsEmpty || targetBytes.IsEmpty || typeBytes.IsEmpty || optionBytes.IsEmpty)
        {
            return Errno.EINVAL;
        }

        // The kernel copies a whole page of options, up to the end of what is mapped, so a shorter buffer is fine.
        fixed (byte* a = sourceBytes, b = targetBytes, c = typeBytes, d = optionBytes)
        {
            return ToErrno(Syscall.Invoke(SystemCall.mount, (long)a, (long)b, (long)c, (long)flags, (long)d));
        }
    }

    /// <summary>umount2(2).</summary>
    public static Errno Umount(string target, UnmountFlags flags = UnmountFlags.None) =>
        ToErrno(PathCall(SystemCall.umount2, target, (long)flags));
}
