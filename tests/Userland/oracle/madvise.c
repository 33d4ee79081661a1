// SPDX-License-Identifier: MIT
// madvise, mincore, mlock and their limits, process_madvise, mremap, brk, limits of memory.
#include "oracle.h"
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/uio.h>

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif

enum { PAGE = 4096 };

static char *anonymous(size_t pages)
{
    char *area = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    NEED(area != MAP_FAILED);
    return area;
}

CASE(advice_arguments)
{
    char *area = anonymous(4);
    static const int advice[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19, 20, 21, 22, 23, 26, 27, 50, -1 };
    for (size_t i = 0; i < sizeof advice / sizeof advice[0]; i++) {
        errno = 0;
        long result = madvise(area, PAGE, advice[i]);
        printf("%d: %s\n", advice[i], result == 0 ? "0" : oracle_error(errno));
    }
    R(madvise(area + 1, PAGE, MADV_NORMAL));
    R(madvise(area + 1, PAGE, 99));
    R(madvise(area, 0, MADV_NORMAL));
    R(madvise(area, 0, 99));
    R(madvise(area, ~0ul, MADV_NORMAL));
    R(madvise(area, -PAGE, MADV_NORMAL));
    munmap(area + PAGE, PAGE);
    area[0] = area[2 * PAGE] = 'x';
    R(madvise(area, 4 * PAGE, MADV_DONTNEED));
    printf("%d %d\n", area[0], area[2 * PAGE]);
    R(madvise(area + PAGE, PAGE, MADV_DONTNEED));
    R(madvise(area, 4 * PAGE, MADV_WILLNEED));
    R(madvise(area, 4 * PAGE, MADV_POPULATE_READ));
    R(madvise((void *)0x7ffffffff000, PAGE, MADV_NORMAL));
}

CASE(dontneed_and_free)
{
    make_file("f", "file data");
    int file = open("f", O_RDWR);
    char *area = anonymous(2), *private = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0), *shared = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    area[0] = private[0] = shared[1] = 'x';
    R(madvise(area, PAGE, MADV_DONTNEED));
    R(madvise(private, PAGE, MADV_DONTNEED));
    R(madvise(shared, PAGE, MADV_DONTNEED));
    printf("%d %c %c\n", area[0], private[0], shared[1]);
    R(madvise(area, PAGE, MADV_FREE));
    R(madvise(private, PAGE, MADV_FREE));
    R(madvise(shared, PAGE, MADV_FREE));
    R(madvise(area, PAGE, MADV_REMOVE));
    R(madvise(private, PAGE, MADV_REMOVE));
    R(madvise(shared, PAGE, MADV_REMOVE));
    printf("%d %d\n", shared[0], shared[1]);
    int reader = open("f", O_RDONLY);
    char *view = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, reader, 0);
    R(madvise(view, PAGE, MADV_REMOVE));
}

CASE(fork_advice)
{
    char *area = anonymous(3), *shared = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    area[0] = area[PAGE] = area[2 * PAGE] = shared[0] = 'x';
    R(madvise(area, PAGE, MADV_DONTFORK));
    R(madvise(area + PAGE, PAGE, MADV_WIPEONFORK));
    R(madvise(shared, PAGE, MADV_WIPEONFORK));
    R(madvise(shared, PAGE, MADV_DONTFORK));
    CHILD {
        R(mincore(area, PAGE, (void *)&(char){ 0 }));
        R(area[PAGE]);
        R(area[2 * PAGE]);
        R(mincore(shared, PAGE, (void *)&(char){ 0 }));
        CHILD R(area[PAGE]);
    }
    R(madvise(area, PAGE, MADV_DOFORK));
    R(madvise(area + PAGE, PAGE, MADV_KEEPONFORK));
    CHILD printf("%c %c\n", area[0], area[PAGE]);
}

