// SPDX-License-Identifier: MIT
// stat and statx, modes, owners, times: what is told and what changes it.
#include "oracle.h"
#include <linux/stat.h>
#include <sys/mount.h>
#include <sys/statfs.h>
#include <sys/uio.h>

static struct statx asked;

static long ask(int directory, const char *path, int flags, unsigned mask)
{
    memset(&asked, 0xee, sizeof asked);
    return syscall(332, directory, path, flags, mask, &asked);
}

CASE(statx_masks)
{
    make_file("f", "hello");
    R(ask(AT_FDCWD, "f", 0, 0));
    printf("mask %#x\n", asked.stx_mask);
    R(ask(AT_FDCWD, "f", 0, STATX_BASIC_STATS));
    printf("mask %#x size %d mode %o links %d attributes %#x of %#x\n", asked.stx_mask, (int)asked.stx_size, asked.stx_mode, asked.stx_nlink,
        (unsigned)asked.stx_attributes, (unsigned)asked.stx_attributes_mask);
    R(ask(AT_FDCWD, "f", 0, 0xfff));
    printf("mask %#x birth %d\n", asked.stx_mask, asked.stx_btime.tv_sec > 0);
    R(ask(AT_FDCWD, "f", 0, 0x1000));
    printf("mask %#x\n", asked.stx_mask);
    R(ask(AT_FDCWD, "f", 0, 0x4000));
    printf("mask %#x\n", asked.stx_mask);
    R(ask(AT_FDCWD, "f", 0, 0x80000000));
    R(ask(AT_FDCWD, "f", 0x6000, 1));
    R(ask(AT_FDCWD, "f", 0x2000, 1));
    R(ask(AT_FDCWD, "f", 0x4000, 1));
    R(ask(AT_FDCWD, "missing", 0x6000, 1));
    R(ask(AT_FDCWD, bad_address(), 0, 1));
    R(syscall(332, AT_FDCWD, "f", 0, 1, bad_address()));
    R(syscall(332, AT_FDCWD, "missing", 0, 1, bad_address()));
    mkdir("m", 0755);
    mount("none", "m", "tmpfs", 0, NULL);
    ask(AT_FDCWD, "m", 0, 0xfff);
    unsigned long long inner = asked.stx_mnt_id;
    printf("root %d\n", (asked.stx_attributes & 0x2000) != 0);
    ask(AT_FDCWD, "f", 0, 0xfff);
    T(asked.stx_mnt_id != inner);
    umount("m");
    ask(AT_FDCWD, "/dev/null", 0, 0xfff);
    printf("device %u:%u\n", asked.stx_rdev_major, asked.stx_rdev_minor);
}

static void show_mode(const char *path)
{
    struct stat info;
    NEED(lstat(path, &info) == 0);
    printf("%s: %o %d:%d\n", path, info.st_mode, info.st_uid, info.st_gid);
}

CASE(modes)
{
    make_file("f", "");
    mkdir("d", 07777);
    show_mode("d");
    symlink("f", "l");
    R(chmod("f", 07777));
    show_mode("f");
    R(chmod("f", 0177777));
    show_mode("f");
    R(chmod("l", 0640));
    show_mode("f");
    show_mode("l");
    R(syscall(452, AT_FDCWD, "l", 0600, AT_SYMLINK_NOFOLLOW));
    R(chmod("d", 03755));
    mkdir("d/sub", 0755);
    make_file("d/file", "");
    show_mode("d/sub");
    show_mode("d/file");
    R(chown("d", 5, 6));
    mkdir("d/sub2", 0700);
    make_file("d/file2", "");
    mknod("d/fifo", S_IFIFO | 02755, 0);
    show_mode("d/sub2");
    show_mode("d/file2");
    show_mode("d/fifo");
    umask(077);
    open("masked", O_RDWR | O_CREAT, 06777);
    show_mode("masked");
    mkdir("maskedd", 01777);
    show_mode("maskedd");
    R(umask(0170777));
    R(umask(0));
}

CASE(set_id_bits_go)
{
    int file = open("f", O_RDWR | O_CREAT, 0600);
    chmod("f", 06755);
    R(write(file, "x", 1));
    show_mode("f");
    R(chown("f", 1000, 1000));
    show_mode("f");
    chmod("f", 06745);
    R(chown("f", -1, -1));
    show_mode("f");
    chmod("f", 06755);
    R(ftruncate(file, 0));
    show_mode("f");
    chmod(".", 0777);
    CHILD {
        setresgid(1000, 1000, 1000);
        setresuid(1000, 1000, 1000);
        int own = open("f", O_RDWR);
        R(write(own, "x", 1));
        show_mode("f");
        R(chmod("f", 06755));
        R(ftruncate(own, 0));
        show_mode("f");
        R(chmod("f", 02745));
        R(write(own, "x", 1));
        show_mode("f");
        R(chmod("f", 06755));
        R(write(own, "", 0));
        show_mode("f");
        R(chown("f", 1000, 1000));
        show_mode("f");
        R(chmod("f", 06755));
        R(fallocate(own, 0, 0, 10));
        show_mode("f");
        R(chmod("f", 06755));
        struct iovec part = { "y", 1 };
        R(writev(own, &part, 1));
        show_mode("f");
        R(chmod("f", 06755));
        R(open("f", O_WRONLY | O_TRUNC) >= 0);
        show_mode("f");
    }
    make_file("g", "");
    chown("g", 1000, 2000);
    CHILD {
        setresgid(1000, 1000, 1000);
        setresuid(1000, 1000, 1000);
        R(chmod("g", 06755));
        show_mode("g");
    }
}

