// SPDX-License-Identifier: MIT
// Who may do what to other processes and to the system: root, another user, one with mixed identities.
#include "oracle.h"
#include <grp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <sys/uio.h>
#include <time.h>

enum { USER = 1000, OTHER = 1001, EXTRA = 2000 };

#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#define SYS_pidfd_open 434
#define SYS_pidfd_getfd 438
#endif

static const char *result(long value)
{
    return value < 0 ? oracle_error(errno) : "ok";
}

struct identity {
    const char *name;
    uid_t real, effective, saved;
    gid_t group;
    int is_dumpable, extra;
};

static const struct identity identities[] = {
    { "root", 0, 0, 0, 0, 1, 0 },
    { "user", USER, USER, USER, USER, 1, 0 },
    { "other", OTHER, OTHER, OTHER, OTHER, 1, 0 },
    { "real user", USER, 0, 0, USER, 1, 0 },
    { "effective user", 0, USER, 0, USER, 1, 0 },
    { "saved user", OTHER, OTHER, USER, USER, 1, 0 },
    { "other group", USER, USER, USER, OTHER, 1, 0 },
    { "not dumpable", USER, USER, USER, USER, 0, 0 },
};

static void become(const struct identity *who)
{
    gid_t extra = EXTRA;
    NEED(setgroups(who->extra, &extra) == 0);
    NEED(setresgid(who->group, who->group, who->group) == 0);
    NEED(setresuid(who->real, who->effective, who->saved) == 0);
    prctl(PR_SET_DUMPABLE, who->is_dumpable, 0, 0, 0);
}

static pid_t start(const struct identity *who)
{
    int ready[2];
    NEED(pipe(ready) == 0);
    pid_t child = fork();
    if (child == 0) {
        struct rlimit limit = { 50, 100 };
        setrlimit(RLIMIT_NOFILE, &limit);
        open("/dev/null", O_RDONLY);
        become(who);
        write(ready[1], "x", 1);
        for (;;) pause();
    }
    char c;
    read(ready[0], &c, 1);
    close(ready[0]), close(ready[1]);
    return child;
}

static char page[64];

static long to_process(int what, pid_t pid)
{
    struct sched_param normal = { 0 }, real_time = { 1 };
    struct rlimit limit = { 40, 100 }, higher = { 40, 200 };
    struct iovec mine = { page, sizeof page }, its = { page, sizeof page };
    cpu_set_t cpus;
    siginfo_t info = { .si_code = SI_QUEUE };
    void *head;
    size_t size;
    int file;
    CPU_ZERO(&cpus), CPU_SET(0, &cpus);
    switch (what) {
    case 0: return kill(pid, 0);
    case 1: return kill(pid, SIGCONT);
    case 2: return syscall(SYS_tgkill, pid, pid, 0);
    case 3: return syscall(SYS_rt_sigqueueinfo, pid, 0, &info);
    case 4: return getpriority(PRIO_PROCESS, pid);
    case 5: return setpriority(PRIO_PROCESS, pid, 5);
    case 6: return setpriority(PRIO_PROCESS, pid, -5);
    case 7: return setpriority(PRIO_USER, OTHER, 6);
    case 8: return sched_setaffinity(pid, sizeof cpus, &cpus);
    case 9: return sched_getaffinity(pid, sizeof cpus, &cpus);
    case 10: return syscall(SYS_sched_setscheduler, pid, SCHED_BATCH, &normal);
    case 11: return syscall(SYS_sched_setscheduler, pid, SCHED_FIFO, &real_time);
    case 12: return syscall(SYS_sched_getscheduler, pid);
    case 13: return syscall(SYS_ioprio_set, 1, pid, (2 << 13) | 5);
    case 14: return syscall(SYS_ioprio_set, 1, pid, (1 << 13) | 5);
    case 15: return syscall(SYS_ioprio_get, 1, pid);
    case 16: return prlimit(pid, RLIMIT_NOFILE, NULL, &limit);
    case 17: return prlimit(pid, RLIMIT_NOFILE, &limit, NULL);
    case 18: return prlimit(pid, RLIMIT_NOFILE, &higher, NULL);
    case 19: return process_vm_readv(pid, &mine, 1, &its, 1, 0);
    case 20: return process_vm_writev(pid, &mine, 1, &its, 1, 0);
    case 21: return ptrace(PTRACE_ATTACH, pid, 0, 0);
    case 22: return ptrace(PTRACE_SEIZE, pid, 0, 0);
    case 23: return getsid(pid) > 0 ? 0 : -1;
    case 24: return getpgid(pid) > 0 ? 0 : -1;
    case 25: return setpgid(pid, pid);
    case 26: return syscall(SYS_get_robust_list, pid, &head, &size);
    case 27: return file = syscall(SYS_pidfd_open, pid, 0), file < 0 ? -1 : syscall(SYS_pidfd_send_signal, file, 0, NULL, 0);
    case 28: return file = syscall(SYS_pidfd_open, pid, 0), file < 0 ? -1 : syscall(SYS_pidfd_getfd, file, 0, 0);
    case 29: return fcntl(0, F_SETOWN, pid);
    case 30: return syscall(SYS_sched_setparam, pid, &normal);
    case 31: return kill(pid, SIGUSR1);
    default: return -1;
    }
}

