// SPDX-License-Identifier: MIT
// futex(2), robust lists, futex_waitv(2), membarrier(2), rseq(2).
#include "oracle.h"
#include <linux/futex.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

#ifndef SYS_futex_waitv
#define SYS_futex_waitv 449
#endif

static long futex(void *word, int operation, unsigned value, void *timeout, void *second, unsigned third)
{
    return syscall(SYS_futex, word, operation, value, timeout, second, third);
}

static void *shared(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

// Waits until the child sleeps in a system call.
static void until_asleep(pid_t child)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", child);
    for (int i = 0; i < 500; i++) {
        if (read_file(path, text, sizeof text) > 0) {
            char *state = strrchr(text, ')');
            if (state && state[2] == 'S') break;
        }
        sleep_ms(2);
    }
    sleep_ms(20);
}

CASE(wait_errors_in_order)
{
    unsigned word = 5;
    struct timespec bad = { 0, 1000000000 }, zero = { 0, 0 };
    R(futex(&word, FUTEX_WAIT, 4, NULL, NULL, 0));
    R(futex((char *)&word + 1, FUTEX_WAIT, 4, NULL, NULL, 0));
    R(futex((char *)&word + 1, FUTEX_WAIT, 4, bad_address(), NULL, 0));
    R(futex((char *)&word + 1, FUTEX_WAIT, 4, &bad, NULL, 0));
    R(futex(bad_address(), FUTEX_WAIT, 4, NULL, NULL, 0));
    R(futex(bad_address(), FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 4, NULL, NULL, 0));
    R(futex((void *)-4096L, FUTEX_WAIT, 4, NULL, NULL, 0));
    R(futex(&word, FUTEX_WAIT, 5, &zero, NULL, 0));
    R(futex(&word, FUTEX_WAIT_BITSET, 5, &zero, NULL, 0));
    R(futex(&word, FUTEX_WAIT_BITSET, 5, &zero, NULL, 1));
    R(futex(&word, FUTEX_WAKE_BITSET, 1, NULL, NULL, 0));
    R(futex(&word, FUTEX_WAKE, 1, bad_address(), NULL, 0));
    R(futex(&word, FUTEX_WAKE | FUTEX_CLOCK_REALTIME, 1, NULL, NULL, 0));
    R(futex(&word, FUTEX_WAIT | FUTEX_CLOCK_REALTIME, 5, &zero, NULL, 0));
    R(futex(&word, 77, 1, NULL, NULL, 0));
    R(futex(&word, FUTEX_FD, 1, NULL, NULL, 0));
    R(futex(bad_address(), FUTEX_WAKE, 1, NULL, NULL, 0));
    R(futex(bad_address(), FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1, NULL, NULL, 0));
}

CASE(timeouts_on_both_clocks)
{
    unsigned word = 1;
    struct timespec time = { 0, 30000000 };
    long start = now_ms();
    R(futex(&word, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 1, &time, NULL, 0));
    T(now_ms() - start >= 30);
    start = now_ms();
    clock_gettime(CLOCK_MONOTONIC, &time);
    if ((time.tv_nsec += 30000000) >= 1000000000) time.tv_nsec -= 1000000000, time.tv_sec++;
    R(futex(&word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, 1, &time, NULL, FUTEX_BITSET_MATCH_ANY));
    T(now_ms() - start >= 25);
    start = now_ms();
    clock_gettime(CLOCK_REALTIME, &time);
    if ((time.tv_nsec += 30000000) >= 1000000000) time.tv_nsec -= 1000000000, time.tv_sec++;
    R(futex(&word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 1, &time, NULL, FUTEX_BITSET_MATCH_ANY));
    T(now_ms() - start >= 25);
}

