// SPDX-License-Identifier: MIT
// openat2(2): the struct, and how each RESOLVE_ flag restricts the walk.
#include "oracle.h"
#include <linux/openat2.h>

static long try_open(int directory, const char *path, uint64_t flags, uint64_t mode, uint64_t resolve)
{
    struct open_how how = { .flags = flags, .mode = mode, .resolve = resolve };
    long descriptor = syscall(SYS_openat2, directory, path, &how, sizeof how);
    if (descriptor >= 0) close((int)descriptor);
    return descriptor;
}

#define TRY(path, flags, resolve) OK(try_open(AT_FDCWD, path, flags, 0, resolve))

static void make_tree(void)
{
    NEED(mkdir("d", 0755) == 0 && mkdir("d/in", 0755) == 0);
    make_file("d/file", "x");
    make_file("outside", "x");
    NEED(symlink("in", "d/link") == 0 && symlink("../outside", "d/up") == 0 && symlink("/etc", "d/root") == 0);
    NEED(symlink("file", "d/tofile") == 0);
}

CASE(size_rules)
{
    char buffer[64] = { 0 };
    make_file("f", "x");
    OK(syscall(SYS_openat2, AT_FDCWD, "f", buffer, 0));
    OK(syscall(SYS_openat2, AT_FDCWD, "f", buffer, 23));
    OK(syscall(SYS_openat2, AT_FDCWD, "f", buffer, 24));
    OK(syscall(SYS_openat2, AT_FDCWD, "f", buffer, 64));
    buffer[40] = 1;
    OK(syscall(SYS_openat2, AT_FDCWD, "f", buffer, 64));
    OK(syscall(SYS_openat2, AT_FDCWD, "f", buffer, 32));
    OK(syscall(SYS_openat2, AT_FDCWD, "f", buffer, 5000));
    OK(syscall(SYS_openat2, AT_FDCWD, "f", bad_address(), 24));
    OK(syscall(SYS_openat2, AT_FDCWD, bad_address(), bad_address(), 8));
    OK(syscall(SYS_openat2, -1, "f", buffer, 24));
}

CASE(flags_are_checked)
{
    make_file("f", "x");
    OK(try_open(AT_FDCWD, "f", 1ull << 40, 0, 0));
    OK(try_open(AT_FDCWD, "f", 0x80000000u, 0, 0));
    OK(try_open(AT_FDCWD, "f", O_RDONLY, 0644, 0));
    OK(try_open(AT_FDCWD, "g", O_CREAT | O_RDWR, 0644, 0));
    OK(try_open(AT_FDCWD, "h", O_CREAT | O_RDWR, 010000, 0));
    OK(try_open(AT_FDCWD, "h", O_CREAT | O_RDWR, 07777, 0));
    OK(try_open(AT_FDCWD, "f", O_RDONLY, 0, 1ull << 20));
    OK(try_open(AT_FDCWD, "f", O_RDONLY, 0, 1ull << 40));
    OK(try_open(AT_FDCWD, "f", O_PATH | O_RDWR, 0, 0));
    OK(try_open(AT_FDCWD, "f", O_PATH | O_TRUNC, 0, 0));
    OK(try_open(AT_FDCWD, "f", O_PATH | O_CLOEXEC, 0, 0));
    OK(try_open(AT_FDCWD, ".", (O_TMPFILE & ~O_DIRECTORY) | O_RDWR, 0600, 0));
    OK(try_open(AT_FDCWD, ".", O_TMPFILE | O_RDONLY, 0600, 0));
    OK(try_open(AT_FDCWD, ".", O_TMPFILE | O_RDWR | O_CREAT, 0600, 0));
    OK(try_open(AT_FDCWD, "f", O_CREAT | O_DIRECTORY, 0600, 0));
    OK(try_open(AT_FDCWD, "missing", 1ull << 40, 0, 0));
    OK(try_open(AT_FDCWD, "", O_RDONLY, 0, 0));
}

CASE(beneath)
{
    make_tree();
    chdir("d");
    TRY("file", O_RDONLY, RESOLVE_BENEATH);
    TRY("in", O_RDONLY, RESOLVE_BENEATH);
    TRY("in/..", O_RDONLY, RESOLVE_BENEATH);
    TRY("in/../file", O_RDONLY, RESOLVE_BENEATH);
    TRY("..", O_RDONLY, RESOLVE_BENEATH);
    TRY("../d", O_RDONLY, RESOLVE_BENEATH);
    TRY("/", O_RDONLY, RESOLVE_BENEATH);
    TRY("up", O_RDONLY, RESOLVE_BENEATH);
    TRY("root", O_RDONLY, RESOLVE_BENEATH);
    TRY("link/../tofile", O_RDONLY, RESOLVE_BENEATH);
    TRY("missing", O_RDONLY, RESOLVE_BENEATH);
    TRY("../missing", O_RDONLY, RESOLVE_BENEATH);
    TRY("/proc/self/fd/0", O_RDONLY, RESOLVE_BENEATH);
    OK(try_open(AT_FDCWD, "new", O_CREAT | O_RDWR, 0644, RESOLVE_BENEATH));
    OK(try_open(AT_FDCWD, "../new", O_CREAT | O_RDWR, 0644, RESOLVE_BENEATH));
}

