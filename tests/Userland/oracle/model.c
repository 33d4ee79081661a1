// SPDX-License-Identifier: MIT
// What a process is besides its memory and files: personality, I/O priority, extended attributes' errors.
#include "oracle.h"
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/xattr.h>

#define IOPRIO(class, level) ((class) << 13 | (level))

CASE(persona)
{
    R(personality(0xffffffff));
    R(personality(0x0040000)); // ADDR_NO_RANDOMIZE
    R(personality(0xffffffff));
    CHILD R(personality(0xffffffff));
    char text[16];
    R(read_file("/proc/self/personality", text, sizeof text));
    show_bytes("file", text, 8);
    R(personality(0));
}

CASE(io_priority)
{
    R(syscall(SYS_ioprio_get, 1, 0));
    R(syscall(SYS_ioprio_set, 1, 0, IOPRIO(2, 6)));
    R(syscall(SYS_ioprio_get, 1, 0));
    CHILD R(syscall(SYS_ioprio_get, 1, 0));
    R(syscall(SYS_ioprio_get, 2, 0));
    R(syscall(SYS_ioprio_set, 1, 0, IOPRIO(3, 0)));
    R(syscall(SYS_ioprio_get, 1, 0));
    R(syscall(SYS_ioprio_get, 0, 0));
    R(syscall(SYS_ioprio_get, 4, 0));
    R(syscall(SYS_ioprio_get, 1, 999999));
    R(syscall(SYS_ioprio_set, 1, 999999, IOPRIO(2, 0)));
    R(syscall(SYS_ioprio_set, 9, 999999, IOPRIO(2, 0)));
    R(syscall(SYS_ioprio_set, 9, 0, IOPRIO(5, 0)));
    R(syscall(SYS_ioprio_set, 1, 0, IOPRIO(0, 3)));
    R(syscall(SYS_ioprio_set, 1, 0, IOPRIO(1, 3)));
    R(syscall(SYS_ioprio_get, 1, 0));
    CHILD
    {
        setuid(65534);
        R(syscall(SYS_ioprio_set, 1, 0, IOPRIO(1, 3)));
        R(syscall(SYS_ioprio_set, 1, getppid(), IOPRIO(2, 3)));
        R(syscall(SYS_ioprio_set, 1, 0, IOPRIO(2, 3)));
        R(syscall(SYS_ioprio_set, 1, 0, IOPRIO(2, 7)));
    }
}

CASE(attributes_of_procfs)
{
    char value[16];
    char name[300];
    memset(name, 'n', sizeof name);
    memcpy(name, "user.", 5);
    name[sizeof name - 1] = 0;
    R(getxattr("/proc/version", "user.x", value, sizeof value));
    R(setxattr("/proc/version", "user.x", "v", 1, 0));
    R(removexattr("/proc/version", "user.x"));
    R(listxattr("/proc/version", value, sizeof value));
    R(getxattr("/proc/nothing", "user.x", value, sizeof value));
    R(getxattr("/proc/version", "", value, sizeof value));
    R(getxattr("/proc/nothing", "", value, sizeof value));
    R(getxattr("/proc/version", name, value, sizeof value));
    R(getxattr(bad_address(), "user.x", value, sizeof value));
    R(getxattr("/proc/version", bad_address(), value, sizeof value));
    R(setxattr("/proc/version", "user.x", "v", 1, 7));
    R(setxattr("/proc/nothing", "user.x", "v", 1, 4));
    R(setxattr("/proc/version", "user.x", value, 65537, 0));
    R(setxattr("/proc/version", "user.x", bad_address(), 1, 0));
    R(setxattr("", "user.x", "v", 1, 0));
    R(fgetxattr(99, "user.x", value, 1));
    R(flistxattr(99, value, 1));
    int fd = open("/proc/version", O_RDONLY);
    R(fgetxattr(fd, "user.x", value, 1));
    R(flistxattr(fd, value, 1));
    int place = open("/proc/version", O_PATH);
    R(fgetxattr(place, "user.x", value, 1));
    R(lgetxattr("/proc/self", "user.x", value, 1));
    R(lsetxattr("/proc/self", "user.x", value, 1, 0));
    R(llistxattr("/proc/self", value, 1));
    R(getxattr("/proc/version", "trusted.x", value, 1));
    CHILD
    {
        setuid(65534);
        R(getxattr("/proc/version", "trusted.x", value, 1));
        R(setxattr("/proc/version", "trusted.x", value, 1, 0));
        R(setxattr("/proc/version", "user.x", value, 1, 0));
        R(getxattr("/proc/version", "user.x", value, 1));
    }
}

CASE(pdeathsig)
{
    int signal = -1;
    R(prctl(PR_SET_PDEATHSIG, SIGUSR1));
    R(prctl(PR_GET_PDEATHSIG, &signal));
    R(signal);
    R(prctl(PR_SET_PDEATHSIG, 65));
    R(prctl(PR_SET_PDEATHSIG, -1));
    R(prctl(PR_GET_PDEATHSIG, bad_address()));
    CHILD
    {
        prctl(PR_GET_PDEATHSIG, &signal);
        R(signal);
    }
    R(prctl(99999));
}