CASE(shared_by_anonymous_memory_and_by_file)
{
    for (int i = 0; i < 2; i++) {
        unsigned *word;
        if (i == 0) word = shared();
        else {
            int file = open("words", O_RDWR | O_CREAT, 0600);
            ftruncate(file, 4096);
            word = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        }
        pid_t child = fork();
        if (child == 0) {
            if (i == 1) word = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, open("words", O_RDWR), 0);
            _exit(futex(word, FUTEX_WAIT, 0, NULL, NULL, 0) == 0 ? 0 : 1);
        }
        until_asleep(child);
        R(futex(word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1, NULL, NULL, 0));
        R(futex(word, FUTEX_WAKE, 1, NULL, NULL, 0));
        show_child("waiter", child);
    }
}

CASE(bits_select)
{
    unsigned *word = shared();
    pid_t child = fork();
    if (child == 0) {
        _exit(futex(word, FUTEX_WAIT_BITSET, 0, NULL, NULL, 6) == 0 ? 0 : 1);
    }
    until_asleep(child);
    R(futex(word, FUTEX_WAKE_BITSET, 1, NULL, NULL, 9));
    R(futex(word, FUTEX_WAKE_BITSET, 1, NULL, NULL, 2));
    show_child("waiter", child);
}

CASE(requeue_moves_waiters)
{
    unsigned *words = shared();
    pid_t children[4];
    for (int i = 0; i < 4; i++) {
        children[i] = fork();
        if (children[i] == 0) _exit(futex(&words[0], FUTEX_WAIT, 0, NULL, NULL, 0) == 0 ? 0 : 1);
        until_asleep(children[i]);
    }
    R(futex(&words[0], FUTEX_CMP_REQUEUE, 1, (void *)1L, &words[1], 7));
    R(futex(&words[0], FUTEX_CMP_REQUEUE, 1, (void *)2L, &words[1], 0));
    show_child("first", children[0]);
    // One still waits at the first word, two at the second.
    R(futex(&words[1], FUTEX_WAKE, 10, NULL, NULL, 0));
    R(futex(&words[0], FUTEX_WAKE, 10, NULL, NULL, 0));
    for (int i = 1; i < 4; i++) show_child("other", children[i]);
    R(futex(&words[0], FUTEX_REQUEUE, -1, (void *)1L, &words[1], 0));
    R(futex(&words[0], FUTEX_REQUEUE, 1, (void *)-1L, &words[1], 0));
    R(futex(&words[0], FUTEX_REQUEUE, 1, (void *)1L, (char *)&words[1] + 1, 0));
    R(futex(&words[0], FUTEX_CMP_REQUEUE, 1, (void *)1L, bad_address(), 0));
}

CASE(wake_op)
{
    unsigned *words = shared();
    pid_t children[2];
    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        if (children[i] == 0) _exit(futex(&words[i], FUTEX_WAIT, 0, NULL, NULL, 0) == 0 ? 0 : 1);
        until_asleep(children[i]);
    }
    // The second is woken only if its old value was above 3.
    R(futex(&words[0], FUTEX_WAKE_OP, 1, (void *)1L, &words[1], FUTEX_OP(FUTEX_OP_ADD, 5, FUTEX_OP_CMP_GT, 3)));
    printf("%u\n", words[1]);
    R(futex(&words[0], FUTEX_WAKE_OP, 1, (void *)1L, &words[1], FUTEX_OP((FUTEX_OP_SET | FUTEX_OP_OPARG_SHIFT), 4, FUTEX_OP_CMP_EQ, 5)));
    printf("%u\n", words[1]);
    for (int i = 0; i < 2; i++) show_child("waiter", children[i]);
    words[1] = 12;
    futex(&words[0], FUTEX_WAKE_OP, 1, (void *)1L, &words[1], FUTEX_OP(FUTEX_OP_ANDN, 4, FUTEX_OP_CMP_EQ, 0));
    printf("%u\n", words[1]);
    futex(&words[0], FUTEX_WAKE_OP, 1, (void *)1L, &words[1], FUTEX_OP(FUTEX_OP_XOR, 15, FUTEX_OP_CMP_EQ, 0));
    printf("%u\n", words[1]);
    R(futex(&words[0], FUTEX_WAKE_OP, 1, (void *)1L, &words[1], FUTEX_OP(7, 4, 7, 0)));
    R(futex(&words[0], FUTEX_WAKE_OP, 1, (void *)1L, bad_address(), 0));
    R(futex(&words[0], FUTEX_WAKE_OP, 1, (void *)1L, (char *)words + 1, 0));
}

