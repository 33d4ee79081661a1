// SPDX-License-Identifier: MIT
// Pipes and FIFOs: sizes, atomic writes, packets, ends that go, and how FIFOs open.
#include "oracle.h"
#include <poll.h>
#include <sys/ioctl.h>

enum { PAGE = 4096 };

static void make(int ends[2], int flags)
{
    NEED(syscall(SYS_pipe2, ends, flags) == 0);
}

static void show_poll(const char *label, int file)
{
    struct pollfd one = { file, POLLIN | POLLOUT, 0 };
    poll(&one, 1, 0);
    printf("%s:%s%s%s%s\n", label, one.revents & POLLIN ? " in" : "", one.revents & POLLOUT ? " out" : "", one.revents & POLLHUP ? " hup" : "", one.revents & POLLERR ? " err" : "");
}

CASE(pipe2_arguments)
{
    int ends[2];
    R(syscall(SYS_pipe2, ends, 1));
    R(syscall(SYS_pipe2, bad_address(), 0));
    R(syscall(SYS_pipe2, bad_address(), 1));
    R(syscall(SYS_pipe2, ends, O_CLOEXEC | O_NONBLOCK));
    R(fcntl(ends[0], F_GETFD));
    T(fcntl(ends[0], F_GETFL) == (O_RDONLY | O_NONBLOCK));
    T(fcntl(ends[1], F_GETFL) == (O_WRONLY | O_NONBLOCK));
    R(read(ends[1], (char[1]){ 0 }, 1));
    R(write(ends[0], "x", 1));
    R(read(ends[0], (char[1]){ 0 }, 1));
    R(read(ends[0], (char[1]){ 0 }, 0));
    R(syscall(SYS_pipe2, ends, O_DIRECT));
    R(write(ends[1], bad_address(), 1));
    R(write(ends[1], bad_address(), 0));
}

CASE(sizes)
{
    int ends[2], file = open("f", O_RDWR | O_CREAT, 0600);
    make(ends, O_NONBLOCK);
    R(fcntl(ends[0], F_GETPIPE_SZ));
    R(fcntl(ends[1], F_SETPIPE_SZ, 5000));
    R(fcntl(ends[0], F_GETPIPE_SZ));
    R(fcntl(ends[0], F_SETPIPE_SZ, 1));
    R(fcntl(ends[0], F_SETPIPE_SZ, 0));
    R(fcntl(ends[0], F_SETPIPE_SZ, 1 << 20));
    R(fcntl(ends[0], F_SETPIPE_SZ, 0xffffffff));
    static char data[3 * PAGE];
    R(write(ends[1], data, sizeof data));
    R(fcntl(ends[0], F_SETPIPE_SZ, 2 * PAGE));
    R(fcntl(ends[0], F_SETPIPE_SZ, 3 * PAGE));
    R(fcntl(file, F_GETPIPE_SZ));
    R(fcntl(file, F_SETPIPE_SZ, 4096));
    CHILD {
        setresuid(1000, 1000, 1000);
        R(fcntl(ends[0], F_SETPIPE_SZ, 1 << 20));
        int own[2];
        make(own, 0);
        R(fcntl(own[0], F_SETPIPE_SZ, 1 << 20));
    }
}

// How much goes in, in pieces of a size, shows how a pipe counts its pages.
static void fill(int size)
{
    int ends[2], total = 0, count = 0, ready = 0;
    static char data[2 * PAGE], back[65536 * 2];
    make(ends, O_NONBLOCK);
    for (ssize_t written; (written = write(ends[1], data, (size_t)size)) > 0; count++) total += (int)written;
    ioctl(ends[0], FIONREAD, &ready);
    printf("%d: %d writes, %d bytes, %d ready, %s\n", size, count, total, ready, oracle_error(errno));
    show_poll("full", ends[1]);
    printf("first read %d, then write %d\n", (int)read(ends[0], back, 100), (int)write(ends[1], data, (size_t)size));
    R(read(ends[0], back, sizeof back));
    show_poll("empty", ends[1]);
    close(ends[0]), close(ends[1]);
}

CASE(capacity_in_pages)
{
    fill(1);
    fill(100);
    fill(3000);
    fill(PAGE);
    fill(PAGE + 1);
    fill(2 * PAGE);
}

CASE(small_writes_are_whole)
{
    int ends[2];
    static char data[65536];
    make(ends, O_NONBLOCK);
    R(write(ends[1], data, 65536 - 10));
    R(write(ends[1], data, 11));
    R(write(ends[1], data, 10));
    R(write(ends[1], data, 1));
    R(read(ends[0], data, PAGE));
    R(write(ends[1], data, PAGE));
    R(read(ends[0], data, PAGE - 1));
    R(write(ends[1], data, 5000));
    R(read(ends[0], data, 1));
    R(write(ends[1], data, 5000));
}

