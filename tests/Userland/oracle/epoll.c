// SPDX-License-Identifier: MIT
// epoll(7).
#include "oracle.h"
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

#define WAIT(epoll, timeout) show_wait(#timeout, epoll, timeout)

static void show_wait(const char *label, int epoll, int timeout)
{
    struct epoll_event events[8];
    int count = epoll_wait(epoll, events, 8, timeout);
    printf("wait %s: %d", label, count);
    for (int i = 0; i < count; i++) printf(" [%#x %llu]", events[i].events, (unsigned long long)events[i].data.u64);
    if (count < 0) printf(" %s", oracle_error(errno));
    printf("\n");
}

static int add(int epoll, int file, unsigned events, unsigned long long data)
{
    struct epoll_event event = { .events = events, .data.u64 = data };
    return epoll_ctl(epoll, EPOLL_CTL_ADD, file, &event);
}

static int change(int epoll, int file, unsigned events, unsigned long long data)
{
    struct epoll_event event = { .events = events, .data.u64 = data };
    return epoll_ctl(epoll, EPOLL_CTL_MOD, file, &event);
}

CASE(level_reports_until_read)
{
    int ends[2], epoll = epoll_create1(0);
    pipe(ends);
    R(add(epoll, ends[0], EPOLLIN, 11));
    R(add(epoll, ends[1], EPOLLOUT, 12));
    WAIT(epoll, 0);
    write(ends[1], "ab", 2);
    WAIT(epoll, 0);
    WAIT(epoll, 0);
    char byte;
    read(ends[0], &byte, 1);
    WAIT(epoll, 0);
    read(ends[0], &byte, 1);
    WAIT(epoll, 0);
}

CASE(edge_reports_once)
{
    int ends[2], epoll = epoll_create1(0);
    pipe(ends);
    add(epoll, ends[0], EPOLLIN | EPOLLET, 1);
    WAIT(epoll, 0);
    write(ends[1], "ab", 2);
    WAIT(epoll, 0);
    WAIT(epoll, 0);
    write(ends[1], "c", 1);
    WAIT(epoll, 0);
    char byte;
    read(ends[0], &byte, 1);
    WAIT(epoll, 0);
    R(change(epoll, ends[0], EPOLLIN | EPOLLET, 2));
    WAIT(epoll, 0);
    close(ends[1]);
    WAIT(epoll, 0);
    WAIT(epoll, 0);
}

CASE(edge_of_eventfd_has_directions)
{
    int file = eventfd(0, EFD_NONBLOCK), epoll = epoll_create1(0);
    add(epoll, file, EPOLLOUT | EPOLLET, 1);
    WAIT(epoll, 0);
    WAIT(epoll, 0);
    uint64_t value = 1;
    write(file, &value, 8);
    WAIT(epoll, 0);
    read(file, &value, 8);
    WAIT(epoll, 0);
    change(epoll, file, EPOLLIN | EPOLLOUT | EPOLLET, 2);
    WAIT(epoll, 0);
    write(file, &value, 8);
    WAIT(epoll, 0);
    WAIT(epoll, 0);
}

CASE(oneshot_is_disarmed)
{
    int ends[2], epoll = epoll_create1(0);
    pipe(ends);
    add(epoll, ends[0], EPOLLIN | EPOLLONESHOT, 1);
    write(ends[1], "a", 1);
    WAIT(epoll, 0);
    WAIT(epoll, 0);
    write(ends[1], "a", 1);
    WAIT(epoll, 0);
    close(ends[1]);
    WAIT(epoll, 0);
    change(epoll, ends[0], EPOLLIN | EPOLLONESHOT, 2);
    WAIT(epoll, 0);
}

CASE(create_arguments)
{
    OK(syscall(SYS_epoll_create, 0));
    OK(syscall(SYS_epoll_create, -1));
    int epoll = epoll_create(1);
    R(fcntl(epoll, F_GETFD));
    close(epoll);
    OK(epoll_create1(1));
    epoll = epoll_create1(EPOLL_CLOEXEC);
    R(fcntl(epoll, F_GETFD));
    char byte;
    R(read(epoll, &byte, 1));
    R(write(epoll, &byte, 1));
    struct stat info;
    fstat(epoll, &info);
    printf("mode %o\n", info.st_mode);
    char path[64], target[100] = "";
    snprintf(path, sizeof path, "/proc/self/fd/%d", epoll);
    readlink(path, target, sizeof target - 1);
    printf("%s\n", target);
}

