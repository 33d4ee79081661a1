// SPDX-License-Identifier: MIT
// memfd_create, seals, O_TMPFILE.
#include "oracle.h"
#include <sys/mman.h>

enum { CLOEXEC = 1, SEALING = 2, HUGE = 4, NOEXEC = 8, EXEC = 16, SEAL_FUTURE = 16, SEAL_EXEC = 32 };

static int create(const char *name, unsigned flags)
{
    return (int)syscall(SYS_memfd_create, name, flags);
}

CASE(create_arguments)
{
    char name[300];
    memset(name, 'n', sizeof name);
    name[249] = 0;
    OK(create(name, 0));
    memset(name, 'n', sizeof name);
    name[250] = 0;
    R(create(name, 0));
    R(create(bad_address(), 0));
    R(create("x", 32));
    R(create(bad_address(), 32));
    R(create("x", NOEXEC | EXEC));
    OK(create("", 0));
    int file = create("x", CLOEXEC);
    R(fcntl(file, F_GETFD));
    printf("%o\n", fcntl(file, F_GETFL));
    struct stat info;
    fstat(file, &info);
    printf("%o links %d size %d\n", info.st_mode, (int)info.st_nlink, (int)info.st_size);
    fstat(create("x", NOEXEC), &info);
    printf("%o\n", info.st_mode);
    char path[40], link[100] = { 0 };
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    R(readlink(path, link, sizeof link));
    show_bytes("link", link, strlen(link));
    R(write(file, "hello", 5));
    int again = open(path, O_RDONLY);
    R(read(again, link, 100));
    R(write(again, "x", 1));
    R(linkat(AT_FDCWD, path, AT_FDCWD, "name", AT_SYMLINK_FOLLOW));
    R(fchmod(file, 0600));
    R(syscall(SYS_flock, file, 2));
    R(lseek(file, 0, SEEK_HOLE));
}

CASE(seals)
{
    char data[8];
    int plain = create("x", 0), file = create("x", SEALING);
    R(fcntl(plain, F_GET_SEALS));
    R(fcntl(plain, F_ADD_SEALS, 2));
    R(fcntl(file, F_GET_SEALS));
    write(file, "12345678", 8);
    R(fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK));
    R(ftruncate(file, 4));
    R(ftruncate(file, 10));
    R(fcntl(file, F_ADD_SEALS, F_SEAL_GROW));
    R(ftruncate(file, 20));
    R(pwrite(file, "abcdef", 6, 8));
    R(pwrite(file, "abcdef", 6, 10));
    R(fallocate(file, 0, 0, 20));
    R(fallocate(file, 0, 0, 10));
    void *map = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    R(fcntl(file, F_ADD_SEALS, F_SEAL_WRITE));
    munmap(map, 4096);
    void *view = mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0);
    R(fcntl(file, F_ADD_SEALS, F_SEAL_WRITE));
    munmap(view, 4096);
    void *copy = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    R(fcntl(file, F_ADD_SEALS, F_SEAL_WRITE));
    *(char *)copy = 'Z';
    R(pread(file, data, 1, 0));
    show_bytes("data", data, 1);
    R(fcntl(file, F_GET_SEALS));
    R(pwrite(file, "x", 1, 0));
    R(fallocate(file, 3, 0, 4096));
    R(mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) == MAP_FAILED ? -1 : 0);
    OK(mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED ? -1 : 0);
    R(fcntl(file, F_ADD_SEALS, F_SEAL_SEAL));
    R(fcntl(file, F_ADD_SEALS, F_SEAL_GROW));
    R(fcntl(file, F_ADD_SEALS, 0));
}

CASE(seal_arguments)
{
    make_file("f", "");
    int file = create("x", SEALING), regular = open("f", O_RDWR), reader = open("f", O_RDONLY), ends[2];
    NEED(pipe(ends) == 0);
    R(fcntl(file, F_ADD_SEALS, 64));
    R(fcntl(file, F_ADD_SEALS, 0));
    R(fcntl(regular, F_GET_SEALS));
    R(fcntl(regular, F_ADD_SEALS, 2));
    R(fcntl(regular, F_ADD_SEALS, 64));
    R(fcntl(reader, F_ADD_SEALS, 2));
    R(fcntl(ends[0], F_GET_SEALS));
    R(fcntl(ends[1], F_ADD_SEALS, 2));
    R(fcntl(-1, F_GET_SEALS));
}

CASE(seal_future_write_and_exec)
{
    int file = create("x", SEALING);
    ftruncate(file, 4096);
    char *map = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    R(fcntl(file, F_ADD_SEALS, SEAL_FUTURE));
    map[0] = 'y';
    R(pwrite(file, "x", 1, 0));
    R(mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) == MAP_FAILED ? -1 : 0);
    void *view = mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0);
    R(mprotect(view, 4096, PROT_READ | PROT_WRITE));
    int noexec = create("x", NOEXEC);
    R(fcntl(noexec, F_GET_SEALS));
    R(fchmod(noexec, 0777));
    R(fchmod(noexec, 0600));
    int exec = create("x", EXEC | SEALING);
    R(fcntl(exec, F_ADD_SEALS, SEAL_EXEC));
    R(fcntl(exec, F_GET_SEALS));
    R(fchmod(exec, 0666));
}

CASE(executing_a_memfd)
{
    int program = open("/proc/self/exe", O_RDONLY), file = create("program", CLOEXEC);
    static char buffer[65536];
    ssize_t count;
    while ((count = read(program, buffer, sizeof buffer)) > 0) NEED(write(file, buffer, (size_t)count) == count);
    CHILD {
        char *arguments[] = { "oracle", "--exec", "from memory", NULL };
        syscall(SYS_execveat, file, "", arguments, (char *[]){ NULL }, AT_EMPTY_PATH);
        perror("execveat");
    }
}

CASE(unnamed_files)
{
    struct stat info;
    char path[40];
    mkdir("d", 0755);
    make_file("f", "");
    R(open("d", O_TMPFILE | O_RDONLY, 0600));
    R(open("f", O_TMPFILE | O_RDWR, 0600));
    R(open("missing", O_TMPFILE | O_RDWR, 0600));
    R(open("/proc", O_TMPFILE | O_RDWR, 0600));
    int file = open("d", O_TMPFILE | O_RDWR, 0666), closed = open("d", O_TMPFILE | O_WRONLY | O_EXCL, 0600);
    fstat(file, &info);
    printf("%o links %d\n", info.st_mode, (int)info.st_nlink);
    R(write(file, "text", 4));
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    R(linkat(AT_FDCWD, path, AT_FDCWD, "d/name", AT_SYMLINK_FOLLOW));
    R(linkat(AT_FDCWD, path, AT_FDCWD, "d/second", AT_SYMLINK_FOLLOW));
    fstat(file, &info);
    printf("links %d\n", (int)info.st_nlink);
    snprintf(path, sizeof path, "/proc/self/fd/%d", closed);
    R(linkat(AT_FDCWD, path, AT_FDCWD, "d/third", AT_SYMLINK_FOLLOW));
    unlink("d/name"), unlink("d/second");
    R(linkat(file, "", AT_FDCWD, "d/fourth", AT_EMPTY_PATH));
    R(rmdir("d"));
    CHILD {
        chmod("d", 0700);
        setresuid(1000, 1000, 1000);
        R(open("d", O_TMPFILE | O_RDWR, 0600));
    }
}
