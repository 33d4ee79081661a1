// SPDX-License-Identifier: MIT
// /proc and /sys: formats, what can be written, and errors.
#include "oracle.h"
#include <pthread.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <ctype.h>
#include <dirent.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/vfs.h>

static char text[65536];

static char *slurp(const char *path)
{
    long count = read_file(path, text, sizeof text - 1);
    text[count < 0 ? 0 : count] = 0;
    return text;
}

// The rest of the line that begins with the label.
static char *line_of(const char *path, const char *label)
{
    static char line[512];
    char *at = slurp(path);
    size_t length = strlen(label);
    line[0] = 0;
    for (; at && *at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL) {
        if (strncmp(at, label, length) != 0) continue;
        snprintf(line, sizeof line, "%.*s", (int)strcspn(at + length, "\n"), at + length);
        break;
    }
    return line;
}

static void show_line(const char *path, const char *label) { printf("%s%s\n", label, line_of(path, label)); }

static int writes(const char *path, const char *value)
{
    int fd = open(path, O_WRONLY);
    if (fd < 0) return -1;
    long result = write(fd, value, strlen(value));
    int error = errno;
    close(fd);
    errno = error;
    return (int)result;
}

CASE(stat_fields)
{
    char *name = strchr(slurp("/proc/self/stat"), '(');
    char *rest = strrchr(text, ')');
    T(atoi(text) == getpid());
    int fields = 0;
    for (char *at = rest + 1; *at; at++) fields += *at == ' ';
    R(fields);
    printf("%.*s\n", (int)(rest - name + 1), name);
    int ppid, pgrp, session;
    char state;
    R(sscanf(rest + 1, " %c %d %d %d", &state, &ppid, &pgrp, &session));
    printf("%c\n", state);
    T(ppid == getppid());
    T(pgrp == getpgrp());
    T(session == getsid(0));
}

CASE(status_fields)
{
    static const char *labels[] = {"Name:", "Umask:", "State:", "Tgid:", "Ngid:", "Pid:", "PPid:", "TracerPid:", "Uid:", "Gid:", "FDSize:", "Groups:", "VmPeak:", "VmSize:", "VmLck:", "VmHWM:",
        "VmRSS:", "VmData:", "VmStk:", "VmExe:", "VmLib:", "VmPTE:", "VmSwap:", "Threads:", "SigQ:", "SigPnd:", "ShdPnd:", "SigBlk:", "SigIgn:", "SigCgt:", "NoNewPrivs:", "Seccomp:",
        "Cpus_allowed:", "Cpus_allowed_list:", "Mems_allowed:", "Mems_allowed_list:", "voluntary_ctxt_switches:", "nonvoluntary_ctxt_switches:"};
    char *at = slurp("/proc/self/status");
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        char *found = strstr(at, labels[i]);
        printf("%s %s\n", labels[i], found && (found == text || found[-1] == '\n') ? "in order" : "missing");
        if (found) at = found;
    }
    umask(027);
    show_line("/proc/self/status", "Umask:");
    show_line("/proc/self/status", "State:");
    show_line("/proc/self/status", "NoNewPrivs:");
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    show_line("/proc/self/status", "NoNewPrivs:");
}

CASE(status_signals)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGRTMIN + 3);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGTERM, SIG_IGN);
    raise(SIGUSR1);
    kill(getpid(), SIGRTMIN + 3);
    show_line("/proc/self/status", "SigPnd:");
    show_line("/proc/self/status", "ShdPnd:");
    show_line("/proc/self/status", "SigBlk:");
    T(strstr(line_of("/proc/self/status", "SigIgn:"), "4") != NULL);
}

CASE(comm)
{
    prctl(PR_SET_NAME, "a name too long for it");
    printf("%s", slurp("/proc/self/comm"));
    R(writes("/proc/self/comm", "other\nrest"));
    printf("%s", slurp("/proc/thread-self/comm"));
    R(writes("/proc/self/comm", "0123456789abcdefgh"));
    printf("%s", slurp("/proc/self/comm"));
    R(writes("/proc/self/comm", ""));
    R(writes("/proc/1/comm", "x"));
    show_line("/proc/self/status", "Name:");
    struct stat st;
    stat("/proc/self/comm", &st);
    printf("%o %ld\n", st.st_mode, (long)st.st_size);
}

