// SPDX-License-Identifier: MIT
// What policies and priorities do: sched_setattr, real-time threads before others, who lends a priority to whom, limits.
#include "oracle.h"
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>

#define FUTEX_LOCK_PI 6
#define FUTEX_UNLOCK_PI 7
#define FUTEX_TRYLOCK_PI 8
#define FUTEX_WAIT_REQUEUE_PI 11
#define FUTEX_CMP_REQUEUE_PI 12

struct attr {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period;
    uint32_t min, max;
    char more[64];
};

static long set_attr(int pid, struct attr *attr, unsigned flags) { return syscall(SYS_sched_setattr, pid, attr, flags); }
static long get_attr(int pid, struct attr *attr, unsigned size) { return syscall(SYS_sched_getattr, pid, attr, size, 0); }
static long futex(uint32_t *word, int operation, uint32_t value, const void *time, uint32_t *second, uint32_t third)
{
    return syscall(SYS_futex, word, operation, value, time, second, third);
}

static void show(int pid)
{
    struct attr attr = { 0 };
    R(get_attr(pid, &attr, 48));
    printf("size %u policy %u flags %lu nice %d priority %u\n", attr.size, attr.policy, (unsigned long)attr.flags, attr.nice, attr.priority);
}

// Fields 18, 19, 40 and 41 of stat: priority, nice, real-time priority, policy.
static void show_stat(int thread)
{
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", thread);
    NEED(read_file(path, text, sizeof text) > 0);
    char *at = strrchr(text, ')') + 2;
    int field = 3;
    for (char *word = strtok(at, " "); word; word = strtok(NULL, " "), field++)
        if (field == 18 || field == 19 || field == 40 || field == 41) printf("%s ", word);
    printf("\n");
}

static void on_one_cpu(void)
{
    unsigned long one = 1;
    NEED(syscall(SYS_sched_setaffinity, 0, sizeof one, &one) == 0);
}

CASE(attributes)
{
    struct attr attr = { .size = 48, .policy = 3, .nice = 5 };
    show(0);
    R(set_attr(0, &attr, 0));
    show(0);
    show_stat(getpid());
    attr = (struct attr){ .size = 48, .policy = 1, .priority = 7, .flags = 1 };
    R(set_attr(0, &attr, 0));
    show(0);
    show_stat(getpid());
    CHILD show(0);
    attr = (struct attr){ .size = 56, .flags = 8 | 16 };
    R(set_attr(0, &attr, 0));
    show(0);
    attr = (struct attr){ .size = 0, .policy = 2, .priority = 99 };
    R(set_attr(0, &attr, 0));
    show(0);
    attr = (struct attr){ .size = 48, .policy = 5, .nice = 5 };
    R(set_attr(0, &attr, 0));
    show(0);
    show_stat(getpid());
}

CASE(attribute_errors_in_order)
{
    struct attr attr = { .size = 48 };
    R(set_attr(0, NULL, 0));
    R(set_attr(-1, bad_address(), 0));
    R(set_attr(0, &attr, 1));
    R(set_attr(0, bad_address(), 0));
    attr.size = 47;
    R(set_attr(0x7FFFFFFF, &attr, 0));
    printf("%u\n", attr.size);
    attr.size = 4097;
    R(set_attr(0, &attr, 0));
    attr = (struct attr){ .size = 120 };
    R(set_attr(0, &attr, 0));
    attr.more[60] = 1;
    R(set_attr(0, &attr, 0));
    attr = (struct attr){ .size = 48, .policy = 0x80000000 };
    R(set_attr(0x7FFFFFFF, &attr, 0));
    attr.policy = 77;
    R(set_attr(0x7FFFFFFF, &attr, 0));
    R(set_attr(0, &attr, 0));
    attr = (struct attr){ .size = 48, .flags = 0x100 };
    R(set_attr(0, &attr, 0));
    attr = (struct attr){ .size = 48, .flags = 0x20 };
    R(set_attr(0, &attr, 0));
    attr = (struct attr){ .size = 48, .priority = 1 };
    R(set_attr(0, &attr, 0));
    attr = (struct attr){ .size = 48, .policy = 1, .priority = 100 };
    R(set_attr(0, &attr, 0));
    attr = (struct attr){ .size = 48, .policy = 6 };
    R(set_attr(0, &attr, 0));
    attr.runtime = 2000000, attr.deadline = 1000000, attr.period = 3000000;
    R(set_attr(0, &attr, 0));
    R(get_attr(-1, &attr, 48));
    R(get_attr(0, NULL, 48));
    R(get_attr(0, &attr, 47));
    R(get_attr(0, &attr, 4097));
    R(get_attr(0x7FFFFFFF, bad_address(), 48));
    R(get_attr(0, bad_address(), 48));
    R(syscall(SYS_sched_getattr, 0, &attr, 48, 1));
}

