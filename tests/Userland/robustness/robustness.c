// SPDX-License-Identifier: MIT
// Passes bad pointers, bad descriptors and huge sizes to every system call that can take them, and prints what comes back.
// Built with musl-gcc -static. The same binary prints the same on Linux: nothing but errnos and small numbers.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

static const unsigned long bad_pointers[] = {
    1, 0xfff, 0xdead0000ul, 0x7fffffffeff8ul, 0x800000000000ul, 0xffff800000000000ul, 0xffffffff80000000ul, ~0ul, ~0ul - 7,
};
static const long bad_descriptors[] = { -1, 1000, 0x7fffffff, (int)0x80000000 };
static char buffer[8192] __attribute__((aligned(4096)));
static char path[] = "/tmp/robustness";
static int regular, directory, pipe_reader, pipe_writer;

static void show(const char *name, const char *what, int index, long result)
{
    if (result < 0 && result > -4096) printf("%s %s %d: errno %ld\n", name, what, index, -result);
    else printf("%s %s %d: %ld\n", name, what, index, result);
}

// musl's syscall() sets errno; the tests want the kernel's own answer.
static long call(long number, long a, long b, long c, long d, long e, long f)
{
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
    return result;
}

#define P ((long)bad_pointers[i])
#define FD (bad_descriptors[i])
#define B ((long)buffer)
#define POINTERS(name, number, a, b, c, d, e, f) \
    for (int i = 0; i < COUNT(bad_pointers); i++) show(name, "pointer", i, call(number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f)))
#define DESCRIPTORS(name, number, a, b, c, d, e, f) \
    for (int i = 0; i < COUNT(bad_descriptors); i++) show(name, "descriptor", i, call(number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f)))
#define ONE(name, what, number, a, b, c, d, e, f) show(name, what, 0, call(number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f)))

static void read_write(void)
{
    POINTERS("read", SYS_read, regular, P, 8, 0, 0, 0);
    DESCRIPTORS("read", SYS_read, FD, B, 8, 0, 0, 0);
    ONE("read", "huge", SYS_read, regular, B, ~0ul, 0, 0, 0);
    ONE("read", "writer", SYS_read, pipe_writer, B, 8, 0, 0, 0);
    ONE("read", "directory", SYS_read, directory, B, 8, 0, 0, 0);
    POINTERS("write", SYS_write, regular, P, 8, 0, 0, 0);
    POINTERS("write pipe", SYS_write, pipe_writer, P, 8, 0, 0, 0);
    DESCRIPTORS("write", SYS_write, FD, B, 8, 0, 0, 0);
    ONE("write", "huge", SYS_write, regular, B, ~0ul, 0, 0, 0);
    ONE("write", "reader", SYS_write, pipe_reader, B, 8, 0, 0, 0);
    POINTERS("pread64", SYS_pread64, regular, P, 8, 0, 0, 0);
    DESCRIPTORS("pread64", SYS_pread64, FD, B, 8, 0, 0, 0);
    ONE("pread64", "negative", SYS_pread64, regular, B, 8, -1, 0, 0);
    ONE("pread64", "pipe", SYS_pread64, pipe_reader, B, 8, 0, 0, 0);
    POINTERS("pwrite64", SYS_pwrite64, regular, P, 8, 0, 0, 0);
    ONE("pwrite64", "negative", SYS_pwrite64, regular, B, 8, -1, 0, 0);
    POINTERS("readv", SYS_readv, regular, P, 2, 0, 0, 0);
    ONE("readv", "count", SYS_readv, regular, B, 1025, 0, 0, 0);
    ONE("readv", "negative", SYS_readv, regular, B, -1, 0, 0, 0);
    POINTERS("writev", SYS_writev, regular, P, 2, 0, 0, 0);
    DESCRIPTORS("writev", SYS_writev, FD, B, 1, 0, 0, 0);
    unsigned long vector[2] = { (unsigned long)buffer, ~0ul };
    ONE("writev", "length", SYS_writev, regular, vector, 1, 0, 0, 0);
    DESCRIPTORS("lseek", SYS_lseek, FD, 0, 0, 0, 0, 0);
    ONE("lseek", "whence", SYS_lseek, regular, 0, 99, 0, 0, 0);
    ONE("lseek", "negative", SYS_lseek, regular, -1, 0, 0, 0, 0);
    ONE("lseek", "pipe", SYS_lseek, pipe_reader, 0, 0, 0, 0, 0);
    DESCRIPTORS("sendfile", SYS_sendfile, regular, FD, 0, 8, 0, 0);
    DESCRIPTORS("sendfile out", SYS_sendfile, FD, regular, 0, 8, 0, 0);
    POINTERS("sendfile", SYS_sendfile, pipe_writer, regular, P, 8, 0, 0);
}

