// SPDX-License-Identifier: MIT
// mremap, brk, the limit of data, and what /proc/self/maps shows of them.
#include "oracle.h"
#include <sys/mman.h>
#include <sys/resource.h>

enum { PAGE = 4096 };

static char *anonymous(size_t pages)
{
    char *area = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    NEED(area != MAP_FAILED);
    return area;
}

static long move(void *old, size_t size, size_t wanted, int flags, void *to)
{
    return syscall(SYS_mremap, old, size, wanted, flags, to) == -1 ? -1 : 0;
}

CASE(arguments)
{
    char *area = anonymous(8), *target = anonymous(8);
    R(move(area + 1, PAGE, PAGE, 0, NULL));
    R(move(area, PAGE, PAGE, 8, NULL));
    R(move(area, PAGE, 0, 0, NULL));
    R(move(area, PAGE, PAGE, MREMAP_FIXED, target));
    R(move(area, PAGE, 2 * PAGE, 4, NULL));
    R(move(area, PAGE, 2 * PAGE, 5, NULL));
    R(move(area, 2 * PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, target + 1));
    R(move(area, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, area + PAGE));
    R(move(area, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)0x800000000000));
    R(move(area, 0, PAGE, 0, NULL));
    R(move(area, 0, PAGE, MREMAP_MAYMOVE, NULL));
    R(move(bad_address(), PAGE, PAGE, 0, NULL));
    R(move(bad_address(), PAGE, 2 * PAGE, MREMAP_MAYMOVE, NULL));
    R(move(area, 100ul << 40, PAGE, 0, NULL));
    R(move(area, PAGE, 1ul << 47, MREMAP_MAYMOVE, NULL));
    munmap(area + 4 * PAGE, PAGE);
    R(move(area + 3 * PAGE, 3 * PAGE, 4 * PAGE, MREMAP_MAYMOVE, NULL));
    R(move(area, 2 * PAGE, 3 * PAGE, 0, NULL));
    R(move(area, 4 * PAGE, 4 * PAGE, 0, NULL));
    R(move(area, 4 * PAGE, 5 * PAGE, 0, NULL));
}

CASE(contents_move_along)
{
    char *area = anonymous(4);
    for (int i = 0; i < 4; i++) area[i * PAGE] = (char)('a' + i);
    char *grown = mremap(area, 4 * PAGE, 64 * PAGE, MREMAP_MAYMOVE);
    T(grown != MAP_FAILED);
    printf("%c%c%c%c %d\n", grown[0], grown[PAGE], grown[2 * PAGE], grown[3 * PAGE], grown[10 * PAGE]);
    T(mremap(grown, 64 * PAGE, 2 * PAGE, 0) == grown);
    unsigned char in;
    R(mincore(grown + 2 * PAGE, PAGE, &in));
    char *place = anonymous(8);
    place[0] = 'z';
    T(mremap(grown, 2 * PAGE, 4 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, place) == place);
    printf("%c%c%d\n", place[0], place[PAGE], place[2 * PAGE]);
    R(mincore(grown, PAGE, &in));
    char *other = anonymous(2);
    T(mremap(place, 2 * PAGE, 2 * PAGE, 1 | 2 | 4, other) == other);
    printf("%c%c %d\n", other[0], other[PAGE], place[0]);
}

CASE(shared_maps_twice)
{
    char *shared = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    char *second = mremap(shared, 0, 2 * PAGE, MREMAP_MAYMOVE);
    T(second != MAP_FAILED);
    shared[PAGE] = 's';
    R(second[PAGE]);
    int file = open("f", O_RDWR | O_CREAT, 0600);
    ftruncate(file, 8 * PAGE);
    pwrite(file, "x", 1, 5 * PAGE);
    char *map = mmap(NULL, 2 * PAGE, PROT_READ, MAP_SHARED, file, 4 * PAGE);
    char *grown = mremap(map, 2 * PAGE, 4 * PAGE, MREMAP_MAYMOVE);
    R(grown[PAGE]);
    char *dont = mremap(grown, 4 * PAGE, 4 * PAGE, 5, NULL);
    R(dont != MAP_FAILED && dont[PAGE] == 'x' && grown[PAGE] == 'x');
}

