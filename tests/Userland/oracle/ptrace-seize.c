// SPDX-License-Identifier: MIT
// ptrace(2) by PTRACE_SEIZE: group stops as events, LISTEN, INTERRUPT, options; and the ends of tracers.
#include "ptracehelp.h"
#include <pthread.h>

static void nothing_yet(pid_t pid)
{
    int status;
    sleep_ms(30);
    R(waitpid(pid, &status, WNOHANG | __WALL));
}

static void show_information(pid_t pid)
{
    siginfo_t info = { 0 };
    R(trace(PTRACE_GETSIGINFO, pid, 0, (long)&info));
    printf("%s code %#x\n", oracle_signal(info.si_signo), info.si_code);
}

static pid_t pausing(void)
{
    int ready[2];
    char c;
    pipe(ready);
    pid_t child = fork();
    if (child == 0) {
        write(ready[1], "x", 1);
        for (;;) pause();
    }
    read(ready[0], &c, 1);
    close(ready[0]), close(ready[1]);
    return child;
}

// A child that is traced and has stopped with its group.
static pid_t seized_and_stopped(void)
{
    pid_t child = pausing();
    R(trace(PTRACE_SEIZE, child, 0, 0));
    kill(child, SIGSTOP);
    next_stop("signal", child);
    R(trace(PTRACE_CONT, child, 0, SIGSTOP));
    next_stop("group", child);
    return child;
}

static void finish(pid_t child)
{
    kill(child, SIGKILL);
    next_stop("finish", child);
}

CASE(errors)
{
    pid_t child = pausing();
    R(trace(PTRACE_SEIZE, child, 1, 0));
    R(trace(PTRACE_SEIZE, child, 0, 1 << 30));
    R(trace(PTRACE_SEIZE, 0, 0, 0));
    R(trace(PTRACE_SEIZE, getpid(), 0, 0));
    R(trace(PTRACE_INTERRUPT, child, 0, 0));
    R(trace(PTRACE_LISTEN, child, 0, 0));
    R(trace(PTRACE_SEIZE, child, 0, 0));
    R(trace(PTRACE_SEIZE, child, 0, 0));
    R(trace(PTRACE_ATTACH, child, 0, 0));
    R(trace(PTRACE_LISTEN, child, 0, 0));
    R(trace(PTRACE_CONT, child, 0, 0));
    R(trace(PTRACE_SETOPTIONS, child, 0, 0));
    R(trace(PTRACE_DETACH, child, 0, 0));
    R(trace(PTRACE_INTERRUPT, child, 0, 0));
    next_stop("interrupted", child);
    R(trace(PTRACE_SETOPTIONS, child, 0, 1 << 30));
    R(trace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD));
    R(trace(PTRACE_LISTEN, child, 1, 1));
    finish(child);
    R(trace(PTRACE_INTERRUPT, child, 0, 0));
}

CASE(already_stopped_with_its_group)
{
    pid_t child = pausing();
    kill(child, SIGSTOP);
    int status;
    R(waitpid(child, &status, WUNTRACED) == child);
    show_status("stopped", status);
    R(trace(PTRACE_SEIZE, child, 0, 0));
    next_stop("seized", child);
    show_information(child);
    R(trace(PTRACE_LISTEN, child, 0, 0));
    nothing_yet(child);
    R(trace(PTRACE_GETSIGINFO, child, 0, 0));
    R(kill(child, SIGCONT));
    next_stop("continued", child);
    show_information(child);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("SIGCONT", child);
    R(trace(PTRACE_CONT, child, 0, SIGCONT));
    nothing_yet(child);
    finish(child);
}

CASE(signals_that_stop)
{
    static const int signals[] = { SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU };
    for (int i = 0; i < 4; i++) {
        pid_t child = fork();
        if (child == 0) {
            // Not an orphaned group, so that terminal stops count.
            setpgid(0, 0);
            for (;;) pause();
        }
        sleep_ms(20);
        R(trace(PTRACE_SEIZE, child, 0, 0));
        R(kill(child, signals[i]));
        next_stop("signal", child);
        R(trace(PTRACE_CONT, child, 0, signals[i]));
        next_stop("group", child);
        show_information(child);
        // A plain CONT lets it go on although its group is stopped.
        R(trace(PTRACE_CONT, child, 0, 0));
        nothing_yet(child);
        R(kill(child, SIGCONT));
        next_stop("trap", child);
        R(trace(PTRACE_CONT, child, 0, 0));
        next_stop("SIGCONT", child);
        finish(child);
    }
}

CASE(listening)
{
    pid_t child = seized_and_stopped();
    R(trace(PTRACE_LISTEN, child, 0, 0));
    nothing_yet(child);
    R(trace(PTRACE_LISTEN, child, 0, 0));
    R(trace(PTRACE_CONT, child, 0, 0));
    R(trace(PTRACE_INTERRUPT, child, 0, 0));
    next_stop("interrupted while listening", child);
    show_information(child);
    R(trace(PTRACE_LISTEN, child, 0, 0));
    R(kill(child, SIGUSR1));
    nothing_yet(child);
    R(kill(child, SIGCONT));
    next_stop("continued", child);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("first signal", child);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("second signal", child);
    R(trace(PTRACE_CONT, child, 0, 0));
    nothing_yet(child);
    finish(child);
}

CASE(killed_while_listening)
{
    pid_t child = seized_and_stopped();
    R(trace(PTRACE_LISTEN, child, 0, 0));
    finish(child);
}