static void descriptors(void)
{
    POINTERS("open", SYS_open, P, 0, 0, 0, 0, 0);
    POINTERS("openat", SYS_openat, AT_FDCWD, P, 0, 0, 0, 0);
    for (int i = 0; i < COUNT(bad_descriptors); i++) show("openat", "descriptor", i, call(SYS_openat, FD, (long)"x", 0, 0, 0, 0));
    ONE("open", "empty", SYS_open, "", 0, 0, 0, 0, 0);
    ONE("open", "missing", SYS_open, "/tmp/none/such", 0, 0, 0, 0, 0);
    ONE("open", "through file", SYS_open, "/tmp/robustness/x", 0, 0, 0, 0, 0);
    ONE("open", "directory for writing", SYS_open, "/tmp", 1, 0, 0, 0, 0);
    memset(buffer, 'a', 5000);
    ONE("open", "too long", SYS_open, B, 0, 0, 0, 0, 0);
    buffer[300] = 0;
    ONE("open", "name too long", SYS_open, B, 0, 0, 0, 0, 0);
    memset(buffer, 0, sizeof buffer);
    DESCRIPTORS("close", SYS_close, FD, 0, 0, 0, 0, 0);
    DESCRIPTORS("dup", SYS_dup, FD, 0, 0, 0, 0, 0);
    DESCRIPTORS("dup2", SYS_dup2, FD, 50, 0, 0, 0, 0);
    DESCRIPTORS("dup2 to", SYS_dup2, 0, i == 1 ? -5 : FD, 0, 0, 0, 0);
    ONE("dup3", "same", SYS_dup3, 0, 0, 0, 0, 0, 0);
    ONE("dup3", "flags", SYS_dup3, 0, 50, 1, 0, 0, 0);
    DESCRIPTORS("fcntl", SYS_fcntl, FD, F_GETFD, 0, 0, 0, 0);
    ONE("fcntl", "command", SYS_fcntl, 0, 9999, 0, 0, 0, 0);
    ONE("fcntl", "dup", SYS_fcntl, 0, F_DUPFD, -1, 0, 0, 0);
    ONE("fcntl", "dup high", SYS_fcntl, 0, F_DUPFD, 0x7fffffff, 0, 0, 0);
    DESCRIPTORS("ioctl", SYS_ioctl, FD, 0x5401, B, 0, 0, 0);
    ONE("ioctl", "not a terminal", SYS_ioctl, regular, 0x5401, B, 0, 0, 0);
    ONE("ioctl", "pipe", SYS_ioctl, pipe_reader, 0x5401, B, 0, 0, 0);
    POINTERS("pipe", SYS_pipe, P, 0, 0, 0, 0, 0);
    POINTERS("pipe2", SYS_pipe2, P, 0, 0, 0, 0, 0);
    ONE("pipe2", "flags", SYS_pipe2, B, 0x12345, 0, 0, 0, 0);
    POINTERS("getdents64", SYS_getdents64, directory, P, 1024, 0, 0, 0);
    DESCRIPTORS("getdents64", SYS_getdents64, FD, B, 1024, 0, 0, 0);
    ONE("getdents64", "file", SYS_getdents64, regular, B, 1024, 0, 0, 0);
    POINTERS("poll", SYS_poll, P, 1, 0, 0, 0, 0);
    ONE("poll", "count", SYS_poll, B, 0x7fffffff, 0, 0, 0, 0);
    POINTERS("select", SYS_select, 8, P, 0, 0, B, 0);
    ONE("select", "negative", SYS_select, -1, 0, 0, 0, 0, 0);
    POINTERS("ppoll", SYS_ppoll, B, 0, P, 0, 8, 0);
    ONE("ppoll", "mask size", SYS_ppoll, B, 0, B, B, 7, 0);
    POINTERS("pselect6", SYS_pselect6, 0, 0, 0, 0, B, P);
}

