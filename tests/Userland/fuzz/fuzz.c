// SPDX-License-Identifier: MIT
// Random system calls with hostile arguments. Built with musl-gcc -static.
// Usage: fuzz [-s SEED] [-t SECONDS] [-n CHILDREN] [-j AT-ONCE] [-v]
// Each child makes random calls from a seed of its own until it dies or its time is over; -s SEED -n 1 repeats the first child of a seed, and -v
// prints its calls. At the end the memory that is free must be what it was.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LAST_CALL = 462, CALLS_PER_CHILD = 3000, CHILD_SECONDS = 3, MAX_AT_ONCE = 16 };

static uint64_t state;
static int is_verbose, trace_fd = -1;
// Opened before a child can remove it: with the console as its output a child could stop ours.
static int null;
static const char *folder = "/tmp/fuzz";

// What a child counts, where the parent can see it.
static volatile struct counts { uint64_t calls, errors, per_call[LAST_CALL + 1]; } *counts;

// splitmix64 (Steele, Lea, Flood 2014).
static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

static uint64_t next(void) { return mix(state += 0x9E3779B97F4A7C15); }

static uint64_t below(uint64_t limit) { return next() % limit; }

// Calls that would stop the test rather than test the kernel.
static int is_left_out(int call)
{
    switch (call) {
    case SYS_exit: case SYS_exit_group: case SYS_reboot: case SYS_kexec_load: case SYS_kexec_file_load: case SYS_vhangup: case SYS_settimeofday:
    case SYS_clock_settime: case SYS_adjtimex: case SYS_clock_adjtime: case SYS_alarm: case SYS_setitimer: case SYS_rt_sigreturn:
    case SYS_init_module: case SYS_finit_module: case SYS_delete_module: case SYS_iopl: case SYS_ioperm: case SYS_swapoff: case SYS_swapon:
    case SYS_pivot_root: case SYS_sched_setscheduler: case SYS_sched_setattr: case SYS_vfork:
        return 1;
    default:
        return 0;
    }
}

static int takes_pid(int call)
{
    switch (call) {
    case SYS_kill: case SYS_tkill: case SYS_tgkill: case SYS_rt_sigqueueinfo: case SYS_rt_tgsigqueueinfo: case SYS_ptrace: case SYS_prlimit64:
    case SYS_pidfd_open: case SYS_setpgid: case SYS_setpriority: case SYS_sched_setaffinity: case SYS_sched_setparam: case SYS_process_vm_writev:
        return 1;
    default:
        return 0;
    }
}

static char *pages, *edge;
static const char *const names[] = {
    "file", "dir", "dir/inner", "link", "missing", "loop", "fifo", "socket", ".", "..", "", "/proc/self/maps", "/proc/self/fd/3", "/proc/self/status",
    "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/ptmx", "dir/../file", "file/under", "/proc/self/task", "/proc/meminfo",
};

static uint64_t pointer(void)
{
    switch (below(12)) {
    case 0: return 0;
    case 1: return (uint64_t)edge - below(9);                 // runs into nothing
    case 2: return 0xffff800000000000 + (next() & 0xffffff000); // the kernel's
    case 3: return 0x00007ffffffff000 - below(64);            // the end of user memory
    case 4: return next() | 0x0001000000000000;               // not canonical
    case 5: return (uint64_t)names[below(sizeof names / sizeof names[0])];
    default: return (uint64_t)pages + (below(4096) & ~(below(4) ? 7ull : 0));
    }
}

static uint64_t number(void)
{
    switch (below(10)) {
    case 0: return (uint64_t)-1;
    case 1: return 1ull << below(64);
    case 2: return (1ull << below(64)) - 1;
    case 3: return -below(4096);
    case 4: return 4096 * below(1024);
    case 5: return next();
    case 6: return next() & 0xffffffff;
    default: return below(32);
    }
}

static uint64_t argument(void)
{
    switch (below(5)) {
    case 0: return pointer();
    case 1: return (uint64_t)names[below(sizeof names / sizeof names[0])];
    case 2: return below(24); // a descriptor, often
    case 3: return (uint64_t)pages + 64 * below(64);
    default: return number();
    }
}

