// SPDX-License-Identifier: MIT
// signalfd(2).
#include "oracle.h"
#include <poll.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>

static void block(int signal)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    sigprocmask(SIG_BLOCK, &set, NULL);
}

static int open_for(int one, int two, int flags)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, one);
    if (two) sigaddset(&set, two);
    return signalfd(-1, &set, flags);
}

static void show(int file)
{
    struct signalfd_siginfo info;
    memset(&info, 0xFF, sizeof info);
    ssize_t count = read(file, &info, sizeof info);
    if (count < 0) {
        printf("read: %s\n", oracle_error(errno));
        return;
    }
    printf("read %zd: %s code %d errno %d self %d uid %u int %d ptr %llx status %d fd %d tid %u\n", count, oracle_signal((int)info.ssi_signo), info.ssi_code,
           info.ssi_errno, (pid_t)info.ssi_pid == getpid(), info.ssi_uid, info.ssi_int, (unsigned long long)info.ssi_ptr, info.ssi_status, info.ssi_fd, info.ssi_tid);
}

CASE(takes_pending)
{
    block(SIGUSR1);
    int file = open_for(SIGUSR1, 0, SFD_NONBLOCK);
    show(file);
    kill(getpid(), SIGUSR1);
    struct pollfd entry = { .fd = file, .events = POLLIN | POLLOUT };
    R(poll(&entry, 1, 0));
    printf("%#x\n", (unsigned)entry.revents);
    show(file);
    show(file);
    R(poll(&entry, 1, 0));
}

CASE(queued_values)
{
    block(SIGRTMIN + 1);
    block(SIGUSR2);
    int file = open_for(SIGRTMIN + 1, SIGUSR2, SFD_NONBLOCK);
    for (int i = 0; i < 3; i++) sigqueue(getpid(), SIGRTMIN + 1, (union sigval){ .sival_int = 70 + i });
    sigqueue(getpid(), SIGUSR2, (union sigval){ .sival_ptr = (void *)0x123456789 });
    raise(SIGUSR2);
    for (int i = 0; i < 5; i++) show(file);
}

CASE(child_signal)
{
    block(SIGCHLD);
    int file = open_for(SIGCHLD, 0, 0);
    pid_t child = fork();
    if (child == 0) _exit(5);
    struct signalfd_siginfo info;
    R(read(file, &info, sizeof info));
    T((pid_t)info.ssi_pid == child);
    printf("code %d status %d\n", info.ssi_code, info.ssi_status);
    show_child("child", child);
}

CASE(several_at_once)
{
    block(SIGUSR1);
    block(SIGUSR2);
    int file = open_for(SIGUSR1, SIGUSR2, SFD_NONBLOCK);
    raise(SIGUSR2);
    raise(SIGUSR1);
    struct signalfd_siginfo info[4];
    R(read(file, info, sizeof info) / (long)sizeof info[0]);
    printf("%s %s\n", oracle_signal((int)info[0].ssi_signo), oracle_signal((int)info[1].ssi_signo));
}

CASE(new_mask)
{
    block(SIGUSR1);
    block(SIGUSR2);
    int file = open_for(SIGUSR1, 0, SFD_NONBLOCK);
    raise(SIGUSR2);
    show(file);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    T(signalfd(file, &set, 0) == file);
    show(file);
}

CASE(wrong_arguments_in_order)
{
    sigset_t set;
    sigfillset(&set);
    int ends[2];
    pipe(ends);
    R(syscall(SYS_signalfd4, -1, bad_address(), 4, 1));
    R(syscall(SYS_signalfd4, -2, bad_address(), 8, 1));
    R(syscall(SYS_signalfd4, -2, &set, 8, 1));
    R(syscall(SYS_signalfd4, -2, &set, 8, 0));
    R(syscall(SYS_signalfd4, ends[0], &set, 8, 0));
    int file = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    R(fcntl(file, F_GETFD));
    char bytes[200];
    R(read(file, bytes, 127));
    R(write(file, bytes, 128));
    block(SIGUSR1);
    raise(SIGUSR1);
    R(read(file, bad_address(), 128));
    R(read(file, bytes, 200));
}

CASE(reader_sleeps)
{
    block(SIGUSR1);
    int file = open_for(SIGUSR1, 0, 0);
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        sleep_ms(50);
        kill(parent, SIGUSR1);
        _exit(0);
    }
    struct signalfd_siginfo info;
    R(read(file, &info, sizeof info));
    T((pid_t)info.ssi_pid == child);
    show_child("sender", child);
}

CASE(epoll_reports)
{
    block(SIGUSR1);
    int file = open_for(SIGUSR1, 0, 0), epoll = epoll_create1(0);
    struct epoll_event event = { .events = EPOLLIN };
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, file, &event));
    R(epoll_wait(epoll, &event, 1, 0));
    raise(SIGUSR1);
    R(epoll_wait(epoll, &event, 1, 1000));
    show(file);
    R(epoll_wait(epoll, &event, 1, 0));
}

CASE(unblockable_are_left_out)
{
    int file = open_for(SIGKILL, SIGSTOP, SFD_NONBLOCK);
    show(file);
    char path[64], target[100] = "";
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    readlink(path, target, sizeof target - 1);
    printf("%s\n", target);
}
