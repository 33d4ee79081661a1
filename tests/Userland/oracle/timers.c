// SPDX-License-Identifier: MIT
// timer_create(2), setitimer(2), clock_nanosleep(2), limits of CPU time.
#include "oracle.h"
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>

static volatile sig_atomic_t taken;

static void count(int signal)
{
    (void)signal;
    taken++;
}

static void tell(int signal, siginfo_t *info, void *context)
{
    (void)context;
    printf("%s code %d timer %d overrun %d value %d\n", oracle_signal(signal), info->si_code, info->si_timerid, info->si_overrun, info->si_value.sival_int);
    taken++;
}

static void handle(int signal, void (*handler)(int))
{
    struct sigaction action = { .sa_handler = handler };
    sigaction(signal, &action, NULL);
}

static void block(int how, int signal)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    sigprocmask(how, &set, NULL);
}

static void burn(long milliseconds)
{
    struct timespec time;
    long end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    end = time.tv_sec * 1000 + time.tv_nsec / 1000000 + milliseconds;
    do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    while (time.tv_sec * 1000 + time.tv_nsec / 1000000 < end);
}

static void spin_user(void)
{
    for (volatile long i = 0; i < 200000; i++) { }
}

static int create(int clock, struct sigevent *event, int *id) { return (int)syscall(SYS_timer_create, clock, event, id); }
static int set(int id, int flags, struct itimerspec *new, struct itimerspec *old) { return (int)syscall(SYS_timer_settime, id, flags, new, old); }
static int get(int id, struct itimerspec *now) { return (int)syscall(SYS_timer_gettime, id, now); }
static int overrun(int id) { return (int)syscall(SYS_timer_getoverrun, id); }
static int delete(int id) { return (int)syscall(SYS_timer_delete, id); }

static struct itimerspec spec(long first_ms, long interval_ms)
{
    return (struct itimerspec){ { interval_ms / 1000, interval_ms % 1000 * 1000000 }, { first_ms / 1000, first_ms % 1000 * 1000000 } };
}

CASE(posix_signal_with_value)
{
    struct sigaction action = { .sa_sigaction = tell, .sa_flags = SA_SIGINFO };
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGRTMIN + 2, &action, NULL);
    sigaction(SIGALRM, &action, NULL);
    int id;
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 42 };
    struct itimerspec once = spec(20, 0);
    R(create(CLOCK_MONOTONIC, &event, &id));
    printf("id %d\n", id);
    R(set(id, 0, &once, NULL));
    while (taken < 1) pause();
    event.sigev_signo = SIGRTMIN + 2;
    R(create(CLOCK_REALTIME, &event, &id));
    printf("id %d\n", id);
    R(set(id, 0, &once, NULL));
    while (taken < 2) pause();
    R(create(CLOCK_BOOTTIME, NULL, &id));
    R(set(id, 0, &once, NULL));
    while (taken < 3) pause();
    R(overrun(id));
    R(get(id, &once));
    printf("%ld %ld\n", (long)once.it_value.tv_sec, once.it_value.tv_nsec);
    R(delete(id));
    R(delete(id));
}

CASE(posix_errors_in_order)
{
    int id;
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = 0 };
    R(create(99, bad_address(), &id));
    R(create(99, &event, &id));
    R(create(CLOCK_MONOTONIC_RAW, &event, &id));
    R(create(CLOCK_MONOTONIC_COARSE, &event, bad_address()));
    R(create(CLOCK_MONOTONIC, &event, bad_address()));
    event.sigev_signo = 65;
    R(create(CLOCK_MONOTONIC, &event, &id));
    event.sigev_notify = 3;
    event.sigev_signo = SIGUSR1;
    R(create(CLOCK_MONOTONIC, &event, &id));
    event.sigev_notify = 4;
    ((int *)&event)[4] = 1;
    R(create(CLOCK_MONOTONIC, &event, &id));
    event.sigev_notify = SIGEV_NONE;
    event.sigev_signo = 99;
    R(create(CLOCK_MONOTONIC, &event, bad_address()));
    R(create(CLOCK_MONOTONIC, &event, &id));
    struct itimerspec good = spec(100, 0), bad = spec(100, 0);
    bad.it_interval.tv_nsec = 1000000000;
    R(set(id, 0, NULL, NULL));
    R(set(9999, 0, NULL, NULL));
    R(set(9999, 0, bad_address(), NULL));
    R(set(9999, 0, &bad, NULL));
    R(set(9999, 0, &good, NULL));
    R(set(id, 0, &good, bad_address()));
    R(get(9999, bad_address()));
    R(get(id, bad_address()));
    R(overrun(9999));
    R(delete(9999));
    R(delete(-1));
}

