// SPDX-License-Identifier: MIT
// Record locks of processes and of open files, flock, and how they go.
#include "oracle.h"
#include <sys/file.h>

static long lock(int file, int command, int type, long start, long length)
{
    struct flock wanted = { .l_type = (short)type, .l_whence = SEEK_SET, .l_start = start, .l_len = length };
    return fcntl(file, command, &wanted);
}

static void ask(int file, int command, int type, long start, long length)
{
    struct flock wanted = { .l_type = (short)type, .l_whence = SEEK_SET, .l_start = start, .l_len = length };
    if (fcntl(file, command, &wanted) < 0) {
        printf("ask: %s\n", oracle_error(errno));
        return;
    }
    const char *who = wanted.l_pid == 0 ? "nobody" : wanted.l_pid == -1 ? "a file" : wanted.l_pid == getppid() ? "parent" : "other";
    printf("ask %ld+%ld: %s %ld+%ld %s\n", start, length, wanted.l_type == F_UNLCK ? "free" : wanted.l_type == F_RDLCK ? "read" : "write",
        (long)wanted.l_start, (long)wanted.l_len, wanted.l_type == F_UNLCK ? "" : who);
}

CASE(ranges_split_and_join)
{
    int file = open("f", O_RDWR | O_CREAT, 0600);
    R(lock(file, F_SETLK, F_WRLCK, 0, 100));
    R(lock(file, F_SETLK, F_UNLCK, 40, 20));
    CHILD {
        ask(file, F_GETLK, F_WRLCK, 0, 0);
        ask(file, F_GETLK, F_WRLCK, 40, 20);
        ask(file, F_GETLK, F_RDLCK, 50, 20);
        R(lock(file, F_SETLK, F_WRLCK, 40, 20));
        R(lock(file, F_SETLK, F_WRLCK, 40, 21));
    }
    R(lock(file, F_SETLK, F_RDLCK, 30, 40));
    CHILD {
        ask(file, F_GETLK, F_RDLCK, 0, 0);
        ask(file, F_GETLK, F_RDLCK, 30, 40);
        ask(file, F_GETLK, F_WRLCK, 30, 40);
        R(lock(file, F_SETLK, F_RDLCK, 30, 40));
        ask(file, F_GETLK, F_WRLCK, 70, 1);
    }
    R(lock(file, F_SETLK, F_WRLCK, 0, 0));
    CHILD {
        ask(file, F_GETLK, F_RDLCK, 1000000, 1);
        ask(file, F_GETLK, F_RDLCK, 5, 0);
    }
    ask(file, F_GETLK, F_WRLCK, 0, 0);
}

CASE(arguments)
{
    int file = open("f", O_RDWR | O_CREAT, 0600), reader = open("f", O_RDONLY), writer = open("f", O_WRONLY);
    struct flock wanted = { .l_type = F_RDLCK, .l_whence = 9 };
    R(fcntl(file, F_SETLK, &wanted));
    wanted.l_whence = SEEK_SET, wanted.l_type = 7;
    R(fcntl(file, F_SETLK, &wanted));
    R(lock(reader, F_SETLK, F_WRLCK, 0, 1));
    R(lock(reader, F_SETLK, F_RDLCK, 0, 1));
    R(lock(writer, F_SETLK, F_RDLCK, 0, 1));
    R(lock(writer, F_SETLK, F_WRLCK, 0, 1));
    R(lock(reader, F_SETLK, F_UNLCK, 0, 1));
    R(lock(file, F_SETLK, F_WRLCK, -1, 1));
    R(lock(file, F_SETLK, F_WRLCK, 5, -10));
    R(lock(file, F_SETLK, F_WRLCK, 10, -5));
    R(lock(file, F_SETLK, F_WRLCK, 0x7fffffffffffffff, 1));
    R(lock(file, F_SETLK, F_WRLCK, 0x7fffffffffffffff, 2));
    R(lock(file, F_GETLK, F_UNLCK, 0, 1));
    R(fcntl(file, F_SETLK, bad_address()));
    R(fcntl(file, F_GETLK, bad_address()));
    R(fcntl(-1, F_SETLK, bad_address()));
    ftruncate(file, 50);
    wanted = (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_END, .l_start = -10, .l_len = 5 };
    R(fcntl(file, F_SETLK, &wanted));
    lseek(file, 7, SEEK_SET);
    wanted = (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_CUR, .l_start = 1, .l_len = 1 };
    R(fcntl(file, F_SETLK, &wanted));
    CHILD {
        ask(file, F_GETLK, F_WRLCK, 0, 10);
        ask(file, F_GETLK, F_WRLCK, 20, 100);
    }
    int ends[2];
    NEED(pipe(ends) == 0);
    R(lock(ends[0], F_SETLK, F_RDLCK, 0, 0));
    R(lock(open("f", O_PATH), F_SETLK, F_RDLCK, 0, 0));
}

