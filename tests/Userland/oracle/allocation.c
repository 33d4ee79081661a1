// SPDX-License-Identifier: MIT
// Sizes, holes and room of files: truncate, fallocate, lseek with holes, RLIMIT_FSIZE, advice.
#include "oracle.h"
#include <limits.h>
#include <sys/resource.h>

enum { PAGE = 4096, KEEP = 1, PUNCH = 2, COLLAPSE = 8, ZERO = 16, INSERT = 32, UNSHARE = 64 };

static void show_size(int file)
{
    struct stat info;
    fstat(file, &info);
    printf("size %ld blocks %ld\n", (long)info.st_size, (long)info.st_blocks);
}

CASE(fallocate_grows)
{
    int file = open("f", O_RDWR | O_CREAT, 0600);
    R(fallocate(file, 0, 0, 3 * PAGE + 1));
    show_size(file);
    R(fallocate(file, KEEP, 8 * PAGE, PAGE));
    show_size(file);
    R(fallocate(file, 0, PAGE, 1));
    show_size(file);
    R(ftruncate(file, 10 * PAGE));
    show_size(file);
    R(ftruncate(file, PAGE));
    show_size(file);
    R(fallocate(file, KEEP, 0, 4 * PAGE));
    show_size(file);
    R(ftruncate(file, PAGE));
    show_size(file);
}

CASE(fallocate_errors_in_order)
{
    int file = open("f", O_RDWR | O_CREAT, 0600), reader = open("f", O_RDONLY), directory = open(".", O_RDONLY), null = open("/dev/null", O_RDWR);
    int ends[2];
    NEED(pipe(ends) == 0);
    R(fallocate(file, 0L, -1L, 1));
    R(fallocate(file, 0, 0, 0));
    R(fallocate(file, 0, 0, -1));
    R(fallocate(-1, 0, 0, 0));
    R(fallocate(reader, 0, 0, 0));
    R(fallocate(reader, 0, 0, 1));
    R(fallocate(reader, 0x100, 0, 1));
    R(fallocate(file, 0x100, 0, 1));
    R(fallocate(file, PUNCH, 0, 1));
    R(fallocate(file, COLLAPSE, 0, PAGE));
    R(fallocate(file, COLLAPSE | KEEP, 0, PAGE));
    R(fallocate(file, INSERT, 0, PAGE));
    R(fallocate(file, ZERO, 0, PAGE));
    R(fallocate(file, ZERO | KEEP, 0, PAGE));
    R(fallocate(file, UNSHARE, 0, PAGE));
    R(fallocate(file, ZERO | PUNCH | KEEP, 0, PAGE));
    R(fallocate(file, 0, LONG_MAX, 1));
    R(fallocate(file, 0, LONG_MAX - 1, 2));
    R(fallocate(directory, 0, 0, 1));
    R(fallocate(null, 0, 0, 1));
    R(fallocate(ends[0], 0, 0, 1));
    R(fallocate(ends[1], 0, 0, 1));
    R(fallocate(open("f", O_PATH), 0, 0, 1));
}

CASE(punch_hole_reads_zero)
{
    static char data[4 * PAGE], back[4 * PAGE];
    int file = open("f", O_RDWR | O_CREAT, 0600);
    memset(data, 'x', sizeof data);
    R(write(file, data, sizeof data));
    show_size(file);
    R(fallocate(file, PUNCH | KEEP, PAGE, PAGE));
    show_size(file);
    R(pread(file, back, sizeof back, 0));
    T(back[PAGE - 1] == 'x' && back[PAGE] == 0 && back[2 * PAGE - 1] == 0 && back[2 * PAGE] == 'x');
    R(fallocate(file, PUNCH | KEEP, 2 * PAGE + 10, 20));
    R(pread(file, back, 40, 2 * PAGE));
    show_bytes("around", back + 8, 24);
    R(fallocate(file, PUNCH | KEEP, 100, PAGE * 2));
    R(pread(file, back, sizeof back, 0));
    T(back[99] == 'x' && back[100] == 0);
    R(fallocate(file, PUNCH | KEEP, 0, 100 * PAGE));
    show_size(file);
    R(pread(file, back, sizeof back, 0));
    T(back[0] == 0 && back[4 * PAGE - 1] == 0);
}