static void names(void)
{
    long stat_numbers[] = { SYS_stat, SYS_lstat };
    for (int n = 0; n < 2; n++) {
        POINTERS("stat path", stat_numbers[n], P, B, 0, 0, 0, 0);
        POINTERS("stat", stat_numbers[n], path, P, 0, 0, 0, 0);
    }
    POINTERS("fstat", SYS_fstat, regular, P, 0, 0, 0, 0);
    DESCRIPTORS("fstat", SYS_fstat, FD, B, 0, 0, 0, 0);
    DESCRIPTORS("newfstatat", SYS_newfstatat, FD, "x", B, 0, 0, 0);
    ONE("newfstatat", "flags", SYS_newfstatat, AT_FDCWD, path, B, 0x40, 0, 0);
    POINTERS("statx", SYS_statx, AT_FDCWD, path, 0, 0x7ff, P, 0);
    ONE("statx", "flags", SYS_statx, AT_FDCWD, path, 0x8, 0x7ff, B, 0);
    ONE("statx", "mask", SYS_statx, AT_FDCWD, path, 0, 0x80000000u, B, 0);
    POINTERS("statfs", SYS_statfs, path, P, 0, 0, 0, 0);
    DESCRIPTORS("fstatfs", SYS_fstatfs, FD, B, 0, 0, 0, 0);
    POINTERS("access", SYS_access, P, 0, 0, 0, 0, 0);
    ONE("access", "mode", SYS_access, path, 99, 0, 0, 0, 0);
    ONE("faccessat2", "flags", SYS_faccessat2, AT_FDCWD, path, 0, 0x4, 0, 0);
    POINTERS("mkdir", SYS_mkdir, P, 0755, 0, 0, 0, 0);
    POINTERS("rmdir", SYS_rmdir, P, 0, 0, 0, 0, 0);
    ONE("rmdir", "file", SYS_rmdir, path, 0, 0, 0, 0, 0);
    ONE("rmdir", "dot", SYS_rmdir, ".", 0, 0, 0, 0, 0);
    POINTERS("unlink", SYS_unlink, P, 0, 0, 0, 0, 0);
    ONE("unlink", "directory", SYS_unlink, "/tmp", 0, 0, 0, 0, 0);
    ONE("unlinkat", "flags", SYS_unlinkat, AT_FDCWD, path, 0x1, 0, 0, 0);
    POINTERS("rename", SYS_rename, P, path, 0, 0, 0, 0);
    POINTERS("rename to", SYS_rename, path, P, 0, 0, 0, 0);
    ONE("renameat2", "flags", SYS_renameat2, AT_FDCWD, path, AT_FDCWD, path, 0x80, 0);
    POINTERS("link", SYS_link, P, path, 0, 0, 0, 0);
    ONE("link", "exists", SYS_link, path, path, 0, 0, 0, 0);
    ONE("linkat", "flags", SYS_linkat, AT_FDCWD, path, AT_FDCWD, "y", 0x80, 0);
    POINTERS("symlink", SYS_symlink, P, "/tmp/robustness-link", 0, 0, 0, 0);
    ONE("symlink", "empty", SYS_symlink, "", "/tmp/robustness-link", 0, 0, 0, 0);
    POINTERS("readlink", SYS_readlink, P, B, 8, 0, 0, 0);
    ONE("readlink", "size", SYS_readlink, path, B, 0, 0, 0, 0);
    ONE("readlink", "file", SYS_readlink, path, B, 8, 0, 0, 0);
    POINTERS("chmod", SYS_chmod, P, 0644, 0, 0, 0, 0);
    DESCRIPTORS("fchmod", SYS_fchmod, FD, 0644, 0, 0, 0, 0);
    POINTERS("chown", SYS_chown, P, -1, -1, 0, 0, 0);
    DESCRIPTORS("fchown", SYS_fchown, FD, -1, -1, 0, 0, 0);
    POINTERS("truncate", SYS_truncate, P, 0, 0, 0, 0, 0);
    ONE("truncate", "negative", SYS_truncate, path, -1, 0, 0, 0, 0);
    ONE("truncate", "directory", SYS_truncate, "/tmp", 0, 0, 0, 0, 0);
    DESCRIPTORS("ftruncate", SYS_ftruncate, FD, 0, 0, 0, 0, 0);
    ONE("ftruncate", "negative", SYS_ftruncate, regular, -1, 0, 0, 0, 0);
    ONE("ftruncate", "directory", SYS_ftruncate, directory, 0, 0, 0, 0, 0);
    POINTERS("utimensat", SYS_utimensat, AT_FDCWD, P, 0, 0, 0, 0);
    POINTERS("utimensat times", SYS_utimensat, AT_FDCWD, path, P, 0, 0, 0);
    long times[4] = { 0, 2000000000, 0, 0 };
    ONE("utimensat", "nanoseconds", SYS_utimensat, AT_FDCWD, path, times, 0, 0, 0);
    POINTERS("chdir", SYS_chdir, P, 0, 0, 0, 0, 0);
    ONE("chdir", "file", SYS_chdir, path, 0, 0, 0, 0, 0);
    DESCRIPTORS("fchdir", SYS_fchdir, FD, 0, 0, 0, 0, 0);
    ONE("fchdir", "file", SYS_fchdir, regular, 0, 0, 0, 0, 0);
    POINTERS("getcwd", SYS_getcwd, P, 4096, 0, 0, 0, 0);
    ONE("getcwd", "size", SYS_getcwd, B, 0, 0, 0, 0, 0);
    POINTERS("mount", SYS_mount, 0, P, "tmpfs", 0, 0, 0);
    ONE("umount2", "flags", SYS_umount2, "/tmp", 0x100, 0, 0, 0, 0);
    POINTERS("umount2", SYS_umount2, P, 0, 0, 0, 0, 0);
    DESCRIPTORS("fsync", SYS_fsync, FD, 0, 0, 0, 0, 0);
    ONE("fsync", "pipe", SYS_fsync, pipe_reader, 0, 0, 0, 0, 0);
}