CASE(posix_overrun)
{
    struct sigaction action = { .sa_handler = count };
    sigaction(SIGUSR1, &action, NULL);
    block(SIG_BLOCK, SIGUSR1);
    int id;
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
    create(CLOCK_MONOTONIC, &event, &id);
    struct itimerspec often = spec(10, 10);
    set(id, 0, &often, NULL);
    sleep_ms(120);
    siginfo_t info;
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGUSR1);
    T(sigwaitinfo(&wanted, &info) == SIGUSR1);
    T(info.si_code == SI_TIMER);
    T(info.si_overrun >= 9 && info.si_overrun < 100);
    T(overrun(id) == info.si_overrun);
    R(delete(id));
    block(SIG_UNBLOCK, SIGUSR1);
    sleep_ms(30);
    printf("taken %d\n", taken);
}

CASE(posix_deleted_timer_takes_its_signal_along)
{
    handle(SIGUSR1, count);
    block(SIG_BLOCK, SIGUSR1);
    int id;
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
    create(CLOCK_MONOTONIC, &event, &id);
    struct itimerspec once = spec(5, 0);
    set(id, 0, &once, NULL);
    sleep_ms(30);
    sigset_t pending;
    sigpending(&pending);
    T(sigismember(&pending, SIGUSR1) == 1);
    set(id, 0, &once, NULL);
    sigpending(&pending);
    T(sigismember(&pending, SIGUSR1) == 1);
    block(SIG_UNBLOCK, SIGUSR1);
    sleep_ms(50);
    printf("taken %d\n", taken);
}

CASE(posix_silent_timer_runs)
{
    int id;
    struct sigevent event = { .sigev_notify = SIGEV_NONE };
    create(CLOCK_MONOTONIC, &event, &id);
    struct itimerspec often = spec(20, 100000);
    set(id, 0, &often, NULL);
    sleep_ms(40);
    R(get(id, &often));
    printf("%ld s left of %ld\n", (long)often.it_value.tv_sec, (long)often.it_interval.tv_sec);
    often = spec(20, 0);
    set(id, 0, &often, NULL);
    sleep_ms(40);
    R(get(id, &often));
    printf("%ld %ld\n", (long)often.it_value.tv_sec, often.it_value.tv_nsec);
}

CASE(posix_absolute_in_the_past)
{
    handle(SIGUSR1, count);
    int id;
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
    create(CLOCK_REALTIME, &event, &id);
    struct itimerspec past = spec(1, 0);
    R(set(id, TIMER_ABSTIME, &past, NULL));
    while (taken < 1) sleep_ms(1);
    printf("taken %d\n", taken);
}

CASE(posix_thread_is_meant)
{
    struct sigaction action = { .sa_sigaction = tell, .sa_flags = SA_SIGINFO };
    sigaction(SIGUSR2, &action, NULL);
    int id;
    struct sigevent event = { .sigev_notify = 4, .sigev_signo = SIGUSR2, .sigev_value.sival_int = 7 };
    ((int *)&event)[4] = getpid();
    R(create(CLOCK_MONOTONIC, &event, &id));
    struct itimerspec once = spec(10, 0);
    set(id, 0, &once, NULL);
    while (taken < 1) pause();
}

