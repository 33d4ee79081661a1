// SPDX-License-Identifier: MIT
// Capabilities, securebits and what changes of users do to them. Only those are looked at that any root has.
#include "oracle.h"
#include <linux/capability.h>
#include <linux/securebits.h>
#include <sys/prctl.h>
#include <sys/auxv.h>

#define NOBODY 65534
#define BIT(capability) (1u << (capability))

static struct __user_cap_data_struct sets[2];

static long get(int pid)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, pid};
    return syscall(SYS_capget, &header, sets);
}

static long set(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    return syscall(SYS_capset, &header, sets);
}

static void show(const char *label)
{
    unsigned mask = BIT(CAP_CHOWN) | BIT(CAP_KILL) | BIT(CAP_SETUID) | BIT(CAP_SETGID) | BIT(CAP_FOWNER);
    get(0);
    printf("%s: effective %x permitted %x inheritable %x\n", label, sets[0].effective & mask, sets[0].permitted & mask, sets[0].inheritable & mask);
}

CASE(versions)
{
    struct __user_cap_header_struct header = {0, 0};
    R(syscall(SYS_capget, &header, NULL));
    printf("%x\n", header.version);
    header.version = 1;
    R(syscall(SYS_capget, &header, sets));
    printf("%x\n", header.version);
    header.version = 2;
    R(syscall(SYS_capset, &header, sets));
    R(syscall(SYS_capget, bad_address(), NULL));
    R(syscall(SYS_capget, bad_address(), sets));
    R(syscall(SYS_capset, bad_address(), bad_address()));
    header.version = _LINUX_CAPABILITY_VERSION_3;
    R(syscall(SYS_capget, &header, NULL));
    R(syscall(SYS_capget, &header, bad_address()));
    R(syscall(SYS_capset, &header, bad_address()));
    header.version = _LINUX_CAPABILITY_VERSION_1;
    memset(sets, 0x55, sizeof sets);
    R(syscall(SYS_capget, &header, sets));
    T(sets[0].effective == 0x55555555 || sets[0].effective != 0);
    printf("%x\n", sets[1].effective);
    header.version = _LINUX_CAPABILITY_VERSION_3;
    header.pid = -1;
    R(syscall(SYS_capget, &header, sets));
    R(syscall(SYS_capset, &header, sets));
    header.pid = 999999;
    R(syscall(SYS_capget, &header, sets));
    R(syscall(SYS_capset, &header, sets));
    header.pid = getppid();
    R(syscall(SYS_capget, &header, sets));
    R(syscall(SYS_capset, &header, sets));
}

CASE(drop)
{
    show("root");
    sets[0].effective &= ~BIT(CAP_CHOWN);
    R(set());
    show("less");
    make_file("file", "");
    R(chown("file", NOBODY, NOBODY));
    sets[0].effective |= BIT(CAP_CHOWN);
    R(set());
    R(chown("file", NOBODY, NOBODY));
    sets[0].permitted &= ~BIT(CAP_KILL);
    R(set());
    sets[0].effective &= ~BIT(CAP_KILL);
    R(set());
    show("without kill");
    sets[0].permitted |= BIT(CAP_KILL);
    R(set());
    sets[0].permitted &= ~BIT(CAP_KILL);
    sets[0].inheritable = BIT(CAP_FOWNER);
    R(set());
    show("inheritable");
    CHILD show("child");
}

CASE(leaving_root)
{
    CHILD
    {
        R(setuid(NOBODY));
        show("setuid");
        R(setuid(0));
    }
    CHILD
    {
        R(seteuid(NOBODY));
        show("seteuid");
        R(setgid(5));
        R(seteuid(0));
        show("back");
    }
    CHILD
    {
        R(prctl(PR_GET_KEEPCAPS));
        R(prctl(PR_SET_KEEPCAPS, 1));
        R(prctl(PR_GET_KEEPCAPS));
        R(setresuid(NOBODY, NOBODY, NOBODY));
        show("kept");
        sets[0].effective = BIT(CAP_SETUID);
        R(set());
        R(setuid(7));
        R(prctl(PR_SET_KEEPCAPS, 2));
    }
    CHILD
    {
        R(prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP));
        R(setuid(NOBODY));
        show("no fixup");
        R(prctl(PR_GET_SECUREBITS));
    }
    CHILD
    {
        R(syscall(SYS_setfsuid, NOBODY));
        show("setfsuid");
        R(syscall(SYS_setfsuid, 0));
        show("back");
    }
    CHILD
    {
        R(setresgid(5, 5, 5));
        show("setgid");
    }
}