CASE(ctl_errors_in_order)
{
    int ends[2], epoll = epoll_create1(0), other = epoll_create1(0);
    pipe(ends);
    make_file("plain", "x");
    int plain = open("plain", O_RDONLY), folder = open(".", O_RDONLY), place = open("plain", O_PATH), null = open("/dev/null", O_RDONLY);
    struct epoll_event event = { .events = EPOLLIN };
    R(epoll_ctl(-1, EPOLL_CTL_ADD, -1, NULL));
    R(epoll_ctl(-1, EPOLL_CTL_DEL, -1, NULL));
    R(epoll_ctl(ends[0], EPOLL_CTL_ADD, -1, &event));
    R(epoll_ctl(ends[0], EPOLL_CTL_ADD, plain, &event));
    R(epoll_ctl(ends[0], EPOLL_CTL_ADD, ends[1], &event));
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, plain, &event));
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, folder, &event));
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, place, &event));
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, null, &event));
    R(epoll_ctl(place, EPOLL_CTL_ADD, ends[0], &event));
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, epoll, &event));
    R(epoll_ctl(epoll, 77, ends[0], &event));
    R(epoll_ctl(epoll, 77, ends[0], NULL));
    R(epoll_ctl(epoll, 77, plain, &event));
    R(epoll_ctl(epoll, EPOLL_CTL_MOD, ends[0], &event));
    R(epoll_ctl(epoll, EPOLL_CTL_DEL, ends[0], NULL));
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &event));
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &event));
    event.events = EPOLLIN | EPOLLEXCLUSIVE;
    R(epoll_ctl(epoll, EPOLL_CTL_MOD, ends[0], &event));
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, other, &event));
    event.events = EPOLLIN | EPOLLEXCLUSIVE | EPOLLONESHOT;
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, ends[1], &event));
    event.events = EPOLLOUT | EPOLLEXCLUSIVE | EPOLLET;
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, ends[1], &event));
    event.events = EPOLLOUT;
    R(epoll_ctl(epoll, EPOLL_CTL_MOD, ends[1], &event));
}

CASE(wait_errors_in_order)
{
    int ends[2], epoll = epoll_create1(0);
    pipe(ends);
    struct epoll_event event;
    R(epoll_wait(-1, &event, 0, 0));
    R(epoll_wait(ends[0], &event, 0, 0));
    R(epoll_wait(ends[0], &event, 1, 0));
    R(epoll_wait(epoll, &event, 0, 0));
    R(epoll_wait(epoll, &event, -1, 0));
    R(epoll_wait(epoll, &event, 0x7FFFFFFF / 12 + 1, 0));
    R(epoll_wait(epoll, (void *)-4096L, 1, 0));
    R(epoll_wait(epoll, bad_address(), 1, 0));
    add(epoll, ends[1], EPOLLOUT, 1);
    R(epoll_wait(epoll, bad_address(), 1, 0));
    WAIT(epoll, 0);
    R(syscall(SYS_epoll_pwait, epoll, &event, 1, 0, &event, 4));
    R(syscall(SYS_epoll_pwait, -1, &event, 1, 0, &event, 4));
    R(syscall(SYS_epoll_pwait, -1, &event, 1, 0, bad_address(), 8));
    R(syscall(SYS_epoll_pwait, epoll, &event, 1, 0, NULL, 4));
    struct timespec time = { 0, 1000000000 };
    R(syscall(SYS_epoll_pwait2, -1, &event, 1, &time, NULL, 8));
    R(syscall(SYS_epoll_pwait2, -1, &event, 1, bad_address(), bad_address(), 8));
    time.tv_nsec = 1;
    R(syscall(SYS_epoll_pwait2, epoll, &event, 1, &time, NULL, 8));
}

CASE(fault_in_the_middle_keeps_the_rest)
{
    int one = eventfd(1, 0), two = eventfd(1, 0), epoll = epoll_create1(0);
    add(epoll, one, EPOLLIN, 1);
    add(epoll, two, EPOLLIN, 2);
    struct epoll_event *events = (void *)page_end(12);
    R(epoll_wait(epoll, events, 2, 0));
    WAIT(epoll, 0);
}

CASE(maximum_takes_turns)
{
    int epoll = epoll_create1(0);
    for (int i = 1; i <= 3; i++) add(epoll, eventfd(1, 0), EPOLLIN, (unsigned)i);
    for (int i = 0; i < 4; i++) {
        struct epoll_event events[2];
        int count = epoll_wait(epoll, events, 2, 0);
        printf("%d:", count);
        for (int j = 0; j < count; j++) printf(" %llu", (unsigned long long)events[j].data.u64);
        printf("\n");
    }
}