CASE(in_root)
{
    make_tree();
    mkdir("d/etc", 0755);
    make_file("d/etc/only", "x");
    chdir("d");
    TRY("/file", O_RDONLY, RESOLVE_IN_ROOT);
    TRY("../../../file", O_RDONLY, RESOLVE_IN_ROOT);
    TRY("root/only", O_RDONLY, RESOLVE_IN_ROOT);
    TRY("/outside", O_RDONLY, RESOLVE_IN_ROOT);
    TRY("up", O_RDONLY, RESOLVE_IN_ROOT);
    TRY("/", O_RDONLY, RESOLVE_IN_ROOT);
    TRY("/in/..", O_RDONLY, RESOLVE_IN_ROOT);
    TRY("file", O_RDONLY, RESOLVE_IN_ROOT | RESOLVE_BENEATH);
    int directory = open("in", O_RDONLY | O_DIRECTORY);
    OK(try_open(directory, "/", O_RDONLY, 0, RESOLVE_IN_ROOT));
    OK(try_open(directory, "../file", O_RDONLY, 0, RESOLVE_IN_ROOT));
    int file = open("file", O_RDONLY);
    OK(try_open(file, "/", O_RDONLY, 0, RESOLVE_IN_ROOT));
    OK(try_open(-1, "/", O_RDONLY, 0, RESOLVE_IN_ROOT));
}

CASE(no_symlinks)
{
    make_tree();
    TRY("d/file", O_RDONLY, RESOLVE_NO_SYMLINKS);
    TRY("d/tofile", O_RDONLY, RESOLVE_NO_SYMLINKS);
    TRY("d/link/", O_RDONLY, RESOLVE_NO_SYMLINKS);
    TRY("d/link/..", O_RDONLY, RESOLVE_NO_SYMLINKS);
    TRY("d/tofile", O_PATH | O_NOFOLLOW, RESOLVE_NO_SYMLINKS);
    TRY("d/tofile", O_RDONLY | O_NOFOLLOW, RESOLVE_NO_SYMLINKS);
    TRY("/proc/self/status", O_RDONLY, RESOLVE_NO_SYMLINKS);
}

CASE(no_magiclinks)
{
    make_tree();
    TRY("d/tofile", O_RDONLY, RESOLVE_NO_MAGICLINKS);
    TRY("/proc/self/exe", O_RDONLY, RESOLVE_NO_MAGICLINKS);
    TRY("/proc/self/fd/0", O_RDONLY, RESOLVE_NO_MAGICLINKS);
    TRY("/proc/self/status", O_RDONLY, RESOLVE_NO_MAGICLINKS);
    TRY("/proc/self/cwd/d", O_RDONLY, RESOLVE_NO_MAGICLINKS);
    TRY("/proc/self/exe", O_PATH | O_NOFOLLOW, RESOLVE_NO_MAGICLINKS);
    TRY("/proc/self/root", O_RDONLY, RESOLVE_IN_ROOT);
}

CASE(no_xdev)
{
    make_tree();
    TRY("d/file", O_RDONLY, RESOLVE_NO_XDEV);
    TRY("/proc", O_RDONLY, RESOLVE_NO_XDEV);
    chdir("/proc");
    TRY("self/status", O_RDONLY, RESOLVE_NO_XDEV);
    TRY("..", O_RDONLY, RESOLVE_NO_XDEV);
    TRY("self/cwd", O_RDONLY, RESOLVE_NO_XDEV);
    TRY("self/exe", O_RDONLY, RESOLVE_NO_XDEV);
}

CASE(cached)
{
    make_tree();
    OK(try_open(AT_FDCWD, "d/file", O_RDONLY | O_TRUNC, 0, RESOLVE_CACHED));
    OK(try_open(AT_FDCWD, "d/new", O_RDWR | O_CREAT, 0600, RESOLVE_CACHED));
    OK(try_open(AT_FDCWD, ".", O_RDWR | O_TMPFILE, 0600, RESOLVE_CACHED));
}