CASE(seek_data_and_hole)
{
    int file = open("f", O_RDWR | O_CREAT, 0600);
    R(lseek(file, 0, SEEK_DATA));
    R(lseek(file, 0, SEEK_HOLE));
    R(ftruncate(file, 10 * PAGE));
    R(lseek(file, 0, SEEK_DATA));
    R(lseek(file, 0, SEEK_HOLE));
    pwrite(file, "x", 1, 3 * PAGE + 5);
    pwrite(file, "x", 1, 4 * PAGE);
    pwrite(file, "x", 1, 7 * PAGE);
    R(lseek(file, 0, SEEK_DATA));
    R(lseek(file, 3 * PAGE + 100, SEEK_DATA));
    R(lseek(file, 3 * PAGE, SEEK_HOLE));
    R(lseek(file, 5 * PAGE, SEEK_DATA));
    R(lseek(file, 8 * PAGE, SEEK_DATA));
    R(lseek(file, 8 * PAGE, SEEK_HOLE));
    R(lseek(file, 10 * PAGE - 1, SEEK_HOLE));
    R(lseek(file, 10 * PAGE, SEEK_HOLE));
    R(lseek(file, -1, SEEK_DATA));
    R(lseek(file, 0, SEEK_CUR));
    R(fallocate(file, 0, PAGE, PAGE));
    R(lseek(file, PAGE, SEEK_DATA));
    R(lseek(file, PAGE, SEEK_HOLE));
    pwrite(file, "y", 1, PAGE);
    R(lseek(file, PAGE, SEEK_DATA));
    R(fallocate(file, PUNCH | KEEP, PAGE, PAGE));
    R(lseek(file, PAGE, SEEK_DATA));
}

CASE(lseek_arguments)
{
    int file = open("f", O_RDWR | O_CREAT, 0600), ends[2];
    NEED(pipe(ends) == 0);
    R(lseek(file, 10, SEEK_SET));
    R(lseek(file, -11, SEEK_CUR));
    R(lseek(file, -1, SEEK_SET));
    R(lseek(file, 5, SEEK_CUR));
    R(lseek(file, LONG_MAX, SEEK_SET) == LONG_MAX);
    R(lseek(file, 1, SEEK_CUR));
    R(read(file, (char[4]){ 0 }, 4));
    R(write(file, "x", 1));
    R(write(file, "", 0));
    R(lseek(file, 0, 5));
    R(lseek(file, 0, -1));
    R(lseek(-1, 0, 99));
    R(lseek(ends[0], 0, SEEK_SET));
    R(lseek(ends[0], 0, 99));
    R(pwrite(file, "x", 1, LONG_MAX));
    R(pwrite(file, "xy", 2, LONG_MAX - 1));
    R(pread(file, (char[4]){ 0 }, 4, LONG_MAX));
    R(pread(file, (char[4]){ 0 }, 4, -1));
    R(pread(ends[0], (char[4]){ 0 }, 4, 0));
    R(pread(ends[0], (char[4]){ 0 }, 4, -1));
    R(pread(-1, (char[4]){ 0 }, 4, -1));
}

CASE(truncate_arguments)
{
    int ends[2];
    NEED(pipe(ends) == 0);
    make_file("f", "0123456789");
    mkdir("d", 0755);
    symlink("f", "l");
    int reader = open("f", O_RDONLY), path = open("f", O_PATH), directory = open("d", O_RDONLY);
    R(truncate("f", -1));
    R(truncate("missing", -1));
    R(truncate(bad_address(), -1));
    R(truncate(bad_address(), 0));
    R(truncate("missing", 0));
    R(truncate("d", 0));
    R(truncate("l", 5));
    R(truncate("f/", 5));
    R(truncate("/dev/null", 0));
    R(ftruncate(reader, 0));
    R(ftruncate(reader, -1));
    R(ftruncate(path, 0));
    R(ftruncate(directory, 0));
    R(ftruncate(ends[1], 0));
    R(ftruncate(-1, -1));
    R(truncate("f", LONG_MAX));
    struct stat info;
    stat("f", &info);
    T(info.st_size == LONG_MAX);
    char text[20];
    R(truncate("f", 3));
    R(truncate("f", 6));
    read_file("f", text, sizeof text);
    show_bytes("f", text, 6);
}