// Few ports, so that sockets of several children meet.
static struct sockaddr_in loopback(int port)
{
    return (struct sockaddr_in) { AF_INET, htons(5000 + port), { htonl(INADDR_LOOPBACK) }, { 0 } };
}

// Memory that calls read structures from: numbers, pointers and names in turn.
static void fill(void)
{
    uint64_t *words = (uint64_t *)pages;
    for (int i = 0; i < 512; i++) words[i] = below(3) ? argument() : below(2) ? number() : 0;
    memcpy(pages + 2048, "file", 5);
    memcpy(pages + 2112, "#!/bin/sh\n", 10);
    struct sockaddr_in here = loopback(below(8));
    memcpy(pages + 2176, &here, sizeof here);
    memcpy(pages + 2240, &(struct sockaddr) { AF_UNIX, "socket" }, 16);
}

static void open_some(void)
{
    int pair[2];
    open("file", O_RDWR | O_CREAT, 0644);
    open("dir", O_RDONLY | O_DIRECTORY);
    pipe(pair);
    open("/dev/zero", O_RDWR);
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    syscall(SYS_eventfd2, 0, 0);
    syscall(SYS_epoll_create1, 0);
    syscall(SYS_memfd_create, "fuzz", 0);
    syscall(SYS_timerfd_create, 1, 0);
    open("/proc/self/status", O_RDONLY);
    open("fifo", O_RDWR | O_NONBLOCK);
    open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK);
    struct sockaddr_in here = loopback(below(8));
    int listener = socket(AF_INET, SOCK_STREAM, 0), datagrams = socket(AF_INET, SOCK_DGRAM, 0);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) == 0) listen(listener, 4);
    bind(datagrams, (struct sockaddr *)&here, sizeof here);
    here = loopback(below(8));
    connect(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), (struct sockaddr *)&here, sizeof here);
    connect(datagrams, (struct sockaddr *)&here, sizeof here);
}

static void limit(int what, rlim_t value)
{
    struct rlimit limits = { value, value };
    setrlimit(what, &limits);
}

static void one_call(void)
{
    int call;
    do call = (int)below(LAST_CALL + 1);
    while (is_left_out(call));
    if (below(8) == 0) fill();
    uint64_t a[6];
    for (int i = 0; i < 6; i++) a[i] = argument();
    if (takes_pid(call)) a[0] = (uint64_t)getpid();
    // Whoever is made here must not go on making others.
    if (call == SYS_fork || call == SYS_clone || call == SYS_clone3) {
        if (below(8)) return;
        call = SYS_fork;
    }
    if (is_verbose) dprintf(trace_fd, "%d(%#lx, %#lx, %#lx, %#lx, %#lx, %#lx)\n", call, a[0], a[1], a[2], a[3], a[4], a[5]);
    long result = syscall(call, a[0], a[1], a[2], a[3], a[4], a[5]);
    if (call == SYS_fork && result == 0) _exit(0);
    counts->calls++;
    counts->per_call[call]++;
    if (result < 0) counts->errors++;
}

// A call that waits is interrupted, so that the child goes on with the next.
static void tick(int signal)
{
    static int ticks;
    (void)signal;
    if (++ticks > CHILD_SECONDS * 50) _exit(0);
}

static void child(uint64_t seed)
{
    state = seed;
    setsid();
    trace_fd = is_verbose ? fcntl(1, F_DUPFD_CLOEXEC, 900) : -1;
    for (int i = 0; i < 3; i++) dup2(null, i);
    // What the shell left open is not ours to write to.
    syscall(SYS_close_range, 3, 899, 0);
    limit(RLIMIT_AS, 512 << 20);
    limit(RLIMIT_FSIZE, 4 << 20);
    limit(RLIMIT_CORE, 0);
    pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(pages + 4096, 4096, PROT_NONE);
    edge = pages + 4096;
    struct sigaction action = { .sa_handler = tick };
    sigaction(SIGALRM, &action, NULL);
    struct itimerval every = { { 0, 20000 }, { 0, 20000 } };
    setitimer(ITIMER_REAL, &every, NULL);
    open_some();
    fill();
    for (int i = 0; i < CALLS_PER_CHILD; i++) one_call();
    _exit(0);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info, (void)kind, (void)where;
    remove(path);
    return 0;
}

