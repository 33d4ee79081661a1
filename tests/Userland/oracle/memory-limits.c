// SPDX-License-Identifier: MIT
// The limit of the address space, as mmap, mremap and brk meet it.
#include "oracle.h"
#include <sys/mman.h>
#include <sys/resource.h>

CASE(address_space_limit)
{
    CHILD {
        struct rlimit limit = { 64 << 20, 64 << 20 };
        setrlimit(RLIMIT_AS, &limit);
        R(mmap(NULL, 100 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
        char *area = mmap(NULL, 10 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        T(area != MAP_FAILED);
        R(mremap(area, 10 << 20, 100 << 20, MREMAP_MAYMOVE) == MAP_FAILED ? -1 : 0);
        char *start = (char *)syscall(SYS_brk, 0);
        T((char *)syscall(SYS_brk, start + (100 << 20)) == start);
    }
}