// The lines of maps within a range, as offsets from its start.
static void show_maps(const char *label, char *start, size_t size)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    printf("%s\n", label);
    while (fgets(line, sizeof line, maps)) {
        unsigned long first, end, offset, inode;
        char rights[5], device[16], name[256] = "";
        sscanf(line, "%lx-%lx %4s %lx %15s %lu %255[^\n]", &first, &end, rights, &offset, device, &inode, name);
        if (end <= (unsigned long)start || first >= (unsigned long)start + size) continue;
        char *base = strrchr(name, '/');
        printf("  %lx-%lx %s %lx %s %s\n", first - (unsigned long)start, end - (unsigned long)start, rights, offset, inode ? "inode" : "none", base ? base + 1 : name);
    }
    fclose(maps);
}

CASE(maps_lines_merge_and_split)
{
    int file = open("f", O_RDWR | O_CREAT, 0600);
    ftruncate(file, 16 * PAGE);
    char *area = mmap(NULL, 16 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(area, 16 * PAGE);
    int fixed = MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS;
    mmap(area + 2 * PAGE, PAGE, PROT_READ, fixed, -1, 0);
    mmap(area + 3 * PAGE, PAGE, PROT_READ, fixed, -1, 0);
    mmap(area + 5 * PAGE, PAGE, PROT_READ, fixed, -1, 0);
    show_maps("two and one", area + PAGE, 14 * PAGE);
    mmap(area + 4 * PAGE, PAGE, PROT_READ, fixed, -1, 0);
    show_maps("joined", area + PAGE, 14 * PAGE);
    mprotect(area + 3 * PAGE, PAGE, PROT_READ | PROT_WRITE);
    show_maps("split", area + PAGE, 14 * PAGE);
    mprotect(area + 3 * PAGE, PAGE, PROT_READ);
    show_maps("joined again", area + PAGE, 14 * PAGE);
    mmap(area + 8 * PAGE, PAGE, PROT_READ, MAP_FIXED | MAP_SHARED, file, 0);
    mmap(area + 9 * PAGE, PAGE, PROT_READ, MAP_FIXED | MAP_SHARED, file, PAGE);
    mmap(area + 10 * PAGE, PAGE, PROT_READ, MAP_FIXED | MAP_SHARED, file, 3 * PAGE);
    mmap(area + 11 * PAGE, PAGE, PROT_READ, MAP_FIXED | MAP_PRIVATE, file, 4 * PAGE);
    show_maps("files", area + PAGE, 14 * PAGE);
    mprotect(area + 8 * PAGE, PAGE, PROT_NONE);
    show_maps("split file", area + PAGE, 14 * PAGE);
    mprotect(area + 8 * PAGE, PAGE, PROT_READ);
    show_maps("joined file", area + PAGE, 14 * PAGE);
    unlink("f");
    show_maps("unlinked", area + 7 * PAGE, 7 * PAGE);
    madvise(area + 2 * PAGE, PAGE, MADV_DONTFORK);
    show_maps("advised", area + PAGE, 5 * PAGE);
    madvise(area + 2 * PAGE, PAGE, MADV_DOFORK);
    show_maps("advised back", area + PAGE, 5 * PAGE);
}

CASE(brk_rules)
{
    char *start = (char *)syscall(SYS_brk, 0);
    T((char *)syscall(SYS_brk, start + 10 * PAGE) == start + 10 * PAGE);
    start[10 * PAGE - 1] = 'x';
    T((char *)syscall(SYS_brk, start + 5) == start + 5);
    T((char *)syscall(SYS_brk, start + 20 * PAGE) == start + 20 * PAGE);
    R(start[10 * PAGE - 1]);
    T((char *)syscall(SYS_brk, 1) == start + 20 * PAGE);
    T((char *)syscall(SYS_brk, ~0ul) == start + 20 * PAGE);
    CHILD {
        struct rlimit limit = { 1 << 20, 1 << 20 };
        setrlimit(RLIMIT_DATA, &limit);
        T((char *)syscall(SYS_brk, start + (1 << 22)) == start + 20 * PAGE);
        R(mmap(NULL, 1 << 22, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
        R(mmap(NULL, 1 << 22, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
    }
}
