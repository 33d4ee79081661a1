// SPDX-License-Identifier: MIT
// Path resolution: links, slashes, lengths, directories that are gone, and roots.
#include "oracle.h"
#include <limits.h>

static char *repeat(const char *part, size_t count)
{
    size_t length = strlen(part);
    char *text = malloc(length * count + 1);
    for (size_t i = 0; i < count; i++) memcpy(text + i * length, part, length);
    text[length * count] = 0;
    return text;
}

CASE(symlink_loops_end)
{
    struct stat info;
    R(symlink("b", "a"));
    R(symlink("a", "b"));
    R(open("a", O_RDONLY));
    R(stat("a", &info));
    R(lstat("a", &info));
    R(open("a", O_RDONLY | O_NOFOLLOW));
    R(open("a", O_RDONLY | O_CREAT, 0600));
    R(open("a", O_RDONLY | O_CREAT | O_EXCL, 0600));
    R(chmod("a", 0600));
    R(rename("a", "c"));
    R(unlink("c"));
}

CASE(forty_links_and_no_more)
{
    char name[16], target[16];
    make_file("l0", "x");
    for (int i = 1; i <= 41; i++) {
        snprintf(name, sizeof name, "l%d", i);
        snprintf(target, sizeof target, "l%d", i - 1);
        NEED(symlink(target, name) == 0);
    }
    OK(open("l40", O_RDONLY));
    OK(open("l41", O_RDONLY));
    OK(open("l40", O_RDONLY | O_CREAT, 0600));
    OK(open("l41", O_RDONLY | O_CREAT, 0600));
    R(mkdir("dir", 0755));
    for (int i = 1; i <= 41; i++) {
        snprintf(name, sizeof name, "d%d", i);
        snprintf(target, sizeof target, i == 1 ? "dir" : "d%d", i - 1);
        NEED(symlink(target, name) == 0);
    }
    R(access("d40/.", F_OK));
    R(access("d41/.", F_OK));
    R(access("d20/../d20/", F_OK));
    R(access("d21/../d21/", F_OK));
}

CASE(names_too_long)
{
    char *name255 = repeat("n", 255), *name256 = repeat("n", 256);
    char *path4095 = repeat("./", 2048), *path4096 = repeat("./", 2048);
    path4095[4095] = 0;
    OK(creat(name255, 0600));
    R(creat(name256, 0600));
    R(unlink(name256));
    R(mkdir(name256, 0755));
    R(access(name256, F_OK));
    R(access(path4095, F_OK));
    R(access(path4096, F_OK));
    R(symlink(path4095, "s1"));
    R(symlink(path4096, "s2"));
    R(rename(name255, name256));
    R(symlink(name256, "s3"));
    R(access("s3", F_OK));
    make_file("f", "");
    char under[300];
    snprintf(under, sizeof under, "f/%s", name256);
    R(access(under, F_OK));
    snprintf(under, sizeof under, "missing/%s", name256);
    R(access(under, F_OK));
}

CASE(trailing_slashes)
{
    struct stat info;
    make_file("f", "x");
    R(mkdir("d/", 0755));
    R(symlink("f", "lf"));
    R(symlink("d", "ld"));
    R(symlink("none", "ln"));
    R(open("f/", O_RDONLY));
    R(open("lf/", O_RDONLY));
    R(open("new/", O_RDWR | O_CREAT, 0600));
    R(open("d/", O_RDWR | O_CREAT, 0600));
    R(creat("f/", 0600));
    R(lstat("ld/", &info));
    T(S_ISDIR(info.st_mode));
    R(lstat("lf/", &info));
    R(unlink("f/"));
    R(unlink("d/"));
    R(unlink("ld/"));
    R(rmdir("ld/"));
    R(rmdir("ld"));
    R(mkdir("ln/", 0755));
    R(mkdir("ln", 0755));
    R(rename("f/", "g"));
    R(rename("f", "g/"));
    R(rename("d/", "e/"));
    R(rename("e", "f/"));
    R(link("f/", "g"));
    R(link("f", "g/"));
    R(symlink("f", "h/"));
    R(mknod("m/", S_IFREG | 0600, 0));
    R(readlink("lf/", (char[8]){ 0 }, 8));
    R(rmdir("e/."));
    R(rmdir("e/.."));
    R(rmdir("/"));
    R(unlink("."));
    R(unlink("/"));
    R(mkdir(".", 0755));
    R(mkdir("..", 0755));
    R(mkdir("/", 0755));
    R(rename(".", "q"));
    R(rename("e", ".."));
    R(rename("e", "e/sub"));
    R(rename("..", "q"));
}

CASE(empty_and_odd_names)
{
    struct stat info;
    make_file("f", "x");
    R(open("", O_RDONLY));
    R(open("", O_RDONLY | O_CREAT, 0600));
    R(stat("", &info));
    R(mkdir("", 0755));
    R(unlink(""));
    R(rename("", "x"));
    R(rename("f", ""));
    R(link("", "x"));
    R(link("f", ""));
    R(symlink("", "x"));
    R(symlink("f", ""));
    R(chdir(""));
    R(truncate("", 0));
    R(readlink("", (char[8]){ 0 }, 8));
    R(access("f/.", F_OK));
    R(access("f/..", F_OK));
    R(access("./././f", F_OK));
    R(access(".//f", F_OK));
    R(open(bad_address(), O_RDONLY));
    R(open(page_end(0), O_RDONLY));
    char *edge = page_end(2);
    memcpy(edge, "f", 2);
    OK(open(edge, O_RDONLY));
    edge = page_end(1);
    edge[0] = 'f';
    R(open(edge, O_RDONLY));
}

