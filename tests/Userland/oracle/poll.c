// SPDX-License-Identifier: MIT
// poll(2), ppoll(2).
#include "oracle.h"
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <time.h>

static void on_signal(int signal)
{
    printf("handler %s\n", oracle_signal(signal));
}

static void handle(int signal, int flags)
{
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = flags };
    sigaction(signal, &action, NULL);
}

static void show(struct pollfd *entries, unsigned count, int timeout)
{
    int result = poll(entries, count, timeout);
    printf("poll %d:", result);
    for (unsigned i = 0; i < count; i++) printf(" %#x", (unsigned)entries[i].revents);
    printf("\n");
}

CASE(kinds_of_files)
{
    int ends[2], full[2];
    pipe(ends);
    pipe2(full, O_NONBLOCK);
    char block[4096] = { 0 };
    while (write(full[1], block, sizeof block) > 0) { }
    make_file("plain", "x");
    short all = POLLIN | POLLOUT | POLLPRI | POLLRDNORM | POLLWRNORM | POLLRDBAND | POLLWRBAND;
    struct pollfd entries[] = {
        { ends[0], all, 7 }, { ends[1], all, 7 }, { full[0], all, 7 }, { full[1], all, 7 }, { open("plain", O_RDONLY), all, 7 },
        { open(".", O_RDONLY), all, 7 }, { open("plain", O_PATH), all, 7 }, { open("/dev/null", O_RDWR), all, 7 }, { -1, all, 7 },
        { -100, all, 7 }, { 999, all, 7 }, { 0x7FFFFFFF, all, 7 }, { ends[0], 0, 7 },
    };
    show(entries, sizeof entries / sizeof entries[0], 0);
}

CASE(hang_up_and_error)
{
    int ends[2];
    pipe(ends);
    struct pollfd entry = { ends[0], POLLIN, 0 };
    write(ends[1], "x", 1);
    close(ends[1]);
    show(&entry, 1, 0);
    char byte;
    read(ends[0], &byte, 1);
    show(&entry, 1, 0);
    pipe(ends);
    close(ends[0]);
    entry = (struct pollfd){ ends[1], POLLOUT, 0 };
    show(&entry, 1, 0);
    entry.events = 0;
    show(&entry, 1, 0);
}

CASE(fifo_never_written_has_not_hung_up)
{
    mkfifo("fifo", 0600);
    int reader = open("fifo", O_RDONLY | O_NONBLOCK);
    struct pollfd entry = { reader, POLLIN, 0 };
    show(&entry, 1, 0);
    int writer = open("fifo", O_WRONLY);
    close(writer);
    show(&entry, 1, 0);
}

CASE(counts_and_pointers)
{
    struct rlimit limit = { 10, 10 };
    setrlimit(RLIMIT_NOFILE, &limit);
    static struct pollfd entries[20];
    for (int i = 0; i < 20; i++) entries[i].fd = -1;
    R(poll(entries, 10, 0));
    R(poll(entries, 11, 0));
    R(poll(bad_address(), 11, 0));
    R(poll(bad_address(), 1, 0));
    R(poll(bad_address(), 0, 0));
    R(poll(NULL, 0, 10));
    R(poll((void *)page_end(8), 2, 0));
    const struct pollfd fixed = { -1, 0, 0 };
    (void)fixed;
}

CASE(ppoll_errors_in_order)
{
    struct pollfd entry = { -1, 0, 0 };
    struct timespec bad = { 0, 1000000000 }, good = { 0, 0 };
    sigset_t mask;
    sigemptyset(&mask);
    R(syscall(SYS_ppoll, bad_address(), 1, bad_address(), bad_address(), 4));
    R(syscall(SYS_ppoll, bad_address(), 1, &bad, bad_address(), 4));
    R(syscall(SYS_ppoll, bad_address(), 1, &good, bad_address(), 4));
    R(syscall(SYS_ppoll, bad_address(), 1, &good, bad_address(), 8));
    R(syscall(SYS_ppoll, bad_address(), 1, &good, &mask, 8));
    R(syscall(SYS_ppoll, &entry, 1, &good, NULL, 4));
    bad = (struct timespec){ -1, 0 };
    R(syscall(SYS_ppoll, &entry, 1, &bad, NULL, 8));
}

CASE(ppoll_tells_what_is_left)
{
    int file = eventfd(1, 0);
    struct pollfd entry = { file, POLLIN, 0 };
    struct timespec time = { 100, 5 };
    R(syscall(SYS_ppoll, &entry, 1, &time, NULL, 8));
    T(time.tv_sec == 99 || time.tv_sec == 100);
    time = (struct timespec){ 0, 20000000 };
    entry.events = 0;
    R(syscall(SYS_ppoll, &entry, 1, &time, NULL, 8));
    printf("%ld %ld\n", (long)time.tv_sec, time.tv_nsec);
    time = (struct timespec){ 0, 0 };
    R(syscall(SYS_ppoll, &entry, 1, &time, NULL, 8));
}

CASE(signal_ends_it_even_with_restart)
{
    handle(SIGALRM, SA_RESTART);
    int ends[2];
    pipe(ends);
    struct pollfd entry = { ends[0], POLLIN, 77 };
    alarm(1);
    R(poll(&entry, 1, 5000));
    printf("%#x\n", (unsigned)entry.revents);
    struct timespec time = { 5, 0 };
    alarm(1);
    R(syscall(SYS_ppoll, &entry, 1, &time, NULL, 8));
    T(time.tv_sec == 3 || time.tv_sec == 4);
}

CASE(ignored_signal_does_not)
{
    signal(SIGUSR1, SIG_IGN);
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        sleep_ms(30);
        kill(parent, SIGUSR1);
        kill(parent, SIGCONT);
        _exit(0);
    }
    long start = now_ms();
    R(poll(NULL, 0, 150));
    T(now_ms() - start >= 150);
    show_child("sender", child);
}

CASE(ppoll_opens_the_mask)
{
    handle(SIGUSR1, 0);
    handle(SIGUSR2, 0);
    sigset_t blocked, none, now;
    sigemptyset(&none);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    raise(SIGUSR1);
    struct timespec time = { 5, 0 };
    R(ppoll(NULL, 0, &time, &none));
    sigprocmask(SIG_BLOCK, NULL, &now);
    T(sigismember(&now, SIGUSR1) == 1);
    // Ready at once: the signal stays pending.
    raise(SIGUSR1);
    struct pollfd entry = { eventfd(1, 0), POLLIN, 0 };
    R(ppoll(&entry, 1, &time, &none));
    sigpending(&now);
    T(sigismember(&now, SIGUSR1) == 1);
}

CASE(stopped_and_continued_goes_on)
{
    pid_t child = fork();
    if (child == 0) {
        long start = now_ms();
        R(poll(NULL, 0, 300));
        T(now_ms() - start >= 300);
        T(now_ms() - start < 3000);
        _exit(0);
    }
    sleep_ms(50);
    kill(child, SIGSTOP);
    sleep_ms(50);
    kill(child, SIGCONT);
    show_child("child", child);
}

CASE(woken_by_another)
{
    int file = eventfd(0, 0);
    pid_t child = fork();
    if (child == 0) {
        sleep_ms(40);
        uint64_t value = 1;
        write(file, &value, 8);
        _exit(0);
    }
    struct pollfd entries[3] = { { -1, 0, 0 }, { file, POLLIN, 0 }, { file, POLLPRI, 0 } };
    show(entries, 3, 5000);
    show_child("writer", child);
}