CASE(posix_not_inherited)
{
    int id;
    create(CLOCK_MONOTONIC, NULL, &id);
    struct itimerspec once = spec(100000, 0);
    set(id, 0, &once, NULL);
    CHILD {
        R(get(id, &once));
        R(create(CLOCK_MONOTONIC, NULL, &id));
        printf("id %d\n", id);
    }
}

CASE(posix_cpu_time)
{
    handle(SIGUSR1, count);
    int id;
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
    R(create(CLOCK_PROCESS_CPUTIME_ID, &event, &id));
    struct itimerspec once = spec(30, 0);
    R(set(id, 0, &once, NULL));
    sleep_ms(60);
    printf("taken %d\n", taken);
    R(get(id, &once));
    T(once.it_value.tv_nsec > 0 && once.it_value.tv_nsec <= 30000000);
    for (int i = 0; i < 100000 && taken == 0; i++) spin_user();
    printf("taken %d\n", taken);
    R(create(CLOCK_THREAD_CPUTIME_ID, &event, &id));
    once = spec(20, 0);
    R(set(id, 0, &once, NULL));
    for (int i = 0; i < 100000 && taken == 1; i++) spin_user();
    printf("taken %d\n", taken);
}

CASE(interval_virtual_and_profile)
{
    handle(SIGVTALRM, count);
    struct itimerval setting = { { 0, 10000 }, { 0, 10000 } }, now;
    R(setitimer(ITIMER_VIRTUAL, &setting, NULL));
    sleep_ms(50);
    printf("taken %d\n", taken);
    for (int i = 0; i < 100000 && taken < 3; i++) spin_user();
    T(taken >= 3);
    R(getitimer(ITIMER_VIRTUAL, &now));
    T(now.it_value.tv_usec > 0);
    printf("%ld\n", (long)now.it_interval.tv_usec);
    memset(&setting, 0, sizeof setting);
    R(setitimer(ITIMER_VIRTUAL, &setting, NULL));
    taken = 0;
    handle(SIGPROF, count);
    setting.it_value.tv_usec = 20000;
    R(setitimer(ITIMER_PROF, &setting, NULL));
    for (int i = 0; i < 100000 && taken < 1; i++) spin_user();
    spin_user();
    printf("taken %d\n", taken);
    R(getitimer(ITIMER_PROF, &now));
    printf("%ld\n", (long)(now.it_value.tv_sec + now.it_value.tv_usec));
}

CASE(interval_errors_in_order)
{
    struct itimerval bad = { { 0, 1000000 }, { 0, 1 } }, good = { { 0, 0 }, { 100, 0 } };
    R(syscall(SYS_setitimer, 9, bad_address(), NULL));
    R(syscall(SYS_setitimer, 9, &bad, NULL));
    R(syscall(SYS_setitimer, 9, &good, NULL));
    R(syscall(SYS_setitimer, ITIMER_REAL, &good, bad_address()));
    R(syscall(SYS_getitimer, 9, bad_address()));
    R(syscall(SYS_getitimer, ITIMER_REAL, bad_address()));
    R(alarm(0));
    good.it_value = (struct timeval){ 1, 500000 };
    setitimer(ITIMER_REAL, &good, NULL);
    R(alarm(5));
    R(alarm(0));
}

CASE(cpu_limit_sends_signals)
{
    CHILD {
        handle(SIGXCPU, count);
        struct rlimit limit = { 1, 3 };
        R(setrlimit(RLIMIT_CPU, &limit));
        for (int i = 0; i < 100000 && taken == 0; i++) spin_user();
        printf("taken %d\n", taken);
        getrlimit(RLIMIT_CPU, &limit);
        printf("now %ld of %ld\n", (long)limit.rlim_cur, (long)limit.rlim_max);
        for (int i = 0; i < 100000 && taken == 1; i++) spin_user();
        printf("taken %d\n", taken);
        for (;;) spin_user();
    }
}