CASE(interrupting)
{
    int ends[2];
    pipe(ends);
    pid_t child = fork();
    if (child == 0) {
        char c;
        long count = read(ends[0], &c, 1);
        _exit(count == 1 ? c : 99);
    }
    sleep_ms(20);
    R(trace(PTRACE_SEIZE, child, 0, PTRACE_O_TRACESYSGOOD));
    R(trace(PTRACE_INTERRUPT, child, 0, 0));
    next_stop("in a call", child);
    show_information(child);
    R(trace(PTRACE_INTERRUPT, child, 0, 0));
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("asked while stopped", child);
    R(trace(PTRACE_CONT, child, 0, SIGUSR1));
    nothing_yet(child);
    R(trace(PTRACE_INTERRUPT, child, 0, 0));
    next_stop("again", child);
    R(trace(PTRACE_SYSCALL, child, 0, 0));
    next_stop("the call anew", child);
    R(trace(PTRACE_SYSCALL, child, 0, 0));
    write(ends[1], "\7", 1);
    next_stop("its end", child);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("end", child);
}

CASE(interrupting_who_runs)
{
    pid_t child = fork();
    if (child == 0) for (volatile long i = 0;; i++) {}
    R(trace(PTRACE_SEIZE, child, 0, 0));
    for (int i = 0; i < 3; i++) {
        R(trace(PTRACE_INTERRUPT, child, 0, 0));
        next_stop("interrupted", child);
        R(trace(PTRACE_CONT, child, 0, 0));
    }
    R(trace(PTRACE_INTERRUPT, child, 0, 0));
    R(kill(child, SIGUSR1));
    int first = next_stop("one", child);
    R(trace(PTRACE_CONT, child, 0, 0));
    if (first >> 16) next_stop("two", child);
    finish(child);
}

CASE(children_stop_by_event)
{
    int ends[2];
    pipe(ends);
    pid_t child = fork();
    if (child == 0) {
        char c;
        read(ends[0], &c, 1);
        pid_t own = fork();
        if (own == 0) _exit(3);
        waitpid(own, NULL, 0);
        _exit(4);
    }
    sleep_ms(20);
    R(trace(PTRACE_SEIZE, child, 0, PTRACE_O_TRACEFORK));
    write(ends[1], "x", 1);
    next_stop("fork", child);
    unsigned long own = 0;
    R(trace(PTRACE_GETEVENTMSG, child, 0, (long)&own));
    next_stop("grandchild", (pid_t)own);
    show_information((pid_t)own);
    R(trace(PTRACE_LISTEN, (pid_t)own, 0, 0));
    R(trace(PTRACE_INTERRUPT, (pid_t)own, 0, 0));
    next_stop("interrupted", (pid_t)own);
    R(trace(PTRACE_CONT, (pid_t)own, 0, 0));
    next_stop("its end", (pid_t)own);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("SIGCHLD", child);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("end", child);
}

CASE(detaching_from_a_group_stop)
{
    pid_t child = seized_and_stopped();
    R(trace(PTRACE_DETACH, child, 0, 0));
    int status;
    R(waitpid(child, &status, WUNTRACED) == child);
    show_status("its parent's turn", status);
    R(kill(child, SIGCONT));
    R(waitpid(child, &status, WCONTINUED) == child);
    show_status("and again", status);
    finish(child);
}

static void tracer(pid_t child, int options, int way)
{
    CHILD
    {
        R(trace(PTRACE_SEIZE, child, 0, way == 1 ? 0 : options));
        if (way >= 1) R(trace(PTRACE_INTERRUPT, child, 0, 0)), next_stop("interrupted", child);
        if (way == 1) R(trace(PTRACE_SETOPTIONS, child, 0, options));
        if (way == 2) R(trace(PTRACE_SETOPTIONS, child, 0, 0));
        if (way == 3) R(trace(PTRACE_DETACH, child, 0, 0));
        if (way == 4) R(trace(PTRACE_CONT, child, 0, 0));
    }
}

CASE(exitkill)
{
    for (int way = 0; way < 5; way++) {
        pid_t child = pausing();
        int status;
        tracer(child, PTRACE_O_EXITKILL, way);
        sleep_ms(30);
        R(kill(child, 0));
        printf("%d: %s\n", way, waitpid(child, &status, WNOHANG) == child ? "killed" : "alive");
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
}

CASE(tracers_that_end_at_once)
{
    // A stop that nobody waits for any more must not outlast a SIGKILL.
    for (int i = 0; i < 60; i++) {
        pid_t child = pausing();
        pid_t who = fork();
        if (who == 0) _exit(trace(i & 1 ? PTRACE_ATTACH : PTRACE_SEIZE, child, 0, 0) < 0);
        int status;
        waitpid(who, &status, 0);
        if (status) printf("not traced\n");
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        if (!WIFSIGNALED(status)) printf("status %#x\n", status);
    }
}

static void *thread_body(void *unused)
{
    for (;;) pause();
    return unused;
}

CASE(only_one_thread_is_traced)
{
    int report[2];
    pipe(report);
    pid_t child = fork();
    if (child == 0) {
        pthread_t thread;
        pthread_create(&thread, NULL, thread_body, NULL);
        write(report[1], "x", 1);
        for (;;) pause();
    }
    char c;
    read(report[0], &c, 1);
    sleep_ms(20);
    R(trace(PTRACE_SEIZE, child, 0, 0));
    R(kill(child, SIGSTOP));
    int first = next_stop("signal", child);
    if (!(first >> 16)) {
        R(trace(PTRACE_CONT, child, 0, SIGSTOP));
        next_stop("group", child);
    }
    R(trace(PTRACE_LISTEN, child, 0, 0));
    R(kill(child, SIGCONT));
    next_stop("continued", child);
    finish(child);
}
