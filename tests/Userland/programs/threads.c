// SPDX-License-Identifier: MIT
// POSIX threads through whatever libc it is linked with: the same output on Linux and on SkiftSharp, with glibc and with musl.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define THREADS 8
#define ROUNDS 2000
#define SHOW(expression) printf("%s: %ld\n", #expression, (long)(expression))

static __thread int local = 7;
static __thread char local_zero[100];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_key_t key;
static atomic_int destroyed, cleaned, handled;
static long total;
static int turn;

static struct timespec after_ms(clockid_t clock, long milliseconds)
{
    struct timespec time;
    clock_gettime(clock, &time);
    time.tv_nsec += milliseconds * 1000000;
    time.tv_sec += time.tv_nsec / 1000000000;
    time.tv_nsec %= 1000000000;
    return time;
}

static void *count(void *argument)
{
    local += (int)(long)argument;
    local_zero[0]++;
    for (int i = 0; i < ROUNDS; i++) {
        pthread_mutex_lock(&mutex);
        total++;
        pthread_mutex_unlock(&mutex);
    }
    return (void *)(long)(local + local_zero[0]);
}

static void counters(void)
{
    pthread_t threads[THREADS];
    long sum = 0;
    for (long i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, count, (void *)i);
    for (int i = 0; i < THREADS; i++) {
        void *result;
        pthread_join(threads[i], &result);
        sum += (long)result;
    }
    SHOW(total);
    SHOW(sum);
    SHOW(local);
}

static void *take_turns(void *argument)
{
    for (int i = 0; i < 100; i++) {
        pthread_mutex_lock(&mutex);
        while (turn % 4 != (long)argument) pthread_cond_wait(&condition, &mutex);
        turn++;
        pthread_cond_broadcast(&condition);
        pthread_mutex_unlock(&mutex);
    }
    return NULL;
}

static void conditions(void)
{
    pthread_t threads[4];
    for (long i = 0; i < 4; i++) pthread_create(&threads[i], NULL, take_turns, (void *)i);
    for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    SHOW(turn);
    pthread_mutex_lock(&mutex);
    struct timespec deadline = after_ms(CLOCK_REALTIME, 30);
    SHOW(pthread_cond_timedwait(&condition, &mutex, &deadline) == ETIMEDOUT);
    pthread_mutex_unlock(&mutex);
    pthread_condattr_t attribute;
    pthread_condattr_init(&attribute);
    pthread_condattr_setclock(&attribute, CLOCK_MONOTONIC);
    pthread_cond_t monotonic;
    pthread_cond_init(&monotonic, &attribute);
    pthread_mutex_lock(&mutex);
    deadline = after_ms(CLOCK_MONOTONIC, 30);
    SHOW(pthread_cond_timedwait(&monotonic, &mutex, &deadline) == ETIMEDOUT);
    pthread_mutex_unlock(&mutex);
}

static void *hold(void *argument)
{
    pthread_mutex_lock(argument);
    return NULL; // dies with it
}

static void mutexes(void)
{
    pthread_mutexattr_t attribute;
    pthread_mutex_t special;
    pthread_t thread;
    pthread_mutexattr_init(&attribute);
    pthread_mutexattr_settype(&attribute, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&special, &attribute);
    pthread_mutex_lock(&special);
    SHOW(pthread_mutex_lock(&special) == EDEADLK);
    pthread_mutex_unlock(&special);
    SHOW(pthread_mutex_unlock(&special) == EPERM);
    pthread_mutexattr_settype(&attribute, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&special, &attribute);
    SHOW(pthread_mutex_lock(&special) + pthread_mutex_lock(&special) + pthread_mutex_unlock(&special) + pthread_mutex_unlock(&special));

    pthread_mutexattr_init(&attribute);
    pthread_mutexattr_setrobust(&attribute, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&special, &attribute);
    pthread_create(&thread, NULL, hold, &special);
    pthread_join(thread, NULL);
    SHOW(pthread_mutex_lock(&special) == EOWNERDEAD);
    SHOW(pthread_mutex_consistent(&special));
    SHOW(pthread_mutex_unlock(&special));
    SHOW(pthread_mutex_trylock(&special));

    pthread_mutex_t *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_setpshared(&attribute, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(shared, &attribute);
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(shared);
        kill(getpid(), SIGKILL);
    }
    waitpid(child, NULL, 0);
    SHOW(pthread_mutex_lock(shared) == EOWNERDEAD);
    pthread_mutex_consistent(shared);
    pthread_mutex_unlock(shared);
    pthread_mutex_lock(&mutex);
    struct timespec deadline = after_ms(CLOCK_REALTIME, 20);
    SHOW(pthread_mutex_timedlock(&mutex, &deadline) == ETIMEDOUT);
    pthread_mutex_unlock(&mutex);
}

static void clean(void *argument) { cleaned += (int)(long)argument; }

static void *wait_for_cancel(void *argument)
{
    pthread_cleanup_push(clean, (void *)1);
    pthread_cleanup_push(clean, (void *)10);
    if (argument) pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    for (volatile long i = 0;; i++)
        if (!argument) sleep(100);
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return NULL;
}

static void *refuse_cancel(void *argument)
{
    (void)argument;
    int old;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
    usleep(20000);
    pthread_setcancelstate(old, NULL);
    cleaned += 100;
    pthread_testcancel();
    cleaned += 1000;
    return NULL;
}

