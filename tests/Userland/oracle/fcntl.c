// SPDX-License-Identifier: MIT
// fcntl: descriptors, status flags, owners and signals, seals, hints, leases' wrong uses.
#include "oracle.h"
#include <sys/ioctl.h>
#include <sys/mman.h>

CASE(duplicates)
{
    make_file("f", "x");
    int file = open("f", O_RDONLY | O_CLOEXEC);
    int copy = fcntl(file, F_DUPFD, 100);
    R(copy);
    R(fcntl(copy, F_GETFD));
    R(fcntl(file, F_GETFD));
    R(fcntl(file, F_DUPFD_CLOEXEC, 100));
    R(fcntl(101, F_GETFD));
    R(fcntl(file, F_DUPFD, -1));
    R(fcntl(file, F_DUPFD, 1 << 30));
    R(fcntl(-1, F_DUPFD, -1));
    R(fcntl(copy, F_SETFD, 3));
    R(fcntl(copy, F_GETFD));
    R(fcntl(copy, F_SETFD, 2));
    R(fcntl(copy, F_GETFD));
    R(fcntl(file, 1027, copy));
    R(fcntl(file, 1027, open("f", O_RDONLY)));
    R(fcntl(file, 1027, -1));
    R(fcntl(file, 9999, 0));
    R(fcntl(-1, 9999, 0));
}

CASE(dup3_and_dup2)
{
    make_file("f", "x");
    int file = open("f", O_RDONLY);
    R(dup2(file, 50));
    R(fcntl(50, F_GETFD));
    R(syscall(SYS_dup3, file, 51, O_CLOEXEC));
    R(fcntl(51, F_GETFD));
    R(syscall(SYS_dup3, file, file, 0));
    R(syscall(SYS_dup3, file, 52, O_NONBLOCK));
    R(syscall(SYS_dup3, -1, 52, 0));
    R(syscall(SYS_dup3, -1, -1, 0));
    R(syscall(SYS_dup3, file, -1, 0));
    R(syscall(SYS_dup3, file, 1 << 30, 0));
    R(syscall(SYS_dup3, -1, -1, O_NONBLOCK));
    R(dup2(50, 50));
    R(dup2(60, 60));
    R(dup2(60, 50));
    R(fcntl(50, F_GETFD));
    R(dup2(file, -1));
    R(dup(-1));
}

CASE(status_flags)
{
    make_file("f", "x");
    int ends[2];
    NEED(pipe(ends) == 0);
    int file = open("f", O_RDWR | O_CREAT | O_TRUNC | O_EXCL * 0 | O_NOCTTY | O_CLOEXEC | O_NOFOLLOW);
    printf("%o\n", fcntl(file, F_GETFL));
    printf("%o\n", fcntl(open("f", O_WRONLY | O_APPEND | O_NONBLOCK), F_GETFL));
    printf("%o\n", fcntl(open("f", O_RDONLY | O_DSYNC), F_GETFL));
    printf("%o\n", fcntl(open("f", O_RDONLY | O_SYNC), F_GETFL));
    printf("%o\n", fcntl(open("f", O_RDONLY | O_DIRECT), F_GETFL));
    printf("%o\n", fcntl(open("f", O_RDONLY | O_NOATIME), F_GETFL));
    printf("%o\n", fcntl(open("f", O_PATH | O_RDWR | O_CREAT | O_APPEND), F_GETFL));
    printf("%o\n", fcntl(open(".", O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), F_GETFL));
    printf("%o\n", fcntl(open(".", O_RDONLY | O_DIRECTORY), F_GETFL));
    printf("%o\n", fcntl(open(".", O_TMPFILE | O_RDWR, 0600), F_GETFL));
    printf("%o\n", fcntl(open("/dev/null", O_RDWR), F_GETFL));
    printf("%o %o\n", fcntl(ends[0], F_GETFL), fcntl(ends[1], F_GETFL));
    R(fcntl(file, F_SETFL, O_APPEND | O_NONBLOCK | O_RDONLY | O_CREAT | O_SYNC | O_DIRECTORY));
    printf("%o\n", fcntl(file, F_GETFL));
    R(fcntl(file, F_SETFL, O_ASYNC));
    printf("%o\n", fcntl(file, F_GETFL));
    R(fcntl(file, F_SETFL, O_DIRECT));
    printf("%o\n", fcntl(file, F_GETFL));
    R(fcntl(file, F_SETFL, 0));
    R(fcntl(ends[0], F_SETFL, O_ASYNC | O_NONBLOCK));
    printf("%o\n", fcntl(ends[0], F_GETFL));
    R(fcntl(ends[0], F_SETFL, 0));
    printf("%o\n", fcntl(ends[0], F_GETFL));
    R(fcntl(ends[1], F_SETFL, O_DIRECT));
    printf("%o\n", fcntl(ends[1], F_GETFL));
    R(fcntl(open("/proc/self/status", O_RDONLY), F_SETFL, O_DIRECT));
    R(open("/proc/self/status", O_RDONLY | O_DIRECT));
    R(open(".", O_RDONLY | O_DIRECT));
    R(open("/dev/null", O_RDONLY | O_DIRECT));
    R(fcntl(-1, F_GETFL));
    R(fcntl(-1, F_SETFL, 0));
}

