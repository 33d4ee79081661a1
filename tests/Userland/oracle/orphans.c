// SPDX-License-Identifier: MIT
// Which groups are hung up when a process ends (POSIX _exit(): orphaned process groups with stopped members).
#include "oracle.h"

static void note(int signal) { printf("got %s\n", oracle_signal(signal)); }

// The group was orphaned all the time, so nothing happens to it when one of its members ends while another one is stopped.
CASE(orphaned_before)
{
    signal(SIGHUP, note);
    pid_t stopped = fork();
    if (stopped == 0) for (;;) pause();
    R(kill(stopped, SIGSTOP));
    int status;
    R(waitpid(stopped, &status, WUNTRACED) == stopped);
    CHILD printf("a member that ends\n");
    sleep_ms(50);
    R(kill(stopped, SIGKILL));
    show_child("stopped", stopped);
}

// The group of the grandchild loses its only tie, the child, while it is stopped.
CASE(orphaned_now)
{
    int ends[2];
    R(pipe(ends));
    pid_t child = fork();
    if (child == 0) {
        pid_t grandchild = fork();
        if (grandchild == 0) {
            setpgid(0, 0);
            signal(SIGHUP, SIG_DFL);
            raise(SIGSTOP);
            _exit(1);
        }
        int status;
        waitpid(grandchild, &status, WUNTRACED);
        show_status("grandchild", status);
        _exit(0);
    }
    close(ends[1]);
    show_child("child", child);
    // It holds the other end until SIGHUP ends it.
    char byte;
    R(read(ends[0], &byte, 1));
}
