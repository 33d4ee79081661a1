// SPDX-License-Identifier: MIT
// sched_setscheduler(2) and its kin, clone(2)'s flags, times and usage.
#include "oracle.h"
#include <linux/sched.h>
#include <sys/resource.h>
#include <sys/times.h>
#include <time.h>

struct param { int priority; };
static long set_policy(int pid, int policy, struct param *param) { return syscall(SYS_sched_setscheduler, pid, policy, param); }
static long get_policy(int pid) { return syscall(SYS_sched_getscheduler, pid); }

CASE(policies)
{
    struct param none = { 0 }, ten = { 10 };
    R(get_policy(0));
    R(set_policy(0, 3, &none));
    R(get_policy(0));
    R(set_policy(0, 1, &ten));
    R(get_policy(0));
    R(syscall(SYS_sched_getparam, 0, &none));
    printf("%d\n", none.priority);
    CHILD {
        R(get_policy(0));
        R(get_policy(getppid()));
    }
    R(set_policy(0, 2 | 0x40000000, &ten));
    R(get_policy(0));
    CHILD R(get_policy(0));
    none.priority = 0;
    R(set_policy(0, 5, &none));
    R(get_policy(0));
    R(set_policy(0, 0, &none));
    R(get_policy(0));
}

CASE(policy_errors_in_order)
{
    struct param none = { 0 }, ten = { 10 }, high = { 100 }, low = { -1 };
    R(set_policy(0, -1, bad_address()));
    R(set_policy(-1, 0, &none));
    R(set_policy(0, 0, NULL));
    R(set_policy(-1, 0, bad_address()));
    R(set_policy(0x7FFFFFFF, 0, bad_address()));
    R(set_policy(0x7FFFFFFF, 99, &none));
    R(set_policy(0, 99, &none));
    R(set_policy(0, 4, &none));
    R(set_policy(0, 0, &ten));
    R(set_policy(0, 1, &none));
    R(set_policy(0, 1, &high));
    R(set_policy(0, 1, &low));
    R(get_policy(-1));
    R(get_policy(0x7FFFFFFF));
    R(syscall(SYS_sched_getparam, -1, NULL));
    R(syscall(SYS_sched_getparam, 0, NULL));
    R(syscall(SYS_sched_getparam, 0x7FFFFFFF, bad_address()));
    R(syscall(SYS_sched_getparam, 0, bad_address()));
    R(syscall(SYS_sched_setparam, 0, NULL));
    R(syscall(SYS_sched_setparam, 0, &none));
    R(syscall(SYS_sched_setparam, 0, &ten));
    for (int policy = -1; policy < 7; policy++) printf("%d: %ld %ld\n", policy, syscall(SYS_sched_get_priority_max, policy), syscall(SYS_sched_get_priority_min, policy));
    R(syscall(SYS_sched_rr_get_interval, -1, bad_address()));
    R(syscall(SYS_sched_rr_get_interval, 0x7FFFFFFF, bad_address()));
    R(syscall(SYS_sched_rr_get_interval, 0, bad_address()));
    struct timespec time;
    set_policy(0, 2, &ten);
    R(syscall(SYS_sched_rr_get_interval, 0, &time));
    printf("%ld %ld\n", (long)time.tv_sec, time.tv_nsec);
    set_policy(0, 1, &ten);
    R(syscall(SYS_sched_rr_get_interval, 0, &time));
    printf("%ld %ld\n", (long)time.tv_sec, time.tv_nsec);
}

CASE(unprivileged_policies)
{
    struct param none = { 0 }, ten = { 10 };
    pid_t other = fork();
    if (other == 0) for (;;) pause();
    CHILD {
        setuid(1000);
        R(set_policy(0, 1, &ten));
        R(set_policy(0, 3, &none));
        R(set_policy(other, 3, &none));
        R(set_policy(0, 0, &none));
    }
    kill(other, SIGKILL);
    show_child("other", other);
}

static long do_clone(unsigned long flags) { return syscall(SYS_clone, flags, 0, 0, 0, 0); }

CASE(clone_flags_that_contradict)
{
    R(do_clone(CLONE_THREAD | SIGCHLD));
    R(do_clone(CLONE_THREAD | CLONE_SIGHAND | SIGCHLD));
    R(do_clone(CLONE_SIGHAND | SIGCHLD));
    R(do_clone(CLONE_NEWNS | CLONE_FS | SIGCHLD));
    R(do_clone(CLONE_NEWUSER | CLONE_FS | SIGCHLD));
    R(do_clone(CLONE_PIDFD | CLONE_DETACHED | SIGCHLD));
}

