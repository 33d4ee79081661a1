// SPDX-License-Identifier: MIT
// Threads of one process: futexes, and registers that survive a move to another CPU.
#include "stress.h"
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#define FUTEX_WAIT 0
#define FUTEX_WAKE 1

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static long guarded, rounds;

static void *add_guarded(void *unused)
{
    (void)unused;
    for (long i = 0; i < rounds; i++) {
        pthread_mutex_lock(&mutex);
        guarded++;
        pthread_mutex_unlock(&mutex);
    }
    return 0;
}

void mutexes(void)
{
    pthread_t threads[4];
    int count = 2 + any(3);
    guarded = 0;
    rounds = 500 + any(1500);
    for (int i = 0; i < count; i++) EXPECT(pthread_create(threads + i, 0, add_guarded, 0), 0);
    for (int i = 0; i < count; i++) EXPECT(pthread_join(threads[i], 0), 0);
    EXPECT(guarded, rounds * count);
}

static void wait_for_turn(volatile int *word, int turn)
{
    while (*word != turn) syscall(SYS_futex, word, FUTEX_WAIT, !turn, 0, 0, 0);
}

static void give_turn(volatile int *word, int turn)
{
    *word = turn;
    syscall(SYS_futex, word, FUTEX_WAKE, 1, 0, 0, 0);
}

// Between two processes, over shared memory.
void futex_ping_pong(void)
{
    int status, count = 20 + any(80);
    volatile int *word = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    NEEDS(word != MAP_FAILED);
    int child = fork();
    NEEDS(child >= 0);
    for (int i = 0; i < count; i++) {
        wait_for_turn(word, child == 0);
        word[1]++;
        give_turn(word, child != 0);
    }
    if (child == 0) _exit(0);
    EXPECT(waitpid(child, &status, 0), child);
    EXPECT(status, 0);
    EXPECT(word[1], 2 * count);
    munmap((void *)word, 4096);
}

static int stock, is_over;

static void *consume(void *unused)
{
    (void)unused;
    long taken = 0;
    pthread_mutex_lock(&mutex);
    while (1) {
        while (stock == 0 && !is_over) pthread_cond_wait(&condition, &mutex);
        if (stock == 0) break;
        stock--;
        taken++;
    }
    pthread_mutex_unlock(&mutex);
    return (void *)taken;
}

void conditions(void)
{
    pthread_t threads[3];
    long total = 0, made = 50 + any(200);
    stock = is_over = 0;
    for (int i = 0; i < 3; i++) EXPECT(pthread_create(threads + i, 0, consume, 0), 0);
    for (long i = 0; i < made; i++) {
        pthread_mutex_lock(&mutex);
        stock++;
        if (any(4) == 0) pthread_cond_broadcast(&condition);
        else pthread_cond_signal(&condition);
        pthread_mutex_unlock(&mutex);
    }
    pthread_mutex_lock(&mutex);
    is_over = 1;
    pthread_cond_broadcast(&condition);
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < 3; i++) {
        void *taken;
        EXPECT(pthread_join(threads[i], &taken), 0);
        total += (long)taken;
    }
    EXPECT(total, made);
}

static void *return_same(void *value) { return value; }

void short_threads(void)
{
    pthread_t threads[8];
    for (int round = 0; round < 3; round++) {
        for (long i = 0; i < 8; i++) EXPECT(pthread_create(threads + i, 0, return_same, (void *)(i * 3)), 0);
        for (long i = 0; i < 8; i++) {
            void *value;
            EXPECT(pthread_join(threads[i], &value), 0);
            EXPECT(value, i * 3);
        }
    }
}

static __thread long own;

// Thread pointer, general, vector and x87 registers all hold a thread's own values while it is preempted and moved.
static void *keep_registers(void *argument)
{
    long value = (long)argument;
    own = value;
    for (int round = 0; round < 30; round++) {
        long general = value, vector, integer;
        double floating = (double)value;
        __asm__ volatile(
            "movq %[g], %%xmm7\n fldl %[f]\n mov %[g], %%r12\n"
            "mov $100000, %%ecx\n 1: dec %%ecx\n jnz 1b\n"
            "movq %%xmm7, %[v]\n fistpll %[i]\n mov %%r12, %[g]\n"
            : [v] "=&r"(vector), [i] "=m"(integer), [g] "+&r"(general) : [f] "m"(floating) : "rcx", "r12", "xmm7", "cc");
        EXPECT(general, value);
        EXPECT(vector, value);
        EXPECT(integer, value);
        EXPECT(own, value);
    }
    return 0;
}

void registers(void)
{
    pthread_t threads[4];
    for (long i = 0; i < 4; i++) EXPECT(pthread_create(threads + i, 0, keep_registers, (void *)(getpid() * 10 + i)), 0);
    for (int i = 0; i < 4; i++) EXPECT(pthread_join(threads[i], 0), 0);
}
