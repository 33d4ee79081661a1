// SPDX-License-Identifier: MIT
// mount and umount2: flags that are honoured, binds, moves, lazy unmounts, tmpfs' options, name spaces.
#define _GNU_SOURCE
#include "oracle.h"
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>

static void mount_here(const char *options)
{
    mkdir("m", 0755);
    NEED(mount("none", "m", "tmpfs", 0, options) == 0);
}

static void show_flags(const char *path)
{
    struct statfs info;
    NEED(statfs(path, &info) == 0);
    printf("%s: flags %#lx\n", path, (long)info.f_flags);
}

CASE(arguments_in_order)
{
    mkdir("d", 0755);
    make_file("f", "");
    R(mount("none", "missing", "tmpfs", 0, NULL));
    R(mount("none", "missing", "nosuchfs", 0, NULL));
    R(mount("none", "d", "nosuchfs", 0, NULL));
    R(mount("none", "d", NULL, 0, NULL));
    R(mount("none", "d", "tmpfs", 0, "nonsense=1"));
    R(mount("none", "f", "tmpfs", 0, NULL));
    R(mount("none", bad_address(), "tmpfs", 0, NULL));
    R(mount(bad_address(), "missing", "tmpfs", 0, NULL));
    R(mount("none", "missing", bad_address(), 0, NULL));
    R(mount("none", "d", "tmpfs", MS_REMOUNT, NULL));
    R(mount("none", "d", NULL, MS_REMOUNT | MS_BIND, NULL));
    R(mount("missing", "d", NULL, MS_BIND, NULL));
    R(mount("", "d", NULL, MS_BIND, NULL));
    R(mount(NULL, "d", NULL, MS_BIND, NULL));
    R(mount("f", "d", NULL, MS_BIND, NULL));
    R(mount("d", "f", NULL, MS_BIND, NULL));
    R(mount("missing", "d", NULL, MS_MOVE, NULL));
    R(mount("d", "d", NULL, MS_MOVE, NULL));
    R(mount("none", "d", NULL, MS_PRIVATE, NULL));
    R(umount2("d", 0));
    R(umount2("missing", 0));
    R(umount2("d", 64));
    R(umount2("missing", 64));
    R(umount2("f", MNT_DETACH));
    CHILD {
        chmod(".", 0777);
        setresuid(1000, 1000, 1000);
        R(mount("none", "d", "tmpfs", 0, NULL));
        R(mount("none", "missing", "tmpfs", 0, NULL));
        R(umount2("d", 0));
        R(umount2("missing", 0));
    }
}

CASE(read_only_is_honoured)
{
    mount_here(NULL);
    make_file("m/f", "x");
    mkdir("m/d", 0755);
    int writer = open("m/f", O_WRONLY);
    R(mount("none", "m", NULL, MS_REMOUNT | MS_RDONLY, NULL));
    R(mount("none", "m", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL));
    close(writer);
    R(mount("none", "m", NULL, MS_REMOUNT | MS_RDONLY, NULL));
    show_flags("m");
    R(open("m/f", O_WRONLY));
    R(open("m/f", O_RDONLY | O_TRUNC));
    OK(open("m/f", O_RDONLY));
    R(open("m/g", O_RDONLY | O_CREAT, 0600));
    OK(open("m/f", O_RDONLY | O_CREAT, 0600));
    R(open("m/f", O_RDONLY | O_CREAT | O_EXCL, 0600));
    R(open("m", O_TMPFILE | O_RDWR, 0600));
    R(mkdir("m/d", 0755));
    R(mkdir("m/e", 0755));
    R(rmdir("m/d"));
    R(unlink("m/f"));
    R(unlink("m/g"));
    R(rename("m/f", "m/g"));
    R(link("m/f", "m/g"));
    R(symlink("x", "m/g"));
    R(mknod("m/p", S_IFIFO | 0600, 0));
    R(chmod("m/f", 0600));
    R(chown("m/f", 0, 0));
    R(truncate("m/f", 0));
    R(utimensat(AT_FDCWD, "m/f", NULL, 0));
    R(access("m/f", W_OK));
    R(access("m/f", R_OK));
    R(mount("none", "m", NULL, MS_REMOUNT, NULL));
    OK(open("m/f", O_WRONLY));
    R(umount2("m", MNT_DETACH));
}

