// SPDX-License-Identifier: MIT
// Processes, signals, memory and threads, as POSIX and Linux have them. Built with musl-gcc -static; prints the same on Linux.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int failures;

static void check(const char *name, int ok)
{
    printf("%s %s\n", ok ? "ok" : "FAILED", name);
    if (!ok) failures++;
    fflush(stdout);
}

static long milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int wait_status(pid_t child)
{
    int status = -1;
    return waitpid(child, &status, 0) == child ? status : -1;
}

static volatile int seen_signal, seen_count;
static volatile siginfo_t seen_info;

static void note(int signal)
{
    seen_signal = signal;
    seen_count++;
}

static void note_info(int signal, siginfo_t *info, void *context)
{
    (void)context;
    seen_signal = signal;
    seen_info = *info;
}

static void handle(int signal, void (*handler)(int), int flags)
{
    struct sigaction action = { .sa_handler = handler, .sa_flags = flags };
    sigaction(signal, &action, NULL);
}

static void fork_and_wait(void)
{
    int value = 1;
    pid_t child = fork();
    if (child == 0) {
        value = 2;
        _exit(value + 40);
    }
    int status = wait_status(child);
    check("fork: exit status", WIFEXITED(status) && WEXITSTATUS(status) == 42);
    check("fork: memory is a copy", value == 1);
    check("wait: no child left", waitpid(-1, NULL, 0) == -1 && errno == ECHILD);

    child = fork();
    if (child == 0) for (;;) pause();
    check("wait: WNOHANG", waitpid(child, NULL, WNOHANG) == 0);
    kill(child, SIGTERM);
    status = wait_status(child);
    check("wait: killed by a signal", WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);

    child = fork();
    if (child == 0) for (;;) pause();
    kill(child, SIGSTOP);
    check("wait: stopped", waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP);
    kill(child, SIGCONT);
    check("wait: continued", waitpid(child, &status, WCONTINUED) == child && WIFCONTINUED(status));
    kill(child, SIGKILL);
    siginfo_t info = { 0 };
    check("waitid", waitid(P_PID, child, &info, WEXITED) == 0 && info.si_code == CLD_KILLED && info.si_status == SIGKILL && info.si_pid == child);

    int ends[2];
    pipe(ends);
    child = fork();
    if (child == 0) {
        if (fork() == 0) {
            while (getppid() == child) usleep(1000);
            usleep(50000);
            char parent = getppid() == 1 || getppid() != child ? 'y' : 'n';
            write(ends[1], &parent, 1);
            _exit(0);
        }
        _exit(0);
    }
    wait_status(child);
    char answer = 0;
    close(ends[1]);
    check("orphans get another parent", read(ends[0], &answer, 1) == 1 && answer == 'y');
    close(ends[0]);

    child = vfork();
    if (child == 0) _exit(7);
    check("vfork", WEXITSTATUS(wait_status(child)) == 7);
}

static void groups(void)
{
    pid_t child = fork();
    if (child == 0) {
        int ok = setsid() == getpid() && getpgrp() == getpid() && getsid(0) == getpid();
        ok = ok && setsid() == -1 && errno == EPERM && setpgid(0, 0) == -1 && errno == EPERM;
        _exit(ok ? 0 : 1);
    }
    check("setsid", wait_status(child) == 0);
    child = fork();
    if (child == 0) {
        setpgid(0, 0);
        for (int i = 0; i < 2; i++) if (fork() == 0) for (;;) pause();
        usleep(20000);
        kill(0, SIGUSR1);
        for (;;) pause();
    }
    int status = wait_status(child);
    check("kill of a group", WIFSIGNALED(status) && WTERMSIG(status) == SIGUSR1);
}

static sigjmp_buf jump;

static void leap(int signal, siginfo_t *info, void *context)
{
    (void)context;
    seen_info = *info;
    siglongjmp(jump, signal);
}

static int fault(int expected, int code, void (*action)(void))
{
    struct sigaction old, act = { .sa_sigaction = leap, .sa_flags = SA_SIGINFO };
    sigaction(expected, &act, &old);
    int signal = sigsetjmp(jump, 1);
    if (signal == 0) action();
    sigaction(expected, &old, NULL);
    return signal == expected && seen_info.si_code == code;
}