CASE(clone3_arguments_in_order)
{
    struct clone_args args = { .exit_signal = SIGCHLD };
    unsigned char larger[128] = { 0 };
    R(syscall(SYS_clone3, &args, 63));
    R(syscall(SYS_clone3, &args, 4097));
    R(syscall(SYS_clone3, bad_address(), 64));
    memcpy(larger, &args, sizeof args);
    larger[120] = 1;
    R(syscall(SYS_clone3, larger, 128));
    args.exit_signal = 65;
    R(syscall(SYS_clone3, &args, sizeof args));
    args.exit_signal = 0x100 | SIGCHLD;
    R(syscall(SYS_clone3, &args, sizeof args));
    args.exit_signal = SIGCHLD;
    args.flags = SIGCHLD;
    R(syscall(SYS_clone3, &args, sizeof args));
    args.flags = 1ULL << 40;
    R(syscall(SYS_clone3, &args, sizeof args));
    args.flags = CLONE_DETACHED;
    R(syscall(SYS_clone3, &args, sizeof args));
    args.flags = CLONE_PARENT;
    R(syscall(SYS_clone3, &args, sizeof args));
    args.flags = 0;
    args.stack = 4096;
    R(syscall(SYS_clone3, &args, sizeof args));
    args.stack = 0, args.stack_size = 4096;
    R(syscall(SYS_clone3, &args, sizeof args));
    args.stack_size = 0, args.set_tid_size = 1;
    R(syscall(SYS_clone3, &args, sizeof args));
    args.set_tid_size = 0;
    args.flags = CLONE_SIGHAND | CLONE_VM | 0x100000000ULL;
    R(syscall(SYS_clone3, &args, sizeof args));
}

CASE(clone_parent_makes_a_sibling)
{
    int ends[2];
    pipe(ends);
    pid_t child = fork();
    if (child == 0) {
        pid_t sibling = (pid_t)do_clone(CLONE_PARENT | SIGCHLD);
        if (sibling == 0) _exit(6);
        R(waitpid(sibling, NULL, 0));
        write(ends[1], &sibling, sizeof sibling);
        _exit(5);
    }
    pid_t sibling;
    read(ends[0], &sibling, sizeof sibling);
    show_child("child", child);
    show_child("sibling", sibling);
}

CASE(other_exit_signals_need_the_option)
{
    // First, for the child may end before anything else happens.
    signal(SIGUSR1, SIG_IGN);
    pid_t child = (pid_t)do_clone(SIGUSR1);
    if (child == 0) _exit(1);
    int status = 0;
    R(waitpid(-1, &status, 0));
    T(waitpid(-1, &status, __WCLONE) == child);
    show_status("clone", status);
    child = (pid_t)do_clone(0);
    if (child == 0) _exit(2);
    R(waitpid(child, &status, WNOHANG));
    T(waitpid(child, &status, __WALL) == child);
    show_status("clone", status);
}

CASE(usage_of_children)
{
    CHILD {
        volatile char *block = malloc(20 << 20);
        for (long i = 0; i < 20 << 20; i += 512) block[i] = 1;
        struct timespec time;
        do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        while (time.tv_sec == 0 && time.tv_nsec < 120000000);
    }
    struct rusage usage;
    R(getrusage(RUSAGE_CHILDREN, &usage));
    T(usage.ru_utime.tv_sec * 1000000 + usage.ru_utime.tv_usec + usage.ru_stime.tv_sec * 1000000 + usage.ru_stime.tv_usec >= 110000);
    T(usage.ru_maxrss >= 20 << 10);
    T(usage.ru_minflt >= 100);
    struct tms ticks;
    T(times(&ticks) != -1);
    T(ticks.tms_cutime + ticks.tms_cstime >= 11);
    R(getrusage(5, &usage));
    R(getrusage(RUSAGE_SELF, bad_address()));
    R(getrusage(5, bad_address()));
    R(syscall(SYS_times, bad_address()));
    R(getrusage(RUSAGE_SELF, &usage));
    T(usage.ru_maxrss > 100 && usage.ru_minflt > 0);
}
