// SPDX-License-Identifier: MIT
// pidfd_open(2) and its kin.
#include "oracle.h"
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <sys/epoll.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

static int pidfd_open(pid_t pid, unsigned flags) { return (int)syscall(SYS_pidfd_open, pid, flags); }
static int send_signal(int file, int signal, siginfo_t *info, unsigned flags) { return (int)syscall(SYS_pidfd_send_signal, file, signal, info, flags); }
static int getfd(int file, int target, unsigned flags) { return (int)syscall(SYS_pidfd_getfd, file, target, flags); }

static void show_poll(int file, int timeout)
{
    struct pollfd entry = { .fd = file, .events = POLLIN | POLLOUT };
    int count = poll(&entry, 1, timeout);
    printf("poll: %d %#x\n", count, (unsigned)entry.revents);
}

CASE(open_errors_in_order)
{
    OK(pidfd_open(0, 0));
    OK(pidfd_open(-1, 0));
    OK(pidfd_open(-1, 1));
    OK(pidfd_open(0x7FFFFFFF, 0));
    OK(pidfd_open(0x7FFFFFFF, 1));
    int file = pidfd_open(getpid(), 0);
    R(fcntl(file, F_GETFD));
    printf("flags %#x\n", fcntl(file, F_GETFL) & O_NONBLOCK);
    file = pidfd_open(getpid(), O_NONBLOCK);
    printf("flags %#x\n", fcntl(file, F_GETFL) & O_NONBLOCK);
    char byte = 0;
    R(read(file, &byte, 1));
    R(write(file, &byte, 1));
}

CASE(poll_tells_the_end)
{
    int ends[2];
    pipe(ends);
    pid_t child = fork();
    if (child == 0) {
        char byte;
        close(ends[1]);
        read(ends[0], &byte, 1);
        _exit(3);
    }
    int file = pidfd_open(child, 0);
    show_poll(file, 0);
    close(ends[1]);
    show_poll(file, 5000);
    show_child("child", child);
    show_poll(file, 0);
    R(send_signal(file, 0, NULL, 0));
    OK(pidfd_open(child, 0));
    R(getfd(file, 0, 0));
}

CASE(epoll_tells_the_end)
{
    pid_t child = fork();
    if (child == 0) {
        sleep_ms(50);
        _exit(0);
    }
    int file = pidfd_open(child, 0), epoll = epoll_create1(0);
    struct epoll_event event = { .events = EPOLLIN };
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, file, &event));
    R(epoll_wait(epoll, &event, 1, 5000));
    printf("%#x\n", event.events);
    show_child("child", child);
}

CASE(signal_by_descriptor)
{
    pid_t child = fork();
    if (child == 0) for (;;) pause();
    int file = pidfd_open(child, 0);
    R(send_signal(file, 0, NULL, 0));
    R(send_signal(file, 99, NULL, 0));
    R(send_signal(file, SIGTERM, NULL, 8));
    R(send_signal(file, SIGTERM, NULL, 3));
    R(send_signal(-1, SIGTERM, NULL, 8));
    R(send_signal(-1, SIGTERM, NULL, 0));
    R(send_signal(0, SIGTERM, NULL, 0));
    R(send_signal(file, SIGTERM, bad_address(), 0));
    siginfo_t info = { .si_signo = SIGUSR1, .si_code = SI_USER };
    R(send_signal(file, SIGTERM, &info, 0));
    info.si_signo = SIGTERM;
    R(send_signal(file, SIGTERM, &info, 0));
    info.si_code = SI_QUEUE;
    R(send_signal(file, SIGTERM, &info, 0));
    show_child("child", child);
}

CASE(signal_without_permission)
{
    int file = pidfd_open(getpid(), 0);
    CHILD {
        setuid(1000);
        R(send_signal(file, SIGTERM, NULL, 0));
        R(send_signal(file, 0, NULL, 0));
        R(getfd(file, 0, 0));
    }
}

