// SPDX-License-Identifier: MIT
// Page tables that change while threads on other CPUs use them: a translation that one of them has kept would show.
#include "stress.h"
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

#define PAGE 4096

static char *map_pages(int count)
{
    char *memory = mmap(0, (size_t)count * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    NEEDS(memory != MAP_FAILED);
    return memory;
}

void map_and_unmap(void)
{
    int count = 8 + any(300);
    char *memory = map_pages(count);
    for (int i = 0; i < count; i++) memory[(long)i * PAGE] = (char)(i + 1);
    EXPECT(munmap(memory + 2 * PAGE, 3 * PAGE), 0);
    EXPECT(mprotect(memory + 6 * PAGE, PAGE, PROT_READ), 0);
    for (int i = 0; i < count; i++) if (i < 2 || i > 4) EXPECT(memory[(long)i * PAGE], (char)(i + 1));
    char *again = mmap(memory + 2 * PAGE, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    EXPECT(again, memory + 2 * PAGE);
    for (int i = 2; i < 5; i++) EXPECT(memory[(long)i * PAGE], 0);
    EXPECT(munmap(memory, (size_t)count * PAGE), 0);
}

void copy_on_write(void)
{
    int status, count = 4 + any(60);
    long *memory = (long *)map_pages(count);
    for (int i = 0; i < count; i++) memory[(long)i * (PAGE / 8)] = i;
    int child = fork();
    NEEDS(child >= 0);
    for (int i = 0; i < count; i++) {
        long *word = memory + (long)i * (PAGE / 8);
        EXPECT(*word, i);
        *word = child ? 1000 + i : 2000 + i;
    }
    for (int i = 0; i < count; i++) EXPECT(memory[(long)i * (PAGE / 8)], (child ? 1000 : 2000) + i);
    if (child == 0) _exit(0);
    EXPECT(waitpid(child, &status, 0), child);
    EXPECT(status, 0);
    munmap(memory, (size_t)count * PAGE);
}

static volatile long *target;
static volatile long published, has_ended;

static void *read_target(void *unused)
{
    (void)unused;
    while (!has_ended) {
        long least = published;
        __sync_synchronize();
        long seen = *target;
        if (seen < least) fail("an old page", seen, least);
    }
    return 0;
}

// The page behind an address is replaced by another one. Who has heard of the new one must not see the old one.
void remap_under_readers(void)
{
    pthread_t readers[2];
    char *window = map_pages(1), *spare = window;
    target = (long *)window;
    *target = 0;
    published = has_ended = 0;
    for (int i = 0; i < 2; i++) EXPECT(pthread_create(readers + i, 0, read_target, 0), 0);
    for (long round = 1; round < 60; round++) {
        spare = map_pages(1);
        *(long *)spare = round;
        NEEDS(mremap(spare, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, window) == window);
        __sync_synchronize();
        published = round;
        if (any(8) == 0) usleep(200);
    }
    has_ended = 1;
    for (int i = 0; i < 2; i++) EXPECT(pthread_join(readers[i], 0), 0);
    munmap(window, PAGE);
}

static __thread sigjmp_buf landing;
static void land(int signal) { siglongjmp(landing, signal); }

static void catch_faults(void)
{
    struct sigaction action = { .sa_handler = land, .sa_flags = SA_NODEFER };
    sigaction(SIGSEGV, &action, 0);
    sigaction(SIGBUS, &action, 0);
}

static volatile int is_forbidden;

static void *write_target(void *unused)
{
    (void)unused;
    while (!has_ended) {
        int was_forbidden = is_forbidden;
        __sync_synchronize();
        if (sigsetjmp(landing, 1)) continue;
        *target = 1;
        __sync_synchronize();
        // Forbidden all the time, and yet it could write?
        if (was_forbidden % 2 == 1 && is_forbidden == was_forbidden) fail("a write to a forbidden page", 1, 0);
    }
    return 0;
}

void forbid_under_writers(void)
{
    pthread_t writers[2];
    target = (long *)map_pages(1);
    has_ended = is_forbidden = 0;
    catch_faults();
    for (int i = 0; i < 2; i++) EXPECT(pthread_create(writers + i, 0, write_target, 0), 0);
    for (int round = 0; round < 20; round++) {
        EXPECT(mprotect((void *)target, PAGE, PROT_READ), 0);
        // Odd while it is forbidden, and no value comes twice.
        is_forbidden = 2 * round + 1;
        usleep(any(300));
        is_forbidden = 2 * round + 2;
        __sync_synchronize();
        EXPECT(mprotect((void *)target, PAGE, PROT_READ | PROT_WRITE), 0);
        if (any(3) == 0) usleep(100);
    }
    has_ended = 1;
    for (int i = 0; i < 2; i++) EXPECT(pthread_join(writers[i], 0), 0);
    munmap((void *)target, PAGE);
}

void faults(void)
{
    catch_faults();
    for (volatile int i = 0; i < 20; i++) {
        int signal = sigsetjmp(landing, 1);
        if (signal == 0) {
            *(volatile char *)(uintptr_t)(i * 8) = 1;
            fail("no fault", i, -1);
        }
        EXPECT(signal, SIGSEGV);
    }
}

static void *count_up(void *memory)
{
    volatile long *word = memory;
    while (!has_ended) (*word)++;
    return 0;
}

// fork makes pages read-only that a thread on another CPU is writing: nothing of what it writes may show in the child afterwards.
void fork_under_writers(void)
{
    pthread_t writer;
    int status;
    long *memory = (long *)map_pages(1);
    has_ended = 0;
    EXPECT(pthread_create(&writer, 0, count_up, memory), 0);
    for (int round = 0; round < 3; round++) {
        int child = fork();
        NEEDS(child >= 0);
        if (child == 0) {
            volatile long *word = memory;
            long first = *word;
            for (volatile int i = 0; i < 20000; i++) {}
            EXPECT(*word, first);
            _exit(0);
        }
        EXPECT(waitpid(child, &status, 0), child);
        EXPECT(status, 0);
    }
    has_ended = 1;
    EXPECT(pthread_join(writer, 0), 0);
    munmap(memory, PAGE);
}
