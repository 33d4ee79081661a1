// SPDX-License-Identifier: MIT
// Who may do what with files: another user than root, alone or with a supplementary group, tries every call on files of many owners and modes.
#include "oracle.h"
#include <sys/fsuid.h>
#include <grp.h>
#include <sys/inotify.h>
#include <sys/statfs.h>
#include <sys/time.h>
#include <sys/xattr.h>
#include <utime.h>

enum { USER = 1000, OTHER = 1001, GROUP = 1000, EXTRA = 2000 };

#ifndef SYS_faccessat2
#define SYS_faccessat2 439
#endif

static void become(int with_extra)
{
    gid_t extra = EXTRA;
    NEED(setgroups(with_extra, &extra) == 0);
    NEED(setresgid(GROUP, GROUP, GROUP) == 0);
    NEED(setresuid(USER, USER, USER) == 0);
}

static const char *result(long value)
{
    return value < 0 ? oracle_error(errno) : "ok";
}

// -- what only looks

static void looks(int with_extra)
{
    static const uid_t owners[] = { 0, USER };
    static const gid_t groups[] = { 0, GROUP, EXTRA };
    static const mode_t modes[] = { 0000, 0400, 0200, 0100, 0040, 0020, 0010, 0004, 0002, 0001, 0777, 0070, 0707 };
    chmod(".", 0755);
    for (unsigned o = 0; o < 2; o++)
        for (unsigned g = 0; g < 3; g++)
            for (unsigned m = 0; m < 13; m++) {
                char name[64];
                snprintf(name, sizeof name, "%u-%u-%04o", owners[o], groups[g], modes[m]);
                make_file(name, "#!/bin/true\n");
                chown(name, owners[o], groups[g]), chmod(name, modes[m]);
                snprintf(name, sizeof name, "%u-%u-%04o.d", owners[o], groups[g], modes[m]);
                mkdir(name, 0755);
                char inner[80];
                snprintf(inner, sizeof inner, "%s/in", name);
                make_file(inner, "");
                chmod(inner, 0666);
                chown(name, owners[o], groups[g]), chmod(name, modes[m]);
            }
    CHILD
    {
        become(with_extra);
        for (unsigned o = 0; o < 2; o++)
            for (unsigned g = 0; g < 3; g++)
                for (unsigned m = 0; m < 13; m++) {
                    char name[64], inner[80], link[16];
                    snprintf(name, sizeof name, "%u-%u-%04o", owners[o], groups[g], modes[m]);
                    printf("%s:", name);
                    printf(" r %s", result(open(name, O_RDONLY)));
                    printf(" w %s", result(open(name, O_WRONLY)));
                    printf(" rw %s", result(open(name, O_RDWR)));
                    printf(" 3 %s", result(open(name, 3)));
                    printf(" noatime %s", result(open(name, O_RDONLY | O_NOATIME)));
                    printf(" path %s", result(open(name, O_PATH)));
                    printf(" creat %s", result(open(name, O_RDONLY | O_CREAT, 0)));
                    printf(" excl %s", result(open(name, O_RDONLY | O_CREAT | O_EXCL, 0)));
                    printf(" R %s", result(access(name, R_OK)));
                    printf(" W %s", result(access(name, W_OK)));
                    printf(" X %s", result(access(name, X_OK)));
                    printf(" watch %s", result(inotify_add_watch(inotify_init(), name, IN_OPEN)));
                    printf(" getx %s", result(getxattr(name, "user.a", link, sizeof link)));
                    printf(" exec %s", result(execve(name, NULL, (char *[]){ NULL }) < 0 && errno == ENOENT ? 0 : -1));
                    snprintf(name, sizeof name, "%u-%u-%04o.d", owners[o], groups[g], modes[m]);
                    snprintf(inner, sizeof inner, "%s/in", name);
                    struct stat status;
                    printf("\n %s:", name);
                    printf(" r %s", result(open(name, O_RDONLY)));
                    printf(" w %s", result(open(name, O_WRONLY)));
                    printf(" path %s", result(open(name, O_PATH)));
                    printf(" in %s", result(open(inner, O_RDWR)));
                    printf(" stat %s", result(stat(inner, &status)));
                    printf(" new %s", result(open(strcat(inner, "x"), O_RDWR)));
                    printf(" X %s", result(access(name, X_OK)));
                    printf(" chdir %s", result(chdir(name) == 0 ? chdir("..") : -1));
                    printf(" root %s", result(chroot(name)));
                    printf(" dot %s\n", result(strcat(name, "/.") && stat(name, &status)));
                    for (int file = 3; file < 60; file++) close(file);
                }
    }
}

