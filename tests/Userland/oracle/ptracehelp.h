// SPDX-License-Identifier: MIT
// What the cases of ptrace(2) share.
#ifndef PTRACEHELP_H
#define PTRACEHELP_H
#include "oracle.h"
#include <sys/ptrace.h>

#ifndef PTRACE_EVENT_STOP
#define PTRACE_EVENT_STOP 128
#endif

// The call itself: the C library's wrapper answers PEEK requests in another way.
static inline long trace(long request, pid_t pid, unsigned long address, unsigned long data)
{
    return syscall(SYS_ptrace, request, (long)pid, address, data);
}

static inline int next_stop(const char *label, pid_t pid)
{
    int status = 0;
    pid_t found = waitpid(pid, &status, __WALL);
    if (found != pid) printf("%s: %s\n", label, found < 0 ? oracle_error(errno) : "another");
    else show_status(label, status);
    return status;
}

#endif