CASE(reset_on_fork_keeps_what_is_harmless)
{
    struct attr attr = { .size = 48, .policy = 3, .nice = 5, .flags = 1 };
    R(set_attr(0, &attr, 0));
    CHILD show(0);
    attr.nice = -5;
    R(set_attr(0, &attr, 0));
    CHILD show(0);
}

CASE(limits_of_priorities)
{
    struct rlimit priority = { 0, 0 }, nice = { 0, 0 };
    struct sched_param ten = { 10 }, eleven = { 11 }, none = { 0 };
    NEED(setrlimit(RLIMIT_RTPRIO, &priority) == 0 && setrlimit(RLIMIT_NICE, &nice) == 0);
    CHILD {
        NEED(setuid(1000) == 0);
        R(syscall(SYS_sched_setscheduler, 0, 1, &eleven));
        R(syscall(SYS_sched_setscheduler, 0, 1, &ten));
        R(syscall(SYS_sched_setscheduler, 0, 2, &ten));
        R(syscall(SYS_sched_setscheduler, 0, 0, &none));
        R(setpriority(PRIO_PROCESS, 0, -6));
        R(setpriority(PRIO_PROCESS, 0, -5));
        R(setpriority(PRIO_PROCESS, 0, 19));
        R(setpriority(PRIO_PROCESS, 0, -5));
        R(syscall(SYS_sched_setscheduler, 0, 5, &none));
        R(syscall(SYS_sched_setscheduler, 0, 0, &none));
    }
}

static volatile int *s_order;

static void be(int priority)
{
    struct sched_param param = { priority };
    NEED(syscall(SYS_sched_setscheduler, 0, SCHED_FIFO, &param) == 0);
}

// Threads of several priorities that all become ready at once get the one CPU in the order of these, and each keeps it until it is done.
CASE(urgent_ones_first)
{
    int gate[2], ready[2];
    int priorities[] = { 10, 30, 20, 30, 40 };
    NEED(pipe(gate) == 0 && pipe(ready) == 0);
    on_one_cpu();
    s_order = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    be(90);
    for (int i = 0; i < 5; i++) {
        if (fork() != 0) continue;
        char byte;
        be(priorities[i]);
        write(ready[1], "", 1);
        read(gate[0], &byte, 1);
        for (int turn = 0; turn < 3; turn++) {
            s_order[++s_order[0]] = priorities[i];
            for (volatile int spin = 0; spin < 100000; spin++) continue;
        }
        _exit(0);
    }
    // They run while this one waits, up to where they wait for it; it then has the CPU until it waits again.
    char bytes[5];
    for (int i = 0; i < 5; i++) read(ready[0], bytes, 1);
    sleep_ms(100);
    write(gate[1], bytes, 5);
    for (int i = 0; i < 5; i++) wait(NULL);
    for (int i = 1; i <= s_order[0]; i++) printf("%d ", s_order[i]);
    printf("\n");
}

static uint32_t s_lock, s_condition, s_second;
static volatile int s_low_id, s_middle_id, s_high_id, s_go;

static void wait_for(volatile int *flag)
{
    while (*flag == 0) sleep_ms(1);
}

static void wait_for_bit(volatile uint32_t *word)
{
    while ((*word & 0x80000000) == 0) sleep_ms(1);
}