static void make_folder(void)
{
    chdir("/");
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    mkdir(folder, 0777);
    chdir(folder);
    mkdir("dir", 0777);
    close(open("dir/inner", O_CREAT | O_WRONLY, 0644));
    symlink("file", "link");
    symlink("loop", "loop");
    mkfifo("fifo", 0666);
}

// The number behind a name in a file of such lines, -1 without one.
static long find_number(const char *path, const char *name)
{
    char text[4096], *line;
    int file = open(path, O_RDONLY);
    if (file < 0) return -1;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    text[length > 0 ? length : 0] = 0;
    return (line = strstr(text, name)) ? atol(line + strlen(name)) : -1;
}

static long read_free(void) { return find_number("/proc/meminfo", "MemFree:"); }

// Kilobytes that the kernel's heap has taken, and of them those that are alive. Between the two lies what it reuses: a call that needed much at
// once leaves it larger, because what is alive among that does not move. Linux has no such heap.
static long heap_taken(void) { long bytes = find_number("/proc/skift", "heap_bytes"); return bytes < 0 ? 0 : bytes / 1024; }

static long heap_alive(void) { long bytes = find_number("/proc/skift", "heap_live_bytes"); return bytes < 0 ? 0 : bytes / 1024; }

struct use { long free, alive; };

// Free memory, the heap's counted in, and what is alive in the heap.
// A kernel that collects garbage has some at any moment: work that leaves none but makes it collect comes before measuring.
static struct use measure(void)
{
    char text[4096];
    struct use best = { read_free() + heap_taken(), heap_alive() };
    for (int i = 0; i < 30000; i++) {
        int file = open("/proc/self/status", O_RDONLY);
        read(file, text, sizeof text);
        close(file);
        if (i % 1000 != 0) continue;
        struct use now = { read_free() + heap_taken(), heap_alive() };
        if (now.free > best.free) best.free = now.free;
        if (now.alive < best.alive) best.alive = now.alive;
    }
    return best;
}

// What the memory is used for, to be shown if some is lost.
static void read_use(char *text, size_t size)
{
    size_t length = 0;
    static const char *const files[] = { "/proc/meminfo", "/proc/skift", "/proc/loadavg", "/proc/mounts" };
    for (int i = 0; i < 4; i++) {
        int file = open(files[i], O_RDONLY);
        ssize_t count = file < 0 ? 0 : read(file, text + length, size - 1 - length);
        length += count > 0 ? count : 0;
        close(file);
    }
    text[length] = 0;
}

static double seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void show_file(const char *folder, const char *name)
{
    char path[300], text[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_RDONLY);
    ssize_t length = file < 0 ? -1 : read(file, text, sizeof text);
    printf("%s:\n%.*s\n", path, length > 0 ? (int)length : 0, text);
    close(file);
}

// Where a process hangs: each thread's state and the call that it is in.
static void show_process(pid_t process)
{
    char folder[64], thread[320];
    snprintf(folder, sizeof folder, "/proc/%d/task", process);
    DIR *threads = opendir(folder);
    for (struct dirent *entry; threads && (entry = readdir(threads));) {
        if (entry->d_name[0] == '.') continue;
        snprintf(thread, sizeof thread, "%s/%s", folder, entry->d_name);
        show_file(thread, "status");
        show_file(thread, "syscall");
        show_file(thread, "wchan");
        show_file(thread, "stack");
        show_file(thread, "stat");
    }
}