static const char *const process_calls[] = {
    "kill 0", "kill SIGCONT", "tgkill", "sigqueue", "getpriority", "nice up", "nice down", "nice of user", "setaffinity", "getaffinity", "batch", "fifo", "getscheduler",
    "ioprio", "ioprio rt", "ioprio_get", "prlimit get", "prlimit set", "prlimit raise", "vm_readv", "vm_writev", "attach", "seize", "getsid", "getpgid", "setpgid",
    "robust list", "pidfd signal", "pidfd_getfd", "setown", "setparam", "kill",
};

static void all_processes(const struct identity *me, int first, int last)
{
    for (unsigned i = 0; i < sizeof identities / sizeof identities[0]; i++) {
        printf("%s:\n", identities[i].name);
        for (int what = first; what < last; what++) {
            pid_t target = start(&identities[i]);
            int report[2], error = -1;
            NEED(pipe(report) == 0);
            pid_t child = fork();
            if (child == 0) {
                become(me);
                errno = 0;
                error = to_process(what, target) == -1 ? errno : 0;
                write(report[1], &error, sizeof error);
                _exit(0);
            }
            read(report[0], &error, sizeof error);
            waitpid(child, NULL, 0);
            close(report[0]), close(report[1]);
            kill(target, SIGKILL), waitpid(target, NULL, 0);
            printf("  %s %s\n", process_calls[what], oracle_error(error));
        }
    }
}

static const struct identity mixed = { "mixed", OTHER, USER, OTHER, USER, 1, 0 }, with_extra = { "extra", USER, USER, USER, USER, 1, 1 };

CASE(processes_of_others) { all_processes(&identities[1], 0, 16); }
CASE(processes_of_others_looked_into) { all_processes(&identities[1], 16, 32); }
CASE(mixed_identity) { all_processes(&mixed, 0, 16); }
CASE(mixed_identity_looks_into) { all_processes(&mixed, 16, 32); }
CASE(with_a_group) { all_processes(&with_extra, 16, 23); }

CASE(files_of_proc)
{
    static const char *const files[] = {
        "environ", "mem", "maps", "smaps", "auxv", "stat", "statm", "status", "syscall", "personality", "io", "limits", "cmdline", "comm", "fd", "fdinfo", "fd/0", "exe",
        "cwd", "root", "mountinfo", "mountstats", "oom_score_adj", "task", "schedstat", "coredump_filter", "wchan", "ns", "clear_refs", "pagemap", "map_files",
    };
    for (unsigned i = 0; i < sizeof identities / sizeof identities[0]; i++) {
        printf("-- %s\n", identities[i].name);
        pid_t target = start(&identities[i]);
        CHILD
        {
            become(&identities[1]);
            for (unsigned f = 0; f < 27; f++) {
                char path[64], text[16];
                snprintf(path, sizeof path, "/proc/%d/%s", target, files[f]);
                int file = open(path, O_RDONLY);
                printf("%s: open %s", files[f], result(file));
                if (file >= 0 && f != 1 && f < 14) printf(" read %s", result(read(file, text, sizeof text)));
                printf(" write %s", result(open(path, O_WRONLY)));
                if (f >= 16 && f <= 19) printf(" readlink %s", result(readlink(path, text, sizeof text)));
                struct stat status;
                printf(" stat %s", result(lstat(path, &status)));
                printf(" %o %u\n", status.st_mode, status.st_uid);
                close(file);
            }
        }
        kill(target, SIGKILL), waitpid(target, NULL, 0);
    }
}