CASE(get_descriptor)
{
    int ends[2];
    pipe(ends);
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        int other[2];
        pipe(other);
        write(other[1], "child's", 7);
        dup2(other[0], 100);
        write(ends[0], "", 0);
        for (;;) pause();
    }
    sleep_ms(100);
    int file = pidfd_open(child, 0);
    R(getfd(file, 100, 1));
    R(getfd(-1, 100, 0));
    R(getfd(0, 100, 0));
    R(getfd(file, 99, 0));
    int got = getfd(file, 100, 0);
    T(got >= 0);
    R(fcntl(got, F_GETFD));
    char text[20] = "";
    R(read(got, text, sizeof text));
    printf("%s\n", text);
    kill(child, SIGKILL);
    show_child("child", child);
}

CASE(clone_makes_one)
{
    int file = -1;
    pid_t child = (pid_t)syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, 0, &file, 0, 0);
    if (child == 0) _exit(9);
    T(file >= 0);
    R(fcntl(file, F_GETFD));
    siginfo_t info = { 0 };
    R(waitid(P_PIDFD, (id_t)file, &info, WEXITED));
    printf("%s %d %d %d\n", oracle_signal(info.si_signo), info.si_code, info.si_status, info.si_pid == child);
    R(waitid(P_PIDFD, (id_t)file, &info, WEXITED));
    R(syscall(SYS_clone, CLONE_PIDFD | CLONE_PARENT_SETTID | SIGCHLD, 0, &file, 0, 0));
    R(syscall(SYS_clone, CLONE_PIDFD | CLONE_DETACHED | SIGCHLD, 0, &file, 0, 0));
    R(syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, 0, bad_address(), 0, 0));
}

CASE(clone3_makes_one)
{
    struct { uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls; } args = { 0 };
    int file = -1, parent = -1;
    args.flags = CLONE_PIDFD | CLONE_PARENT_SETTID;
    args.pidfd = (uintptr_t)&file;
    args.parent_tid = (uintptr_t)&parent;
    args.exit_signal = SIGCHLD;
    pid_t child = (pid_t)syscall(SYS_clone3, &args, sizeof args);
    if (child == 0) _exit(4);
    T(file >= 0);
    T(parent == child);
    show_poll(file, 5000);
    siginfo_t info = { 0 };
    R(waitid(P_PIDFD, (id_t)file, &info, WEXITED | WNOWAIT));
    R(waitid(P_PIDFD, (id_t)file, &info, WEXITED));
    printf("%d\n", info.si_status);
}

CASE(waitid_errors)
{
    int own = pidfd_open(getpid(), 0), ends[2];
    pipe(ends);
    siginfo_t info;
    R(waitid(P_PIDFD, (id_t)-1, &info, WEXITED));
    R(waitid(P_PIDFD, (id_t)999, &info, WEXITED));
    R(waitid(P_PIDFD, (id_t)ends[0], &info, WEXITED));
    R(waitid(P_PIDFD, (id_t)own, &info, WEXITED));
    R(waitid(P_PIDFD, (id_t)own, &info, 0));
    pid_t child = fork();
    if (child == 0) for (;;) pause();
    int file = pidfd_open(child, O_NONBLOCK);
    R(waitid(P_PIDFD, (id_t)file, &info, WEXITED));
    R(waitid(P_PIDFD, (id_t)file, &info, WEXITED | WNOHANG));
    kill(child, SIGKILL);
    show_poll(file, 5000);
    R(waitid(P_PIDFD, (id_t)file, &info, WEXITED));
    printf("%d %d\n", info.si_code, info.si_status);
}

static int ends[2];
static pid_t thread_id;

static void *wait_in_thread(void *argument)
{
    thread_id = (pid_t)syscall(SYS_gettid);
    char byte;
    write(ends[1], "x", 1);
    sleep_ms(200);
    (void)byte;
    return argument;
}

CASE(thread)
{
    pipe(ends);
    pthread_t thread;
    pthread_create(&thread, NULL, wait_in_thread, NULL);
    char byte;
    read(ends[0], &byte, 1);
    OK(pidfd_open(thread_id, 0));
    int file = pidfd_open(thread_id, O_EXCL);
    T(file >= 0);
    R(send_signal(file, 0, NULL, 0));
    show_poll(file, 0);
    pthread_join(thread, NULL);
    show_poll(file, 5000);
    R(send_signal(file, 0, NULL, 0));
}