CASE(populate)
{
    unsigned char in[4];
    make_file("f", "data");
    int file = open("f", O_RDWR);
    char *area = anonymous(4);
    R(mincore(area, 4 * PAGE, in));
    printf("%d%d%d%d\n", in[0] & 1, in[1] & 1, in[2] & 1, in[3] & 1);
    area[PAGE] = 'x';
    R(madvise(area + 2 * PAGE, PAGE, MADV_POPULATE_WRITE));
    R(mincore(area, 4 * PAGE, in));
    printf("%d%d%d%d\n", in[0] & 1, in[1] & 1, in[2] & 1, in[3] & 1);
    char *locked = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    R(mincore(locked, PAGE, in));
    R(in[0] & 1);
    mprotect(area, PAGE, PROT_NONE);
    R(madvise(area, PAGE, MADV_POPULATE_READ));
    R(madvise(area, PAGE, MADV_POPULATE_WRITE));
    mprotect(area, PAGE, PROT_READ);
    R(madvise(area, PAGE, MADV_POPULATE_WRITE));
    char *behind = mmap(NULL, 2 * PAGE, PROT_READ, MAP_SHARED, file, 0);
    R(madvise(behind, 2 * PAGE, MADV_POPULATE_READ));
    R(mincore(area + 1, PAGE, in));
    R(mincore(area, 0, in));
    R(mincore(area, PAGE, bad_address()));
    R(mincore(bad_address(), PAGE, in));
    R(mincore(area, ~0ul, in));
    R(mincore((void *)0x7ffffffff000, PAGE, in));
}

CASE(process_madvise_calls)
{
    char *area = anonymous(2);
    struct iovec part = { area, PAGE };
    int self = (int)syscall(434, getpid(), 0);
    R(syscall(440, self, &part, 1L, MADV_COLD, 0));
    R(syscall(440, self, &part, 1L, MADV_PAGEOUT, 0));
    R(syscall(440, self, &part, 1L, MADV_WILLNEED, 0));
    R(syscall(440, self, &part, 1L, 99, 0));
    R(syscall(440, self, &part, 1L, MADV_COLD, 1));
    R(syscall(440, -1, &part, 1L, MADV_COLD, 0));
    R(syscall(440, -1, bad_address(), 1L, MADV_COLD, 0));
    R(syscall(440, self, &part, 2000L, MADV_COLD, 0));
}

CASE(locking)
{
    char *area = anonymous(4);
    R(mlock(area, 4 * PAGE));
    R(munlock(area, PAGE));
    R(mlock(area + 100, 1));
    R(mlock(area, 0));
    R(mlock(area, ~0ul));
    munmap(area + PAGE, PAGE);
    R(mlock(area, 4 * PAGE));
    R(munlock(area, 4 * PAGE));
    R(syscall(325, area, PAGE, 0));
    R(syscall(325, area, PAGE, 1));
    R(syscall(325, area, PAGE, 2));
    R(mlockall(0));
    R(mlockall(8));
    R(mlockall(MCL_ONFAULT));
    R(mlockall(MCL_CURRENT));
    R(munlockall());
    CHILD {
        struct rlimit limit = { 2 * PAGE, 2 * PAGE };
        setrlimit(RLIMIT_MEMLOCK, &limit);
        setresuid(1000, 1000, 1000);
        char *own = anonymous(4);
        R(mlock(own, 2 * PAGE));
        R(mlock(own, 3 * PAGE));
        R(mlock(own + 2 * PAGE, PAGE));
        R(munlock(own, PAGE));
        R(mlock(own + 2 * PAGE, PAGE));
        OK((long)mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_LOCKED, -1, 0));
        R(mlockall(MCL_CURRENT));
        R(mlockall(MCL_FUTURE));
        R(munlockall());
        limit.rlim_cur = 0;
        setrlimit(RLIMIT_MEMLOCK, &limit);
        R(mlock(own, PAGE));
        R(mlockall(MCL_FUTURE));
    }
}

CASE(locked_memory_cannot_be_dropped)
{
    char *area = anonymous(2);
    area[0] = 'x';
    R(mlock(area, PAGE));
    R(madvise(area, PAGE, MADV_DONTNEED));
    R(madvise(area, PAGE, MADV_FREE));
    R(madvise(area, PAGE, 24));
    R(msync(area, PAGE, MS_INVALIDATE));
    R(area[0]);
    R(munlock(area, PAGE));
    R(madvise(area, PAGE, MADV_DONTNEED));
}