CASE(nanosleep_errors_in_order)
{
    struct timespec bad = { 0, 1000000000 }, good = { 0, 1000 };
    static const int clocks[] = { -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
    for (unsigned i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
        printf("clock %d: ", clocks[i]);
        R(syscall(SYS_clock_nanosleep, clocks[i], 0, bad_address(), NULL));
    }
    R(syscall(SYS_clock_nanosleep, 0, 0, &bad, bad_address()));
    R(syscall(SYS_clock_nanosleep, 0, 0, &good, bad_address()));
    R(syscall(SYS_clock_nanosleep, 1, 77, &good, NULL));
    bad = (struct timespec){ -1, 0 };
    R(syscall(SYS_nanosleep, &bad, NULL));
    R(syscall(SYS_nanosleep, bad_address(), NULL));
    R(syscall(SYS_clock_nanosleep, CLOCK_THREAD_CPUTIME_ID, 0, &good, NULL));
    R(syscall(SYS_clock_nanosleep, ~0u << 3 | 2 | 4, 0, &good, NULL));
}

CASE(nanosleep_tells_what_is_left)
{
    handle(SIGALRM, count);
    struct timespec time = { 5, 0 }, left = { 99, 99 };
    alarm(1);
    R(nanosleep(&time, &left));
    T(left.tv_sec == 3 || left.tv_sec == 4);
    clock_gettime(CLOCK_REALTIME, &time);
    time.tv_sec += 5;
    left.tv_sec = 99;
    alarm(1);
    R(syscall(SYS_clock_nanosleep, CLOCK_REALTIME, TIMER_ABSTIME, &time, &left));
    printf("%ld\n", (long)left.tv_sec);
}

CASE(nanosleep_for_cpu_time)
{
    struct timespec time = { 0, 30000000 };
    int ends[2];
    pipe(ends);
    pid_t child = fork();
    if (child == 0) for (;;) spin_user();
    long start = now_ms();
    // The CPU clock of another process.
    R(syscall(SYS_clock_nanosleep, (~(unsigned)child << 3) | 2, 0, &time, NULL));
    T(now_ms() - start >= 29);
    kill(child, SIGKILL);
    show_child("child", child);
}

CASE(resolutions)
{
    for (int clock = -1; clock < 13; clock++) {
        struct timespec resolution = { -1, -1 };
        long result = syscall(SYS_clock_getres, clock, &resolution);
        printf("%d: %s %ld %ld\n", clock, result ? oracle_error(errno) : "ok", (long)resolution.tv_sec, resolution.tv_nsec);
    }
    R(syscall(SYS_clock_getres, CLOCK_MONOTONIC, NULL));
    R(syscall(SYS_clock_getres, 99, NULL));
    R(syscall(SYS_clock_getres, CLOCK_MONOTONIC, bad_address()));
}

CASE(setting_clocks)
{
    struct timespec time = { 0, 1000000000 };
    R(syscall(SYS_clock_settime, CLOCK_MONOTONIC, bad_address()));
    R(syscall(SYS_clock_settime, CLOCK_REALTIME, bad_address()));
    R(syscall(SYS_clock_settime, CLOCK_REALTIME, &time));
    R(syscall(SYS_clock_settime, CLOCK_PROCESS_CPUTIME_ID, &time));
    R(syscall(SYS_clock_settime, 99, &time));
    CHILD {
        setuid(1000);
        clock_gettime(CLOCK_REALTIME, &time);
        R(syscall(SYS_clock_settime, CLOCK_REALTIME, &time));
        time.tv_nsec = -1;
        R(syscall(SYS_clock_settime, CLOCK_REALTIME, &time));
    }
}

CASE(cpu_clocks_advance)
{
    struct timespec before, after;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
    burn(20);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
    T((after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000 >= 19);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
    T(after.tv_sec > 0 || after.tv_nsec >= 19000000);
    R(syscall(SYS_clock_gettime, -1, &after));
    R(syscall(SYS_clock_gettime, 99, bad_address()));
    R(syscall(SYS_clock_gettime, 10, &after));
    R(syscall(SYS_clock_gettime, CLOCK_MONOTONIC, bad_address()));
}