CASE(oom_score)
{
    printf("%s", slurp("/proc/self/oom_score_adj"));
    R(writes("/proc/self/oom_score_adj", "300"));
    printf("%s", slurp("/proc/self/oom_score_adj"));
    printf("%s", slurp("/proc/self/oom_adj"));
    R(writes("/proc/self/oom_score_adj", "-1001"));
    R(writes("/proc/self/oom_score_adj", "1001"));
    R(writes("/proc/self/oom_score_adj", "x"));
    R(writes("/proc/self/oom_score_adj", " 7 \n"));
    printf("%s", slurp("/proc/self/oom_score_adj"));
    R(writes("/proc/self/oom_adj", "15"));
    printf("%s", slurp("/proc/self/oom_score_adj"));
    R(writes("/proc/self/oom_adj", "16"));
    R(writes("/proc/self/oom_score_adj", ""));
    R(writes("/proc/self/oom_score_adj", "100"));
    CHILD
    {
        printf("%s", slurp("/proc/self/oom_score_adj"));
        setuid(65534);
        // Its files in /proc belong to root now, for it is no longer dumpable.
        prctl(PR_SET_DUMPABLE, 1);
        R(writes("/proc/self/oom_score_adj", "500"));
        R(writes("/proc/self/oom_score_adj", "400"));
    }
}

CASE(limits)
{
    struct rlimit limit = {50, 60};
    setrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = RLIM_INFINITY;
    limit.rlim_max = RLIM_INFINITY;
    setrlimit(RLIMIT_CPU, &limit);
    show_line("/proc/self/limits", "Limit");
    show_line("/proc/self/limits", "Max open files");
    show_line("/proc/self/limits", "Max cpu time");
    slurp("/proc/self/limits");
    for (char *at = text; *at; at = strchr(at, '\n') + 1) printf("%.25s|\n", at);
}

CASE(maps)
{
    char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(page, 4096, PROT_NONE);
    char expected[64];
    snprintf(expected, sizeof expected, "%lx-%lx", (long)page, (long)page + 4096);
    char *found = strstr(slurp("/proc/self/maps"), expected);
    T(found != NULL);
    if (found) printf("%.*s\n", 23, strchr(found, ' '));
    int fd = open("file name", O_RDWR | O_CREAT, 0600);
    ftruncate(fd, 8192);
    char *shared = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 4096);
    snprintf(expected, sizeof expected, "%lx-%lx", (long)shared, (long)shared + 4096);
    found = strstr(slurp("/proc/self/maps"), expected);
    if (found) printf("%.*s\n", 14, strchr(found, ' '));
    char *name = found ? strstr(found, "file name") : NULL;
    T(name && name < strchr(found, '\n'));
    unlink("file name");
    found = strstr(slurp("/proc/self/maps"), expected);
    T(found && strstr(found, "file name (deleted)\n"));
    T(strstr(text, "[stack]\n") != NULL);
    T(strstr(text, "oracle\n") != NULL);
}

CASE(smaps)
{
    char *page = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(page + 32768, 4096, PROT_NONE);
    memset(page, 1, 8192);
    char expected[64];
    snprintf(expected, sizeof expected, "%lx-%lx", (long)page, (long)page + 32768);
    char *at = strstr(slurp("/proc/self/smaps"), expected);
    NEED(at);
    static const char *labels[] = {"Size:", "KernelPageSize:", "MMUPageSize:", "Rss:", "Pss:", "Shared_Clean:", "Shared_Dirty:", "Private_Clean:", "Private_Dirty:", "Referenced:", "Anonymous:", "Swap:", "Locked:"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        char *found = strstr(at, labels[i]);
        NEED(found);
        printf("%.*s\n", (int)strcspn(found, "\n"), found);
    }
    T(strstr(strstr(at, "VmFlags:"), " rd wr mr mw me") != NULL);
    CHILD
    {
        at = strstr(slurp("/proc/self/smaps"), expected);
        printf("%.*s\n", (int)strcspn(strstr(at, "Shared_Dirty:"), "\n"), strstr(at, "Shared_Dirty:"));
        printf("%.*s\n", (int)strcspn(strstr(at, "\nPss:") + 1, "\n"), strstr(at, "\nPss:") + 1);
    }
    slurp("/proc/self/smaps_rollup");
    T(strstr(text, "---p 00000000 00:00 0") && strstr(text, "[rollup]\nRss:"));
    T(atoi(line_of("/proc/self/smaps_rollup", "Rss:")) > 8);
}