static void cancellation(void)
{
    pthread_t thread;
    void *result;
    for (long mode = 0; mode < 2; mode++) {
        pthread_create(&thread, NULL, wait_for_cancel, (void *)mode);
        usleep(10000);
        pthread_cancel(thread);
        pthread_join(thread, &result);
        SHOW(result == PTHREAD_CANCELED);
        SHOW(cleaned);
    }
    pthread_create(&thread, NULL, refuse_cancel, NULL);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    SHOW(result == PTHREAD_CANCELED);
    SHOW(cleaned);
}

static void destroy(void *value) { destroyed += (int)(long)value; }

static void *use_key(void *argument)
{
    pthread_setspecific(key, argument);
    pthread_exit((void *)5);
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void run_once(void) { puts("once"); }

static void *barrier_wait(void *argument) { return (void *)(long)(pthread_barrier_wait(argument) == PTHREAD_BARRIER_SERIAL_THREAD); }

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static int written, torn;

static void *read_or_write(void *argument)
{
    for (int i = 0; i < 300; i++) {
        if (argument) {
            pthread_rwlock_wrlock(&rw);
            written++;
            sched_yield();
            written++;
        } else {
            pthread_rwlock_rdlock(&rw);
            torn += written & 1;
        }
        pthread_rwlock_unlock(&rw);
    }
    return NULL;
}

static void others(void)
{
    pthread_t threads[6];
    void *result;
    pthread_key_create(&key, destroy);
    for (long i = 0; i < 4; i++) pthread_create(&threads[i], NULL, use_key, (void *)(i + 1));
    for (int i = 0; i < 4; i++) pthread_join(threads[i], &result);
    SHOW(destroyed);
    SHOW((long)result);
    pthread_once(&once, run_once);
    pthread_once(&once, run_once);

    pthread_barrier_t barrier;
    pthread_barrier_init(&barrier, NULL, 4);
    long serial = 0;
    for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, barrier_wait, &barrier);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], &result);
        serial += (long)result;
    }
    SHOW(serial);

    for (long i = 0; i < 6; i++) pthread_create(&threads[i], NULL, read_or_write, (void *)(i & 1));
    for (int i = 0; i < 6; i++) pthread_join(threads[i], NULL);
    SHOW(written);
    SHOW(torn);

    sem_t semaphore;
    sem_init(&semaphore, 0, 1);
    SHOW(sem_wait(&semaphore));
    SHOW(sem_trywait(&semaphore) == -1 && errno == EAGAIN);
    struct timespec deadline = after_ms(CLOCK_REALTIME, 20);
    SHOW(sem_timedwait(&semaphore, &deadline) == -1 && errno == ETIMEDOUT);

    pthread_attr_t attribute;
    pthread_attr_init(&attribute);
    pthread_attr_setstacksize(&attribute, 1 << 20);
    pthread_attr_setdetachstate(&attribute, PTHREAD_CREATE_DETACHED);
    SHOW(pthread_create(&threads[0], &attribute, use_key, NULL));
    SHOW(pthread_setname_np(pthread_self(), "renamed"));
    char name[16];
    SHOW(pthread_getname_np(pthread_self(), name, sizeof name));
    puts(name);
    clockid_t clock;
    SHOW(pthread_getcpuclockid(pthread_self(), &clock));
}

static void on_signal(int number, siginfo_t *information, void *context)
{
    (void)context;
    handled += number == SIGUSR1 && information->si_pid == getpid() ? 1 : 100;
}

static void *take_signal(void *argument)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    int number = 0;
    sigwait(&set, &number);
    return (void *)(long)(number == SIGUSR2 && argument);
}

static void *spin(void *argument)
{
    while (!atomic_load((atomic_int *)argument)) usleep(1000);
    return NULL;
}

static void signals(void)
{
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO};
    sigaction(SIGUSR1, &action, NULL);
    atomic_int stop = 0;
    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, spin, &stop);
    SHOW(pthread_kill(thread, SIGUSR1));
    SHOW(pthread_kill(thread, 0));
    while (handled == 0) usleep(1000);
    stop = 1;
    pthread_join(thread, NULL);
    SHOW(handled);
    pthread_create(&thread, NULL, take_signal, (void *)1);
    kill(getpid(), SIGUSR2);
    pthread_join(thread, &result);
    SHOW((long)result);
}

static void *fork_inside(void *argument)
{
    (void)argument;
    pid_t child = fork();
    if (child == 0) _exit(local == 7 ? 3 : 4);
    int status;
    waitpid(child, &status, 0);
    return (void *)(long)WEXITSTATUS(status);
}

static void *end_all(void *argument)
{
    (void)argument;
    puts("exit from a thread");
    fflush(stdout);
    exit(9);
}

int main(void)
{
    // Before there is any other thread: one that is about to end could take the signal otherwise.
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    setvbuf(stdout, NULL, _IOLBF, 0);
    counters();
    conditions();
    mutexes();
    cancellation();
    others();
    signals();
    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, fork_inside, NULL);
    pthread_join(thread, &result);
    SHOW((long)result);
    pthread_create(&thread, NULL, end_all, NULL);
    pause();
    return 0;
}