static long to_system(int what)
{
    struct timespec time = { 1000000000, 0 };
    struct timeval old = { 1000000000, 0 };
    struct timex adjust = { .modes = ADJ_MAXERROR }, look = { 0 };
    struct sched_param real_time = { 1 }, normal = { 0 };
    struct rlimit limit = { 1 << 20, 1 << 21 }, memory = { 4096, 4096 };
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(79), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    gid_t groups[] = { EXTRA };
    int priority = 7, size = 100000, one = 1, file;
    switch (what) {
    case 0: return mount("none", "d", "tmpfs", 0, NULL);
    case 1: return mount("d", "d", NULL, MS_BIND, NULL);
    case 2: return umount2("d", MNT_DETACH);
    case 3: return umount2("missing", 0);
    case 4: return chroot("d");
    case 5: return chroot("missing");
    case 6: return chroot("/proc/self/mem");
    case 7: return sethostname("x", 1);
    case 8: return sethostname("x", -1);
    case 9: return setdomainname("x", 1);
    case 10: return syscall(SYS_reboot, 0, 0, 0, 0);
    case 11: return clock_settime(CLOCK_REALTIME, &time);
    case 12: return clock_settime(CLOCK_MONOTONIC, &time);
    case 13: return settimeofday(&old, NULL);
    case 14: return adjtimex(&adjust);
    case 15: return adjtimex(&look) < 0 ? -1 : 0;
    case 16: return setuid(0);
    case 17: return setuid(OTHER);
    case 18: return setresuid(-1, -1, USER);
    case 19: return setreuid(USER, OTHER);
    case 20: return setgid(0);
    case 21: return setresgid(USER, -1, EXTRA);
    case 22: return setgroups(1, groups);
    case 23: return setgroups(0, NULL);
    case 24: return nice(-1);
    case 25: return nice(1) < 0 && errno ? -1 : 0;
    case 26: return setpriority(PRIO_PROCESS, 0, 0);
    case 27: return syscall(SYS_sched_setscheduler, 0, SCHED_RR, &real_time);
    case 28: return syscall(SYS_sched_setscheduler, 0, SCHED_IDLE, &normal);
    case 29: return setrlimit(RLIMIT_NOFILE, &limit);
    case 30: return setrlimit(RLIMIT_MEMLOCK, &memory) ?: mlock(page, 3 * 4096);
    case 31: return setrlimit(RLIMIT_MEMLOCK, &memory) ?: mlockall(MCL_CURRENT);
    case 32: return syscall(SYS_ioprio_set, 1, 0, 1 << 13);
    case 33: return syscall(SYS_ioprio_set, 1, 0, 3 << 13);
    case 34: return unshare(CLONE_NEWNS);
    case 35: return bind(socket(AF_INET, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address);
    case 36: return setsockopt(socket(AF_INET, SOCK_STREAM, 0), SOL_SOCKET, SO_PRIORITY, &priority, sizeof priority);
    case 37: return setsockopt(socket(AF_INET, SOCK_STREAM, 0), SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof size);
    case 38: return setsockopt(socket(AF_INET, SOCK_STREAM, 0), SOL_SOCKET, SO_DEBUG, &one, sizeof one);
    case 39: return mknod("node", S_IFCHR | 0600, 0x103);
    case 40: return mknod("node", S_IFREG | 0600, 0), unlink("node");
    case 41: return ioctl(open("/dev/null", O_RDONLY), TIOCSTI, "x");
    case 42: return syscall(SYS_mlock2, page, 4096, 0);
    case 43: return chroot("/proc/self/fd");
    case 44: return mknod("node", S_IFBLK | 0600, 0x103);
    case 45: return prctl(PR_CAPBSET_DROP, 0, 0, 0, 0);
    case 46: return prctl(PR_SET_SECUREBITS, 1, 0, 0, 0);
    case 47: return prctl(PR_CAP_AMBIENT, 2, 0, 0, 0);
    case 48: return file = open("/proc/self/oom_score_adj", O_WRONLY), write(file, "-5", 2);
    case 49: return file = open("/proc/self/oom_score_adj", O_WRONLY), write(file, "5", 1);
    case 50: return open("/proc/sys/kernel/hostname", O_WRONLY);
    case 51: return open("/proc/sys/vm/overcommit_memory", O_WRONLY);
    case 52: return open("/proc/sys/kernel/hostname", O_RDONLY);
    case 53: return open("/dev/mem", O_RDONLY) < 0 && errno == ENOENT ? errno = EACCES, -1 : 0;
    case 54: return fcntl(({ int ends[2]; pipe(ends); ends[0]; }), F_SETPIPE_SZ, 2 << 20) < 0 ? -1 : 0;
    case 55: return timer_create(CLOCK_BOOTTIME_ALARM, NULL, &(timer_t){ 0 });
    case 56: return setsid() < 0 ? -1 : 0;
    case 57: return syscall(SYS_personality, 0x0400000) < 0 ? -1 : 0;
    default: return -1;
    }
}

CASE(the_system)
{
    static const struct identity *const who[] = { &identities[1], &with_extra, &mixed };
    mkdir("d", 0777), chmod(".", 0777);
    for (unsigned w = 0; w < 3; w++) {
        printf("-- %s\n", who[w]->name);
        for (int what = 0; what < 58; what++) {
            int report[2], error = -1;
            NEED(pipe(report) == 0);
            pid_t child = fork();
            if (child == 0) {
                become(who[w]);
                errno = 0;
                error = to_system(what) == -1 ? errno : 0;
                write(report[1], &error, sizeof error);
                _exit(0);
            }
            read(report[0], &error, sizeof error);
            waitpid(child, NULL, 0);
            close(report[0]), close(report[1]);
            printf("%d: %s\n", what, oracle_error(error));
        }
    }
}
