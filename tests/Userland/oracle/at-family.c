// SPDX-License-Identifier: MIT
// The *at calls: descriptors as directories, AT_EMPTY_PATH, and which flags each call takes.
#include "oracle.h"
#include <sys/mount.h>

CASE(directory_descriptors)
{
    make_file("f", "x");
    mkdir("d", 0755);
    make_file("d/f", "y");
    int directory = open("d", O_RDONLY), file = open("f", O_RDONLY), place = open("d", O_PATH);
    OK(openat(directory, "f", O_RDONLY));
    OK(openat(place, "f", O_RDONLY));
    R(openat(file, "f", O_RDONLY));
    R(openat(-1, "f", O_RDONLY));
    R(openat(99, "f", O_RDONLY));
    R(openat(99, "", O_RDONLY));
    R(openat(99, bad_address(), O_RDONLY));
    OK(openat(99, "/", O_RDONLY));
    OK(openat(file, "/", O_RDONLY));
    R(mkdirat(file, "x", 0755));
    R(mkdirat(-5, "x", 0755));
    R(unlinkat(file, "x", 0));
    R(renameat(directory, "f", file, "x"));
    R(renameat(file, "f", -1, "x"));
    R(renameat(-1, "f", file, "x"));
    R(symlinkat("t", file, "x"));
    R(linkat(directory, "f", file, "x", 0));
    R(faccessat(file, "x", F_OK, 0));
    R(fchmodat(file, "x", 0600, 0));
}

CASE(unknown_flags)
{
    struct stat info;
    make_file("f", "x");
    R(syscall(SYS_newfstatat, AT_FDCWD, "f", &info, 0x40000));
    R(syscall(SYS_newfstatat, AT_FDCWD, "f", &info, AT_SYMLINK_FOLLOW));
    R(syscall(SYS_newfstatat, AT_FDCWD, bad_address(), &info, 0x40000));
    R(syscall(SYS_newfstatat, AT_FDCWD, "f", &info, AT_NO_AUTOMOUNT));
    R(syscall(SYS_unlinkat, AT_FDCWD, "f", 1));
    R(syscall(SYS_unlinkat, AT_FDCWD, "f", AT_EMPTY_PATH));
    R(syscall(SYS_linkat, AT_FDCWD, "f", AT_FDCWD, "g", AT_SYMLINK_NOFOLLOW));
    R(syscall(SYS_linkat, AT_FDCWD, "f", AT_FDCWD, "g", 1));
    R(syscall(SYS_fchownat, AT_FDCWD, "f", 0, 0, 1));
    R(syscall(SYS_fchownat, AT_FDCWD, "f", 0, 0, AT_SYMLINK_FOLLOW));
    R(syscall(SYS_utimensat, AT_FDCWD, "f", NULL, 1));
    R(syscall(439, AT_FDCWD, "f", F_OK, 1));
    R(syscall(439, AT_FDCWD, "f", 8, 0));
    R(syscall(439, AT_FDCWD, "missing", 8, 0));
    R(syscall(439, AT_FDCWD, "f", R_OK, AT_EACCESS | AT_SYMLINK_NOFOLLOW));
    R(syscall(452, AT_FDCWD, "f", 0600, 1));
    R(syscall(452, AT_FDCWD, "f", 0600, AT_SYMLINK_NOFOLLOW));
    R(syscall(SYS_fchmodat, AT_FDCWD, "f", 0600, 12345));
    R(syscall(SYS_renameat2, AT_FDCWD, "f", AT_FDCWD, "g", 8));
    R(syscall(332, AT_FDCWD, "f", 0x40000, 0xfff, &info));
}

