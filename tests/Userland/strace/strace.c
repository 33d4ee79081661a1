// SPDX-License-Identifier: MIT
// Calls whose traces strace(1) on Linux and strace= in the guest must write alike. All that differs between the two (addresses, process numbers,
// times) is normalised by the test; so nothing here may depend on who is faster, on the host's limits or on what is in its files.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <termios.h>
#include <time.h>
#include <unistd.h>

#define FUTEX_WAIT 0
#define FUTEX_WAKE_PRIVATE 129

static void handle(int signal)
{
    (void)signal;
}

static void files(void)
{
    char buffer[100];
    struct stat status;
    struct iovec vectors[2] = {{buffer, 2}, {buffer + 10, 4}};
    struct flock lock = {F_WRLCK, SEEK_SET, 0, 0, 0};
    struct timespec times[2] = {{1, 2}, {0, UTIME_NOW}};
    open("none/at/all", O_RDWR | O_APPEND | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_DIRECTORY);
    int file = open("a file", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    write(file, "hello\n\1\2012\"\\ world, this is a line that is too long", 50);
    pwrite(file, "abc", 3, 100);
    pread(file, buffer, 5, 0);
    lseek(file, 0, SEEK_SET);
    readv(file, vectors, 2);
    writev(file, vectors, 2);
    read(99, buffer, 1);
    read(file, (void *)16, 1);
    fstat(file, &status);
    stat("/dev/null", &status);
    lstat("none", &status);
    access(".", R_OK | X_OK);
    access("none", F_OK);
    fcntl(file, F_GETFL);
    fcntl(file, F_GETFD);
    fcntl(file, F_SETFD, 0);
    fcntl(file, F_SETFL, O_APPEND | O_NONBLOCK);
    fcntl(file, F_DUPFD_CLOEXEC, 20);
    fcntl(file, F_SETLK, &lock);
    fcntl(file, F_GETLK, &lock);
    struct termios modes;
    ioctl(file, TCGETS, &modes);
    int available;
    ioctl(file, FIONREAD, &available);
    utimensat(AT_FDCWD, "a file", times, 0);
    chmod("a file", 04755);
    ftruncate(file, 5);
    umask(022);
    mkdir("folder", 0750);
    rename("folder", "folder 2");
    rmdir("folder 2");
    symlink("a file", "link");
    readlink("link", buffer, sizeof buffer);
    unlink("link");
    unlink("a file");
    close(file);
    int ends[2];
    pipe2(ends, O_CLOEXEC | O_NONBLOCK);
    read(ends[0], buffer, 1);
    dup2(ends[0], 30);
    close(30);
    struct pollfd polled[2] = {{ends[0], POLLIN, 0}, {ends[1], POLLOUT | POLLPRI, 0}};
    poll(polled, 2, 1000);
    poll(polled, 1, 0);
    fd_set in, out;
    struct timeval none = {0, 0};
    FD_ZERO(&in);
    FD_ZERO(&out);
    FD_SET(ends[0], &in);
    FD_SET(ends[1], &out);
    syscall(SYS_select, 10, &in, &out, NULL, NULL);
    FD_SET(ends[0], &in);
    syscall(SYS_select, 10, &in, NULL, NULL, &none);
    int events = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {EPOLLIN | EPOLLET, {.u64 = 7}};
    epoll_ctl(events, EPOLL_CTL_ADD, ends[0], &event);
    event.events = EPOLLOUT;
    epoll_ctl(events, EPOLL_CTL_ADD, ends[1], &event);
    epoll_wait(events, &event, 1, 0);
    eventfd(3, EFD_CLOEXEC | EFD_NONBLOCK);
    timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
}

static void memory(void)
{
    char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    mprotect(pages, 4096, PROT_NONE);
    madvise(pages + 4096, 4096, MADV_DONTNEED);
    munmap(pages, 8192);
    mmap(NULL, 4096, PROT_READ, MAP_SHARED, 99, 4096);
    munmap((void *)1, 1);
}

static void sockets(void)
{
    char buffer[10];
    struct sockaddr_un address = {AF_UNIX, "socket"};
    struct sockaddr_un peer;
    socklen_t length = sizeof peer;
    int value = 1;
    int listening = socket(AF_UNIX, SOCK_STREAM, 0);
    connect(listening, (struct sockaddr *)&address, sizeof address);
    bind(listening, (struct sockaddr *)&address, sizeof address);
    listen(listening, 5);
    int client = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
    connect(client, (struct sockaddr *)&address, sizeof address);
    int server = accept(listening, (struct sockaddr *)&peer, &length);
    length = sizeof peer;
    getsockname(listening, (struct sockaddr *)&peer, &length);
    setsockopt(client, SOL_SOCKET, SO_REUSEADDR, &value, sizeof value);
    length = sizeof value;
    getsockopt(client, SOL_SOCKET, SO_TYPE, &value, &length);
    send(client, "hi", 2, MSG_DONTWAIT | MSG_NOSIGNAL);
    recv(server, buffer, sizeof buffer, 0);
    union { char bytes[24]; struct cmsghdr header; } control = {{0}};
    control.header.cmsg_len = CMSG_LEN(sizeof(int));
    control.header.cmsg_level = SOL_SOCKET;
    control.header.cmsg_type = SCM_RIGHTS;
    memcpy(CMSG_DATA(&control.header), &(int){0}, sizeof(int));
    struct iovec vectors[2] = {{"ab", 2}, {"cdef", 4}};
    struct msghdr message = {.msg_iov = vectors, .msg_iovlen = 2, .msg_control = &control, .msg_controllen = sizeof control};
    syscall(SYS_sendmsg, client, &message, 0);
    struct iovec into = {buffer, sizeof buffer};
    message.msg_iov = &into;
    message.msg_iovlen = 1;
    syscall(SYS_recvmsg, server, &message, 0);
    shutdown(client, SHUT_WR);
    unlink("socket");
}

static void signals(void)
{
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART | SA_NODEFER};
    sigset_t set, old;
    sigaddset(&action.sa_mask, SIGINT);
    sigaddset(&action.sa_mask, SIGTERM);
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGCHLD, &action, NULL);
    sigaction(SIGALRM, &action, NULL);
    sigaction(SIGUSR1, NULL, &action);
    sigfillset(&set);
    sigprocmask(SIG_BLOCK, &set, &old);
    sigprocmask(SIG_SETMASK, &old, NULL);
    kill(getpid(), SIGUSR1);
    union sigval value = {5};
    sigqueue(getpid(), SIGUSR1, value);
    struct itimerval timer = {{0, 0}, {0, 1000}};
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    sigprocmask(SIG_BLOCK, &set, &old);
    setitimer(ITIMER_REAL, &timer, NULL);
    sigsuspend(&old);
    sigprocmask(SIG_SETMASK, &old, NULL);
    stack_t stack = {0};
    sigaltstack(NULL, &stack);
    kill(getpid(), 99);
}

