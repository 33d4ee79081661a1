// SPDX-License-Identifier: MIT
// sched_setaffinity(2), sched_getaffinity(2), getcpu(2).
#define _GNU_SOURCE
#include "oracle.h"
#include <pthread.h>
#include <sched.h>

static long set(pid_t thread, size_t size, const void *mask) { return syscall(SYS_sched_setaffinity, thread, size, mask); }
static long get(pid_t thread, size_t size, void *mask) { return syscall(SYS_sched_getaffinity, thread, size, mask); }

static int first_cpu(void)
{
    unsigned long mask[16] = { 0 };
    NEED(get(0, sizeof mask, mask) > 0);
    for (int cpu = 0; cpu < 1024; cpu++) if (mask[cpu / 64] >> (cpu % 64) & 1) return cpu;
    return -1;
}

CASE(errors)
{
    unsigned long mask[16] = { 0 };
    R(get(0, 0, mask));
    R(get(0, 4, mask));
    R(get(0, 12, mask));
    R(get(0, 13, (void *)1));
    R(get(0x7ffffff, 12, mask));
    R(get(0x7ffffff, 128, (void *)1));
    OK(get(0, 128, mask));
    R(get(0, 128, (void *)1));
    R(set(0x7ffffff, 8, (void *)1));
    R(set(0x7ffffff, 8, mask));
    R(set(0, 8, (void *)1));
    memset(mask, 0, sizeof mask);
    R(set(0, 128, mask));
    R(set(0, 0, (void *)1));
    R(set(-1, 128, mask));
    R(get(-1, 128, mask));
}

CASE(one_cpu)
{
    unsigned long mask[16] = { 0 }, found[16] = { 0 };
    int cpu = first_cpu();
    mask[cpu / 64] = 1ul << cpu % 64;
    R(set(0, sizeof mask, mask));
    T(sched_getcpu() == cpu);
    NEED(get(0, sizeof found, found) > 0);
    T(memcmp(mask, found, 8) == 0);
}

static void *compare_mask(void *expected)
{
    unsigned long found[16] = { 0 };
    NEED(get(0, sizeof found, found) > 0);
    T(memcmp(expected, found, 8) == 0);
    return 0;
}

// A child and a thread begin with their creator's CPUs.
CASE(inherited)
{
    unsigned long mask[16] = { 0 };
    int cpu = first_cpu();
    mask[cpu / 64] = 1ul << cpu % 64;
    R(set(0, sizeof mask, mask));
    CHILD compare_mask(mask);
    pthread_t thread;
    E(pthread_create(&thread, 0, compare_mask, mask));
    E(pthread_join(thread, 0));
}

// Those that are not there are left out, if one is.
CASE(cpus_that_are_not_there)
{
    unsigned long mask[16], found[16] = { 0 }, before[16] = { 0 };
    NEED(get(0, sizeof before, before) > 0);
    memset(mask, 0xff, sizeof mask);
    R(set(0, sizeof mask, mask));
    NEED(get(0, sizeof found, found) > 0);
    T(memcmp(before, found, 8) == 0);
}

CASE(other_users)
{
    unsigned long mask[16];
    memset(mask, 0xff, sizeof mask);
    CHILD
    {
        R(setuid(1000));
        R(set(0, sizeof mask, mask));
        R(set(getppid(), sizeof mask, mask));
        R(set(getppid(), sizeof mask, (void *)1));
        memset(mask, 0, sizeof mask);
        R(set(getppid(), sizeof mask, mask));
    }
}
