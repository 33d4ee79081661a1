// SPDX-License-Identifier: MIT
// mseal, protection keys, remap_file_pages: what becomes of mappings that are not to change, or to show something else.
#include "oracle.h"
#include <sys/mman.h>

enum { PAGE = 4096, REMAP_FILE_PAGES = 216, PKEY_MPROTECT = 329, PKEY_ALLOC, PKEY_FREE, MSEAL = 462 };

static char *anonymous(size_t pages)
{
    char *area = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    NEED(area != MAP_FAILED);
    return area;
}

static long map_fixed(char *address, size_t size)
{
    return mmap(address, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED ? -1 : 0;
}

CASE(seal_arguments)
{
    char *area = anonymous(4);
    R(syscall(MSEAL, area, PAGE, 1));
    R(syscall(MSEAL, area + 1, PAGE, 0));
    R(syscall(MSEAL, area, 0, 0));
    R(syscall(MSEAL, area, ~0ul, 0));
    R(syscall(MSEAL, area, ~4095ul, 0));
    munmap(area + 2 * PAGE, PAGE);
    R(syscall(MSEAL, area, 4 * PAGE, 0));
    R(munmap(area, PAGE));
    R(syscall(MSEAL, bad_address(), PAGE, 0));
}

CASE(sealed_memory_stays)
{
    char *area = anonymous(6), *target = anonymous(2);
    area[2 * PAGE] = 's';
    R(syscall(MSEAL, area + 2 * PAGE, 2 * PAGE, 0));
    R(syscall(MSEAL, area + 2 * PAGE, 2 * PAGE, 0));
    R(munmap(area + 2 * PAGE, PAGE));
    R(munmap(area, 6 * PAGE));
    R(mprotect(area + 3 * PAGE, PAGE, PROT_READ));
    R(mprotect(area, 6 * PAGE, PROT_READ));
    R(map_fixed(area + 3 * PAGE, PAGE));
    R(mremap(area + 2 * PAGE, 2 * PAGE, PAGE, 0) == MAP_FAILED ? -1 : 0);
    R(mremap(area + 2 * PAGE, 2 * PAGE, 4 * PAGE, MREMAP_MAYMOVE) == MAP_FAILED ? -1 : 0);
    R(mremap(area + 2 * PAGE, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, target) == MAP_FAILED ? -1 : 0);
    R(mremap(target, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, area + 2 * PAGE) == MAP_FAILED ? -1 : 0);
    R(area[2 * PAGE]);
    R(madvise(area + 2 * PAGE, PAGE, MADV_WILLNEED));
    R(madvise(area + 2 * PAGE, PAGE, MADV_DONTNEED));
    R(area[2 * PAGE]);
    CHILD R(munmap(area + 2 * PAGE, PAGE));
    R(munmap(area, 2 * PAGE));
    R(munmap(area + 4 * PAGE, 2 * PAGE));
}

CASE(sealed_and_not_writable)
{
    char *area = anonymous(2);
    area[0] = 's';
    mprotect(area, PAGE, PROT_READ);
    R(syscall(MSEAL, area, PAGE, 0));
    R(madvise(area, PAGE, MADV_DONTNEED));
    R(madvise(area, PAGE, MADV_FREE));
    R(madvise(area, PAGE, MADV_DONTFORK));
    R(madvise(area, PAGE, MADV_NORMAL));
    R(area[0]);
    R(mprotect(area, PAGE, PROT_READ | PROT_WRITE));
}

// Only what does not depend on whether the processor has protection keys.
CASE(keys)
{
    char *area = anonymous(1);
    R(syscall(PKEY_ALLOC, 1, 0));
    R(syscall(PKEY_ALLOC, 0, 8));
    R(syscall(PKEY_FREE, 17));
    R(syscall(PKEY_FREE, -1));
    R(syscall(PKEY_MPROTECT, area, PAGE, PROT_READ, -1));
    R(syscall(PKEY_MPROTECT, area, PAGE, PROT_READ, 99));
    R(syscall(PKEY_MPROTECT, area + 1, PAGE, PROT_READ, 99));
    R(syscall(PKEY_MPROTECT, area, 0, PROT_READ, 99));
    R(syscall(PKEY_MPROTECT, area, ~0ul, PROT_READ, 99));
}

CASE(file_pages_remapped)
{
    int file = open("f", O_RDWR | O_CREAT, 0600);
    ftruncate(file, 4 * PAGE);
    for (int i = 0; i < 4; i++) pwrite(file, &"abcd"[i], 1, i * PAGE);
    char *map = mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), *private = anonymous(1);
    R(syscall(REMAP_FILE_PAGES, map, PAGE, PROT_READ, 3, 0));
    R(syscall(REMAP_FILE_PAGES, map, 0, 0, 3, 0));
    R(syscall(REMAP_FILE_PAGES, private, PAGE, 0, 0, 0));
    R(syscall(REMAP_FILE_PAGES, bad_address(), PAGE, 0, 0, 0));
    R(syscall(REMAP_FILE_PAGES, map, PAGE, 0, ~0ul, 0));
    R(syscall(REMAP_FILE_PAGES, map, 2 * PAGE, 0, 2, 0));
    printf("%c%c%c%c\n", map[0], map[PAGE], map[2 * PAGE], map[3 * PAGE]);
    R(syscall(REMAP_FILE_PAGES, map + 3 * PAGE, PAGE, 0, 0, 0));
    map[3 * PAGE] = 'A';
    char first;
    pread(file, &first, 1, 0);
    printf("%c %c\n", first, map[2 * PAGE]);
}