// Blocks SIGCHLD, so that it comes after the wait in any case; or lets it come.
static void block_child_signal(int how)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(how, &set, NULL);
}

static void children(void)
{
    int status;
    struct rusage usage;
    siginfo_t information = {0};
    char *arguments[] = {"true", "a b", NULL}, *environment[] = {"A=b", NULL};
    wait4(-1, &status, WNOHANG, NULL);
    block_child_signal(SIG_BLOCK);
    pid_t child = fork();
    if (child == 0)
    {
        execve("none", arguments, environment);
        _exit(3);
    }

    wait4(child, &status, 0, NULL);
    block_child_signal(SIG_UNBLOCK);
    block_child_signal(SIG_BLOCK);
    child = fork();
    if (child == 0) kill(getpid(), SIGKILL);
    wait4(child, &status, WUNTRACED | WCONTINUED, &usage);
    block_child_signal(SIG_UNBLOCK);
    block_child_signal(SIG_BLOCK);
    child = fork();
    if (child == 0) _exit(0);
    waitid(P_PID, child, &information, WEXITED);
    block_child_signal(SIG_UNBLOCK);
}

static void *run(void *argument)
{
    syscall(SYS_getppid);
    return argument;
}

static void queues(void)
{
    struct mq_attr attributes = {.mq_flags = O_NONBLOCK, .mq_maxmsg = 4, .mq_msgsize = 16};
    struct timespec past = {1, 0};
    unsigned priority;
    char buffer[16];
    mq_open("/strace-none", O_RDONLY);
    mq_unlink("/strace");
    int queue = mq_open("/strace", O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
    mq_setattr(queue, &attributes, &attributes);
    mq_send(queue, "hello", 5, 7);
    mq_timedsend(queue, "again", 5, 2, &past);
    mq_timedreceive(queue, buffer, sizeof buffer, &priority, &past);
    mq_receive(queue, buffer, sizeof buffer, NULL);
    mq_receive(queue, buffer, sizeof buffer, NULL);
    mq_getattr(queue, &attributes);
    mq_notify(queue, NULL);
    mq_unlink("/strace");
    close(queue);
}

static void rest(void)
{
    struct timespec time = {0, 1000};
    struct rlimit limit = {8192 * 1024, RLIM_INFINITY};
    uint32_t word = 0;
    nanosleep(&time, NULL);
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
    syscall(SYS_clock_gettime, CLOCK_REALTIME, &time);
    setrlimit(RLIMIT_STACK, &limit);
    prctl(PR_SET_NAME, "hello");
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    prctl(PR_GET_DUMPABLE);
    syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    syscall(SYS_futex, &word, FUTEX_WAIT, 1, NULL, NULL, 0);
    sched_yield();
    getpriority(PRIO_PROCESS, 0);
    syscall(SYS_unshare, 0);
    pthread_t thread;
    pthread_create(&thread, NULL, run, NULL);
    pthread_join(thread, NULL);
}

int main(void)
{
    // What the one who started this left open.
    syscall(SYS_close_range, 3, ~0U, 0);
    files();
    memory();
    sockets();
    signals();
    children();
    queues();
    rest();
    *(volatile int *)0 = 1;
}