static void memory(void)
{
    ONE("mmap", "empty", SYS_mmap, 0, 0, 3, 0x22, -1, 0);
    ONE("mmap", "huge", SYS_mmap, 0, ~0ul, 3, 0x22, -1, 0);
    ONE("mmap", "larger than user memory", SYS_mmap, 0, 1ul << 47, 3, 0x22, -1, 0);
    ONE("mmap", "type", SYS_mmap, 0, 4096, 3, 0x20, -1, 0);
    ONE("mmap", "offset", SYS_mmap, 0, 4096, 3, 0x22, -1, 5);
    ONE("mmap", "fixed unaligned", SYS_mmap, 0x10001, 4096, 3, 0x32, -1, 0);
    ONE("mmap", "fixed kernel", SYS_mmap, 0xffff800000000000ul, 4096, 3, 0x32, -1, 0);
    DESCRIPTORS("mmap", SYS_mmap, 0, 4096, 1, 2, FD, 0);
    ONE("mmap", "directory", SYS_mmap, 0, 4096, 1, 2, directory, 0);
    ONE("mmap", "pipe", SYS_mmap, 0, 4096, 1, 2, pipe_reader, 0);
    ONE("munmap", "unaligned", SYS_munmap, 1, 4096, 0, 0, 0, 0);
    ONE("munmap", "empty", SYS_munmap, 0x10000, 0, 0, 0, 0, 0);
    ONE("munmap", "huge", SYS_munmap, 0x10000, ~0ul, 0, 0, 0, 0);
    ONE("munmap", "kernel", SYS_munmap, 0xffff800000000000ul, 4096, 0, 0, 0, 0);
    ONE("munmap", "nothing", SYS_munmap, 0x10000, 4096, 0, 0, 0, 0);
    ONE("mprotect", "unaligned", SYS_mprotect, 1, 4096, 1, 0, 0, 0);
    ONE("mprotect", "nothing", SYS_mprotect, 0x10000, 4096, 1, 0, 0, 0);
    ONE("mprotect", "rights", SYS_mprotect, buffer, 4096, 0x100, 0, 0, 0);
    ONE("mprotect", "huge", SYS_mprotect, buffer, ~0ul - 4096, 1, 0, 0, 0);
    ONE("madvise", "unaligned", SYS_madvise, 1, 4096, 4, 0, 0, 0);
    ONE("madvise", "nothing", SYS_madvise, 0x10000, 4096, 4, 0, 0, 0);
    ONE("madvise", "advice", SYS_madvise, buffer, 4096, 999, 0, 0, 0);
    ONE("mremap", "nothing", SYS_mremap, 0x10000, 4096, 8192, 1, 0, 0);
    ONE("mremap", "unaligned", SYS_mremap, 0x10001, 4096, 8192, 1, 0, 0);
    ONE("mremap", "flags", SYS_mremap, buffer, 4096, 8192, 0x80, 0, 0);
    ONE("mremap", "empty", SYS_mremap, buffer, 4096, 0, 1, 0, 0);
    ONE("msync", "unaligned", SYS_msync, 1, 4096, 4, 0, 0, 0);
    ONE("msync", "flags", SYS_msync, buffer, 4096, 5, 0, 0, 0);
    ONE("msync", "nothing", SYS_msync, 0x10000, 4096, 4, 0, 0, 0);
    ONE("mincore", "unaligned", SYS_mincore, 1, 4096, B, 0, 0, 0);
    ONE("mincore", "nothing", SYS_mincore, 0x10000, 4096, B, 0, 0, 0);
    POINTERS("mincore", SYS_mincore, buffer, 4096, P, 0, 0, 0);
}

