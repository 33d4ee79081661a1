// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>unistd.h: what is relative to a directory, and who one is.</summary>
public static unsafe partial class C
{
    [RuntimeExport("fchownat")]
    public static int fchownat(int directory, byte* path, uint owner, uint group, int flags) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.fchownat, directory, (long)path, owner, group, flags));

    [RuntimeExport("linkat")]
    public static int linkat(int from, byte* existing, int to, byte* path, int flags) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.linkat, from, (long)existing, to, (long)path, flags));

    [RuntimeExport("readlinkat")]
    public static long readlinkat(int directory, byte* path, byte* buffer, nuint size) =>
        Error.Answer(Syscall.Invoke(SystemCall.readlinkat, directory, (long)path, (long)buffer, (long)size));

    [RuntimeExport("symlinkat")]
    public static int symlinkat(byte* target, int directory, byte* path) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.symlinkat, (long)target, directory, (long)path));

    [RuntimeExport("setreuid")]
    public static int setreuid(uint real, uint effective) => (int)Error.Answer(ThreadHooks.CallForProcess(SystemCall.setreuid, real, effective, 0));

    [RuntimeExport("setregid")]
    public static int setregid(uint real, uint effective) => (int)Error.Answer(ThreadHooks.CallForProcess(SystemCall.setregid, real, effective, 0));

    [RuntimeExport("setresuid")]
    public static int setresuid(uint real, uint effective, uint saved) =>
        (int)Error.Answer(ThreadHooks.CallForProcess(SystemCall.setresuid, real, effective, saved));

    [RuntimeExport("setresgid")]
    public static int setresgid(uint real, uint effective, uint saved) =>
        (int)Error.Answer(ThreadHooks.CallForProcess(SystemCall.setresgid, real, effective, saved));

    [RuntimeExport("getresuid")]
    public static int getresuid(uint* real, uint* effective, uint* saved) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.getresuid, (long)real, (long)effective, (long)saved));

    [RuntimeExport("getresgid")]
    public static int getresgid(uint* real, uint* effective, uint* saved) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.getresgid, (long)real, (long)effective, (long)saved));

    [RuntimeExport("seteuid")]
    public static int seteuid(uint user) => (int)Error.Answer(ThreadHooks.CallForProcess(SystemCall.setresuid, -1, user, -1));

    [RuntimeExport("setegid")]
    public static int setegid(uint group) => (int)Error.Answer(ThreadHooks.CallForProcess(SystemCall.setresgid, -1, group, -1));

    [RuntimeExport("setgroups")]
    public static int setgroups(nuint count, uint* groups) => (int)Error.Answer(ThreadHooks.CallForProcess(SystemCall.setgroups, (long)count, (long)groups, 0));

    [RuntimeExport("setdomainname")]
    public static int setdomainname(byte* name, nuint length) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.setdomainname, (long)name, (long)length));

    [RuntimeExport("syncfs")]
    public static int syncfs(int fd) => (int)Error.Answer(Syscall.Invoke(SystemCall.syncfs, fd));

    [RuntimeExport("vhangup")]
    public static int vhangup() => (int)Error.Answer(Syscall.Invoke(SystemCall.vhangup));

    [RuntimeExport("copy_file_range")]
    public static long copy_file_range(int inputFd, long* inputOffset, int outputFd, long* outputOffset, nuint count, uint flags) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.copy_file_range, inputFd, (long)inputOffset, outputFd, (long)outputOffset, (long)count, flags));

    /// <summary>The kernel opens by descriptor itself (AT_EMPTY_PATH): no /proc is needed.</summary>
    [RuntimeExport("fexecve")]
    public static int fexecve(int fd, byte** arguments, byte** environment) => (int)Error.Answer(
        Syscall.Invoke(SystemCall.execveat, fd, (long)Literal(""u8), (long)arguments, (long)environment, 0x1000));

    [RuntimeExport("setpgrp")]
    public static int setpgrp() => setpgid(0, 0);

    [RuntimeExport("posix_close")]
    public static int posix_close(int fd, int flags) => close(fd);

    /// <summary>Any system call: the arguments of the C function are one register further on than the kernel's.</summary>
    [RuntimeExport("syscall")]
    public static long syscall(long number, long a0, long a1, long a2, long a3, long a4, long a5) =>
        Error.Answer(Syscall.Invoke((SystemCall)(int)number, a0, a1, a2, a3, a4, a5));

    [RuntimeExport("eaccess")]
    public static int eaccess(byte* path, int mode) => faccessat(-100, path, mode, 0x200);

    [RuntimeExport("euidaccess")]
    public static int euidaccess(byte* path, int mode) => eaccess(path, mode);

    [RuntimeExport("getdtablesize")]
    public static int getdtablesize()
    {
        long limit = sysconf(4);
        return limit is < 0 or > int.MaxValue ? int.MaxValue : (int)limit;
    }

    /// <summary>Programs of set-user-ID origin are told by the kernel (AT_SECURE); there is no other taint.</summary>
    [RuntimeExport("issetugid")]
    public static int issetugid() => getuid() != geteuid() || getgid() != getegid() ? 1 : 0;

    [RuntimeExport("get_current_dir_name")]
    public static byte* get_current_dir_name()
    {
        byte* logical = getenv(Literal("PWD"u8));
        Stat named, here;
        bool isHere = logical != null && *logical == '/' && Syscall.Invoke(SystemCall.stat, (long)logical, (long)&named) == 0
            && Syscall.Invoke(SystemCall.stat, (long)Literal("."u8), (long)&here) == 0 && named.st_dev == here.st_dev && named.st_ino == here.st_ino;
        return isHere ? strdup(logical) : getcwd(null, 0);
    }

    [RuntimeExport("getdomainname")]
    public static int getdomainname(byte* name, nuint size)
    {
        Utsname system;
        if (Error.Answer(Syscall.Invoke(SystemCall.uname, (long)&system)) < 0)
        {
            return -1;
        }

        return strlcpy(name, (byte*)&system.domainname, size) < size ? 0 : Error.Set(Errno.EINVAL);
    }

    [RuntimeExport("swab")]
    public static void swab(byte* source, byte* target, long count)
    {
        for (; count > 1; count -= 2, source += 2, target += 2)
        {
            (target[0], target[1]) = (source[1], source[0]);
        }
    }

    [RuntimeExport("ualarm")]
    public static uint ualarm(uint microseconds, uint interval)
    {
        long* values = stackalloc long[4] { interval / 1_000_000, interval % 1_000_000, microseconds / 1_000_000, microseconds % 1_000_000 };
        long* old = stackalloc long[4];
        return Syscall.Invoke(SystemCall.setitimer, 0, (long)values, (long)old) < 0 ? 0 : (uint)((old[2] * 1_000_000) + old[3]);
    }

    [RuntimeExport("gethostid")]
    public static long gethostid() => 0;

    /// <summary>To the background: a new session without a terminal, in the root directory and with /dev/null unless told otherwise.</summary>
    [RuntimeExport("daemon")]
    public static int daemon(int keepDirectory, int keepFiles)
    {
        int child = fork();
        if (child != 0)
        {
            return child < 0 ? -1 : ExitNow();
        }

        if (setsid() < 0 || (keepDirectory == 0 && chdir(Literal("/"u8)) < 0))
        {
            return -1;
        }

        if (keepFiles != 0)
        {
            return 0;
        }

        int fd = open(Literal("/dev/null"u8), (int)OpenFlags.O_RDWR, 0);
        if (fd < 0 || dup2(fd, 0) < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0)
        {
            return -1;
        }

        return fd > 2 ? close(fd) : 0;
    }

    private static int ExitNow()
    {
        _exit(0);
        return 0;
    }
}