CASE(noatime_needs_the_owner)
{
    make_file("f", "x");
    chmod("f", 0666);
    chmod(".", 0777);
    CHILD {
        setresuid(1000, 1000, 1000);
        OK(open("f", O_RDONLY));
        R(open("f", O_RDONLY | O_NOATIME));
        int file = open("f", O_RDWR);
        R(fcntl(file, F_SETFL, O_NOATIME));
        R(fcntl(file, F_SETFL, O_APPEND));
    }
}

CASE(path_descriptors)
{
    make_file("f", "x");
    struct stat info;
    int path = open("f", O_PATH), directory = open(".", O_PATH);
    R(read(path, (char[2]){ 0 }, 1));
    R(write(path, "x", 1));
    R(lseek(path, 0, SEEK_SET));
    R(ioctl(path, 0x5401, 0));
    R(syscall(SYS_fchmod, path, 0600));
    R(syscall(SYS_fchown, path, 0, 0));
    R(ftruncate(path, 0));
    R(fsync(path));
    R(syscall(SYS_getdents64, directory, (char[100]){ 0 }, 100));
    R(mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, path, 0) == MAP_FAILED);
    R(mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, path, 0));
    R(fstat(path, &info));
    R(fchdir(directory));
    R(fchdir(path));
    R(fcntl(path, F_GETFD));
    R(fcntl(path, F_SETFD, 1));
    R(fcntl(path, F_SETFL, 0));
    R(fcntl(path, F_GETOWN));
    R(fcntl(path, F_SETLK, NULL));
    OK(fcntl(path, F_DUPFD, 10));
    OK(dup(path));
    OK(openat(directory, "f", O_RDONLY));
    char name[40];
    snprintf(name, sizeof name, "/proc/self/fd/%d", path);
    OK(open(name, O_RDONLY));
    char program[100];
    snprintf(program, sizeof program, "/proc/self/fd/%d", directory);
    OK(open(program, O_RDONLY | O_DIRECTORY));
    R(syscall(138, path, (char[200]){ 0 }));
    R(close(path));
}

static int caught, code, what;
static void note(int number, siginfo_t *information, void *context)
{
    (void)context;
    caught = number, code = information->si_code, what = information->si_fd;
}

CASE(owner)
{
    int ends[2];
    NEED(pipe(ends) == 0);
    struct { int type, pid; } owner = { 9, 9 };
    R(fcntl(ends[0], F_GETOWN));
    R(fcntl(ends[0], F_SETOWN, getpid()));
    T(fcntl(ends[0], F_GETOWN) == getpid());
    R(fcntl(ends[0], 16, &owner));
    printf("type %d self %d\n", owner.type, owner.pid == getpid());
    R(fcntl(ends[0], F_SETOWN, -getpgrp()));
    R(fcntl(ends[0], 16, &owner));
    printf("type %d group %d\n", owner.type, owner.pid == getpgrp());
    owner.type = 0, owner.pid = (int)syscall(SYS_gettid);
    R(fcntl(ends[0], 15, &owner));
    T(fcntl(ends[0], F_GETOWN) == getpid());
    owner.type = 3;
    R(fcntl(ends[0], 15, &owner));
    R(fcntl(ends[0], 15, bad_address()));
    R(fcntl(ends[0], F_SETOWN, 999999));
    R(fcntl(ends[0], F_SETOWN, 0x80000000));
    R(fcntl(ends[0], F_SETOWN, 0));
    R(fcntl(ends[0], F_GETOWN));
    R(fcntl(ends[0], F_GETSIG));
    R(fcntl(ends[0], F_SETSIG, SIGUSR1));
    T(fcntl(ends[0], F_GETSIG) == SIGUSR1);
    R(fcntl(ends[0], F_SETSIG, 65));
    R(fcntl(ends[0], F_SETSIG, -1));
}