CASE(working_directory_removed)
{
    char name[100];
    R(mkdir("d", 0755));
    R(chdir("d"));
    R(rmdir("../d"));
    R(syscall(SYS_getcwd, name, sizeof name));
    R(open("f", O_RDWR | O_CREAT, 0600));
    R(mkdir("x", 0755));
    OK(open(".", O_RDONLY));
    R(access("..", F_OK));
    R(access("../.", F_OK));
    R(chdir("."));
    R(symlink("a", "b"));
    R(rename("../nothing", "x"));
    struct stat info;
    R(stat(".", &info));
    printf("links %d\n", (int)info.st_nlink);
    R(rmdir("."));
    char link[200];
    ssize_t count = readlink("/proc/self/cwd", link, sizeof link);
    NEED(count > 12);
    show_bytes("cwd ends", link + count - 12, 12);
}

CASE(getcwd_sizes)
{
    char name[PATH_MAX];
    R(mkdir("deep", 0755));
    R(chdir("deep"));
    long length = syscall(SYS_getcwd, name, sizeof name);
    T(length == (long)strlen(name) + 1);
    T(syscall(SYS_getcwd, name, length) == length);
    R(syscall(SYS_getcwd, name, length - 1));
    R(syscall(SYS_getcwd, name, 0));
    R(syscall(SYS_getcwd, bad_address(), 1));
    R(syscall(SYS_getcwd, bad_address(), sizeof name));
}

CASE(chroot_and_dot_dot)
{
    struct stat root, up;
    R(mkdir("jail", 0755));
    R(mkdir("jail/in", 0755));
    make_file("jail/in/f", "inside");
    make_file("outer", "x");
    R(symlink("/in/f", "jail/absolute"));
    R(chroot("missing"));
    R(chroot("outer"));
    R(chroot(bad_address()));
    CHILD {
        int outside = open(".", O_RDONLY);
        R(chroot("jail"));
        R(access("outer", F_OK));
        R(access("/outer", F_OK));
        R(access("/in/f", F_OK));
        R(access("/../../in/f", F_OK));
        R(access("/absolute", F_OK));
        R(stat("/", &root));
        R(stat("/..", &up));
        T(root.st_ino == up.st_ino);
        char name[100];
        long length = syscall(SYS_getcwd, name, sizeof name);
        T(length > 13 && memcmp(name, "(unreachable)", 13) == 0);
        R(fchdir(outside));
        R(access("../.", F_OK));
        R(chdir("/"));
        R(syscall(SYS_getcwd, name, sizeof name));
        show_bytes("cwd", name, strlen(name));
        R(access("outer", F_OK));
    }
    CHILD {
        setresuid(1000, 1000, 1000);
        R(chroot("jail"));
        R(chroot("missing"));
        R(chroot("outer"));
    }
}

CASE(o_nofollow_and_directory)
{
    make_file("f", "x");
    R(mkdir("d", 0755));
    R(symlink("f", "lf"));
    R(symlink("d", "ld"));
    R(open("lf", O_RDONLY | O_NOFOLLOW));
    R(open("ld", O_RDONLY | O_NOFOLLOW));
    R(open("ld", O_RDONLY | O_NOFOLLOW | O_DIRECTORY));
    R(open("lf", O_RDONLY | O_NOFOLLOW | O_DIRECTORY));
    OK(open("ld/.", O_RDONLY | O_NOFOLLOW));
    OK(open("ld/", O_RDONLY | O_NOFOLLOW));
    R(open("f", O_RDONLY | O_DIRECTORY));
    R(open("d", O_RDWR));
    R(open("d", O_RDWR | O_DIRECTORY));
    R(open("d", O_RDONLY | O_TRUNC));
    R(open("d", O_RDONLY | O_CREAT, 0600));
    R(open("new", O_RDONLY | O_CREAT | O_DIRECTORY, 0600));
    R(access("new", F_OK));
    R(open("lf", O_RDWR | O_CREAT | O_NOFOLLOW, 0600));
    R(open("lf", O_RDWR | O_CREAT | O_EXCL, 0600));
    R(open("f/x", O_RDWR | O_CREAT, 0600));
    OK(open("f", 3));
    int both = open("f", 3);
    R(read(both, (char[2]){ 0 }, 1));
    R(write(both, "x", 1));
    R(fcntl(both, F_GETFL) & 3);
}

CASE(dangling_links_and_create)
{
    R(symlink("target", "link"));
    OK(open("link", O_RDWR | O_CREAT, 0600));
    R(access("target", F_OK));
    R(symlink("none/target", "deep"));
    R(open("deep", O_RDWR | O_CREAT, 0600));
    R(symlink("slash/", "ls"));
    R(open("ls", O_RDWR | O_CREAT, 0600));
    R(mknod("link", S_IFREG | 0600, 0));
    R(mkdir("link", 0755));
    R(link("link", "hard"));
    struct stat info;
    R(lstat("hard", &info));
    T(S_ISLNK(info.st_mode));
    R(linkat(AT_FDCWD, "link", AT_FDCWD, "hard2", AT_SYMLINK_FOLLOW));
    R(lstat("hard2", &info));
    T(S_ISREG(info.st_mode));
    R(linkat(AT_FDCWD, "deep", AT_FDCWD, "hard3", AT_SYMLINK_FOLLOW));
}