// Makes a call under a limit that printing must not feel.
static void set_limit(rlim_t size)
{
    struct rlimit limit = { size, RLIM_INFINITY };
    NEED(setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

#define LIMITED(size, call)                                 \
    do {                                                    \
        set_limit(size);                                    \
        errno = 0;                                          \
        long result = (call);                               \
        int error = errno;                                  \
        set_limit(RLIM_INFINITY);                           \
        errno = error;                                      \
        oracle_result(#call, result);                       \
    } while (0)

CASE(file_size_limit)
{
    signal(SIGXFSZ, SIG_IGN);
    static char data[200];
    int file = open("f", O_RDWR | O_CREAT, 0600);
    ftruncate(file, 150);
    LIMITED(100, write(file, data, 200));
    LIMITED(100, write(file, data, 1));
    LIMITED(100, write(file, data, 0));
    LIMITED(100, pwrite(file, data, 20, 90));
    LIMITED(100, pwrite(file, data, 20, 120));
    LIMITED(100, ftruncate(file, 160));
    LIMITED(100, ftruncate(file, 140));
    LIMITED(100, ftruncate(file, 101));
    LIMITED(100, ftruncate(file, 110));
    LIMITED(100, truncate("f", 111));
    LIMITED(100, fallocate(file, 0, 0, 101));
    LIMITED(100, fallocate(file, 0, 0, 120));
    LIMITED(100, fallocate(file, KEEP, 0, 120));
    LIMITED(100, fallocate(file, KEEP, 0, 100));
    int append = open("f", O_WRONLY | O_APPEND);
    LIMITED(100, write(append, "x", 1));
    int ends[2];
    NEED(pipe(ends) == 0);
    LIMITED(100, write(ends[1], data, 200));
}

static int caught;
static void note(int number) { caught = number; }

CASE(file_size_limit_signals)
{
    signal(SIGXFSZ, note);
    int file = open("f", O_RDWR | O_CREAT, 0600);
    LIMITED(10, write(file, "0123456789abc", 13));
    printf("caught %d\n", caught);
    LIMITED(10, write(file, "x", 1));
    printf("caught %s\n", oracle_signal(caught));
    caught = 0;
    LIMITED(10, ftruncate(file, 11));
    printf("caught %s\n", oracle_signal(caught));
    caught = 0;
    LIMITED(10, fallocate(file, 0, 0, 11));
    printf("caught %s\n", oracle_signal(caught));
    CHILD {
        signal(SIGXFSZ, SIG_DFL);
        set_limit(10);
        write(file, "x", 1);
    }
}

CASE(advice_checks_its_arguments)
{
    int file = open("f", O_RDWR | O_CREAT, 0600), writer = open("f", O_WRONLY), directory = open(".", O_RDONLY), ends[2];
    NEED(pipe(ends) == 0);
    for (int advice = -1; advice <= 6; advice++) printf("%d: %d\n", advice, posix_fadvise(file, 0, 0, advice));
    E(posix_fadvise(file, -1, 0, 0));
    E(posix_fadvise(file, 0, -1, 0));
    E(posix_fadvise(file, 0, -1, 99));
    E(posix_fadvise(ends[0], 0, -1, 99));
    E(posix_fadvise(directory, 0, 0, 3));
    E(posix_fadvise(-1, 0, 0, 99));
    E(posix_fadvise(open("f", O_PATH), 0, 0, 0));
    R(readahead(file, 0, 10));
    R(readahead(file, -1, 10));
    R(readahead(writer, 0, 10));
    R(readahead(ends[0], 0, 10));
    R(readahead(directory, 0, 10));
    R(readahead(-1, 0, 10));
    R(syscall(SYS_sync_file_range, file, 0, 0, 0));
    R(syscall(SYS_sync_file_range, file, 0, 0, 7));
    R(syscall(SYS_sync_file_range, file, 0, 0, 8));
    R(syscall(SYS_sync_file_range, file, -1L, 0L, 1));
    R(syscall(SYS_sync_file_range, file, 0L, -1L, 1));
    R(syscall(SYS_sync_file_range, file, LONG_MAX, 1L, 1));
    R(syscall(SYS_sync_file_range, ends[0], 0, 0, 1));
    R(syscall(SYS_sync_file_range, ends[0], 0L, -1L, 1));
    R(syscall(SYS_sync_file_range, -1, 0L, -1L, 99));
}

CASE(preadv2_flags)
{
    char text[8] = { 0 };
    struct iovec { void *base; size_t size; } part = { text, 4 }, none = { text, 0 };
    int file = open("f", O_RDWR | O_CREAT, 0600), ends[2];
    NEED(pipe(ends) == 0);
    write(file, "abcdef", 6);
    R(syscall(327, file, &part, 1, 0, 0, 0));
    R(syscall(327, file, &part, 1, 0, 0, 8));
    R(syscall(327, file, &part, 1, 0, 0, 1));
    R(syscall(327, file, &part, 1, 0, 0, 4));
    R(syscall(327, file, &part, 1, 0, 0, 0x1000));
    R(syscall(327, file, &none, 1, 0, 0, 0x1000));
    R(syscall(327, file, &part, 1, -2L, 0L, 0));
    R(syscall(327, file, &part, 1, -1L, 0L, 0));
    R(syscall(327, ends[0], &part, 1, 0, 0, 0));
    R(syscall(327, ends[0], &part, 1, -1L, 0L, 8));
    R(syscall(327, file, &part, 2000, 0, 0, 0x1000));
    R(syscall(328, file, &part, 1, 0, 0, 0x10));
    R(lseek(file, 0, SEEK_END));
    R(syscall(328, file, &part, 1, -1L, 0L, 0x10));
    R(lseek(file, 0, SEEK_END));
    int append = open("f", O_WRONLY | O_APPEND);
    R(syscall(328, append, &part, 1, 0, 0, 0x20));
    R(lseek(append, 0, SEEK_END));
    R(syscall(328, append, &part, 1, 0, 0, 0x30));
    R(syscall(328, append, &part, 1, 0, 0, 2));
    R(syscall(328, append, &part, 1, 0, 0, 0x40));
    R(lseek(append, 0, SEEK_END));
}