CASE(fdinfo)
{
    int fd = open("file", O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    write(fd, "hello", 5);
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fdinfo/%d", fd);
    show_line(name, "pos:");
    show_line(name, "flags:");
    T(atoi(line_of(name, "mnt_id:")) > 0);
    struct stat st;
    fstat(fd, &st);
    T(atol(line_of(name, "ino:")) == (long)st.st_ino);
    stat(name, &st);
    printf("%o\n", st.st_mode);
    close(fd);
    OK(open(name, O_RDONLY));
    OK(open("/proc/self/fdinfo/x", O_RDONLY));
}

CASE(links)
{
    char link[512], path[512];
    long count = readlink("/proc/self", link, sizeof link - 1);
    link[count] = 0;
    T(atoi(link) == getpid());
    count = readlink("/proc/self/cwd", link, sizeof link);
    link[count] = 0;
    getcwd(path, sizeof path);
    T(strcmp(link, path) == 0);
    count = readlink("/proc/self/root", link, sizeof link);
    show_bytes("root", link, count);
    R(readlink("/proc/self/status", link, sizeof link));
    R(readlink("/proc/self/fd/77", link, sizeof link));
    int fd[2];
    pipe(fd);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd[0]);
    count = readlink(path, link, sizeof link);
    show_bytes("pipe", link, 6);
    struct stat st;
    lstat(path, &st);
    printf("%o\n", st.st_mode);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd[1]);
    lstat(path, &st);
    printf("%o\n", st.st_mode);
    int again = open(path, O_WRONLY);
    R(write(again, "x", 1));
    R(read(fd[0], link, 1));
    make_file("gone", "still here");
    int file = open("gone", O_RDONLY);
    unlink("gone");
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    count = readlink(path, link, sizeof link - 1);
    link[count] = 0;
    T(strstr(link, "gone (deleted)") != NULL);
    again = open(path, O_RDONLY);
    R(read(again, link, 100));
}

CASE(creation_fails)
{
    R(mkdir("/proc/x", 0700));
    R(mkdir("/proc/self/x", 0700));
    R(symlink("a", "/proc/x"));
    OK(open("/proc/x", O_CREAT | O_WRONLY, 0600));
    R(unlink("/proc/version"));
    R(rmdir("/proc/self"));
    R(rename("/proc/version", "/proc/x"));
    R(link("/proc/version", "/proc/x"));
    R(mkdir("/proc/version", 0700));
    R(truncate("/proc/version", 5));
    R(chmod("/proc/version", 0644));
    OK(open("/proc/sys/kernel/x", O_CREAT | O_WRONLY, 0600));
    R(mkdir("/sys/x", 0700));
    OK(open("/sys/x", O_CREAT | O_WRONLY, 0600));
    R(rmdir("/sys/devices"));
}

CASE(write_errors)
{
    R(writes("/proc/version", "x"));
    R(writes("/proc/meminfo", "x"));
    R(writes("/proc/self/status", "x"));
    R(writes("/proc/self/stat", "x"));
    R(writes("/proc/self/limits", "x"));
    R(writes("/proc/sys/kernel/ostype", "x"));
    R(writes("/proc/self/exe", "x"));
    R(writes("/sys/devices/system/cpu/possible", "x"));
}

CASE(environ_and_auxv)
{
    static unsigned long vector[128];
    int fd = open("/proc/self/auxv", O_RDONLY);
    long count = read(fd, vector, sizeof vector);
    T(count > 0 && count % 16 == 0);
    unsigned long page = 0, base = 1, entries = 0;
    for (long i = 0; i * 16 < count; i++) {
        if (vector[i * 2] == 6) page = vector[i * 2 + 1];
        if (vector[i * 2] == 7) base = vector[i * 2 + 1];
        if (vector[i * 2] == 0) entries = i + 1;
    }
    R(page);
    R(base);
    T((long)entries * 16 == count);
    struct stat st;
    stat("/proc/self/environ", &st);
    printf("%o\n", st.st_mode);
    stat("/proc/self/auxv", &st);
    printf("%o\n", st.st_mode);
    stat("/proc/self/fd", &st);
    printf("%o\n", st.st_mode);
    stat("/proc/self/task", &st);
    printf("%o\n", st.st_mode);
}