CASE(closing_removes)
{
    int ends[2], epoll = epoll_create1(0);
    pipe(ends);
    add(epoll, ends[1], EPOLLOUT, 1);
    int copy = dup(ends[1]);
    close(ends[1]);
    // The file is still open by the copy.
    WAIT(epoll, 0);
    R(epoll_ctl(epoll, EPOLL_CTL_DEL, ends[1], NULL));
    R(epoll_ctl(epoll, EPOLL_CTL_DEL, copy, NULL));
    close(copy);
    WAIT(epoll, 0);
    int again = dup(ends[0]);
    R(add(epoll, again, EPOLLIN, 2));
}

CASE(same_file_by_two_descriptors)
{
    int file = eventfd(1, 0), copy = dup(file), epoll = epoll_create1(0);
    R(add(epoll, file, EPOLLIN, 1));
    R(add(epoll, copy, EPOLLIN, 2));
    WAIT(epoll, 0);
    R(epoll_ctl(epoll, EPOLL_CTL_DEL, copy, NULL));
    WAIT(epoll, 0);
}

CASE(hang_up_comes_unasked)
{
    int ends[2], epoll = epoll_create1(0);
    pipe(ends);
    add(epoll, ends[0], 0, 1);
    write(ends[1], "x", 1);
    WAIT(epoll, 0);
    close(ends[1]);
    WAIT(epoll, 0);
    pipe(ends);
    add(epoll, ends[1], EPOLLIN, 2);
    close(ends[0]);
    WAIT(epoll, 0);
}

CASE(nested)
{
    int file = eventfd(0, 0), inner = epoll_create1(0), outer = epoll_create1(0);
    add(inner, file, EPOLLIN, 1);
    R(add(outer, inner, EPOLLIN, 2));
    WAIT(outer, 0);
    uint64_t value = 1;
    write(file, &value, 8);
    WAIT(outer, 0);
    WAIT(outer, 0);
    WAIT(inner, 0);
    struct pollfd entry = { .fd = outer, .events = POLLIN };
    R(poll(&entry, 1, 0));
    printf("%#x\n", (unsigned)entry.revents);
    read(file, &value, 8);
    WAIT(outer, 0);
    R(poll(&entry, 1, 0));
}

CASE(nested_edge)
{
    int file = eventfd(0, 0), inner = epoll_create1(0), outer = epoll_create1(0);
    add(inner, file, EPOLLIN | EPOLLET, 1);
    add(outer, inner, EPOLLIN | EPOLLET, 2);
    uint64_t value = 1;
    write(file, &value, 8);
    WAIT(outer, 0);
    WAIT(outer, 0);
    write(file, &value, 8);
    WAIT(outer, 0);
    WAIT(inner, 0);
    WAIT(inner, 0);
    WAIT(outer, 0);
}

CASE(circles_and_depth)
{
    int chain[8];
    for (int i = 0; i < 8; i++) chain[i] = epoll_create1(0);
    R(add(chain[0], chain[1], EPOLLIN, 0));
    R(add(chain[1], chain[0], EPOLLIN, 0));
    for (int i = 1; i < 7; i++) R(add(chain[i], chain[i + 1], EPOLLIN, 0));
    R(add(chain[3], chain[0], EPOLLIN, 0));
    int top = epoll_create1(0);
    R(add(top, chain[0], EPOLLIN, 0));
    R(add(top, chain[1], EPOLLIN, 0));
}

CASE(sleeper_is_woken)
{
    int file = eventfd(0, 0), epoll = epoll_create1(0);
    add(epoll, file, EPOLLIN, 9);
    pid_t child = fork();
    if (child == 0) {
        WAIT(epoll, 5000);
        _exit(0);
    }
    sleep_ms(50);
    uint64_t value = 1;
    write(file, &value, 8);
    show_child("sleeper", child);
}

static void *add_later(void *argument)
{
    int *files = argument;
    sleep_ms(50);
    add(files[0], files[1], EPOLLIN, 4);
    return NULL;
}

CASE(entry_added_while_somebody_waits)
{
    int files[2] = { epoll_create1(0), eventfd(1, 0) };
    pthread_t thread;
    pthread_create(&thread, NULL, add_later, files);
    WAIT(files[0], 5000);
    pthread_join(thread, NULL);
}

CASE(timeout_takes_its_time)
{
    int epoll = epoll_create1(0);
    long start = now_ms();
    WAIT(epoll, 60);
    long taken = now_ms() - start;
    T(taken >= 60);
    struct timespec time = { 0, 30000000 };
    struct epoll_event event;
    start = now_ms();
    R(syscall(SYS_epoll_pwait2, epoll, &event, 1, &time, NULL, 8));
    T(now_ms() - start >= 30);
}

static void on_signal(int signal)
{
    (void)signal;
    printf("handler\n");
}

