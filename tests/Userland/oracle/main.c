// SPDX-License-Identifier: MIT
// Runs the cases: each in a session, a process and an empty directory of its own, within a time limit.
#include "oracle.h"
#include <ftw.h>
#include <limits.h>
#include <net/if.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>

enum { MAX_CASES = 2000, LIMIT_SECONDS = 20 };

struct entry {
    char name[100];
    oracle_case *run;
    int order;
};

static struct entry cases[MAX_CASES];
static int count;

void oracle_add(const char *file, const char *name, oracle_case *run)
{
    const char *base = strrchr(file, '/');
    base = base ? base + 1 : file;
    if (count == MAX_CASES) abort();
    struct entry *entry = &cases[count];
    snprintf(entry->name, sizeof entry->name, "%.*s.%s", (int)strcspn(base, "."), base, name);
    entry->run = run;
    entry->order = count++;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info, (void)kind, (void)where;
    // What a case mounted and did not unmount goes with its place.
    while (remove(path) < 0 && errno == EBUSY && umount2(path, MNT_DETACH) == 0) {}
    return 0;
}

static void run_child(const struct entry *entry, const char *folder)
{
    setsid();
    if (chdir(folder) < 0) _exit(125);
    int null = open("/dev/null", O_RDONLY);
    dup2(null, 0);
    if (null > 2) close(null);
    setvbuf(stdout, NULL, _IONBF, 0);
    umask(022);
    entry->run();
    exit(0);
}

static long clock_ms(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// Waits for the case's own process; what it leaves behind dies with its session's groups.
static int wait_limited(pid_t pid, int *status)
{
    long end = clock_ms(CLOCK_MONOTONIC) + LIMIT_SECONDS * 1000L;
    for (long step = 1; waitpid(pid, status, WNOHANG) == 0; step = step < 20 ? step + 1 : 20) {
        if (clock_ms(CLOCK_MONOTONIC) > end) {
            kill(-pid, SIGKILL);
            kill(pid, SIGKILL);
            waitpid(pid, status, 0);
            return 0;
        }
        sleep_ms(step);
    }
    kill(-pid, SIGKILL);
    return 1;
}

static void run(const struct entry *entry)
{
    char folder[PATH_MAX];
    const char *above = getenv("ORACLE_TMP");
    snprintf(folder, sizeof folder, "%s/oracle.XXXXXX", above ? above : "/tmp");
    if (mkdtemp(folder) == NULL) {
        perror("oracle: mkdtemp");
        exit(2);
    }
    printf("== %s\n", entry->name);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) run_child(entry, folder);
    int status = 0;
    if (wait_limited(pid, &status)) show_status("--", status);
    else printf("--: not ended after %d seconds\n", LIMIT_SECONDS);
    fflush(stdout);
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static int wanted(const struct entry *entry, int argc, char **argv)
{
    if (argc == 0) return 1;
    for (int i = 0; i < argc; i++)
        if (strstr(entry->name, argv[i])) return 1;
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--where") == 0) {
        int on_stack;
        printf("%p %p %p\n", (void *)&on_stack, (void *)syscall(SYS_brk, 0), mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
        return 0;
    }
    if (argc > 2 && strcmp(argv[1], "--exec") == 0) {
        // A program that a case started anew: prints what it was given.
        for (int i = 2; i < argc; i++) printf("%s\n", argv[i]);
        return 7;
    }
    if (argc > 1 && strcmp(argv[1], "--loopback-up") == 0) {
        struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP };
        return ioctl(socket(AF_INET, SOCK_DGRAM, 0), SIOCSIFFLAGS, &request) < 0;
    }
    // What was inherited would show in the numbers of new descriptors.
    syscall(SYS_close_range, 3, ~0U, 0);
    int list = argc > 1 && strcmp(argv[1], "--list") == 0;
    argc -= 1 + list, argv += 1 + list;
    qsort(cases, (size_t)count, sizeof cases[0], by_name);
    for (int i = 0; i < count; i++) {
        if (!wanted(&cases[i], argc, argv)) continue;
        if (list) printf("%s\n", cases[i].name);
        else run(&cases[i]);
    }
    return 0;
}