CASE(owners)
{
    gid_t groups[] = { 2000, 3000 };
    make_file("own", "");
    make_file("root", "");
    chown("own", 1000, 1000);
    chmod(".", 0777);
    CHILD {
        NEED(syscall(SYS_setgroups, 2, groups) == 0);
        setresgid(1000, 1000, 1000);
        setresuid(1000, 1000, 1000);
        R(chown("own", 0, -1));
        R(chown("own", 1000, -1));
        R(chown("own", -1, 2000));
        show_mode("own");
        R(chown("own", -1, 4000));
        R(chown("own", -1, 0));
        R(chown("own", -1, 1000));
        R(chown("root", -1, -1));
        R(chown("root", 0, 0));
        R(chown("root", 1000, -1));
        R(chmod("root", 0777));
        R(chmod("own", 0));
        R(chown("missing", 0, 0));
        symlink("root", "l");
        R(lchown("l", -1, 3000));
        show_mode("l");
        R(chown("l", -1, 3000));
    }
}

static void show_times(const char *path)
{
    struct stat info;
    NEED(lstat(path, &info) == 0);
    printf("%s: %ld.%09ld %ld.%09ld\n", path, (long)info.st_atim.tv_sec, info.st_atim.tv_nsec, (long)info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
}

CASE(times)
{
    struct timespec both[2] = { { 100, 5 }, { 200, 999999999 } };
    make_file("f", "");
    symlink("f", "l");
    R(utimensat(AT_FDCWD, "f", both, 0));
    show_times("f");
    both[0].tv_nsec = UTIME_OMIT, both[1].tv_sec = -5, both[1].tv_nsec = 7;
    R(utimensat(AT_FDCWD, "f", both, 0));
    show_times("f");
    both[0].tv_nsec = 1000000000;
    R(utimensat(AT_FDCWD, "f", both, 0));
    R(utimensat(AT_FDCWD, "missing", both, 0));
    both[0].tv_nsec = -1;
    R(utimensat(AT_FDCWD, "f", both, 0));
    both[0].tv_nsec = UTIME_OMIT, both[1].tv_nsec = UTIME_OMIT;
    R(utimensat(AT_FDCWD, "missing", both, 0));
    R(utimensat(-1, "f", both, 0));
    R(syscall(SYS_utimensat, AT_FDCWD, bad_address(), both, 0x8000));
    both[0] = (struct timespec){ 1, 1 }, both[1] = (struct timespec){ 2, 2 };
    R(utimensat(AT_FDCWD, "l", both, AT_SYMLINK_NOFOLLOW));
    show_times("l");
    R(utimensat(AT_FDCWD, "l", both, 0));
    show_times("f");
    R(syscall(SYS_utimensat, AT_FDCWD, "f", bad_address(), 0));
    R(syscall(SYS_utimensat, AT_FDCWD, bad_address(), both, 0));
    struct { long sec, usec; } old[2] = { { 10, 1 }, { 20, 999999 } };
    R(syscall(SYS_utimes, "f", old));
    show_times("f");
    old[1].usec = 1000000;
    R(syscall(SYS_utimes, "f", old));
    long seconds[2] = { 7, 8 };
    R(syscall(SYS_utime, "f", seconds));
    show_times("f");
    R(syscall(SYS_futimesat, AT_FDCWD, "f", old));
    chmod(".", 0777), chmod("f", 0666);
    CHILD {
        setresuid(1000, 1000, 1000);
        R(utimensat(AT_FDCWD, "f", NULL, 0));
        both[0].tv_nsec = UTIME_NOW, both[1].tv_nsec = UTIME_NOW;
        R(utimensat(AT_FDCWD, "f", both, 0));
        both[1].tv_nsec = UTIME_OMIT;
        R(utimensat(AT_FDCWD, "f", both, 0));
        both[1].tv_nsec = 5;
        R(utimensat(AT_FDCWD, "f", both, 0));
    }
    chmod("f", 0644);
    CHILD {
        setresuid(1000, 1000, 1000);
        R(utimensat(AT_FDCWD, "f", NULL, 0));
    }
}

CASE(statfs_of_tmpfs)
{
    struct statfs info;
    mkdir("m", 0755);
    mount("none", "m", "tmpfs", MS_NOATIME, "size=1m,nr_inodes=100");
    R(statfs("m", &info));
    printf("type %lx block %ld frag %ld blocks %ld free %ld files %ld free %ld name %ld flags %lx\n", (long)info.f_type, (long)info.f_bsize, (long)info.f_frsize,
        (long)info.f_blocks, (long)info.f_bfree, (long)info.f_files, (long)info.f_ffree, (long)info.f_namelen, (long)info.f_flags);
    R(statfs("missing", &info));
    R(syscall(SYS_statfs, "m", bad_address()));
    R(syscall(SYS_fstatfs, -1, bad_address()));
    int ends[2];
    NEED(pipe(ends) == 0);
    R(fstatfs(ends[0], &info));
    printf("type %lx\n", (long)info.f_type);
    R(statfs("/proc", &info));
    printf("type %lx\n", (long)info.f_type);
    umount("m");
}