CASE(signal_ends_it_even_with_restart)
{
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
    sigaction(SIGALRM, &action, NULL);
    int epoll = epoll_create1(0);
    alarm(1);
    WAIT(epoll, 5000);
}

CASE(pwait_opens_the_mask)
{
    struct sigaction action = { .sa_handler = on_signal };
    sigaction(SIGUSR1, &action, NULL);
    sigset_t blocked, none, now;
    sigemptyset(&none);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    raise(SIGUSR1);
    int epoll = epoll_create1(0);
    struct epoll_event event;
    WAIT(epoll, 10);
    R(epoll_pwait(epoll, &event, 1, 5000, &none));
    sigprocmask(SIG_BLOCK, NULL, &now);
    T(sigismember(&now, SIGUSR1) == 1);
    R(epoll_pwait(epoll, &event, 1, 10, &none));
    sigprocmask(SIG_BLOCK, NULL, &now);
    T(sigismember(&now, SIGUSR1) == 1);
}

CASE(pending_event_wins_over_pending_signal)
{
    struct sigaction action = { .sa_handler = on_signal };
    sigaction(SIGUSR1, &action, NULL);
    sigset_t blocked, none;
    sigemptyset(&none);
    sigfillset(&blocked);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    raise(SIGUSR1);
    int epoll = epoll_create1(0), file = eventfd(1, 0);
    add(epoll, file, EPOLLIN, 1);
    struct epoll_event event;
    R(epoll_pwait(epoll, &event, 1, 5000, &none));
    printf("after\n");
    sigprocmask(SIG_SETMASK, &none, NULL);
}

CASE(exclusive_wakes_somebody)
{
    int file = eventfd(0, EFD_NONBLOCK), report[2];
    pipe(report);
    pid_t children[3];
    for (int i = 0; i < 3; i++) {
        children[i] = fork();
        if (children[i] != 0) continue;
        int epoll = epoll_create1(0);
        add(epoll, file, EPOLLIN | EPOLLEXCLUSIVE, 1);
        struct epoll_event event;
        write(report[1], "r", 1);
        if (epoll_wait(epoll, &event, 1, 2000) == 1) write(report[1], "w", 1);
        _exit(0);
    }
    char byte;
    for (int i = 0; i < 3; i++) read(report[0], &byte, 1);
    sleep_ms(100);
    uint64_t value = 1;
    write(file, &value, 8);
    R(read(report[0], &byte, 1));
    printf("%c\n", byte);
    sleep_ms(100);
    fcntl(report[0], F_SETFL, O_NONBLOCK);
    R(read(report[0], &byte, 1));
    for (int i = 0; i < 3; i++) kill(children[i], SIGKILL);
}

CASE(child_shares_it)
{
    int file = eventfd(1, 0), epoll = epoll_create1(0);
    add(epoll, file, EPOLLIN, 1);
    CHILD {
        close(file);
        // Still open in the parent.
        WAIT(epoll, 0);
        R(epoll_ctl(epoll, EPOLL_CTL_DEL, file, NULL));
    }
    WAIT(epoll, 0);
}

CASE(many_files_one_ready)
{
    int epoll = epoll_create1(0), files[500];
    for (int i = 0; i < 500; i++) {
        files[i] = eventfd(0, 0);
        NEED(add(epoll, files[i], EPOLLIN, (unsigned)i) == 0);
    }
    uint64_t value = 1;
    write(files[321], &value, 8);
    WAIT(epoll, 0);
    for (int i = 0; i < 500; i += 2) close(files[i]);
    WAIT(epoll, 0);
    write(files[7], &value, 8);
    WAIT(epoll, 0);
}

CASE(pipe_writer_edge_comes_when_it_was_full)
{
    int ends[2], epoll = epoll_create1(0);
    pipe2(ends, O_NONBLOCK);
    add(epoll, ends[1], EPOLLOUT | EPOLLET, 1);
    WAIT(epoll, 0);
    char block[4096] = { 0 };
    write(ends[1], block, sizeof block);
    WAIT(epoll, 0);
    while (write(ends[1], block, sizeof block) > 0) { }
    WAIT(epoll, 0);
    read(ends[0], block, sizeof block);
    WAIT(epoll, 0);
}

CASE(timerfd_in_epoll)
{
    int timer = timerfd_create(CLOCK_MONOTONIC, 0), epoll = epoll_create1(0);
    add(epoll, timer, EPOLLIN, 1);
    struct itimerspec setting = { .it_value = { 0, 20000000 } };
    timerfd_settime(timer, 0, &setting, NULL);
    WAIT(epoll, 0);
    WAIT(epoll, 2000);
    WAIT(epoll, 0);
    uint64_t value;
    R(read(timer, &value, 8));
    WAIT(epoll, 0);
}
