// SPDX-License-Identifier: MIT
// How a process begins and ends.
#include "oracle.h"

CASE(exit_status_is_low_byte)
{
    pid_t child = fork();
    if (child == 0) _exit(0x1234);
    show_child("_exit(0x1234)", child);
}

CASE(killed_by_signal_without_core)
{
    pid_t child = fork();
    if (child == 0) {
        kill(getpid(), SIGTERM);
        pause();
    }
    show_child("SIGTERM", child);
}

CASE(exec_gives_arguments)
{
    CHILD {
        char *arguments[] = { "oracle", "--exec", "one", "", "three words here", NULL };
        execve("/proc/self/exe", arguments, (char *[]){ NULL });
        perror("execve");
    }
}

CASE(exec_errors_in_order)
{
    char *none[] = { "x", NULL };
    make_file("plain", "no program\n");
    R(execve("missing", none, none));
    R(execve("plain", none, none));
    chmod("plain", 0755);
    R(execve("plain", none, none));
    R(execve("plain/under", none, none));
    R(execve(".", none, none));
    R(execve("", none, none));
    R(execve(bad_address(), none, none));
    R(execve("plain", bad_address(), none));
    R(execve("missing", bad_address(), none));
}
