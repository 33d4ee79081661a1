// SPDX-License-Identifier: MIT
// eventfd(2).
#include "oracle.h"
#include <poll.h>
#include <sys/eventfd.h>

static void show_poll(int file)
{
    struct pollfd entry = { .fd = file, .events = POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM | POLLPRI };
    R(poll(&entry, 1, 0));
    printf("revents %#x\n", (unsigned)entry.revents);
}

CASE(counts_and_is_taken_whole)
{
    int file = eventfd(3, 0);
    uint64_t value = 4;
    R(write(file, &value, 8));
    R(read(file, &value, 8));
    printf("%llu\n", (unsigned long long)value);
    fcntl(file, F_SETFL, O_NONBLOCK);
    R(read(file, &value, 8));
}

CASE(semaphore_gives_ones)
{
    int file = eventfd(2, EFD_SEMAPHORE | EFD_NONBLOCK);
    uint64_t value = 0;
    for (int i = 0; i < 3; i++) {
        R(read(file, &value, 8));
        printf("%llu\n", (unsigned long long)value);
    }
}

CASE(wrong_arguments)
{
    OK(eventfd(0, 1 << 5));
    OK(eventfd(0, EFD_SEMAPHORE | 2));
    int file = eventfd(1, EFD_NONBLOCK);
    char bytes[16] = { 0 };
    R(read(file, bytes, 7));
    R(read(file, bytes, 0));
    R(write(file, bytes, 7));
    R(write(file, bytes, 16));
    R(write(file, bad_address(), 8));
    R(write(file, bad_address(), 7));
    R(read(file, bad_address(), 8));
    // The failed read took it all the same.
    R(read(file, bytes, 8));
    memset(bytes, 0xFF, 8);
    R(write(file, bytes, 8));
    R(read(file, bytes, 16));
}

CASE(full_counter)
{
    int file = eventfd(0, EFD_NONBLOCK);
    uint64_t value = UINT64_MAX - 1;
    show_poll(file);
    R(write(file, &value, 8));
    show_poll(file);
    value = 1;
    R(write(file, &value, 8));
    value = 0;
    R(write(file, &value, 8));
    R(read(file, &value, 8));
    printf("%llx\n", (unsigned long long)value);
    show_poll(file);
}

CASE(reader_sleeps_until_write)
{
    int file = eventfd(0, 0);
    pid_t child = fork();
    if (child == 0) {
        uint64_t value = 0;
        R(read(file, &value, 8));
        printf("%llu\n", (unsigned long long)value);
        _exit(0);
    }
    sleep_ms(50);
    uint64_t value = 5;
    write(file, &value, 8);
    show_child("reader", child);
}

CASE(is_no_ordinary_file)
{
    int file = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct stat info;
    R(fstat(file, &info));
    printf("mode %o\n", info.st_mode);
    char path[64], target[100] = "";
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    R(readlink(path, target, sizeof target - 1));
    printf("%s\n", target);
    R(fcntl(file, F_GETFD));
    printf("flags %#x\n", fcntl(file, F_GETFL) & ~0100000);
    R(ftruncate(file, 0));
    R(fsync(file));
}

CASE(writer_sleeps_until_there_is_room)
{
    int file = eventfd(0, 0);
    uint64_t value = UINT64_MAX - 1;
    write(file, &value, 8);
    pid_t child = fork();
    if (child == 0) {
        value = 1;
        R(write(file, &value, 8));
        _exit(0);
    }
    sleep_ms(50);
    read(file, &value, 8);
    show_child("writer", child);
    read(file, &value, 8);
    printf("%llu\n", (unsigned long long)value);
}