CASE(packets)
{
    int ends[2];
    char data[200] = { 0 };
    static char large[2 * PAGE + 10];
    make(ends, O_DIRECT | O_NONBLOCK);
    R(write(ends[1], "first", 5));
    R(write(ends[1], "second", 6));
    R(write(ends[1], "", 0));
    R(read(ends[0], data, 3));
    show_bytes("data", data, 3);
    R(read(ends[0], data, 200));
    show_bytes("data", data, 6);
    R(read(ends[0], data, 200));
    R(write(ends[1], large, sizeof large));
    R(read(ends[0], large, sizeof large));
    R(read(ends[0], large, sizeof large));
    R(read(ends[0], large, sizeof large));
    int count = 0;
    while (write(ends[1], "x", 1) == 1) count++;
    printf("%d packets\n", count);
    R(fcntl(ends[1], F_SETFL, O_NONBLOCK));
    R(read(ends[0], data, 200));
    R(write(ends[1], "ab", 2));
    R(write(ends[1], "cd", 2));
}

static int caught;
static void note(int number) { caught = number; }

CASE(ends_that_go)
{
    int ends[2];
    char data[8];
    signal(SIGPIPE, note);
    make(ends, 0);
    write(ends[1], "abc", 3);
    close(ends[1]);
    show_poll("reader", ends[0]);
    R(read(ends[0], data, 8));
    show_poll("reader", ends[0]);
    R(read(ends[0], data, 8));
    close(ends[0]);
    make(ends, 0);
    close(ends[0]);
    show_poll("writer", ends[1]);
    R(write(ends[1], "x", 1));
    printf("%s\n", oracle_signal(caught));
    caught = 0;
    R(write(ends[1], "x", 0));
    R(caught);
    signal(SIGPIPE, SIG_DFL);
    CHILD write(ends[1], "x", 1);
}

CASE(writer_is_cut_short_by_signal)
{
    int ends[2];
    static char data[100000];
    make(ends, 0);
    struct sigaction action = { .sa_handler = note };
    sigaction(SIGALRM, &action, NULL);
    alarm(1);
    R(write(ends[1], data, sizeof data));
    alarm(1);
    R(write(ends[1], data, 1));
    alarm(1);
    R(read(open("/proc/self/fd/0", O_RDONLY), data, 0));
}

CASE(opened_again_through_proc)
{
    int ends[2];
    char name[40], data[8];
    make(ends, 0);
    snprintf(name, sizeof name, "/proc/self/fd/%d", ends[0]);
    int writer = open(name, O_WRONLY), both = open(name, O_RDWR);
    R(write(writer, "abc", 3));
    R(read(both, data, 8));
    R(write(both, "d", 1));
    R(read(ends[0], data, 8));
    close(ends[1]), close(writer);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    R(read(ends[0], data, 8));
    close(both);
    R(read(ends[0], data, 8));
}

CASE(fifo_opens)
{
    R(mkfifo("p", 0600));
    R(open("p", O_WRONLY | O_NONBLOCK));
    int reader = open("p", O_RDONLY | O_NONBLOCK);
    T(reader >= 0);
    show_poll("before a writer", reader);
    char data[8];
    R(read(reader, data, 8));
    int writer = open("p", O_WRONLY | O_NONBLOCK);
    T(writer >= 0);
    R(read(reader, data, 8));
    R(write(writer, "abc", 3));
    show_poll("data", reader);
    close(writer);
    show_poll("data and no writer", reader);
    R(read(reader, data, 8));
    show_poll("no writer", reader);
    R(read(reader, data, 8));
    int second = open("p", O_RDONLY | O_NONBLOCK);
    show_poll("new reader", second);
    close(reader), close(second);
    int both = open("p", O_RDWR);
    T(both >= 0);
    R(write(both, "xy", 2));
    R(read(both, data, 8));
    close(both);
    R(open("p", O_WRONLY | O_NONBLOCK));
    both = open("p", O_RDWR | O_NONBLOCK);
    R(write(both, "kept", 4));
    close(both);
    reader = open("p", O_RDONLY | O_NONBLOCK);
    R(read(reader, data, 8));
    R(open("p", O_RDONLY | O_DIRECT | O_NONBLOCK));
    R(lseek(reader, 0, SEEK_SET));
    R(open("p", O_RDONLY | O_DIRECTORY));
    R(open("p", 3 | O_NONBLOCK));
}

CASE(fifo_open_waits)
{
    R(mkfifo("p", 0600));
    pid_t child = fork();
    if (child == 0) {
        sleep_ms(50);
        int writer = open("p", O_WRONLY);
        write(writer, "hello", 5);
        _exit(0);
    }
    int reader = open("p", O_RDONLY);
    char data[8] = { 0 };
    R(read(reader, data, 8));
    show_bytes("data", data, 5);
    R(read(reader, data, 8));
    show_child("writer", child);
    struct sigaction action = { .sa_handler = note };
    sigaction(SIGALRM, &action, NULL);
    close(reader);
    alarm(1);
    R(open("p", O_RDONLY));
}