// Ends a child that outlived its time: it may have blocked the signal.
static void reap(pid_t *running, uint64_t *seeds, double *started, int at_once)
{
    int status;
    pid_t ended;
    while ((ended = waitpid(-1, &status, WNOHANG)) > 0)
        for (int i = 0; i < at_once; i++)
            if (running[i] == ended) running[i] = 0;
    for (int i = 0; i < at_once; i++) {
        if (running[i] == 0) continue;
        // Sooner or later a child stops itself.
        if (seconds() - started[i] > 0.2) kill(running[i], SIGCONT);
        if (seconds() - started[i] < CHILD_SECONDS * 2) continue;
        kill(running[i], SIGKILL);
        if (seconds() - started[i] < CHILD_SECONDS * 10) continue;
        printf("the child of seed %#lx does not die of SIGKILL\n", seeds[i]);
        show_process(running[i]);
        exit(1);
    }
}

static void run_all(uint64_t seed, double end, long children, int at_once)
{
    pid_t running[MAX_AT_ONCE] = { 0 };
    uint64_t seeds[MAX_AT_ONCE] = { 0 };
    double started[MAX_AT_ONCE] = { 0 };
    long made = 0;
    for (int busy = 1; busy;) {
        busy = 0;
        for (int i = 0; i < at_once; i++) {
            if (running[i] == 0 && made < children && seconds() < end) {
                // The first child's seed is the one that was given, so that any child can be repeated alone. The others lie far from it and
                // from each other: numbers that follow one another are steps of one sequence, which all children would soon go through together.
                seeds[i] = made == 0 ? seed : mix(seed + (uint64_t)made * 0xD1342543DE82EF95);
                made++;
                if (made % 64 == 1) make_folder();
                started[i] = seconds();
                if ((running[i] = fork()) == 0) child(seeds[i]);
            }
            busy |= running[i] != 0;
        }
        reap(running, seeds, started, at_once);
        usleep(2000);
    }
    while (waitpid(-1, NULL, WNOHANG) > 0) { }
    printf("%ld children\n", made);
}

int main(int argc, char **argv)
{
    uint64_t seed = (uint64_t)time(NULL);
    double limit_seconds = 10;
    long children = 1L << 60;
    int at_once = 4, option;
    while ((option = getopt(argc, argv, "s:t:n:j:v")) != -1) {
        switch (option) {
        case 's': seed = strtoull(optarg, NULL, 0); break;
        case 't': limit_seconds = atof(optarg); break;
        case 'n': children = atol(optarg); break;
        case 'j': at_once = atoi(optarg); break;
        case 'v': is_verbose = 1; break;
        default: return 2;
        }
    }
    if (at_once < 1 || at_once > MAX_AT_ONCE) return 2;
    if (access("/proc/skift", F_OK) != 0) {
        fprintf(stderr, "fuzz: this is not SkiftSharp, and random calls would harm it\n");
        return 2;
    }
    // What outlives a child belongs to init, or to us where that is possible.
    counts = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    null = open("/dev/null", O_RDWR);
    printf("seed %#lx\n", seed);
    fflush(stdout);
    // The first part is for what the kernel makes once and keeps: caches, and a heap of the size that this work needs.
    double warm_up = children == 1 ? 0 : limit_seconds / 3;
    if (warm_up > 0) run_all(~seed, seconds() + warm_up, children, at_once);
    static char use_before[8192], use_after[8192];
    struct use before = measure();
    read_use(use_before, sizeof use_before);
    run_all(seed, seconds() + limit_seconds - warm_up, children, at_once);
    make_folder();
    sleep(1);
    struct use after = measure();
    int kinds = 0;
    for (int i = 0; i <= LAST_CALL; i++) kinds += counts->per_call[i] != 0;
    printf("%lu calls of %d kinds, %lu of them failed\n", counts->calls, kinds, counts->errors);
    printf("free memory: %ld kB before, %ld kB after; alive in the heap: %ld kB, %ld kB\n", before.free, after.free, before.alive, after.alive);
    // What is alive varies by what some threads hold; a leak of two pages per child would be more.
    if (before.free - after.free > 4096 || after.alive - before.alive > 4096) {
        read_use(use_after, sizeof use_after);
        printf("memory was lost\nbefore:\n%s\nafter:\n%s\n", use_before, use_after);
        return 1;
    }
    return 0;
}