CASE(empty_path_means_the_descriptor)
{
    struct stat info;
    char buffer[256];
    make_file("f", "hello");
    symlink("f", "l");
    int file = open("f", O_RDWR), place = open("f", O_PATH), link = open("l", O_PATH | O_NOFOLLOW), directory = open(".", O_RDONLY);
    R(fstatat(file, "", &info, AT_EMPTY_PATH));
    R(info.st_size);
    R(fstatat(file, "", &info, 0));
    R(fstatat(place, "", &info, AT_EMPTY_PATH));
    R(fstatat(link, "", &info, AT_EMPTY_PATH));
    T(S_ISLNK(info.st_mode));
    R(fstatat(AT_FDCWD, "", &info, AT_EMPTY_PATH));
    T(S_ISDIR(info.st_mode));
    R(fstatat(-1, "", &info, AT_EMPTY_PATH));
    R(syscall(SYS_newfstatat, file, NULL, &info, AT_EMPTY_PATH));
    R(syscall(SYS_newfstatat, file, NULL, &info, 0));
    R(syscall(332, file, "", AT_EMPTY_PATH, 0x7ff, buffer));
    R(syscall(332, file, NULL, AT_EMPTY_PATH, 0x7ff, buffer));
    R(fchownat(file, "", 0, 0, AT_EMPTY_PATH));
    R(fchownat(place, "", 0, 0, AT_EMPTY_PATH));
    R(fchownat(link, "", 0, 0, AT_EMPTY_PATH));
    R(syscall(452, place, "", 0640, AT_EMPTY_PATH));
    R(syscall(452, link, "", 0640, AT_EMPTY_PATH));
    R(fchmod(place, 0600));
    R(fchown(place, 0, 0));
    R(stat("f", &info));
    printf("mode %o\n", info.st_mode & 07777);
    R(syscall(439, place, "", R_OK, AT_EMPTY_PATH));
    R(syscall(439, file, "", X_OK, AT_EMPTY_PATH));
    R(syscall(SYS_utimensat, place, "", NULL, AT_EMPTY_PATH));
    R(syscall(SYS_utimensat, place, NULL, NULL, 0));
    R(syscall(SYS_utimensat, file, NULL, NULL, 0));
    R(syscall(SYS_utimensat, file, NULL, NULL, AT_EMPTY_PATH));
    R(syscall(SYS_utimensat, AT_FDCWD, NULL, NULL, 0));
    R(linkat(file, "", AT_FDCWD, "second", AT_EMPTY_PATH));
    R(linkat(place, "", AT_FDCWD, "third", AT_EMPTY_PATH));
    R(linkat(directory, "", AT_FDCWD, "fourth", AT_EMPTY_PATH));
    R(linkat(file, "", AT_FDCWD, "fifth", 0));
    R(stat("f", &info));
    printf("links %d\n", (int)info.st_nlink);
    R(readlinkat(link, "", buffer, sizeof buffer));
    R(readlinkat(file, "", buffer, sizeof buffer));
    R(readlinkat(AT_FDCWD, "", buffer, sizeof buffer));
    R(readlinkat(-1, "", buffer, sizeof buffer));
}

CASE(readlink_sizes)
{
    char buffer[16] = { 0 };
    symlink("target", "l");
    make_file("f", "");
    R(readlink("l", buffer, sizeof buffer));
    R(readlink("l", buffer, 3));
    show_bytes("three", buffer, 7);
    R(syscall(SYS_readlink, "l", buffer, 0));
    R(syscall(SYS_readlink, "l", buffer, -1));
    R(syscall(SYS_readlink, "missing", buffer, 0));
    R(readlink("f", buffer, 4));
    R(readlink(".", buffer, 4));
    R(readlink("l", bad_address(), 4));
    R(readlink("f", bad_address(), 4));
    struct stat info;
    R(lstat("l", &info));
    R(info.st_size);
    printf("mode %o\n", info.st_mode);
}

CASE(rename_flags)
{
    struct stat info;
    make_file("a", "a");
    make_file("b", "bb");
    mkdir("d", 0755);
    mkdir("full", 0755);
    make_file("full/x", "");
    R(syscall(SYS_renameat2, AT_FDCWD, "a", AT_FDCWD, "b", 1));
    R(syscall(SYS_renameat2, AT_FDCWD, "a", AT_FDCWD, "a", 1));
    R(syscall(SYS_renameat2, AT_FDCWD, "a", AT_FDCWD, "c", 1));
    R(syscall(SYS_renameat2, AT_FDCWD, "c", AT_FDCWD, "a", 2));
    R(syscall(SYS_renameat2, AT_FDCWD, "c", AT_FDCWD, "b", 2));
    R(stat("c", &info));
    R(info.st_size);
    R(syscall(SYS_renameat2, AT_FDCWD, "c", AT_FDCWD, "d", 2));
    T(stat("c", &info) == 0 && S_ISDIR(info.st_mode));
    R(syscall(SYS_renameat2, AT_FDCWD, "full", AT_FDCWD, "full/x", 2));
    R(syscall(SYS_renameat2, AT_FDCWD, "full/x", AT_FDCWD, "full", 2));
    R(syscall(SYS_renameat2, AT_FDCWD, "missing", AT_FDCWD, "b", 2));
    R(syscall(SYS_renameat2, AT_FDCWD, "b", AT_FDCWD, "e", 3));
    R(syscall(SYS_renameat2, AT_FDCWD, "b", AT_FDCWD, "e", 6));
    R(syscall(SYS_renameat2, AT_FDCWD, "missing", AT_FDCWD, "e", 4));
    R(syscall(SYS_renameat2, AT_FDCWD, "b", AT_FDCWD, "w", 4));
    R(lstat("b", &info));
    printf("whiteout %o %d\n", info.st_mode, (int)info.st_rdev);
    R(syscall(SYS_renameat2, AT_FDCWD, "w", AT_FDCWD, "full/x", 5));
    R(rename("c", "full"));
    R(rename("full", "w"));
    R(rename("w", "full"));
    R(rename("full/x", "w"));
    R(rename("c", "full"));
    R(rename("w", "full/.."));
}

