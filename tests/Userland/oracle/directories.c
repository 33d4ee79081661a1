// SPDX-License-Identifier: MIT
// Reading directories: buffers, cookies, and changes while one is read.
#include "oracle.h"

struct entry64 { uint64_t inode; int64_t next; uint16_t length; uint8_t type; char name[]; };
struct entry { unsigned long inode, next; uint16_t length; char name[]; };

static int compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

// Prints the names, sorted: file systems differ in order.
static int show(const char *label, int directory, size_t size)
{
    static char buffer[65536];
    char *names[2000];
    int count = 0;
    ssize_t got;
    while ((got = syscall(SYS_getdents64, directory, buffer, size)) > 0)
        for (ssize_t at = 0; at < got;) {
            struct entry64 *entry = (void *)(buffer + at);
            char text[300];
            snprintf(text, sizeof text, "%s(%d)", entry->name, entry->type);
            names[count++] = strdup(text);
            at += entry->length;
        }
    if (got < 0) printf("%s: %s after %d\n", label, oracle_error(errno), count);
    qsort(names, (size_t)count, sizeof names[0], compare);
    printf("%s:", label);
    for (int i = 0; i < count && i < 20; i++) printf(" %s", names[i]);
    printf("; %d\n", count);
    return count;
}

CASE(types_and_small_buffers)
{
    mkdir("d", 0755);
    make_file("d/f", "");
    mkdir("d/s", 0755);
    symlink("x", "d/l");
    mkfifo("d/p", 0600);
    mknod("d/k", S_IFSOCK | 0600, 0);
    int directory = open("d", O_RDONLY);
    show("large", directory, 65536);
    show("at the end", directory, 65536);
    lseek(directory, 0, SEEK_SET);
    show("one by one", directory, 24);
    lseek(directory, 0, SEEK_SET);
    static char buffer[100];
    R(syscall(SYS_getdents64, directory, buffer, 23));
    R(syscall(SYS_getdents64, directory, buffer, 0));
    R(syscall(SYS_getdents64, directory, buffer, 24));
    R(syscall(SYS_getdents64, directory, bad_address(), 100));
    R(syscall(SYS_getdents64, -1, buffer, 100));
    R(syscall(SYS_getdents64, open("d/f", O_RDONLY), buffer, 100));
    R(syscall(SYS_getdents64, open("d", O_PATH), buffer, 100));
    R(read(directory, buffer, 10));
    R(write(directory, buffer, 10));
    R(pread(directory, buffer, 10, 0));
    R(lseek(directory, -1, SEEK_SET));
}

CASE(older_records)
{
    char buffer[400];
    mkdir("d", 0755);
    make_file("d/abc", "");
    int directory = open("d", O_RDONLY);
    ssize_t got = syscall(SYS_getdents, directory, buffer, sizeof buffer);
    R(got);
    for (ssize_t at = 0; at < got;) {
        struct entry *entry = (void *)(buffer + at);
        printf("%s length %d type %d\n", entry->name, entry->length, buffer[at + entry->length - 1]);
        at += entry->length;
    }
    lseek(directory, 0, SEEK_SET);
    R(syscall(SYS_getdents, directory, buffer, 23));
    R(syscall(SYS_getdents, directory, buffer, 24));
}

CASE(changes_while_reading)
{
    char name[20], buffer[256];
    mkdir("d", 0755);
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "d/%d", i);
        make_file(name, "");
    }
    int directory = open("d", O_RDONLY), seen[100] = { 0 }, total = 0, twice = 0;
    ssize_t got;
    while ((got = syscall(SYS_getdents64, directory, buffer, sizeof buffer)) > 0)
        for (ssize_t at = 0; at < got;) {
            struct entry64 *entry = (void *)(buffer + at);
            at += entry->length;
            if (entry->name[0] == '.') continue;
            int number = atoi(entry->name);
            twice += seen[number]++;
            total++;
            snprintf(name, sizeof name, "d/%d", number);
            unlink(name);
        }
    printf("%d seen, %d twice\n", total, twice);
    show("left", open("d", O_RDONLY), 65536);
    R(rmdir("d"));
    R(lseek(directory, 0, SEEK_SET));
    show("removed", directory, 65536);
    R(openat(directory, "x", O_RDWR | O_CREAT, 0600));
    R(openat(directory, "..", O_RDONLY) >= 0);
}

CASE(cookies_bring_back)
{
    char name[20], buffer[4096];
    mkdir("d", 0755);
    for (int i = 0; i < 30; i++) {
        snprintf(name, sizeof name, "d/n%02d", i);
        make_file(name, "");
    }
    int directory = open("d", O_RDONLY);
    R(syscall(SYS_getdents64, directory, buffer, 240) > 0);
    struct entry64 *first = (void *)buffer, *entry = first;
    for (int i = 0; i < 4; i++) entry = (void *)((char *)entry + entry->length);
    int64_t cookie = entry->next;
    char expected[64];
    strcpy(expected, ((struct entry64 *)((char *)entry + entry->length))->name);
    R(lseek(directory, cookie, SEEK_SET) == cookie);
    R(syscall(SYS_getdents64, directory, buffer, sizeof buffer) > 0);
    T(strcmp(first->name, expected) == 0);
    R(syscall(SYS_getdents64, directory, buffer, sizeof buffer));
    R(lseek(directory, 0, SEEK_SET));
    show("again", directory, 512);
}

CASE(size_and_links)
{
    struct stat info;
    mkdir("d", 0755);
    stat("d", &info);
    printf("size %d links %d\n", (int)info.st_size, (int)info.st_nlink);
    make_file("d/f", "");
    mkdir("d/s", 0755);
    stat("d", &info);
    printf("size %d links %d\n", (int)info.st_size, (int)info.st_nlink);
    rename("d/f", "d/g");
    unlink("d/g");
    stat("d", &info);
    printf("size %d links %d\n", (int)info.st_size, (int)info.st_nlink);
    mkdir("e", 0755);
    rename("d/s", "e/s");
    stat("d", &info);
    printf("size %d links %d\n", (int)info.st_size, (int)info.st_nlink);
    stat("e", &info);
    printf("size %d links %d\n", (int)info.st_size, (int)info.st_nlink);
}
