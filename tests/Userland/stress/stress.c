// SPDX-License-Identifier: MIT
// Keeps all CPUs busy with everything that concerns more than one of them, and checks every result: processes, threads, signals, page tables
// that change under running threads, pipes, futexes, files. At the end memory must be back.
// usage: stress [SECONDS [SEED [WORKERS [NAME]]]]     NAME: only the action of this name
// Built with musl-gcc -static; runs on Linux too.
#include "stress.h"
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

#define MAXIMUM_WORKERS 64
// The kernel's heap holds garbage up to its next collection, and rests of pages.
#define TOLERANCE_KIB 12288

typedef struct { const char *name; void (*run)(void); } action;

static const action actions[] = {
    { "fork_tree", fork_tree }, { "exec_self", exec_self }, { "vfork_self", vfork_self }, { "end_of_many_threads", end_of_many_threads },
    { "exec_from_thread", exec_from_thread }, { "kill_busy", kill_busy }, { "stop_and_continue", stop_and_continue },
    { "signal_storm", signal_storm }, { "map_and_unmap", map_and_unmap }, { "copy_on_write", copy_on_write },
    { "remap_under_readers", remap_under_readers }, { "forbid_under_writers", forbid_under_writers }, { "faults", faults },
    { "fork_under_writers", fork_under_writers }, { "mutexes", mutexes }, { "futex_ping_pong", futex_ping_pong }, { "conditions", conditions },
    { "short_threads", short_threads }, { "registers", registers }, { "pipes", pipes }, { "many_files", many_files }, { "polls", polls },
    { "naps", naps }, { "affinity", affinity },
};
#define ACTIONS (int)(sizeof actions / sizeof *actions)

typedef struct {
    int running[MAXIMUM_WORKERS];       // index of the action, plus one
    long counts[ACTIONS];
} board;

uint64_t random_state;
const char *self_path;
static board *shared;
static int worker_number;

_Noreturn void fail(const char *what, long found, long expected)
{
    int error = errno;
    int running = shared->running[worker_number];
    char text[256];
    int length = snprintf(text, sizeof text, "stress: FAILED in %s, process %d: %s is %ld, expected %ld (errno %d)\n",
        running ? actions[running - 1].name : "?", getpid(), what, found, expected, error);
    write(1, text, length);
    _exit(99);
}

long milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static long free_kib(void)
{
    char line[128];
    long free = -1;
    FILE *file = fopen("/proc/meminfo", "r");
    NEEDS(file);
    while (fgets(line, sizeof line, file)) sscanf(line, "MemFree: %ld", &free);
    fclose(file);
    return free;
}

static void work(int number, uint64_t seed, long end, const char *only)
{
    worker_number = number;
    random_state = (seed + 1) * 0x9E3779B97F4A7C15u + (uint64_t)number * 0xD1B54A32D192ED03u;
    for (int i = 0; i < 8; i++) any(2);
    while (milliseconds() < end) {
        int choice = any(ACTIONS);
        if (*only && strcmp(only, actions[choice].name)) continue;
        shared->running[number] = choice + 1;
        actions[choice].run();
        __atomic_fetch_add(&shared->counts[choice], 1, __ATOMIC_RELAXED);
        shared->running[number] = 0;
    }
    _exit(0);
}

static void report_hang(int signal)
{
    (void)signal;
    printf("stress: FAILED: it does not end; running:");
    for (int i = 0; i < MAXIMUM_WORKERS; i++) if (shared->running[i]) printf(" %s", actions[shared->running[i] - 1].name);
    printf("\n");
    fflush(stdout);
    _exit(98);
}

static int run_workers(int workers, uint64_t seed, long seconds, const char *only)
{
    int failures = 0, status;
    long end = milliseconds() + seconds * 1000;
    for (int i = 0; i < workers; i++) {
        int child = fork();
        NEEDS(child >= 0);
        if (child == 0) work(i, seed, end, only);
    }
    alarm((unsigned)seconds * 2 + 60);
    for (int i = 0; i < workers; i++) {
        int child = wait(&status);
        NEEDS(child > 0);
        if (status) {
            printf("stress: FAILED: worker %d ended with status %#x\n", child, status);
            failures++;
        }
    }
    alarm(0);
    return failures;
}

int main(int count, char **arguments)
{
    if (count == 3 && !strcmp(arguments[1], "exit")) return atoi(arguments[2]);
    long seconds = count > 1 ? atol(arguments[1]) : 20;
    uint64_t seed = count > 2 ? strtoull(arguments[2], 0, 0) : (uint64_t)time(0) ^ (uint64_t)getpid() << 32;
    cpu_set_t cpus;
    sched_getaffinity(0, sizeof cpus, &cpus);
    int workers = count > 3 ? atoi(arguments[3]) : CPU_COUNT(&cpus) * 2 + 2;
    const char *only = count > 4 ? arguments[4] : "";
    self_path = arguments[0];
    if (workers < 1 || workers > MAXIMUM_WORKERS) workers = MAXIMUM_WORKERS;
    shared = mmap(0, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    signal(SIGALRM, report_hang);
    printf("stress: seed %#llx, %ld s, %d CPUs, %d workers\n", (unsigned long long)seed, seconds, CPU_COUNT(&cpus), workers);
    fflush(stdout);

    // What is made once and kept should be there before memory is first counted.
    int failures = run_workers(workers, seed ^ 1, seconds / 8 + 1, only);
    long before = free_kib();
    failures += run_workers(workers, seed, seconds, only);
    long after = free_kib();
    for (long limit = milliseconds() + 5000; before - after > TOLERANCE_KIB && milliseconds() < limit; after = free_kib()) usleep(100000);

    for (int i = 0; i < ACTIONS; i++) printf("%s %ld\n", actions[i].name, shared->counts[i]);
    printf("stress: free memory %ld KiB before, %ld KiB after\n", before, after);
    if (before - after > TOLERANCE_KIB) {
        printf("stress: FAILED: memory is lost\n");
        failures++;
    }
    printf("stress: %s\n", failures ? "FAILED" : "passed");
    return failures != 0;
}