static void signals(void)
{
    POINTERS("rt_sigaction", SYS_rt_sigaction, 10, P, 0, 8, 0, 0);
    POINTERS("rt_sigaction old", SYS_rt_sigaction, 10, 0, P, 8, 0, 0);
    ONE("rt_sigaction", "number", SYS_rt_sigaction, 65, 0, B, 8, 0, 0);
    ONE("rt_sigaction", "zero", SYS_rt_sigaction, 0, 0, B, 8, 0, 0);
    ONE("rt_sigaction", "kill", SYS_rt_sigaction, 9, B, 0, 8, 0, 0);
    ONE("rt_sigaction", "size", SYS_rt_sigaction, 10, 0, 0, 16, 0, 0);
    POINTERS("rt_sigprocmask", SYS_rt_sigprocmask, 0, P, 0, 8, 0, 0);
    ONE("rt_sigprocmask", "how", SYS_rt_sigprocmask, 9, B, 0, 8, 0, 0);
    POINTERS("rt_sigpending", SYS_rt_sigpending, P, 8, 0, 0, 0, 0);
    ONE("rt_sigsuspend", "size", SYS_rt_sigsuspend, B, 4, 0, 0, 0, 0);
    POINTERS("rt_sigsuspend", SYS_rt_sigsuspend, P, 8, 0, 0, 0, 0);
    POINTERS("rt_sigtimedwait", SYS_rt_sigtimedwait, P, 0, B, 8, 0, 0);
    POINTERS("sigaltstack", SYS_sigaltstack, P, 0, 0, 0, 0, 0);
    ONE("kill", "number", SYS_kill, getpid(), 65, 0, 0, 0, 0);
    ONE("kill", "negative", SYS_kill, getpid(), -1, 0, 0, 0, 0);
    ONE("kill", "nobody", SYS_kill, 32000, 0, 0, 0, 0, 0);
    ONE("kill", "minimum", SYS_kill, (int)0x80000000, 0, 0, 0, 0, 0);
    ONE("tkill", "zero", SYS_tkill, 0, 0, 0, 0, 0, 0);
    ONE("tgkill", "mismatch", SYS_tgkill, 1, 32000, 0, 0, 0, 0);
    POINTERS("rt_sigqueueinfo", SYS_rt_sigqueueinfo, getpid(), 10, P, 0, 0, 0);
}