static void *sleep_in_thread(void *argument)
{
    prctl(PR_SET_NAME, "worker");
    write(*(int *)argument, "x", 1);
    pause();
    return NULL;
}

CASE(task)
{
    int fd[2];
    pipe(fd);
    pthread_t thread;
    pthread_create(&thread, NULL, sleep_in_thread, &fd[1]);
    char byte;
    read(fd[0], &byte, 1);
    DIR *directory = opendir("/proc/self/task");
    int count = 0, workers = 0;
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (!isdigit((unsigned char)entry->d_name[0])) continue;
        count++;
        char path[300];
        snprintf(path, sizeof path, "/proc/self/task/%s/comm", entry->d_name);
        if (strcmp(slurp(path), "worker\n") == 0) {
            workers++;
            R(writes(path, "renamed"));
            printf("%s", slurp(path));
            snprintf(path, sizeof path, "/proc/%s/status", entry->d_name);
            T(atoi(line_of(path, "Tgid:")) == getpid());
            show_line(path, "Threads:");
        }
    }
    R(count);
    R(workers);
    show_line("/proc/self/status", "Threads:");
    OK(open("/proc/self/task/1/comm", O_RDONLY));
}

CASE(zombie)
{
    pid_t child = fork();
    if (child == 0) _exit(3);
    siginfo_t information;
    waitid(P_PID, child, &information, WEXITED | WNOWAIT);
    char path[64], link[10];
    snprintf(path, sizeof path, "/proc/%d/status", child);
    show_line(path, "State:");
    printf("%s\n", line_of(path, "VmSize:"));
    snprintf(path, sizeof path, "/proc/%d/cmdline", child);
    R(read_file(path, text, sizeof text));
    snprintf(path, sizeof path, "/proc/%d/exe", child);
    R(readlink(path, link, sizeof link));
    snprintf(path, sizeof path, "/proc/%d/cwd", child);
    R(readlink(path, link, sizeof link));
    snprintf(path, sizeof path, "/proc/%d/maps", child);
    R(read_file(path, text, sizeof text));
    snprintf(path, sizeof path, "/proc/%d/stat", child);
    int fd = open(path, O_RDONLY);
    waitpid(child, NULL, 0);
    R(read(fd, text, 100));
    OK(open(path, O_RDONLY));
}

CASE(system_files)
{
    double one, five, fifteen;
    int running, all, last;
    R(sscanf(slurp("/proc/loadavg"), "%lf %lf %lf %d/%d %d", &one, &five, &fifteen, &running, &all, &last));
    T(running >= 1 && all >= running && last > 0);
    double up, idle;
    R(sscanf(slurp("/proc/uptime"), "%lf %lf", &up, &idle));
    T(up > 0 && idle >= 0);
    T(strncmp(slurp("/proc/version"), "Linux version ", 14) == 0);
    printf("%s", slurp("/proc/sys/kernel/ostype"));
    printf("%s", slurp("/proc/sys/kernel/ngroups_max"));
    printf("%s", slurp("/proc/sys/kernel/overflowuid"));
    T(atoi(slurp("/proc/sys/kernel/pid_max")) >= 32768);
    T(strlen(slurp("/proc/sys/kernel/random/uuid")) == 37 && text[14] == '4');
    T(strlen(slurp("/proc/sys/kernel/random/boot_id")) == 37);
    show_line("/proc/swaps", "Filename");
    show_line("/proc/devices", "Character devices:");
    T(atol(line_of("/proc/meminfo", "MemTotal:")) > atol(line_of("/proc/meminfo", "MemFree:")));
    T(strstr(line_of("/proc/meminfo", "MemTotal:"), " kB") != NULL);
    long user, nice, system, idle_time;
    R(sscanf(line_of("/proc/stat", "cpu "), "%ld %ld %ld %ld", &user, &nice, &system, &idle_time));
    T(atol(line_of("/proc/stat", "btime ")) > 1000000000);
    T(atol(line_of("/proc/stat", "processes ")) > 0);
    struct statfs fs;
    statfs("/proc", &fs);
    printf("%lx\n", (long)fs.f_type);
    statfs("/sys", &fs);
    printf("%lx\n", (long)fs.f_type);
}