static char *page;
static void read_null(void) { *(volatile char *)8; }
static void write_read_only(void) { *(volatile char *)page = 1; }
static void read_none(void) { *(volatile char *)page; }
static void divide(void) { volatile int zero = 0; volatile int x = 7 / zero; (void)x; }
static void illegal(void) { __asm__ volatile("ud2"); }
static void privileged(void) { __asm__ volatile("hlt"); }
static void breakpoint(void) { __asm__ volatile("int3"); }
static void execute_data(void) { ((void (*)(void))page)(); }
static void kernel_address(void) { *(volatile char *)0xffffffff80100000ul; }

static void faults(void)
{
    check("SIGSEGV: nothing there", fault(SIGSEGV, SEGV_MAPERR, read_null) && seen_info.si_addr == (void *)8);
    page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    check("SIGSEGV: write to read-only", fault(SIGSEGV, SEGV_ACCERR, write_read_only) && seen_info.si_addr == page);
    check("SIGSEGV: execute data", fault(SIGSEGV, SEGV_ACCERR, execute_data));
    mprotect(page, 4096, PROT_NONE);
    check("SIGSEGV: PROT_NONE", fault(SIGSEGV, SEGV_ACCERR, read_none));
    munmap(page, 4096);
    check("SIGSEGV: after munmap", fault(SIGSEGV, SEGV_MAPERR, read_none));
    check("SIGSEGV: kernel address", fault(SIGSEGV, SEGV_MAPERR, kernel_address));
    check("SIGFPE", fault(SIGFPE, FPE_INTDIV, divide));
    check("SIGILL", fault(SIGILL, ILL_ILLOPN, illegal));
    check("SIGSEGV: privileged instruction", fault(SIGSEGV, SI_KERNEL, privileged));
    check("SIGTRAP", fault(SIGTRAP, SI_KERNEL, breakpoint));

    int file = open("/tmp/processes-bus", O_RDWR | O_CREAT | O_TRUNC, 0600);
    write(file, "x", 1);
    page = mmap(NULL, 8192, PROT_READ, MAP_SHARED, file, 0);
    check("mmap: file data", page[0] == 'x' && page[1] == 0);
    page += 4096;
    check("SIGBUS: behind the end", fault(SIGBUS, BUS_ADRERR, read_none));
    munmap(page - 4096, 8192);
    close(file);
    unlink("/tmp/processes-bus");

    pid_t child = fork();
    if (child == 0) read_null();
    int status = wait_status(child);
    check("uncaught SIGSEGV", WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
}

static void alternate(int signal)
{
    stack_t now;
    sigaltstack(NULL, &now);
    seen_signal = now.ss_flags == SS_ONSTACK ? signal : 0;
}

static void signals(void)
{
    handle(SIGUSR1, note, 0);
    seen_signal = 0;
    raise(SIGUSR1);
    check("raise", seen_signal == SIGUSR1);

    sigset_t set, old, pending;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, &old);
    seen_count = 0;
    raise(SIGUSR1);
    raise(SIGUSR1);
    sigpending(&pending);
    check("blocked signals wait", seen_count == 0 && sigismember(&pending, SIGUSR1));
    sigset_t none;
    sigemptyset(&none);
    check("sigsuspend", sigsuspend(&none) == -1 && errno == EINTR && seen_count == 1);
    sigprocmask(SIG_SETMASK, NULL, &pending);
    check("sigsuspend: mask is back", sigismember(&pending, SIGUSR1));
    raise(SIGUSR1);
    struct timespec second = { 1, 0 };
    check("sigtimedwait", sigtimedwait(&set, NULL, &second) == SIGUSR1);
    struct timespec little = { 0, 10000000 };
    check("sigtimedwait: timeout", sigtimedwait(&set, NULL, &little) == -1 && errno == EAGAIN);
    sigprocmask(SIG_SETMASK, &old, NULL);

    struct sigaction act = { .sa_sigaction = note_info, .sa_flags = SA_SIGINFO };
    sigaction(SIGRTMIN, &act, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (int i = 1; i <= 3; i++) sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = i });
    siginfo_t info;
    int order = 0;
    for (int i = 1; i <= 3; i++) {
        if (sigtimedwait(&set, &info, &second) == SIGRTMIN && info.si_value.sival_int == i && info.si_code == SI_QUEUE) order++;
    }
    check("real-time signals queue in order", order == 3);
    sigprocmask(SIG_UNBLOCK, &set, NULL);

    handle(SIGUSR2, note, SA_RESETHAND);
    raise(SIGUSR2);
    struct sigaction now;
    sigaction(SIGUSR2, NULL, &now);
    check("SA_RESETHAND", now.sa_handler == SIG_DFL);

    static char stack[16384];
    stack_t alt = { .ss_sp = stack, .ss_size = sizeof stack };
    sigaltstack(&alt, NULL);
    handle(SIGUSR2, alternate, SA_ONSTACK);
    seen_signal = 0;
    raise(SIGUSR2);
    check("sigaltstack", seen_signal == SIGUSR2);
    alt.ss_flags = SS_DISABLE;
    sigaltstack(&alt, NULL);

    volatile double x = 1.5;
    handle(SIGUSR2, note, 0);
    for (int i = 0; i < 100; i++) {
        double y = x * i;
        raise(SIGUSR2);
        if (y != x * i) x = 0;
    }
    check("floating point over handlers", x == 1.5);

    pid_t child = fork();
    if (child == 0) {
        signal(SIGPIPE, SIG_DFL);
        int ends[2];
        pipe(ends);
        close(ends[0]);
        write(ends[1], "x", 1);
        _exit(1);
    }
    int status = wait_status(child);
    check("SIGPIPE", WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE);

    seen_signal = 0;
    struct sigaction chld = { .sa_sigaction = note_info, .sa_flags = SA_SIGINFO | SA_RESTART };
    sigaction(SIGCHLD, &chld, NULL);
    child = fork();
    if (child == 0) _exit(3);
    wait_status(child);
    check("SIGCHLD", seen_signal == SIGCHLD && seen_info.si_code == CLD_EXITED && seen_info.si_status == 3 && seen_info.si_pid == child);
    signal(SIGCHLD, SIG_IGN);
    child = fork();
    if (child == 0) _exit(0);
    check("SIGCHLD ignored: nothing to wait for", waitpid(child, NULL, 0) == -1 && errno == ECHILD);
    signal(SIGCHLD, SIG_DFL);
}