static void processes(void)
{
    POINTERS("execve", SYS_execve, P, 0, 0, 0, 0, 0);
    POINTERS("execve arguments", SYS_execve, "/proc/self/exe", P, 0, 0, 0, 0);
    ONE("execve", "missing", SYS_execve, "/tmp/none", 0, 0, 0, 0, 0);
    ONE("execve", "directory", SYS_execve, "/tmp", 0, 0, 0, 0, 0);
    ONE("execve", "not executable", SYS_execve, path, 0, 0, 0, 0, 0);
    ONE("wait4", "options", SYS_wait4, -1, 0, 0x100, 0, 0, 0);
    ONE("wait4", "no child", SYS_wait4, -1, 0, 0, 0, 0, 0);
    ONE("wait4", "minimum", SYS_wait4, (int)0x80000000, 0, 0, 0, 0, 0);
    ONE("waitid", "type", SYS_waitid, 9, 0, B, 4, 0, 0);
    ONE("waitid", "options", SYS_waitid, 0, 0, B, 0, 0, 0);
    ONE("clone", "thread without sighand", SYS_clone, 0x10000, 0, 0, 0, 0, 0);
    ONE("clone", "sighand without vm", SYS_clone, 0x800, 0, 0, 0, 0, 0);
    POINTERS("clone3", SYS_clone3, P, 88, 0, 0, 0, 0);
    ONE("clone3", "small", SYS_clone3, B, 8, 0, 0, 0, 0);
    ONE("clone3", "large", SYS_clone3, B, 5000, 0, 0, 0, 0);
    ONE("setpgid", "nobody", SYS_setpgid, 32000, 0, 0, 0, 0, 0);
    ONE("setpgid", "negative", SYS_setpgid, 0, -1, 0, 0, 0, 0);
    ONE("getpgid", "nobody", SYS_getpgid, 32000, 0, 0, 0, 0, 0);
    ONE("getsid", "negative", SYS_getsid, -1, 0, 0, 0, 0, 0);
    ONE("getpriority", "which", SYS_getpriority, 5, 0, 0, 0, 0, 0);
    POINTERS("getrlimit", SYS_getrlimit, 7, P, 0, 0, 0, 0);
    ONE("getrlimit", "resource", SYS_getrlimit, 99, B, 0, 0, 0, 0);
    POINTERS("prlimit64", SYS_prlimit64, 0, 7, P, 0, 0, 0);
    ONE("prlimit64", "nobody", SYS_prlimit64, 32000, 7, 0, B, 0, 0);
    POINTERS("getrusage", SYS_getrusage, 0, P, 0, 0, 0, 0);
    ONE("getrusage", "who", SYS_getrusage, 9, B, 0, 0, 0, 0);
    ONE("arch_prctl", "code", SYS_arch_prctl, 0x9999, B, 0, 0, 0, 0);
    ONE("arch_prctl", "kernel address", SYS_arch_prctl, 0x1002, 0xffff800000000000ul, 0, 0, 0, 0);
    ONE("prctl", "option", SYS_prctl, 9999, 0, 0, 0, 0, 0);
    POINTERS("prctl name", SYS_prctl, 15, P, 0, 0, 0, 0);
    POINTERS("futex wait", SYS_futex, P, 0, 0, 0, 0, 0);
    POINTERS("futex wake", SYS_futex, P, 1, 1, 0, 0, 0);
    ONE("futex", "value", SYS_futex, B, 0, 12345, 0, 0, 0);
    ONE("futex", "command", SYS_futex, B, 99, 0, 0, 0, 0);
    ONE("set_robust_list", "size", SYS_set_robust_list, B, 5, 0, 0, 0, 0);
    POINTERS("sched_getaffinity", SYS_sched_getaffinity, 0, 128, P, 0, 0, 0);
    ONE("sched_getaffinity", "size", SYS_sched_getaffinity, 0, 3, B, 0, 0, 0);
    POINTERS("getgroups", SYS_getgroups, -1, P, 0, 0, 0, 0);
}