CASE(hostname)
{
    R(sethostname("first", 5));
    printf("%s", slurp("/proc/sys/kernel/hostname"));
    R(writes("/proc/sys/kernel/hostname", "second\n"));
    char name[65];
    gethostname(name, sizeof name);
    puts(name);
    CHILD
    {
        setuid(65534);
        R(writes("/proc/sys/kernel/hostname", "third\n"));
        R(sethostname("x", 1));
    }
}

CASE(processors)
{
    T(strncmp(slurp("/sys/devices/system/cpu/online"), "0", 1) == 0);
    printf("%s", slurp("/sys/devices/system/node/online"));
    printf("%s", slurp("/sys/devices/system/cpu/cpu0/topology/physical_package_id"));
    struct stat st;
    stat("/sys/devices/system/cpu/possible", &st);
    printf("%o %ld\n", st.st_mode, (long)st.st_size);
    printf("%s", slurp("/sys/class/mem/null/dev"));
    char link[512];
    long count = readlink("/sys/class/mem/null", link, sizeof link);
    show_bytes("link", link, count);
    count = readlink("/sys/dev/char/1:3", link, sizeof link);
    show_bytes("link", link, count);
}

static long io_of(const char *path, const char *name)
{
    char text[1024], *found;
    long count = read_file(path, text, sizeof text - 1);
    if (count <= 0) return -1;
    text[count] = 0;
    return (found = strstr(text, name)) ? atol(found + strlen(name)) : -2;
}

static void *one_write(void *report)
{
    write(*(int *)report, "abcde", 5);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%ld/io", syscall(SYS_gettid));
    R(io_of(path, "wchar: "));
    R(io_of(path, "syscw: "));
    return NULL;
}

CASE(io)
{
    make_file("f", "0123456789");
    int file = open("f", O_RDWR), ends[2], null = open("/dev/null", O_WRONLY);
    pipe(ends);
    char text[16];
#define DO(what) do { long r = io_of("/proc/self/io", "rchar: "), w = io_of("/proc/self/io", "wchar: "), sr = io_of("/proc/self/io", "syscr: "), \
        sw = io_of("/proc/self/io", "syscw: "), again = io_of("/proc/self/io", "syscr: "); \
        what; \
        long r2 = io_of("/proc/self/io", "rchar: "), w2 = io_of("/proc/self/io", "wchar: "), sr2 = io_of("/proc/self/io", "syscr: "), \
        sw2 = io_of("/proc/self/io", "syscw: "); \
        dprintf(saved, "%s: wchar %ld syscr %ld syscw %ld%s\n", #what, w2 - w, sr2 - sr - 4 * (again - sr), sw2 - sw, r < 0 || r2 < r ? " ?" : ""); } while (0)
    int saved = dup(1);
    DO((void)0);
    DO(read(file, text, 4));
    DO(pread(file, text, 4, 0));
    DO(pread(file, text, 4, 100));
    DO(write(null, text, 7));
    DO(pwrite(file, text, 3, 0));
    DO(read(-1, text, 4));
    DO(write(ends[0], text, 4));
    DO(read(file, NULL, 4));
    DO(write(null, NULL, 0));
    DO(write(ends[1], "abc", 3); read(ends[0], text, 3));
    DO(syscall(SYS_sendfile, null, file, NULL, 2));
    DO(syscall(SYS_copy_file_range, file, NULL, file, &(long long){ 50 }, 2, 0));
    DO(splice(file, &(off_t){ 0 }, ends[1], NULL, 2, 0));
    int pair[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    DO(send(pair[0], "abc", 3, 0));
    DO(recv(pair[1], text, 3, 0));
    DO(write(pair[0], "abc", 3));
    pid_t child = fork();
    if (child == 0) write(null, text, 11), _exit(0);
    DO(waitpid(child, NULL, 0));
    pthread_t thread;
    DO(pthread_create(&thread, NULL, one_write, &null); pthread_join(thread, NULL));
    R(io_of("/proc/self/io", "cancelled_write_bytes: "));
    struct stat status;
    stat("/proc/self/io", &status);
    printf("%o\n", status.st_mode);
    chmod(".", 0755);
    CHILD
    {
        setgid(65534), setuid(65534);
        char path[32];
        snprintf(path, sizeof path, "/proc/%d/io", getppid());
        R(open(path, O_RDONLY));
    }
}