CASE(bounding)
{
    R(prctl(PR_CAPBSET_READ, CAP_CHOWN));
    R(prctl(PR_CAPBSET_READ, 64));
    R(prctl(PR_CAPBSET_READ, -1));
    R(prctl(PR_CAPBSET_DROP, CAP_CHOWN));
    R(prctl(PR_CAPBSET_READ, CAP_CHOWN));
    R(prctl(PR_CAPBSET_DROP, 64));
    show("dropped");
    sets[0].inheritable |= BIT(CAP_CHOWN);
    R(set());
    CHILD
    {
        setuid(NOBODY);
        R(prctl(PR_CAPBSET_READ, CAP_KILL));
        R(prctl(PR_CAPBSET_DROP, CAP_KILL));
        R(prctl(PR_CAPBSET_DROP, 64));
    }
}

CASE(securebits)
{
    R(prctl(PR_GET_SECUREBITS));
    R(prctl(PR_SET_SECUREBITS, SECBIT_KEEP_CAPS));
    R(prctl(PR_GET_KEEPCAPS));
    R(prctl(PR_SET_SECUREBITS, SECBIT_KEEP_CAPS | SECBIT_KEEP_CAPS_LOCKED));
    R(prctl(PR_SET_KEEPCAPS, 0));
    R(prctl(PR_SET_SECUREBITS, SECBIT_KEEP_CAPS));
    R(prctl(PR_SET_SECUREBITS, SECBIT_KEEP_CAPS_LOCKED));
    R(prctl(PR_SET_SECUREBITS, SECBIT_KEEP_CAPS | SECBIT_KEEP_CAPS_LOCKED | SECBIT_NOROOT));
    CHILD R(prctl(PR_GET_SECUREBITS));
    CHILD
    {
        setuid(NOBODY);
        R(prctl(PR_SET_SECUREBITS, 0));
    }
}

CASE(ambient)
{
    R(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_KILL, 0, 0));
    R(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_KILL, 0, 0));
    get(0);
    sets[0].inheritable |= BIT(CAP_KILL);
    R(set());
    R(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_KILL, 0, 0));
    R(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_KILL, 0, 0));
    R(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_LOWER, CAP_KILL, 0, 0));
    R(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_KILL, 0, 0));
    R(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0));
    R(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 1, 0, 0));
    R(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, 64, 0, 0));
    R(prctl(PR_CAP_AMBIENT, 9, CAP_KILL, 0, 0));
    R(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_KILL, 1, 0));
}

CASE(dumpable)
{
    R(prctl(PR_GET_DUMPABLE));
    R(prctl(PR_SET_DUMPABLE, 2));
    R(prctl(PR_SET_DUMPABLE, 0));
    R(prctl(PR_GET_DUMPABLE));
    CHILD R(prctl(PR_GET_DUMPABLE));
    R(prctl(PR_SET_DUMPABLE, 1));
    CHILD
    {
        int signal;
        prctl(PR_SET_PDEATHSIG, SIGUSR2);
        setuid(NOBODY);
        R(prctl(PR_GET_DUMPABLE));
        R(prctl(PR_GET_PDEATHSIG, &signal));
        R(signal);
        struct stat st;
        stat("/proc/self", &st);
        R(st.st_uid);
        stat("/proc/self/status", &st);
        R(st.st_uid);
        OK(open("/proc/self/environ", O_RDONLY));
        R(prctl(PR_SET_DUMPABLE, 1));
        stat("/proc/self/status", &st);
        R(st.st_uid);
        OK(open("/proc/self/environ", O_RDONLY));
    }
}

CASE(no_new_privileges)
{
    R(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
    R(prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
    R(prctl(PR_SET_NO_NEW_PRIVS, 1, 1, 0, 0));
    R(prctl(PR_GET_NO_NEW_PRIVS, 1, 0, 0, 0));
    R(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    CHILD R(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
}

CASE(timer_slack)
{
    R(prctl(PR_GET_TIMERSLACK));
    R(prctl(PR_SET_TIMERSLACK, 70000));
    R(prctl(PR_GET_TIMERSLACK));
    CHILD
    {
        R(prctl(PR_GET_TIMERSLACK));
        R(prctl(PR_SET_TIMERSLACK, 80000));
        R(prctl(PR_SET_TIMERSLACK, 0));
        R(prctl(PR_GET_TIMERSLACK));
    }
    R(prctl(PR_SET_TIMERSLACK, 0));
    R(prctl(PR_GET_TIMERSLACK));
    R(prctl(PR_GET_SECCOMP));
    R(prctl(PR_GET_TIMING));
    R(prctl(PR_SET_TIMING, 1));
}

CASE(access_uses_real_user)
{
    make_file("secret", "x");
    chmod("secret", 0);
    R(access("secret", R_OK | W_OK));
    R(access("secret", X_OK));
    CHILD
    {
        R(setresuid(NOBODY, 0, 0));
        R(access("secret", R_OK));
        OK(open("secret", O_RDONLY));
    }
    CHILD
    {
        R(setresuid(0, NOBODY, 0));
        R(access("secret", R_OK));
        OK(open("secret", O_RDONLY));
    }
}