static void system_calls(void)
{
    POINTERS("uname", SYS_uname, P, 0, 0, 0, 0, 0);
    POINTERS("sysinfo", SYS_sysinfo, P, 0, 0, 0, 0, 0);
    POINTERS("getrandom", SYS_getrandom, P, 8, 0, 0, 0, 0);
    ONE("getrandom", "flags", SYS_getrandom, B, 8, 0x100, 0, 0, 0);
    POINTERS("clock_gettime", SYS_clock_gettime, 0, P, 0, 0, 0, 0);
    ONE("clock_gettime", "clock", SYS_clock_gettime, 99, B, 0, 0, 0, 0);
    POINTERS("clock_getres", SYS_clock_getres, 0, P, 0, 0, 0, 0);
    POINTERS("gettimeofday", SYS_gettimeofday, P, 0, 0, 0, 0, 0);
    POINTERS("nanosleep", SYS_nanosleep, P, 0, 0, 0, 0, 0);
    long times[4] = { 0, 2000000000, 0, 0 };
    ONE("nanosleep", "nanoseconds", SYS_nanosleep, times, 0, 0, 0, 0, 0);
    long negative[4] = { -1, 0, 0, 0 };
    ONE("nanosleep", "negative", SYS_nanosleep, negative, 0, 0, 0, 0, 0);
    ONE("clock_nanosleep", "clock", SYS_clock_nanosleep, 99, 0, negative, 0, 0, 0);
    POINTERS("setitimer", SYS_setitimer, 0, P, 0, 0, 0, 0);
    ONE("getitimer", "which", SYS_getitimer, 9, B, 0, 0, 0, 0);
    POINTERS("times", SYS_times, P, 0, 0, 0, 0, 0);
    ONE("none", "number", 99999, 0, 0, 0, 0, 0, 0);
    ONE("none", "negative", -1, 0, 0, 0, 0, 0, 0);
}

static void run(const char *name, void (*group)(void))
{
    pid_t child = fork();
    if (child == 0) {
        group();
        fflush(stdout);
        _exit(0);
    }
    int status = -1;
    waitpid(child, &status, 0);
    printf("group %s: status %d\n", name, status);
    fflush(stdout);
}

int main(void)
{
    int ends[2];
    setvbuf(stdout, NULL, _IOFBF, 65536);
    regular = open(path, O_RDWR | O_CREAT | O_TRUNC, 0644);
    directory = open("/tmp", O_RDONLY | O_DIRECTORY);
    if (regular < 0 || directory < 0 || pipe(ends) != 0 || write(regular, "some bytes to read", 18) != 18) {
        perror("robustness");
        return 1;
    }
    pipe_reader = ends[0];
    pipe_writer = ends[1];
    lseek(regular, 0, SEEK_SET);
    run("read_write", read_write);
    run("descriptors", descriptors);
    run("names", names);
    run("memory", memory);
    run("signals", signals);
    run("processes", processes);
    run("system", system_calls);
    unlink(path);
    return 0;
}