static void on_signal(int signal)
{
    (void)signal;
    printf("handler\n");
}

CASE(signals_and_restart)
{
    unsigned word = 0;
    struct sigaction action = { .sa_handler = on_signal };
    sigaction(SIGALRM, &action, NULL);
    alarm(1);
    R(futex(&word, FUTEX_WAIT, 0, NULL, NULL, 0));
    struct timespec time = { 5, 0 };
    alarm(1);
    R(futex(&word, FUTEX_WAIT, 0, &time, NULL, 0));
    action.sa_flags = SA_RESTART;
    sigaction(SIGALRM, &action, NULL);
    alarm(1);
    // With a timeout it ends even with SA_RESTART.
    R(futex(&word, FUTEX_WAIT, 0, &time, NULL, 0));
}

CASE(pi_lock_and_unlock)
{
    unsigned *word = shared();
    unsigned me = (unsigned)syscall(SYS_gettid);
    R(futex(word, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
    T(*word == me);
    R(futex(word, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
    R(futex(word, FUTEX_TRYLOCK_PI, 0, NULL, NULL, 0));
    CHILD {
        R(futex(word, FUTEX_TRYLOCK_PI, 0, NULL, NULL, 0));
        R(futex(word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
        struct timespec past = { 1, 0 };
        R(futex(word, FUTEX_LOCK_PI, 0, &past, NULL, 0));
    }
    R(futex(word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
    printf("%#x\n", *word);
    R(futex(word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
    *word = 0x3FFFFFFF;
    R(futex(word, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
    R(futex(word, FUTEX_TRYLOCK_PI, 0, NULL, NULL, 0));
    R(futex(bad_address(), FUTEX_LOCK_PI, 0, NULL, NULL, 0));
    R(futex(bad_address(), FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
    R(futex((char *)word + 1, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
    R(futex((char *)word + 1, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
    R(futex(word, FUTEX_LOCK_PI | FUTEX_CLOCK_REALTIME, 0, NULL, NULL, 0));
}

CASE(pi_hands_over)
{
    unsigned *word = shared();
    R(futex(word, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
    pid_t child = fork();
    if (child == 0) {
        NEED(futex(word, FUTEX_LOCK_PI, 0, NULL, NULL, 0) == 0);
        sleep_ms(50);
        T((*word & FUTEX_TID_MASK) == (unsigned)syscall(SYS_gettid));
        R(futex(word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
        printf("%#x\n", *word);
        _exit(0);
    }
    until_asleep(child);
    T((*word & FUTEX_WAITERS) != 0);
    R(futex(word, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
    show_child("waiter", child);
}

CASE(pi_owner_dies)
{
    unsigned *word = shared();
    int locked[2];
    char byte = 0;
    pipe(locked);
    pid_t owner = fork();
    if (owner == 0) {
        futex(word, FUTEX_LOCK_PI, 0, NULL, NULL, 0);
        write(locked[1], &byte, 1);
        sleep_ms(150);
        _exit(0);
    }
    read(locked[0], &byte, 1);
    // Without a robust list nobody passes it on, but who waits in the kernel is told.
    R(futex(word, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
    T((*word & FUTEX_TID_MASK) == (unsigned)syscall(SYS_gettid));
    T((*word & FUTEX_OWNER_DIED) != 0);
    show_child("owner", owner);
}

static pthread_mutex_t *robust_mutex(int protocol)
{
    pthread_mutex_t *mutex = shared();
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    if (protocol) E(pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT));
    E(pthread_mutex_init(mutex, &attributes));
    return mutex;
}

CASE(robust_mutex_of_a_dead_process)
{
    for (int protocol = 0; protocol < 2; protocol++) {
        pthread_mutex_t *mutex = robust_mutex(protocol);
        CHILD E(pthread_mutex_lock(mutex));
        E(pthread_mutex_lock(mutex));
        E(pthread_mutex_consistent(mutex));
        E(pthread_mutex_unlock(mutex));
        E(pthread_mutex_lock(mutex));
        E(pthread_mutex_unlock(mutex));
    }
}

CASE(robust_mutex_wakes_waiter)
{
    pthread_mutex_t *mutex = robust_mutex(0);
    int locked[2];
    char byte = 0;
    pipe(locked);
    pid_t owner = fork();
    if (owner == 0) {
        pthread_mutex_lock(mutex);
        write(locked[1], &byte, 1);
        sleep_ms(100);
        kill(getpid(), SIGKILL);
    }
    read(locked[0], &byte, 1);
    E(pthread_mutex_lock(mutex));
    show_child("owner", owner);
}

CASE(robust_list_arguments)
{
    void *head = NULL;
    size_t size = 0;
    R(syscall(SYS_set_robust_list, NULL, 23));
    R(syscall(SYS_set_robust_list, NULL, 24));
    R(syscall(SYS_get_robust_list, 0, &head, &size));
    printf("%d %zu\n", head == NULL, size);
    R(syscall(SYS_get_robust_list, 0x7FFFFFFF, &head, &size));
    R(syscall(SYS_get_robust_list, 0, bad_address(), &size));
    R(syscall(SYS_get_robust_list, 0, &head, bad_address()));
}

struct waitv { uint64_t value, address; uint32_t flags, reserved; };
enum { SIZE_U32 = 2, PRIVATE = 128 };

CASE(waitv_arguments_in_order)
{
    unsigned words[2] = { 1, 2 };
    struct waitv entries[2] = { { 1, (uintptr_t)&words[0], SIZE_U32 | PRIVATE, 0 }, { 2, (uintptr_t)&words[1], SIZE_U32 | PRIVATE, 0 } };
    struct timespec past = { 0, 1 }, bad = { 0, -1 };
    R(syscall(SYS_futex_waitv, entries, 2, 1, NULL, 0));
    R(syscall(SYS_futex_waitv, entries, 0, 0, NULL, 0));
    R(syscall(SYS_futex_waitv, entries, 129, 0, NULL, 0));
    R(syscall(SYS_futex_waitv, NULL, 2, 0, NULL, 0));
    R(syscall(SYS_futex_waitv, entries, 2, 0, &past, 9));
    R(syscall(SYS_futex_waitv, entries, 2, 0, bad_address(), 1));
    R(syscall(SYS_futex_waitv, entries, 2, 0, &bad, 1));
    R(syscall(SYS_futex_waitv, bad_address(), 2, 0, &past, 1));
    R(syscall(SYS_futex_waitv, entries, 2, 0, &past, CLOCK_MONOTONIC));
    R(syscall(SYS_futex_waitv, entries, 2, 0, &past, CLOCK_REALTIME));
    entries[1].value = 3;
    R(syscall(SYS_futex_waitv, entries, 2, 0, &past, 1));
    entries[1].flags = 1;
    R(syscall(SYS_futex_waitv, entries, 2, 0, &past, 1));
    entries[1].flags = SIZE_U32 | 64;
    R(syscall(SYS_futex_waitv, entries, 2, 0, &past, 1));
    entries[1].flags = SIZE_U32;
    entries[1].reserved = 1;
    R(syscall(SYS_futex_waitv, entries, 2, 0, &past, 1));
    entries[1] = (struct waitv){ 2, (uintptr_t)bad_address(), SIZE_U32, 0 };
    R(syscall(SYS_futex_waitv, entries, 2, 0, &past, 1));
    entries[1].address = (uintptr_t)&words[1] + 1;
    R(syscall(SYS_futex_waitv, entries, 2, 0, &past, 1));
}

CASE(waitv_tells_which)
{
    unsigned *words = shared();
    pid_t child = fork();
    if (child == 0) {
        struct waitv entries[3];
        for (int i = 0; i < 3; i++) entries[i] = (struct waitv){ 0, (uintptr_t)&words[i], SIZE_U32, 0 };
        _exit((int)syscall(SYS_futex_waitv, entries, 3, 0, NULL, 0));
    }
    until_asleep(child);
    R(futex(&words[1], FUTEX_WAKE, 1, NULL, NULL, 0));
    show_child("waiter", child);
    R(futex(&words[0], FUTEX_WAKE, 1, NULL, NULL, 0));
}

CASE(membarrier)
{
    long commands = syscall(SYS_membarrier, 0, 0, 0);
    T((commands & 0x1F) == 0x1F);
    R(syscall(SYS_membarrier, 1, 0, 0));
    R(syscall(SYS_membarrier, 8, 0, 0));
    R(syscall(SYS_membarrier, 16, 0, 0));
    R(syscall(SYS_membarrier, 8, 0, 0));
    R(syscall(SYS_membarrier, 4, 0, 0));
    R(syscall(SYS_membarrier, 2, 0, 0));
    R(syscall(SYS_membarrier, 0, 1, 0));
    R(syscall(SYS_membarrier, 1 << 20, 0, 0));
    R(syscall(SYS_membarrier, 3, 0, 0));
}

struct rseq_area { uint32_t cpu_start, cpu; uint64_t section; uint32_t flags, node, concurrency, padding; } __attribute__((aligned(32)));

CASE(rseq_registers)
{
    static struct rseq_area area = { .cpu = -1u };
    static char many[64] __attribute__((aligned(32)));
    R(syscall(SYS_rseq, &area, 32, 1, 0x53053053));
    R(syscall(SYS_rseq, &area, 31, 0, 0x53053053));
    R(syscall(SYS_rseq, (char *)&area + 1, 32, 0, 0x53053053));
    R(syscall(SYS_rseq, bad_address(), 32, 2, 0x53053053));
    R(syscall(SYS_rseq, &area, 32, 0, 0x53053053));
    T(area.cpu < 1024 && area.cpu == area.cpu_start);
    R(syscall(SYS_rseq, &area, 32, 0, 0x53053053));
    R(syscall(SYS_rseq, &area, 32, 0, 1));
    R(syscall(SYS_rseq, many, 32, 0, 0x53053053));
    R(syscall(SYS_rseq, many, 32, 1, 0x53053053));
    R(syscall(SYS_rseq, &area, 32, 1, 1));
    CHILD R(syscall(SYS_rseq, &area, 32, 0, 0x53053053));
    R(syscall(SYS_rseq, &area, 32, 1, 0x53053053));
    printf("%d\n", (int)area.cpu);
    R(syscall(SYS_rseq, &area, 32, 1, 0x53053053));
}

static void nothing(int signal)
{
    (void)signal;
}

// A signal ends the section: the code goes on at the abort address.
CASE(rseq_aborts)
{
    static struct rseq_area area = { .cpu = -1u };
    NEED(syscall(SYS_rseq, &area, 32, 0, 0x53053053) == 0);
    static struct { uint32_t version, flags; uint64_t start, length, abort; } section __attribute__((aligned(32)));
    long aborted = 0;
    signal(SIGALRM, nothing);
    struct itimerval soon = { { 0, 0 }, { 0, 20000 } };
    setitimer(ITIMER_REAL, &soon, NULL);
    __asm__ volatile(
        "leaq 1f(%%rip), %%rax\n movq %%rax, 8(%[s])\n"
        "leaq 2f(%%rip), %%rcx\n subq %%rax, %%rcx\n movq %%rcx, 16(%[s])\n"
        "leaq 4f(%%rip), %%rax\n movq %%rax, 24(%[s])\n"
        "movq %[s], 8(%[a])\n"
        "movq $20000000000, %%rcx\n"
        "1: decq %%rcx\n jnz 1b\n"
        "2: jmp 5f\n"
        ".long 0x53053053\n"
        "4: movq $1, %[r]\n"
        "5:\n"
        : [r] "+r"(aborted) : [s] "r"(&section), [a] "r"(&area) : "rax", "rcx", "memory");
    printf("aborted %ld\n", aborted);
    T(area.section == 0);
}