static void restart(void)
{
    int ends[2];
    pipe(ends);
    for (int flags = 0; flags < 2; flags++) {
        handle(SIGALRM, note, flags ? SA_RESTART : 0);
        pid_t child = fork();
        if (child == 0) {
            usleep(60000);
            write(ends[1], "z", 1);
            _exit(0);
        }
        struct itimerval timer = { .it_value = { 0, 20000 } };
        setitimer(ITIMER_REAL, &timer, NULL);
        char byte = 0;
        ssize_t count = read(ends[0], &byte, 1);
        if (flags) check("SA_RESTART: read goes on", count == 1 && byte == 'z');
        else {
            check("without SA_RESTART: EINTR", count == -1 && errno == EINTR);
            read(ends[0], &byte, 1);
        }
        wait_status(child);
    }
    handle(SIGALRM, note, SA_RESTART);
    struct itimerval timer = { .it_value = { 0, 20000 } };
    setitimer(ITIMER_REAL, &timer, NULL);
    struct pollfd none = { .fd = -1 };
    check("poll is not restarted", poll(&none, 1, 1000) == -1 && errno == EINTR);
    setitimer(ITIMER_REAL, &timer, NULL);
    struct timespec second = { 1, 0 }, left = { 0, 0 };
    check("nanosleep tells what is left", nanosleep(&second, &left) == -1 && errno == EINTR && left.tv_sec == 0 && left.tv_nsec > 500000000);

    pid_t child = fork();
    if (child == 0) {
        long before = milliseconds();
        struct timespec sleep = { 0, 200000000 };
        int result = nanosleep(&sleep, NULL);
        long took = milliseconds() - before;
        _exit(result == 0 && took >= 195 && took < 2000 ? 0 : 1);
    }
    usleep(50000);
    kill(child, SIGSTOP);
    usleep(20000);
    kill(child, SIGCONT);
    check("a sleep goes on after stop and continue", wait_status(child) == 0);

    seen_count = 0;
    struct itimerval interval = { .it_value = { 0, 10000 }, .it_interval = { 0, 10000 } };
    setitimer(ITIMER_REAL, &interval, NULL);
    while (seen_count < 5) pause();
    memset(&interval, 0, sizeof interval);
    setitimer(ITIMER_REAL, &interval, NULL);
    check("interval timer", seen_count >= 5);
    alarm(100);
    check("alarm: what was left", alarm(0) == 100);
    close(ends[0]);
    close(ends[1]);
}

