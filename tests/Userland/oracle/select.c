// SPDX-License-Identifier: MIT
// select(2), pselect(2).
#include "oracle.h"
#include <sys/eventfd.h>
#include <sys/select.h>
#include <time.h>

typedef struct { unsigned long words[16]; } set;

static int in(const set *bits, int file) { return (int)(bits->words[file / 64] >> (file % 64) & 1); }
static void put(set *bits, int file) { bits->words[file / 64] |= 1UL << (file % 64); }
static long do_select(int count, void *reads, void *writes, void *others, void *time) { return syscall(SYS_select, count, reads, writes, others, time); }

static void on_signal(int signal)
{
    printf("handler %s\n", oracle_signal(signal));
}

CASE(what_is_ready)
{
    int ends[2];
    pipe(ends);
    set reads = { { 0 } }, writes = { { 0 } }, others = { { 0 } };
    put(&reads, ends[0]), put(&writes, ends[1]), put(&others, ends[0]), put(&writes, ends[0]);
    struct timeval time = { 0, 0 };
    R(do_select(ends[1] + 1, &reads, &writes, &others, &time));
    printf("%d %d %d %d\n", in(&reads, ends[0]), in(&writes, ends[1]), in(&others, ends[0]), in(&writes, ends[0]));
    write(ends[1], "x", 1);
    put(&reads, ends[0]), put(&writes, ends[1]);
    R(do_select(ends[1] + 1, &reads, &writes, NULL, &time));
    printf("%d %d\n", in(&reads, ends[0]), in(&writes, ends[1]));
    close(ends[1]);
    memset(&reads, 0, sizeof reads), memset(&others, 0, sizeof others);
    put(&reads, ends[0]), put(&others, ends[0]);
    R(do_select(ends[1] + 1, &reads, NULL, &others, &time));
    printf("%d %d\n", in(&reads, ends[0]), in(&others, ends[0]));
}

CASE(broken_pipe_is_readable_and_writable)
{
    int ends[2];
    pipe(ends);
    close(ends[0]);
    set reads = { { 0 } }, writes = { { 0 } };
    put(&reads, ends[1]), put(&writes, ends[1]);
    struct timeval time = { 0, 0 };
    R(do_select(ends[1] + 1, &reads, &writes, NULL, &time));
    printf("%d %d\n", in(&reads, ends[1]), in(&writes, ends[1]));
}

CASE(errors_in_order)
{
    struct timeval bad = { -1, 0 }, good = { 0, 0 };
    set none = { { 0 } }, closed = { { 0 } };
    put(&closed, 50);
    R(do_select(-1, bad_address(), NULL, NULL, bad_address()));
    R(do_select(-1, bad_address(), NULL, NULL, &bad));
    R(do_select(-1, bad_address(), NULL, NULL, &good));
    R(do_select(1, bad_address(), NULL, NULL, &good));
    R(do_select(0, bad_address(), NULL, NULL, &good));
    R(do_select(51, &closed, NULL, NULL, &good));
    R(do_select(50, &closed, NULL, NULL, &good));
    R(do_select(51, &closed, bad_address(), NULL, &good));
    R(do_select(64, &none, NULL, &closed, &good));
    R(do_select(0x7FFFFFFF, &none, NULL, NULL, &good));
    bad = (struct timeval){ 0, -1 };
    R(do_select(0, NULL, NULL, NULL, &bad));
    bad = (struct timeval){ 0, 1500000 };
    long start = now_ms();
    R(do_select(0, NULL, NULL, NULL, &bad));
    T(now_ms() - start >= 1500);
    printf("%ld %ld\n", (long)bad.tv_sec, (long)bad.tv_usec);
}

CASE(tells_what_is_left)
{
    struct timeval time = { 100, 0 };
    set reads = { { 0 } };
    int file = eventfd(1, 0);
    put(&reads, file);
    R(do_select(file + 1, &reads, NULL, NULL, &time));
    T(time.tv_sec == 99);
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
    sigaction(SIGALRM, &action, NULL);
    time = (struct timeval){ 5, 0 };
    alarm(1);
    R(do_select(0, NULL, NULL, NULL, &time));
    T(time.tv_sec == 3 || time.tv_sec == 4);
}

CASE(pselect_errors_in_order)
{
    struct timespec bad = { 0, -1 }, good = { 0, 0 };
    struct { void *set; size_t size; } mask = { bad_address(), 8 };
    R(syscall(SYS_pselect6, -1, bad_address(), NULL, NULL, bad_address(), bad_address()));
    R(syscall(SYS_pselect6, -1, bad_address(), NULL, NULL, &bad, bad_address()));
    R(syscall(SYS_pselect6, -1, bad_address(), NULL, NULL, &bad, &mask));
    R(syscall(SYS_pselect6, -1, bad_address(), NULL, NULL, &good, &mask));
    mask.size = 4;
    R(syscall(SYS_pselect6, -1, bad_address(), NULL, NULL, &good, &mask));
    mask.set = NULL;
    R(syscall(SYS_pselect6, -1, bad_address(), NULL, NULL, &good, &mask));
    R(syscall(SYS_pselect6, 1, bad_address(), NULL, NULL, &good, &mask));
}

CASE(pselect_opens_the_mask)
{
    struct sigaction action = { .sa_handler = on_signal };
    sigaction(SIGUSR1, &action, NULL);
    sigset_t blocked, none, now;
    sigemptyset(&none);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    raise(SIGUSR1);
    struct timespec time = { 5, 0 };
    struct { void *set; size_t size; } mask = { &none, 8 };
    R(syscall(SYS_pselect6, 0, NULL, NULL, NULL, &time, &mask));
    T(time.tv_sec == 4 || time.tv_sec == 5);
    sigprocmask(SIG_BLOCK, NULL, &now);
    T(sigismember(&now, SIGUSR1) == 1);
}

CASE(place_only_file)
{
    make_file("plain", "x");
    int place = open("plain", O_PATH);
    set reads = { { 0 } }, writes = { { 0 } }, others = { { 0 } };
    put(&reads, place), put(&writes, place), put(&others, place);
    struct timeval time = { 0, 0 };
    R(do_select(place + 1, &reads, &writes, &others, &time));
    printf("%d %d %d\n", in(&reads, place), in(&writes, place), in(&others, place));
}