static void *low(void *argument)
{
    (void)argument;
    be(10);
    futex(&s_lock, FUTEX_LOCK_PI, 0, NULL, NULL, 0);
    s_low_id = (int)syscall(SYS_gettid);
    wait_for(&s_go);
    R(futex(&s_lock, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
    show_stat(s_low_id);
    return NULL;
}

static void *middle(void *argument)
{
    (void)argument;
    be(20);
    futex(&s_second, FUTEX_LOCK_PI, 0, NULL, NULL, 0);
    s_middle_id = (int)syscall(SYS_gettid);
    futex(&s_lock, FUTEX_LOCK_PI, 0, NULL, NULL, 0);
    futex(&s_lock, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0);
    futex(&s_second, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0);
    return NULL;
}

static void *high(void *argument)
{
    (void)argument;
    be(30);
    s_high_id = (int)syscall(SYS_gettid);
    futex(&s_second, FUTEX_LOCK_PI, 0, NULL, NULL, 0);
    futex(&s_second, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0);
    return NULL;
}

CASE(priorities_are_lent_along_the_chain)
{
    pthread_t threads[3];
    pthread_create(&threads[0], NULL, low, NULL);
    wait_for(&s_low_id);
    show_stat(s_low_id);
    pthread_create(&threads[1], NULL, middle, NULL);
    wait_for(&s_middle_id);
    wait_for_bit(&s_lock);
    sleep_ms(20);
    show_stat(s_low_id);
    pthread_create(&threads[2], NULL, high, NULL);
    wait_for(&s_high_id);
    wait_for_bit(&s_second);
    sleep_ms(20);
    show_stat(s_low_id);
    show_stat(s_middle_id);
    struct sched_param higher = { 40 };
    R(syscall(SYS_sched_setscheduler, s_high_id, SCHED_FIFO, &higher));
    show_stat(s_low_id);
    show_stat(s_middle_id);
    s_go = 1;
    for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
    printf("%u %u\n", s_lock & 0x3FFFFFFF, s_second & 0x3FFFFFFF);
}

static volatile int s_waiting;

static void *wait_at_condition(void *argument)
{
    (void)argument;
    int me = (int)syscall(SYS_gettid);
    __sync_fetch_and_add(&s_waiting, 1);
    long result = futex(&s_condition, FUTEX_WAIT_REQUEUE_PI, 0, NULL, &s_lock, 0);
    long owns = (int)(s_lock & 0x3FFFFFFF) == me;
    long unlocked = futex(&s_lock, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0);
    return (void *)(result * 100 + owns * 10 + unlocked);
}

CASE(waiters_come_back_with_the_lock)
{
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) pthread_create(&threads[i], NULL, wait_at_condition, NULL);
    while (s_waiting < 3) sleep_ms(1);
    sleep_ms(100);
    R(futex(&s_condition, FUTEX_CMP_REQUEUE_PI, 1, (void *)INT_MAX, &s_lock, 7));
    long moved = 0;
    while (moved < 3) {
        long more = futex(&s_condition, FUTEX_CMP_REQUEUE_PI, 1, (void *)INT_MAX, &s_lock, 0);
        if (more < 0) break;
        moved += more;
    }
    printf("%ld moved\n", moved);
    for (int i = 0; i < 3; i++) {
        void *result;
        pthread_join(threads[i], &result);
        printf("%ld\n", (long)result);
    }
    printf("%u\n", s_lock & 0x3FFFFFFF);
}

CASE(wrong_ways_to_requeue_to_a_lock)
{
    struct timespec past = { 0, 1 };
    R(futex(&s_condition, FUTEX_WAIT_REQUEUE_PI, 0, NULL, &s_condition, 0));
    R(futex(&s_condition, FUTEX_WAIT_REQUEUE_PI, 1, NULL, &s_lock, 0));
    R(futex(&s_condition, FUTEX_WAIT_REQUEUE_PI, 0, &past, &s_lock, 0));
    R(futex(&s_condition, FUTEX_CMP_REQUEUE_PI, 1, (void *)1, &s_condition, 0));
    R(futex(&s_condition, FUTEX_CMP_REQUEUE_PI, 0, (void *)1, &s_lock, 0));
    R(futex(&s_condition, FUTEX_CMP_REQUEUE_PI, 2, (void *)1, &s_lock, 0));
    R(futex(&s_condition, FUTEX_CMP_REQUEUE_PI, 1, (void *)-1L, &s_lock, 0));
    R(futex(&s_condition, FUTEX_CMP_REQUEUE_PI, 1, (void *)1, &s_lock, 5));
    R(futex(&s_condition, FUTEX_CMP_REQUEUE_PI, 1, (void *)1, &s_lock, 0));
    R(futex(&s_condition, FUTEX_WAIT_REQUEUE_PI, 0, NULL, (uint32_t *)3, 0));
    R(futex((uint32_t *)1, FUTEX_CMP_REQUEUE_PI, 1, (void *)1, &s_lock, 0));
}

// One that never sleeps does not take the machine away: others get some of each second.
CASE(a_spinning_thread_leaves_something)
{
    volatile int *ran = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    on_one_cpu();
    pid_t other = fork();
    if (other == 0) {
        struct sched_param none = { 0 };
        syscall(SYS_sched_setscheduler, 0, SCHED_OTHER, &none);
        for (;;) ran[0]++;
    }
    pid_t spinner = fork();
    if (spinner == 0) {
        be(50);
        int before = ran[0];
        long end = now_ms() + 10000;
        while (ran[0] == before && now_ms() < end) continue;
        _exit(ran[0] != before ? 7 : 8);
    }
    show_child("spinner", spinner);
    kill(other, SIGKILL);
    show_child("other", other);
}