static void memory(void)
{
    size_t huge = 1ul << 40;
    char *reserved = mmap(NULL, huge, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    check("a terabyte of reservation", reserved != MAP_FAILED);
    check("mprotect inside it", mprotect(reserved + (1ul << 39), 8192, PROT_READ | PROT_WRITE) == 0);
    reserved[(1ul << 39) + 5000] = 7;
    check("it works", reserved[(1ul << 39) + 5000] == 7 && reserved[1ul << 39] == 0);
    check("munmap of all", munmap(reserved, huge) == 0);

    char *area = mmap(NULL, 5 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 5; i++) area[i * 4096] = i + 1;
    munmap(area + 2 * 4096, 4096);
    check("munmap of the middle", area[4096] == 2 && area[3 * 4096] == 4);
    char *again = mmap(area + 2 * 4096, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    check("MAP_FIXED_NOREPLACE into a hole", again == area + 2 * 4096 && *again == 0);
    check("MAP_FIXED_NOREPLACE over something", mmap(area, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == MAP_FAILED && errno == EEXIST);
    char *moved = mremap(area, 5 * 4096, 4096 * 4096, MREMAP_MAYMOVE);
    check("mremap", moved != MAP_FAILED && moved[0] == 1 && moved[3 * 4096] == 4 && moved[4095 * 4096] == 0);
    madvise(moved, 4096, MADV_DONTNEED);
    check("MADV_DONTNEED", moved[0] == 0 && moved[4096] == 2);
    munmap(moved, 4096 * 4096);

    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = fork();
    if (child == 0) {
        *shared = 99;
        _exit(0);
    }
    wait_status(child);
    check("MAP_SHARED is shared with a child", *shared == 99);
    munmap(shared, 4096);

    int file = open("/tmp/processes-map", O_RDWR | O_CREAT | O_TRUNC, 0600);
    ftruncate(file, 8192);
    char *view = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    char *private = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    strcpy(view + 4096, "written through the mapping");
    char text[32] = "";
    pread(file, text, 28, 4096);
    check("shared file mapping is the file", strcmp(text, "written through the mapping") == 0);
    check("private mapping sees the file", strcmp(private + 4096, "written through the mapping") == 0);
    private[4096] = 'W';
    pread(file, text, 1, 4096);
    check("private changes stay private", text[0] == 'w' && private[4096] == 'W');
    pwrite(file, "FILE", 4, 0);
    check("write is seen in the mapping", memcmp(view, "FILE", 4) == 0);
    munmap(view, 8192);
    munmap(private, 8192);
    close(file);
    unlink("/tmp/processes-map");

    long end = syscall(SYS_brk, 0);
    check("brk", syscall(SYS_brk, end + (1 << 20)) == end + (1 << 20));
    memset((void *)end, 5, 1 << 20);
    check("brk back", syscall(SYS_brk, end) == end && syscall(SYS_brk, 1) == end);
    volatile char deep[256 * 1024];
    deep[0] = 1;
    deep[sizeof deep - 1] = 2;
    check("the stack grows", deep[0] + deep[sizeof deep - 1] == 3);

    child = fork();
    if (child == 0) {
        struct rlimit limit = { 64ul << 20, 64ul << 20 };
        setrlimit(RLIMIT_AS, &limit);
        _exit(mmap(NULL, 128ul << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == ENOMEM ? 0 : 1);
    }
    check("RLIMIT_AS", wait_status(child) == 0);
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static int counter, turn;
static __thread int own;

static void *count(void *argument)
{
    own = (int)(long)argument;
    for (int i = 0; i < 10000; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
    return (void *)(long)(own * 2);
}

static void *ping(void *argument)
{
    int me = (int)(long)argument;
    for (int i = 0; i < 200; i++) {
        pthread_mutex_lock(&lock);
        while (turn != me) pthread_cond_wait(&condition, &lock);
        turn = 1 - me;
        pthread_cond_broadcast(&condition);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

static void *sleeper(void *argument)
{
    (void)argument;
    for (;;) pause();
    return NULL;
}

static void threads(void)
{
    pthread_t workers[4];
    int good = 0;
    for (long i = 0; i < 4; i++) pthread_create(&workers[i], NULL, count, (void *)(i + 1));
    for (long i = 0; i < 4; i++) {
        void *result;
        if (pthread_join(workers[i], &result) == 0 && result == (void *)((i + 1) * 2)) good++;
    }
    check("threads: create and join", good == 4);
    check("threads: mutex", counter == 40000);
    pthread_t one, two;
    pthread_create(&one, NULL, ping, (void *)0);
    pthread_create(&two, NULL, ping, (void *)1);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    check("threads: condition variable", turn == 0);
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 20000000;
    if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
    pthread_mutex_lock(&lock);
    check("threads: timed wait", pthread_cond_timedwait(&condition, &lock, &until) == ETIMEDOUT);
    pthread_mutex_unlock(&lock);

    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 3; i++) pthread_create(&workers[i], NULL, sleeper, NULL);
        exit(5);
    }
    int status = wait_status(child);
    check("threads: exit ends all", WIFEXITED(status) && WEXITSTATUS(status) == 5);
    child = fork();
    if (child == 0) {
        pthread_create(&workers[0], NULL, sleeper, NULL);
        execl("/proc/self/exe", "processes", "echo", NULL);
        _exit(1);
    }
    status = wait_status(child);
    check("threads: exec of one ends the others", WIFEXITED(status) && WEXITSTATUS(status) == 33);
}

static void limits_and_time(void)
{
    long before = milliseconds();
    usleep(30000);
    long took = milliseconds() - before;
    check("sleep takes its time", took >= 30 && took < 1000);
    struct rusage usage;
    volatile unsigned long work = 0;
    long used = 0;
    before = milliseconds();
    while (used < 20000 && milliseconds() - before < 20000) {
        work++;
        getrusage(RUSAGE_SELF, &usage);
        used = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    }
    check("CPU time is counted", used >= 20000);
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = 20;
    setrlimit(RLIMIT_NOFILE, &limit);
    int files[32], opened = 0;
    while (opened < 32 && (files[opened] = dup(0)) >= 0) opened++;
    check("RLIMIT_NOFILE", errno == EMFILE && files[opened - 1] == 19);
    while (opened > 0) close(files[--opened]);

    // Two processes that only compute share the CPU, and neither keeps the other from running.
    int ends[2];
    pipe(ends);
    pid_t child = fork();
    if (child == 0) {
        for (;;) work++;
    }
    before = milliseconds();
    while (milliseconds() - before < 100) work++;
    kill(child, SIGKILL);
    check("preemption", WTERMSIG(wait_status(child)) == SIGKILL);
    close(ends[0]);
    close(ends[1]);

    int set = 0;
    pipe(ends);
    fd_set reads;
    FD_ZERO(&reads);
    FD_SET(ends[0], &reads);
    struct timeval little = { 0, 20000 };
    set = select(ends[0] + 1, &reads, NULL, NULL, &little);
    check("select: timeout", set == 0 && !FD_ISSET(ends[0], &reads));
    write(ends[1], "x", 1);
    FD_SET(ends[0], &reads);
    check("select: ready", select(ends[0] + 1, &reads, NULL, NULL, NULL) == 1 && FD_ISSET(ends[0], &reads));
    close(ends[1]);
    char byte;
    read(ends[0], &byte, 1);
    struct pollfd hung = { .fd = ends[0], .events = POLLIN };
    check("poll: hung up", poll(&hung, 1, -1) == 1 && (hung.revents & POLLHUP));
    close(ends[0]);
}

static struct flock range(short type, long start, long length)
{
    return (struct flock){ .l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length };
}

static void record_locks(void)
{
    int file = open("/tmp/processes-lock", O_RDWR | O_CREAT | O_TRUNC, 0600);
    struct flock lock = range(F_WRLCK, 0, 100);
    check("fcntl: lock", fcntl(file, F_SETLK, &lock) == 0);
    lock = range(F_UNLCK, 40, 20);
    check("fcntl: unlock the middle", fcntl(file, F_SETLK, &lock) == 0);
    pid_t child = fork();
    if (child == 0) {
        int ok = 1;
        lock = range(F_WRLCK, 10, 1);
        ok &= fcntl(file, F_SETLK, &lock) == -1 && errno == EAGAIN;
        ok &= fcntl(file, F_GETLK, &lock) == 0 && lock.l_type == F_WRLCK && lock.l_pid == getppid() && lock.l_start == 0 && lock.l_len == 40;
        lock = range(F_WRLCK, 45, 10);
        ok &= fcntl(file, F_SETLK, &lock) == 0;
        lock = range(F_RDLCK, 0, 0);
        ok &= fcntl(file, F_SETLKW, &lock) == 0;
        _exit(ok ? 0 : 1);
    }
    usleep(50000);
    check("fcntl: the other waits", waitpid(child, NULL, WNOHANG) == 0);
    close(open("/tmp/processes-lock", O_RDONLY));
    check("fcntl: any close lets go", wait_status(child) == 0);
    lock = range(9, 0, 1);
    check("fcntl: bad type", fcntl(file, F_SETLK, &lock) == -1 && errno == EINVAL);
    close(file);
    unlink("/tmp/processes-lock");
}

static void programs(void)
{
    pid_t child = fork();
    if (child == 0) {
        int file = open("/tmp", O_RDONLY | O_CLOEXEC);
        char number[16];
        snprintf(number, sizeof number, "%d", file);
        char *arguments[] = { "name", "check", number, "", "two words", NULL };
        char *environment[] = { "A=1", "EMPTY=", NULL };
        execve("/proc/self/exe", arguments, environment);
        _exit(1);
    }
    check("exec: arguments, environment, close-on-exec", wait_status(child) == 0);

    int file = open("/tmp/processes-script", O_WRONLY | O_CREAT | O_TRUNC, 0755);
    char link[256];
    ssize_t length = readlink("/proc/self/exe", link, sizeof link - 1);
    link[length] = 0;
    dprintf(file, "#! %s script \n", link);
    close(file);
    child = fork();
    if (child == 0) {
        execl("/tmp/processes-script", "ignored", "argument", NULL);
        _exit(1);
    }
    check("exec: script", wait_status(child) == 0);
    file = open("/tmp/processes-script", O_WRONLY | O_TRUNC);
    write(file, "\177ELF garbage", 12);
    check("exec: busy", execl("/tmp/processes-script", "x", NULL) == -1 && errno == ETXTBSY);
    close(file);
    check("exec: damaged", execl("/tmp/processes-script", "x", NULL) == -1 && errno == ENOEXEC);
    chmod("/tmp/processes-script", 0644);
    check("exec: no right", execl("/tmp/processes-script", "x", NULL) == -1 && errno == EACCES);
    unlink("/tmp/processes-script");

    size_t size = 200 * 1024;
    char *big = malloc(size + 1);
    memset(big, 'x', size);
    big[size] = 0;
    check("exec: string too long", execl("/proc/self/exe", "x", big, NULL) == -1 && errno == E2BIG);
    free(big);
    check("exec: is a directory", execl("/tmp", "x", NULL) == -1 && errno == EACCES);
}

static int child_main(int argc, char **argv)
{
    if (strcmp(argv[1], "echo") == 0) return 33;
    if (strcmp(argv[1], "script") == 0) return argc == 4 && strcmp(argv[2], "/tmp/processes-script") == 0 && strcmp(argv[3], "argument") == 0 ? 0 : 1;
    if (strcmp(argv[1], "check") != 0) return 2;
    if (argc != 5 || strcmp(argv[0], "name") || *argv[3] || strcmp(argv[4], "two words")) return 3;
    if (!getenv("A") || strcmp(getenv("A"), "1") || !getenv("EMPTY") || *getenv("EMPTY")) return 4;
    if (fcntl(atoi(argv[2]), F_GETFD) != -1) return 5;
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1) return child_main(argc, argv);
    fork_and_wait();
    groups();
    faults();
    signals();
    restart();
    memory();
    threads();
    limits_and_time();
    record_locks();
    programs();
    printf("%s\n", failures ? "FAILED" : "all passed");
    return failures != 0;
}