CASE(looking) { looks(0); }
CASE(looking_with_a_group) { looks(1); }

// -- what changes a file

// The error that a deed ends with (0: none) in a process of the plain user.
static int error_as_user(long (*deed)(int what, int file), int what, int file, int with_extra)
{
    int report[2];
    NEED(pipe(report) == 0);
    pid_t child = fork();
    if (child == 0) {
        become(with_extra);
        errno = 0;
        int error = deed(what, file) < 0 ? errno : 0;
        write(report[1], &error, sizeof error);
        _exit(0);
    }
    int error = -1;
    read(report[0], &error, sizeof error);
    waitpid(child, NULL, 0);
    close(report[0]), close(report[1]);
    return error;
}

static struct timespec some_times[2] = { { 5, 0 }, { 6, 0 } }, now_and_omit[2] = { { 0, UTIME_NOW }, { 0, UTIME_OMIT } },
    both_now[2] = { { 0, UTIME_NOW }, { 0, UTIME_NOW } }, both_omit[2] = { { 0, UTIME_OMIT }, { 0, UTIME_OMIT } };

static long change(int what, int file)
{
    switch (what) {
    case 0: return chmod("f", 0644);
    case 1: return chmod("f", 06777);
    case 2: return chmod("f", 01777);
    case 3: return chown("f", USER, -1);
    case 4: return chown("f", OTHER, -1);
    case 5: return chown("f", -1, GROUP);
    case 6: return chown("f", -1, EXTRA);
    case 7: return chown("f", -1, 0);
    case 8: return chown("f", -1, -1);
    case 9: return chown("f", USER, EXTRA);
    case 10: return utimensat(AT_FDCWD, "f", NULL, 0);
    case 11: return utimensat(AT_FDCWD, "f", some_times, 0);
    case 12: return utimensat(AT_FDCWD, "f", now_and_omit, 0);
    case 13: return utimensat(AT_FDCWD, "f", both_now, 0);
    case 14: return utimensat(AT_FDCWD, "f", both_omit, 0);
    case 15: return truncate("f", 1);
    case 16: return open("f", O_RDONLY | O_TRUNC);
    case 17: return open("f", O_WRONLY | O_TRUNC);
    case 18: return write(file, "x", 1);
    case 19: return ftruncate(file, 1);
    case 20: return fallocate(file, 0, 0, 100);
    case 21: return setxattr("f", "user.a", "b", 1, 0);
    case 22: return setxattr("f", "trusted.a", "b", 1, 0);
    case 23: return setxattr("f", "security.capability", "\1\0\0\2\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20, 0);
    case 24: return fchmod(file, 02755);
    case 25: return fchown(file, -1, EXTRA);
    case 26: return link("f", "linked");
    case 27: return fcntl(file, F_SETFL, O_NOATIME);
    case 28: return pwrite(file, "x", 0, 0);
    case 29: return fchown(file, USER, GROUP);
    default: return -1;
    }
}

static const char *const changes[] = {
    "chmod 644", "chmod 6777", "chmod 1777", "chown user", "chown other", "chgrp own", "chgrp extra", "chgrp root", "chown nothing", "chown both", "touch", "utimes",
    "now and omit", "both now", "both omit", "truncate", "open r|trunc", "open w|trunc", "write", "ftruncate", "fallocate", "setxattr user", "setxattr trusted",
    "setxattr capability", "fchmod", "fchgrp", "link", "noatime", "write nothing", "fchown both",
};

static void one_change(int what, uid_t owner, gid_t group, mode_t mode, int with_extra)
{
    unlink("f"), unlink("linked");
    make_file("f", "content");
    chown("f", owner, group), chmod("f", mode);
    // A descriptor from before: writing with it needs no right any more, but takes set-id bits away.
    int file = open("f", O_RDWR);
    int error = error_as_user(change, what, file, with_extra);
    close(file);
    struct stat status;
    stat("f", &status);
    printf(" %s", oracle_error(error));
    if (status.st_mode != (S_IFREG | mode) || status.st_uid != owner || status.st_gid != group)
        printf("(%o %u:%u)", status.st_mode & 07777, status.st_uid, status.st_gid);
}

static void all_changes(int first, int last, int with_extra)
{
    static const uid_t owners[] = { 0, USER };
    static const gid_t groups[] = { 0, GROUP, EXTRA };
    static const mode_t modes[] = { 0644, 06755, 02745, 06666, 0000 };
    chmod(".", 0777);
    for (int what = first; what < last; what++)
        for (unsigned o = 0; o < 2; o++)
            for (unsigned g = 0; g < 3; g++) {
                printf("%s of %u:%u:", changes[what], owners[o], groups[g]);
                for (unsigned m = 0; m < 5; m++) one_change(what, owners[o], groups[g], modes[m], with_extra);
                printf("\n");
            }
}

CASE(changing_modes_and_owners) { all_changes(0, 10, 0); }
CASE(changing_modes_and_owners_with_a_group) { all_changes(0, 10, 1); }
CASE(changing_times_and_content) { all_changes(10, 21, 0); }
CASE(changing_times_and_content_with_a_group) { all_changes(10, 21, 1); }
CASE(changing_the_rest) { all_changes(21, 30, 0); }
CASE(changing_the_rest_with_a_group) { all_changes(21, 30, 1); }

CASE(root_clears_set_id_bits)
{
    static const mode_t modes[] = { 06755, 02745, 06666, 04700 };
    for (unsigned m = 0; m < 4; m++) {
        for (int what = 0; what < 6; what++) {
            unlink("f");
            make_file("f", "content");
            chown("f", USER, EXTRA), chmod("f", modes[m]);
            int file = open("f", O_RDWR);
            long done = what == 0 ? chown("f", OTHER, -1) : what == 1 ? chown("f", -1, GROUP) : what == 2 ? write(file, "x", 1) : what == 3 ? truncate("f", 1)
                : what == 4 ? chown("f", -1, -1) : chmod("f", 06777);
            struct stat status;
            stat("f", &status);
            printf("%04o %d: %s %o %u:%u\n", modes[m], what, result(done), status.st_mode & 07777, status.st_uid, status.st_gid);
            close(file);
        }
    }
}

// -- entries of directories

static const char *const entries[] = {
    "create", "mkdir", "symlink", "mkfifo", "mknod dev", "link in", "unlink", "rmdir", "rename in", "rename over", "rename out", "rename dir", "exchange", "tmpfile",
};

static long do_entry(int what, int unused)
{
    switch (what) {
    case 0: return open("d/new", O_WRONLY | O_CREAT, 02755);
    case 1: return mkdir("d/new", 0755);
    case 2: return symlink("x", "d/new");
    case 3: return mkfifo("d/new", 0644);
    case 4: return mknod("d/new", S_IFCHR | 0600, 0x103);
    case 5: return link("own", "d/new");
    case 6: return unlink("d/f");
    case 7: return rmdir("d/s");
    case 8: return rename("d/f", "d/new");
    case 9: return rename("own", "d/f");
    case 10: return rename("d/f", "new");
    case 11: return rename("d/s", "new");
    case 12: return syscall(SYS_renameat2, AT_FDCWD, "own", AT_FDCWD, "d/f", 2);
    default: return open("d", O_TMPFILE | O_RDWR, 0600);
    }
}

static void entry(int what, uid_t owner, gid_t group, mode_t mode, uid_t inner, int with_extra)
{
    static const char *const left[] = { "d/new", "d/f", "d/s", "new", "own" };
    for (int i = 0; i < 5; i++) remove(left[i]);
    rmdir("d"), mkdir("d", 0755);
    make_file("d/f", "x"), mkdir("d/s", 0755), make_file("own", "x");
    chown("own", USER, GROUP), chown("d/f", inner, 0), chown("d/s", inner, 0);
    chown("d", owner, group), chmod("d", mode);
    int error = error_as_user(do_entry, what, -1, with_extra);
    printf(" %s", oracle_error(error));
    struct stat status;
    if (what < 6 && lstat("d/new", &status) == 0) printf("(%o %u:%u)", status.st_mode, status.st_uid, status.st_gid);
}

static void all_entries(int first, int last, int with_extra)
{
    static const struct { uid_t owner; gid_t group; mode_t mode; } folders[] = {
        { 0, 0, 0755 }, { 0, 0, 0777 }, { 0, 0, 01777 }, { USER, GROUP, 01755 }, { OTHER, EXTRA, 03777 }, { USER, EXTRA, 02775 }, { OTHER, EXTRA, 02770 },
        { USER, GROUP, 0500 }, { USER, GROUP, 0300 }, { USER, GROUP, 0200 },
    };
    static const uid_t owners[] = { 0, USER, OTHER };
    chmod(".", 0777);
    for (int what = first; what < last; what++)
        for (unsigned f = 0; f < sizeof folders / sizeof folders[0]; f++) {
            printf("%s in %u:%u %o:", entries[what], folders[f].owner, folders[f].group, folders[f].mode);
            for (unsigned i = 0; i < (what < 5 || what == 13 ? 1 : 3); i++) entry(what, folders[f].owner, folders[f].group, folders[f].mode, owners[i], with_extra);
            printf("\n");
        }
}

CASE(making_entries) { all_entries(0, 6, 0); }
CASE(making_entries_with_a_group) { all_entries(0, 6, 1); }
CASE(removing_entries) { all_entries(6, 14, 0); }
CASE(removing_entries_with_a_group) { all_entries(6, 14, 1); }

CASE(renaming_in_a_sticky_directory_of_others)
{
    // The place a file leaves and the one it comes to are looked at apart.
    static const mode_t modes[] = { 0777, 01777, 0755 };
    for (int from = 0; from < 3; from++)
        for (int to = 0; to < 3; to++)
            for (int kind = 0; kind < 3; kind++) {
                mkdir("a", 0777), mkdir("b", 0777);
                make_file("a/f", ""), mkdir("a/s", 0755), chown("a/f", kind == 0 ? USER : OTHER, 0), chown("a/s", kind == 2 ? USER : OTHER, 0);
                if (kind == 1) make_file("b/f", "");
                chmod("a", modes[from]), chmod("b", modes[to]), chmod(".", 0755);
                printf("%o to %o %d\n", modes[from], modes[to], kind);
                CHILD
                {
                    become(0);
                    R(rename("a/f", "b/f"));
                    R(rename("a/s", "b/s"));
                }
                unlink("a/f"), unlink("b/f"), rmdir("a/s"), rmdir("b/s"), rmdir("a"), rmdir("b");
            }
}

CASE(real_and_effective)
{
    make_file("root", ""), make_file("user", ""), make_file("group", "");
    chmod("root", 0600), chown("user", USER, 0), chmod("user", 0600), chown("group", 0, EXTRA), chmod("group", 0060);
    chmod(".", 0755);
    static const char *const names[] = { "root", "user", "group" };
    for (int way = 0; way < 6; way++) {
        printf("-- %d\n", way);
        CHILD
        {
            setgroups(0, NULL);
            if (way == 0) setresuid(USER, 0, 0);
            if (way == 1) setresuid(0, USER, 0);
            if (way == 2) setresgid(EXTRA, GROUP, GROUP), setresuid(OTHER, USER, USER);
            if (way == 3) setresgid(GROUP, EXTRA, GROUP), setresuid(USER, OTHER, USER);
            if (way == 4) setfsuid(USER);
            if (way == 5) setfsgid(EXTRA), setfsuid(OTHER);
            for (int i = 0; i < 3; i++) {
                printf("%s: access %s", names[i], result(access(names[i], R_OK | W_OK)));
                printf(" faccessat2 %s", result(syscall(SYS_faccessat2, AT_FDCWD, names[i], R_OK | W_OK, 0)));
                printf(" eaccess %s", result(syscall(SYS_faccessat2, AT_FDCWD, names[i], R_OK | W_OK, AT_EACCESS)));
                printf(" exec %s", result(syscall(SYS_faccessat2, AT_FDCWD, names[i], X_OK, AT_EACCESS)));
                printf(" open %s", result(open(names[i], O_RDWR)));
                printf(" chmod %s\n", result(chmod(names[i], i == 2 ? 0060 : 0600)));
            }
            int made = open("new", O_CREAT | O_RDWR | O_EXCL, 0600);
            printf("new: %s\n", result(made));
        }
        unlink("new");
    }
}
