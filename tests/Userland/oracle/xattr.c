// SPDX-License-Identifier: MIT
// Extended attributes: user and trusted, on files, directories, links, and who may.
#include "oracle.h"
#include <sys/xattr.h>

static void show_list(const char *path)
{
    char names[256];
    ssize_t count = llistxattr(path, names, sizeof names);
    if (count < 0) printf("list: %s\n", oracle_error(errno));
    else show_bytes("list", names, (size_t)count);
}

CASE(set_get_list_remove)
{
    char value[16] = { 0 };
    make_file("f", "");
    R(setxattr("f", "user.b", "two", 3, 0));
    R(setxattr("f", "user.a", "one", 3, XATTR_CREATE));
    R(setxattr("f", "user.a", "again", 5, XATTR_CREATE));
    R(setxattr("f", "user.a", "again", 5, XATTR_REPLACE));
    R(setxattr("f", "user.c", "x", 1, XATTR_REPLACE));
    R(setxattr("f", "user.empty", "", 0, 0));
    R(setxattr("f", "trusted.t", "t", 1, 0));
    show_list("f");
    R(getxattr("f", "user.a", value, sizeof value));
    show_bytes("value", value, 6);
    R(getxattr("f", "user.a", value, 0));
    R(getxattr("f", "user.a", value, 4));
    R(getxattr("f", "user.none", value, 4));
    R(getxattr("f", "user.empty", value, 4));
    R(listxattr("f", value, 0));
    R(listxattr("f", value, 4));
    R(removexattr("f", "user.a"));
    R(removexattr("f", "user.a"));
    int file = open("f", O_RDWR);
    R(fgetxattr(file, "user.b", value, sizeof value));
    R(fsetxattr(file, "user.n", "n", 1, 0));
    R(fremovexattr(file, "user.b"));
    show_list("f");
    link("f", "g");
    show_list("g");
}

CASE(names_and_sizes)
{
    static char large[70000];
    char name[300] = "user.", value[8];
    make_file("f", "");
    R(setxattr("f", "", "x", 1, 0));
    R(setxattr("f", "user", "x", 1, 0));
    R(setxattr("f", "user.", "x", 1, 0));
    R(setxattr("f", "trusted.", "x", 1, 0));
    R(setxattr("f", "nosuch.x", "x", 1, 0));
    R(setxattr("f", "plain", "x", 1, 0));
    memset(name + 5, 'n', 250);
    R(setxattr("f", name, "x", 1, 0));
    memset(name + 5, 'n', 251);
    R(setxattr("f", name, "x", 1, 0));
    R(getxattr("f", name, value, 8));
    R(removexattr("f", name));
    R(setxattr("f", "user.large", large, 65536, 0));
    R(setxattr("f", "user.large", large, 65537, 0));
    R(setxattr("missing", "user.large", large, 65537, 0));
    R(setxattr("f", "user.x", "x", 1, 4));
    R(setxattr("missing", "user.x", "x", 1, 4));
    R(setxattr("missing", "", "x", 1, 0));
    R(setxattr("missing", "user.x", bad_address(), 1, 0));
    R(setxattr("missing", bad_address(), "x", 1, 0));
    R(setxattr(bad_address(), "user.x", "x", 1, 0));
    R(getxattr("missing", "", value, 8));
    R(getxattr("f", "nosuch.x", value, 8));
    R(getxattr("f", "user.", value, 8));
    R(getxattr("f", "user.large", bad_address(), 65536));
    R(fsetxattr(-1, "", "x", 1, 9));
    R(fgetxattr(-1, "", value, 8));
    R(fgetxattr(open("f", O_PATH), "user.x", value, 8));
    R(flistxattr(open("f", O_PATH), value, 8));
}

CASE(kinds_of_files)
{
    char value[8];
    int ends[2];
    NEED(pipe(ends) == 0);
    mkdir("d", 0755);
    symlink("d", "l");
    mkfifo("p", 0600);
    R(setxattr("d", "user.x", "x", 1, 0));
    R(setxattr("l", "user.y", "y", 1, 0));
    R(lsetxattr("l", "user.y", "y", 1, 0));
    R(lgetxattr("l", "user.y", value, 8));
    R(lsetxattr("l", "trusted.y", "y", 1, 0));
    show_list("d");
    show_list("l");
    R(setxattr("p", "user.x", "x", 1, 0));
    R(getxattr("p", "user.x", value, 8));
    R(setxattr("p", "trusted.x", "x", 1, 0));
    R(setxattr("/proc/self/status", "user.x", "x", 1, 0));
    R(getxattr("/proc/self/status", "user.x", value, 8));
    R(listxattr("/proc/self/status", value, 8));
}

CASE(permissions)
{
    char value[8], names[64];
    chmod(".", 0777);
    make_file("own", "");
    chown("own", 1000, 1000);
    make_file("readable", "");
    make_file("hidden", "");
    chmod("hidden", 0600);
    setxattr("readable", "user.r", "r", 1, 0);
    setxattr("readable", "trusted.t", "t", 1, 0);
    mkdir("sticky", 01777);
    chmod("sticky", 01777);
    CHILD {
        setresgid(1000, 1000, 1000);
        setresuid(1000, 1000, 1000);
        R(setxattr("own", "user.x", "x", 1, 0));
        R(setxattr("own", "trusted.x", "x", 1, 0));
        R(getxattr("own", "trusted.x", value, 8));
        R(removexattr("own", "trusted.x"));
        R(setxattr("readable", "user.x", "x", 1, 0));
        R(getxattr("readable", "user.r", value, 8));
        R(getxattr("readable", "trusted.t", value, 8));
        ssize_t count = listxattr("readable", names, sizeof names);
        show_bytes("names", names, count < 0 ? 0 : (size_t)count);
        R(getxattr("hidden", "user.x", value, 8));
        R(listxattr("hidden", names, sizeof names));
        R(setxattr("sticky", "user.x", "x", 1, 0));
        R(removexattr("readable", "user.r"));
        chmod("own", 0);
        R(getxattr("own", "user.x", value, 8));
        R(setxattr("own", "user.x", "x", 1, 0));
    }
}