CASE(rename_onto_hard_link_does_nothing)
{
    struct stat info;
    make_file("a", "a");
    link("a", "b");
    R(rename("a", "b"));
    R(access("a", F_OK));
    R(stat("b", &info));
    R(info.st_nlink);
    R(rename("a", "a"));
    mkdir("d", 0755);
    R(rename("d", "d"));
    R(rename("a", "a/"));
}

CASE(unlink_kinds)
{
    mkdir("d", 0755);
    mkdir("d/sub", 0755);
    make_file("f", "");
    R(unlink("d"));
    R(rmdir("f"));
    R(rmdir("d"));
    R(unlinkat(AT_FDCWD, "d/sub", 0));
    R(unlinkat(AT_FDCWD, "d/sub", AT_REMOVEDIR));
    R(unlinkat(AT_FDCWD, "f", AT_REMOVEDIR));
    R(rmdir("missing"));
    R(unlink("missing"));
    R(rmdir("f/x"));
    R(unlink("/proc/self/status"));
    R(rmdir("/proc"));
    R(unlink("/proc"));
    R(mkdir("/proc/new", 0755));
    R(creat("/proc/new", 0600));
}

CASE(link_rules)
{
    struct stat info;
    make_file("f", "");
    mkdir("d", 0755);
    R(link("f", "g"));
    R(link("f", "g"));
    R(link("missing", "g"));
    R(link("missing", "h"));
    R(link("d", "e"));
    R(link("d", "g"));
    R(link("f", "missing/x"));
    R(link("f", "f/x"));
    R(link("f", "/proc/x"));
    R(link("/proc/self/status", "x"));
    R(stat("f", &info));
    R(info.st_nlink);
    R(unlink("f"));
    R(stat("g", &info));
    R(info.st_nlink);
    int file = open("g", O_RDONLY);
    R(unlink("g"));
    R(fstat(file, &info));
    R(info.st_nlink);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    R(linkat(AT_FDCWD, path, AT_FDCWD, "back", AT_SYMLINK_FOLLOW));
    R(linkat(file, "", AT_FDCWD, "back", AT_EMPTY_PATH));
}

CASE(mknod_kinds)
{
    struct stat info;
    // The working directory may forbid devices.
    mkdir("m", 0755);
    NEED(mount("none", "m", "tmpfs", 0, NULL) == 0 && chdir("m") == 0);
    R(mknod("reg", 0644, 0));
    R(stat("reg", &info));
    printf("%o\n", info.st_mode);
    R(mknod("fifo", S_IFIFO | 0666, 0));
    R(stat("fifo", &info));
    printf("%o\n", info.st_mode);
    R(mknod("sock", S_IFSOCK | 0666, 0));
    R(open("sock", O_RDWR));
    OK(open("sock", O_PATH));
    R(mknod("dir", S_IFDIR | 0755, 0));
    R(mknod("link", S_IFLNK | 0777, 0));
    R(mknod("odd", 0170000 | 0644, 0));
    R(mknod("reg", S_IFDIR, 0));
    R(mknod("null", S_IFCHR | 0666, 0x103));
    R(stat("null", &info));
    R(info.st_rdev);
    OK(open("null", O_RDWR));
    R(mknod("nodev", S_IFCHR | 0666, 0xfff00));
    R(open("nodev", O_RDWR));
    R(mknod("noblock", S_IFBLK | 0666, 0xfff00));
    R(open("noblock", O_RDWR));
    CHILD {
        chmod(".", 0777);
        setresuid(1000, 1000, 1000);
        R(mknod("c", S_IFCHR | 0666, 0x103));
        R(mknod("b", S_IFBLK | 0666, 0x103));
        R(mknod("missing/c", S_IFCHR | 0666, 0x103));
        R(mknod("p", S_IFIFO | 0666, 0));
        R(mknod("s", S_IFSOCK | 0666, 0));
        R(mknod("null", S_IFCHR | 0666, 0x103));
    }
    chdir("..");
    umount2("m", MNT_DETACH);
}
