// SPDX-License-Identifier: MIT
// madvise and mincore.
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