CASE(any_close_gives_them_up)
{
    int file = open("f", O_RDWR | O_CREAT, 0600), other = open("f", O_RDWR), third;
    R(lock(file, F_SETLK, F_WRLCK, 0, 10));
    CHILD ask(file, F_GETLK, F_WRLCK, 0, 10);
    close(other);
    CHILD ask(file, F_GETLK, F_WRLCK, 0, 10);
    R(lock(file, F_SETLK, F_WRLCK, 0, 10));
    third = dup(file);
    R(dup2(0, third) == third);
    CHILD ask(file, F_GETLK, F_WRLCK, 0, 10);
    R(lock(file, F_SETLK, F_WRLCK, 0, 10));
    CHILD {
        close(file);
        file = open("f", O_RDWR);
        ask(file, F_GETLK, F_WRLCK, 0, 10);
    }
    CHILD ask(file, F_GETLK, F_WRLCK, 0, 10);
    syscall(436, open("f", O_RDONLY), ~0u, 0);
    CHILD ask(file, F_GETLK, F_WRLCK, 0, 10);
}

CASE(waiting_for_a_lock)
{
    int file = open("f", O_RDWR | O_CREAT, 0600), ends[2];
    NEED(pipe(ends) == 0);
    R(lock(file, F_SETLK, F_WRLCK, 0, 10));
    pid_t child = fork();
    if (child == 0) {
        write(ends[1], "", 1);
        long result = lock(file, F_SETLKW, F_RDLCK, 5, 1);
        sleep_ms(100);
        R(result);
        ask(file, F_GETLK, F_WRLCK, 0, 10);
        _exit(0);
    }
    read(ends[0], (char[1]){ 0 }, 1);
    sleep_ms(50);
    printf("unlocking\n");
    R(lock(file, F_SETLK, F_UNLCK, 0, 10));
    show_child("waiter", child);
}

CASE(end_of_owner_gives_them_up)
{
    int file = open("f", O_RDWR | O_CREAT, 0600), ends[2];
    NEED(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        lock(file, F_SETLK, F_WRLCK, 10, 11);
        write(ends[1], "", 1);
        sleep_ms(50);
        _exit(0);
    }
    read(ends[0], (char[1]){ 0 }, 1);
    R(lock(file, F_SETLK, F_RDLCK, 15, 1));
    R(lock(file, F_SETLK, F_WRLCK, 21, 10));
    R(lock(file, F_SETLKW, F_WRLCK, 12, 1));
    show_child("owner", child);
}

CASE(deadlock_is_found)
{
    int file = open("f", O_RDWR | O_CREAT, 0600), ends[2];
    NEED(pipe(ends) == 0);
    R(lock(file, F_SETLK, F_WRLCK, 0, 1));
    pid_t child = fork();
    if (child == 0) {
        lock(file, F_SETLK, F_WRLCK, 1, 1);
        write(ends[1], "", 1);
        long result = lock(file, F_SETLKW, F_WRLCK, 0, 1);
        _exit(result == 0 ? 0 : 1);
    }
    read(ends[0], (char[1]){ 0 }, 1);
    sleep_ms(100);
    R(lock(file, F_SETLKW, F_WRLCK, 1, 1));
    R(lock(file, F_SETLK, F_WRLCK, 1, 1));
    R(lock(file, F_SETLK, F_UNLCK, 0, 1));
    show_child("child", child);
    R(lock(file, F_SETLKW, F_WRLCK, 1, 1));
}

static void ignore(int number) { (void)number; }

CASE(wait_is_interrupted)
{
    int file = open("f", O_RDWR | O_CREAT, 0600);
    R(lock(file, F_SETLK, F_WRLCK, 0, 1));
    CHILD {
        struct sigaction action = { .sa_handler = ignore };
        sigaction(SIGALRM, &action, NULL);
        alarm(1);
        R(lock(file, F_SETLKW, F_WRLCK, 0, 1));
        alarm(1);
        int own = open("f", O_RDWR);
        R(lock(own, F_OFD_SETLKW, F_WRLCK, 0, 1));
    }
}

