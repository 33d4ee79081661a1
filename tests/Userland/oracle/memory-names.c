// SPDX-License-Identifier: MIT
// What /proc tells of memory: names in maps, locked memory; and what decides where memory lies and how much of it there may be.
#include "oracle.h"
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/resource.h>

enum { PAGE = 4096 };

// The area that holds an address.
static void show_names(const char *label, void *address)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    while (fgets(line, sizeof line, maps)) {
        unsigned long start, end, offset, inode;
        char rights[5], device[16], name[256] = "";
        sscanf(line, "%lx-%lx %4s %lx %15s %lu %255[^\n]", &start, &end, rights, &offset, device, &inode, name);
        if ((unsigned long)address - start < end - start) printf("%s: %s %lx %s '%s'\n", label, rights, offset, inode ? "inode" : "none", name);
    }
    fclose(maps);
}

static void show_field(const char *file, const char *field)
{
    FILE *text = fopen(file, "r");
    char line[512];
    while (fgets(line, sizeof line, text))
        if (strncmp(line, field, strlen(field)) == 0) printf("%s", line);
    fclose(text);
}

CASE(names_of_areas)
{
    int file = (int)syscall(SYS_memfd_create, "name", 0);
    ftruncate(file, PAGE);
    show_names("shared", mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    show_names("memfd", mmap(NULL, PAGE, PROT_READ, MAP_SHARED, file, 0));
    show_names("private", mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    char *shared = mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    mprotect(shared + PAGE, PAGE, PROT_READ);
    show_names("a part", shared + PAGE);
    char *heap = (char *)syscall(SYS_brk, 0);
    syscall(SYS_brk, heap + PAGE);
    show_names("heap", heap);
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    while (fgets(line, sizeof line, maps)) {
        char *bracket = strchr(line, '[');
        if (bracket && (strncmp(bracket, "[vdso]", 6) == 0 || strncmp(bracket, "[stack]", 7) == 0)) printf("%.4s %s", strchr(line, ' ') + 1, bracket);
    }
}

CASE(locked_memory_is_told)
{
    char *area = mmap(NULL, 8 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    show_field("/proc/self/status", "VmLck");
    R(mlock(area, 3 * PAGE));
    show_field("/proc/self/status", "VmLck");
    R(mlock(area, 3 * PAGE));
    R(mlock(area + 5 * PAGE, PAGE));
    show_field("/proc/self/status", "VmLck");
    CHILD show_field("/proc/self/status", "VmLck");
    R(munlock(area + PAGE, PAGE));
    show_field("/proc/self/status", "VmLck");
    R(mlockall(MCL_FUTURE));
    char *more = mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    show_field("/proc/self/status", "VmLck");
    unsigned char in[4];
    R(mincore(more, 4 * PAGE, in));
    printf("%d%d%d%d\n", in[0] & 1, in[1] & 1, in[2] & 1, in[3] & 1);
    R(munmap(area, PAGE));
    R(munlockall());
    show_field("/proc/self/status", "VmLck");
}

CASE(absurd_sizes)
{
    int anonymous = MAP_PRIVATE | MAP_ANONYMOUS;
    size_t absurd = 1ul << 45;
    R(mmap(NULL, absurd, PROT_READ | PROT_WRITE, anonymous, -1, 0) == MAP_FAILED ? -1 : 0);
    R(mmap(NULL, absurd, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
    R(mmap(NULL, absurd, PROT_READ | PROT_WRITE, anonymous | MAP_NORESERVE, -1, 0) == MAP_FAILED ? -1 : 0);
    char *nothing = mmap(NULL, absurd, PROT_NONE, anonymous, -1, 0);
    T(nothing != MAP_FAILED);
    R(mprotect(nothing, absurd, PROT_READ));
    R(mprotect(nothing, absurd, PROT_READ | PROT_WRITE));
    R(mprotect(nothing, PAGE, PROT_READ | PROT_WRITE));
    char *small = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, anonymous, -1, 0);
    R(mremap(small, PAGE, absurd, MREMAP_MAYMOVE) == MAP_FAILED ? -1 : 0);
}

static int deep(int pages)
{
    volatile char block[PAGE];
    block[0] = (char)pages;
    return pages == 0 ? block[0] : deep(pages - 1) + block[0] * 0;
}

CASE(stack_grows_to_its_limit)
{
    CHILD {
        struct rlimit limit = { 1 << 20, 1 << 20 };
        setrlimit(RLIMIT_STACK, &limit);
        R(deep(100));
        deep(400);
    }
    CHILD {
        struct rlimit limit = { 4 << 20, 4 << 20 };
        setrlimit(RLIMIT_STACK, &limit);
        R(deep(400));
    }
}

CASE(growing_areas_keep_a_distance)
{
    char *area = mmap(NULL, 2048 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(area, 2048 * PAGE);
    char *stack = mmap(area + 2000 * PAGE, 16 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_GROWSDOWN, -1, 0);
    NEED(stack != MAP_FAILED);
    mmap(area + 1000 * PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    stack[-100 * PAGE] = 'x';
    stack[(1001 + 257 - 2000) * PAGE] = 'x';
    puts("grown");
    CHILD stack[(1001 + 200 - 2000) * PAGE] = 'x';
    mprotect(area + 1000 * PAGE, PAGE, PROT_NONE);
    stack[(1001 + 200 - 2000) * PAGE] = 'x';
    stack[(1001 - 2000) * PAGE] = 'x';
    puts("grown up to what has no rights");
}

CASE(personality_flags)
{
    R(personality(0xffffffff));
    R(personality(READ_IMPLIES_EXEC));
    R(personality(0xffffffff));
    char *area = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    show_names("readable", area);
    mprotect(area, PAGE, PROT_WRITE);
    show_names("writable", area);
    mprotect(area, PAGE, PROT_READ);
    show_names("readable again", area);
    R(personality(ADDR_NO_RANDOMIZE | READ_IMPLIES_EXEC));
    CHILD R(personality(0xffffffff));
}

// Two programs say where their stack and heap are; without randomness both say the same.
CASE(without_randomness)
{
    char where[2][64];
    for (int i = 0; i < 2; i++) {
        int ends[2];
        NEED(pipe(ends) == 0);
        pid_t child = fork();
        if (child == 0) {
            personality(ADDR_NO_RANDOMIZE);
            dup2(ends[1], 1);
            execl("/proc/self/exe", "oracle", "--where", NULL);
            _exit(9);
        }
        close(ends[1]);
        memset(where[i], 0, sizeof where[i]);
        read(ends[0], where[i], sizeof where[i] - 1);
        close(ends[0]);
        show_child("program", child);
    }
    T(where[0][0] != 0 && strcmp(where[0], where[1]) == 0);
}