CASE(signal_driven_input)
{
    int ends[2];
    NEED(pipe(ends) == 0);
    struct sigaction action = { .sa_sigaction = note, .sa_flags = SA_SIGINFO };
    sigaction(SIGIO, &action, NULL);
    sigaction(SIGUSR1, &action, NULL);
    fcntl(ends[0], F_SETOWN, getpid());
    R(fcntl(ends[0], F_SETFL, O_ASYNC));
    write(ends[1], "x", 1);
    printf("%s code %#x\n", oracle_signal(caught), code);
    caught = 0;
    R(fcntl(ends[0], F_SETSIG, SIGUSR1));
    write(ends[1], "x", 1);
    printf("%s code %d right %d\n", oracle_signal(caught), code, what == ends[0]);
    caught = 0;
    R(fcntl(ends[0], F_SETFL, 0));
    write(ends[1], "x", 1);
    R(caught);
    fcntl(ends[1], F_SETOWN, getpid());
    fcntl(ends[1], F_SETSIG, SIGUSR1);
    R(fcntl(ends[1], F_SETFL, O_ASYNC));
    char buffer[8];
    read(ends[0], buffer, 8);
    printf("%s code %d right %d\n", oracle_signal(caught), code, what == ends[1]);
    caught = 0;
    close(ends[0]);
    printf("%s code %d\n", oracle_signal(caught), code);
}

CASE(hints)
{
    uint64_t hint = 99;
    make_file("f", "x");
    int file = open("f", O_RDONLY);
    R(fcntl(file, 1035, &hint));
    R(hint);
    hint = 3;
    R(fcntl(file, 1036, &hint));
    hint = 0;
    R(fcntl(file, 1035, &hint));
    R(hint);
    hint = 9;
    R(fcntl(file, 1036, &hint));
    R(fcntl(file, 1035, bad_address()));
    R(fcntl(file, 1036, bad_address()));
    R(fcntl(file, 1037, &hint));
    R(fcntl(-1, 1037, &hint));
}

CASE(close_range_calls)
{
    for (int i = 50; i < 60; i++) dup2(0, i);
    R(syscall(436, 55, 50, 0));
    R(syscall(436, 50, 55, 1));
    R(syscall(436, 50, 52, 0));
    R(fcntl(52, F_GETFD));
    R(fcntl(53, F_GETFD));
    R(syscall(436, 53, 54, 4));
    R(fcntl(53, F_GETFD));
    R(fcntl(55, F_GETFD));
    R(syscall(436, 55, ~0u, 0));
    R(fcntl(55, F_GETFD));
    R(syscall(436, ~0u, ~0u, 0));
    pid_t child = (pid_t)syscall(SYS_clone, SIGCHLD | 0x400, 0, 0, 0, 0);
    if (child == 0) {
        R(syscall(436, 53, 53, 2));
        R(fcntl(53, F_GETFD));
        _exit(0);
    }
    show_child("shared", child);
    R(fcntl(53, F_GETFD));
}

CASE(descriptor_limit)
{
    struct { unsigned long now, most; } limit = { 20, 20 };
    make_file("f", "");
    CHILD {
        R(syscall(160, 7, &limit));
        int last = 0, next;
        while ((next = open("f", O_RDONLY)) >= 0) last = next;
        printf("%s %d\n", oracle_error(errno), last);
        R(open("missing", O_RDONLY));
        R(open("new", O_RDWR | O_CREAT, 0600));
        R(access("new", F_OK));
        R(open(bad_address(), O_RDONLY));
        R(dup(0));
        R(fcntl(0, F_DUPFD, 10));
        R(fcntl(0, F_DUPFD, 20));
        R(dup2(0, 19));
        R(dup2(0, 20));
        int ends[2];
        R(pipe(ends));
        close(19);
        R(pipe(ends));
        OK(dup(0));
    }
}

CASE(rest_of_a_file)
{
    make_file("f", "hello, world");
    int file = open("f", O_RDONLY);
    int rest = -1;
    R(ioctl(file, FIONREAD, &rest));
    R(rest);
    R(lseek(file, 5, SEEK_SET));
    R(ioctl(file, FIONREAD, &rest));
    R(rest);
    R(lseek(file, 20, SEEK_SET));
    R(ioctl(file, FIONREAD, &rest));
    R(rest);
    R(ioctl(file, FIONREAD, 1));
}

CASE(fioasync)
{
    make_file("f", "x");
    int file = open("f", O_RDONLY), ends[2], on = 1, off = 0;
    NEED(pipe(ends) == 0);
    R(ioctl(file, FIOASYNC, &on));
    R(ioctl(file, FIOASYNC, &off));
    R(ioctl(ends[0], FIOASYNC, NULL));
    R(ioctl(ends[0], FIOASYNC, &on));
    printf("%o\n", fcntl(ends[0], F_GETFL));
    R(ioctl(ends[0], FIOASYNC, &on));
    R(ioctl(ends[0], FIOASYNC, &off));
    printf("%o\n", fcntl(ends[0], F_GETFL));
    R(ioctl(open("f", O_PATH), FIOASYNC, &on));
}