CASE(open_file_locks)
{
    int file = open("f", O_RDWR | O_CREAT, 0600), other = open("f", O_RDWR), third = dup(file);
    struct flock wanted = { .l_type = F_WRLCK, .l_pid = 1 };
    R(fcntl(file, F_OFD_SETLK, &wanted));
    R(lock(file, F_OFD_SETLK, F_WRLCK, 0, 10));
    R(lock(other, F_OFD_SETLK, F_WRLCK, 0, 10));
    R(lock(third, F_OFD_SETLK, F_WRLCK, 0, 20));
    R(lock(file, F_SETLK, F_WRLCK, 0, 10));
    ask(other, F_OFD_GETLK, F_RDLCK, 0, 0);
    ask(file, F_OFD_GETLK, F_RDLCK, 0, 0);
    ask(file, F_GETLK, F_RDLCK, 0, 0);
    CHILD {
        R(lock(file, F_OFD_SETLK, F_WRLCK, 0, 5));
        R(lock(other, F_OFD_SETLK, F_WRLCK, 0, 5));
        close(file);
    }
    close(open("f", O_RDONLY));
    R(lock(other, F_OFD_SETLK, F_RDLCK, 0, 5));
    close(file);
    R(lock(other, F_OFD_SETLK, F_RDLCK, 0, 5));
    close(third);
    R(lock(other, F_OFD_SETLK, F_RDLCK, 0, 5));
    R(lock(other, F_OFD_SETLK, F_UNLCK, 0, 0));
    R(lock(other, F_OFD_GETLK, F_UNLCK, 0, 0));
}

CASE(flock_rules)
{
    int file = open("f", O_RDWR | O_CREAT, 0600), other = open("f", O_RDONLY), copy = dup(file);
    R(flock(file, LOCK_EX));
    R(flock(other, LOCK_EX | LOCK_NB));
    R(flock(other, LOCK_SH | LOCK_NB));
    R(flock(copy, LOCK_EX | LOCK_NB));
    R(flock(copy, LOCK_SH | LOCK_NB));
    R(flock(other, LOCK_SH | LOCK_NB));
    R(flock(file, LOCK_EX | LOCK_NB));
    R(flock(other, LOCK_EX | LOCK_NB));
    R(flock(other, LOCK_UN));
    R(flock(file, LOCK_EX | LOCK_NB));
    CHILD {
        R(flock(file, LOCK_EX | LOCK_NB));
        R(flock(other, LOCK_SH | LOCK_NB));
        R(flock(file, LOCK_UN));
        R(flock(other, LOCK_SH | LOCK_NB));
    }
    R(flock(file, LOCK_EX | LOCK_NB));
    R(flock(other, LOCK_UN));
    R(flock(file, LOCK_EX | LOCK_NB));
    R(lock(other, F_SETLK, F_RDLCK, 0, 0));
    close(file);
    R(flock(other, LOCK_EX | LOCK_NB));
    close(copy);
    R(flock(other, LOCK_EX | LOCK_NB));
}

CASE(flock_arguments)
{
    int ends[2];
    NEED(pipe(ends) == 0);
    make_file("f", "");
    int file = open("f", O_RDONLY), path = open("f", O_PATH), directory = open(".", O_RDONLY);
    R(flock(file, 0));
    R(flock(file, 3));
    R(flock(file, LOCK_NB));
    R(flock(file, 16));
    R(flock(-1, 0));
    R(flock(-1, LOCK_EX));
    R(flock(path, LOCK_EX));
    R(flock(directory, LOCK_EX));
    R(flock(ends[0], LOCK_EX));
    R(flock(file, LOCK_UN | LOCK_NB));
}

CASE(flock_waits)
{
    int file = open("f", O_RDWR | O_CREAT, 0600), ends[2];
    NEED(pipe(ends) == 0);
    R(flock(file, LOCK_EX));
    pid_t child = fork();
    if (child == 0) {
        int own = open("f", O_RDWR);
        close(file);
        write(ends[1], "", 1);
        R(flock(own, LOCK_SH));
        _exit(0);
    }
    read(ends[0], (char[1]){ 0 }, 1);
    sleep_ms(50);
    printf("closing\n");
    close(file);
    show_child("waiter", child);
}