CASE(no_exec_no_dev_no_suid)
{
    mkdir("m", 0755);
    R(mount("none", "m", "tmpfs", MS_NOEXEC | MS_NODEV | MS_NOSUID | MS_NOATIME, NULL));
    show_flags("m");
    char *none[] = { "x", NULL };
    make_file("m/f", "#!/bin/sh\n");
    chmod("m/f", 0755);
    R(access("m/f", X_OK));
    R(execve("m/f", none, none));
    int file = open("m/f", O_RDWR);
    R(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, file, 0) == MAP_FAILED ? -1 : 0);
    void *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, file, 0);
    R(mprotect(page, 4096, PROT_READ | PROT_EXEC));
    R(mknod("m/null", S_IFCHR | 0666, 0x103));
    R(open("m/null", O_RDWR));
    R(access("m/null", R_OK));
    OK(open("m/null", O_PATH));
    R(mount("none", "m", NULL, MS_REMOUNT | MS_BIND | MS_STRICTATIME, NULL));
    show_flags("m");
    OK(open("m/null", O_RDWR));
    R(mount("none", "m", NULL, MS_REMOUNT | MS_BIND | MS_NODIRATIME, NULL));
    show_flags("m");
    R(mount("none", "m", NULL, MS_REMOUNT | MS_BIND | 256, NULL));
    show_flags("m");
    symlink("f", "m/l");
    R(access("m/l", F_OK));
    R(open("m/l", O_RDONLY));
    OK(open("m/l", O_PATH | O_NOFOLLOW));
    R(readlink("m/l", (char[8]){ 0 }, 8));
    R(umount2("m", MNT_DETACH));
}

CASE(bind_mounts)
{
    mkdir("a", 0755), mkdir("a/sub", 0755), mkdir("b", 0755), mkdir("c", 0755);
    make_file("a/f", "in a");
    make_file("file", "outer");
    make_file("over", "under");
    struct stat first, second;
    R(mount("a", "b", NULL, MS_BIND, NULL));
    stat("a", &first), stat("b", &second);
    T(first.st_ino == second.st_ino && first.st_dev == second.st_dev);
    make_file("b/new", "");
    R(access("a/new", F_OK));
    R(rename("a/new", "b/other"));
    R(link("a/f", "b/g"));
    R(rename("b/new", "b/other"));
    R(mount("none", "a/sub", "tmpfs", 0, NULL));
    make_file("a/sub/deep", "");
    R(access("b/sub/deep", F_OK));
    R(mount("a", "c", NULL, MS_BIND | MS_REC, NULL));
    R(access("c/sub/deep", F_OK));
    R(mount(NULL, "b", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL));
    R(open("b/x", O_RDWR | O_CREAT, 0600));
    OK(open("a/x", O_RDWR | O_CREAT, 0600));
    R(mount("file", "over", NULL, MS_BIND, NULL));
    char text[16];
    show_bytes("over", text, (size_t)read_file("over", text, sizeof text));
    R(unlink("over"));
    R(rmdir("b"));
    R(rename("b", "z"));
    R(umount2("over", 0));
    show_bytes("over", text, (size_t)read_file("over", text, sizeof text));
    R(umount2("c", 0));
    R(umount2("c/sub", 0));
    R(umount2("c", 0));
    R(umount2("b", 0));
    R(umount2("a/sub", 0));
    R(access("b/f", F_OK));
}

CASE(moves_and_unbindable)
{
    mkdir("a", 0755), mkdir("b", 0755), mkdir("a/in", 0755);
    R(mount("none", "a", "tmpfs", 0, NULL));
    mkdir("a/in", 0755);
    make_file("a/f", "");
    R(mount("a", "a/in", NULL, MS_MOVE, NULL));
    R(mount("a/in", "b", NULL, MS_MOVE, NULL));
    R(mount("a", "b", NULL, MS_MOVE, NULL));
    R(access("b/f", F_OK));
    R(access("a/f", F_OK));
    R(mount(NULL, "b", NULL, MS_UNBINDABLE, NULL));
    R(mount("b", "a", NULL, MS_BIND, NULL));
    R(mount(NULL, "b", NULL, MS_PRIVATE | MS_REC, NULL));
    R(mount(NULL, "b", NULL, MS_PRIVATE | MS_SLAVE, NULL));
    R(mount(NULL, "b", NULL, MS_SLAVE, NULL));
    R(mount("b", "a", NULL, MS_BIND, NULL));
    R(umount2("a", 0));
    R(umount2("b", 0));
}

CASE(busy_lazy_and_expire)
{
    mount_here(NULL);
    make_file("m/f", "kept");
    int file = open("m/f", O_RDWR);
    R(umount2("m", 0));
    R(umount2("m", MNT_EXPIRE));
    R(umount2("m", MNT_EXPIRE | MNT_DETACH));
    R(umount2("m", MNT_DETACH));
    R(access("m/f", F_OK));
    char text[8] = { 0 };
    R(read(file, text, 8));
    R(pwrite(file, "more", 4, 4));
    close(file);
    mount_here(NULL);
    CHILD {
        chdir("m");
        R(umount2("../m", 0));
    }
    R(umount2("m", MNT_EXPIRE));
    R(umount2("m", MNT_EXPIRE));
    R(umount2("m", 0));
    mount_here(NULL);
    mkdir("m/n", 0755);
    R(mount("none", "m/n", "tmpfs", 0, NULL));
    R(umount2("m", 0));
    R(umount2("m", MNT_DETACH));
    R(access("m/n", F_OK));
    symlink("m", "l");
    mount_here(NULL);
    R(umount2("l", UMOUNT_NOFOLLOW));
    R(umount2("l", 0));
}

CASE(tmpfs_options)
{
    struct statvfs info;
    struct stat root;
    static char data[8192];
    mount_here("size=8k,nr_inodes=3,mode=0751,uid=5,gid=6");
    statvfs("m", &info), stat("m", &root);
    printf("blocks %ld of %ld, files %ld, free %ld\n", (long)info.f_blocks, (long)info.f_bsize, (long)info.f_files, (long)info.f_ffree);
    printf("mode %o owner %d %d\n", root.st_mode & 07777, root.st_uid, root.st_gid);
    int file = open("m/a", O_RDWR | O_CREAT, 0600);
    R(write(file, data, 8192));
    R(write(file, data, 1));
    R(pwrite(file, data, 8192, 4096));
    R(ftruncate(file, 4096));
    R(pwrite(file, data, 8192, 4096));
    R(fallocate(file, 0, 0, 16384));
    OK(open("m/b", O_RDWR | O_CREAT, 0600));
    R(open("m/c", O_RDWR | O_CREAT, 0600));
    R(mkdir("m/c", 0755));
    R(link("m/a", "m/d"));
    R(unlink("m/b"));
    R(mkdir("m/c", 0755));
    R(mount("none", "m", NULL, MS_REMOUNT, "size=4k"));
    R(mount("none", "m", NULL, MS_REMOUNT, "size=1m"));
    R(mount("none", "m", NULL, MS_REMOUNT, "bad=1"));
    R(write(file, data, 8192));
    close(file);
    R(umount2("m", 0));
    R(mount("none", "m", "tmpfs", 0, "size=x"));
    R(mount("none", "m", "tmpfs", 0, "size="));
    R(mount("none", "m", "tmpfs", 0, "mode=9"));
    R(mount("none", "m", "tmpfs", 0, "uid=-1"));
    R(mount("none", "m", "tmpfs", 0, "nr_blocks=2"));
    statvfs("m", &info);
    printf("blocks %ld\n", (long)info.f_blocks);
    R(umount2("m", 0));
    R(mount("none", "m", "tmpfs", 0, ",size=4096,,"));
    statvfs("m", &info);
    printf("blocks %ld\n", (long)info.f_blocks);
    R(umount2("m", 0));
}

CASE(own_name_space)
{
    mount_here(NULL);
    make_file("m/f", "");
    mkdir("m/n", 0755);
    CHILD {
        R(unshare(CLONE_NEWNS));
        R(mount("none", "m/n", "tmpfs", 0, NULL));
        make_file("m/n/own", "");
        R(access("m/n/own", F_OK));
        R(access("m/f", F_OK));
        make_file("m/shared", "");
    }
    R(access("m/n/own", F_OK));
    R(access("m/shared", F_OK));
    CHILD {
        R(unshare(CLONE_NEWNS));
        R(umount2("m", 0));
        R(access("m/f", F_OK));
    }
    R(access("m/f", F_OK));
    R(umount2("m", 0));
    CHILD {
        setresuid(1000, 1000, 1000);
        R(unshare(CLONE_NEWNS));
        R(unshare(CLONE_FS));
    }
    R(unshare(0));
    R(unshare(CLONE_FS | CLONE_FILES));
    R(unshare(1));
    R(unshare(CLONE_PARENT));
    pid_t child = (pid_t)syscall(SYS_clone, SIGCHLD | CLONE_FS, 0, 0, 0, 0);
    if (child == 0) {
        R(unshare(CLONE_FS));
        chdir("m");
        umask(0);
        _exit(0);
    }
    show_child("child", child);
    R(access("m", F_OK));
    printf("%o\n", umask(0));
    R(syscall(SYS_clone, SIGCHLD | CLONE_FS | CLONE_NEWNS, 0, 0, 0, 0));
}

CASE(cross_mount_rules)
{
    mount_here(NULL);
    make_file("f", "");
    make_file("m/g", "");
    mkdir("d", 0755);
    R(rename("f", "m/f"));
    R(rename("m/g", "g"));
    R(link("f", "m/f"));
    R(rename("d", "m/d"));
    R(rename("m", "n"));
    R(rmdir("m"));
    struct stat here, there, up;
    stat(".", &here), stat("m", &there), stat("m/..", &up);
    T(here.st_dev != there.st_dev && up.st_ino == here.st_ino);
    R(mount("none", "m", "tmpfs", 0, NULL));
    R(access("m/g", F_OK));
    R(umount2("m", 0));
    R(access("m/g", F_OK));
    R(umount2("m", 0));
}
