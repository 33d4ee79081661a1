/* SPDX-License-Identifier: MIT */
/* Condition variables, read-write locks, barriers, spin locks and semaphores. */
#include "common.h"
#include <fcntl.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static int waiting, woken, tokens;

static void *waiter(void *argument)
{
	pthread_mutex_lock(&mutex);
	waiting++;
	while (tokens == 0)
		pthread_cond_wait(&condition, &mutex);
	tokens--;
	woken++;
	pthread_mutex_unlock(&mutex);
	return argument;
}

static void conditions(void)
{
	pthread_t t[5];
	pthread_condattr_t a;
	pthread_cond_t c;
	clockid_t clock;
	int value;
	E(pthread_condattr_init(&a));
	E(pthread_condattr_getclock(&a, &clock)); P(clock == CLOCK_REALTIME);
	E(pthread_condattr_setclock(&a, CLOCK_PROCESS_CPUTIME_ID));
	E(pthread_condattr_getpshared(&a, &value)); P(value == PTHREAD_PROCESS_PRIVATE);
	for (int shared = 0; shared < 2; shared++) {
		for (clock = CLOCK_REALTIME; clock <= CLOCK_MONOTONIC; clock++) {
			E(pthread_condattr_setclock(&a, clock));
			E(pthread_condattr_setpshared(&a, shared));
			E(pthread_cond_init(&c, &a));
			struct timespec soon = in_ms(clock, 30), past = { 1, 0 }, wrong = { 1, -1 }, now;
			pthread_mutex_lock(&mutex);
			E(pthread_cond_timedwait(&c, &mutex, &soon));
			clock_gettime(clock, &now);
			P(now.tv_sec > soon.tv_sec || (now.tv_sec == soon.tv_sec && now.tv_nsec >= soon.tv_nsec));
			E(pthread_cond_timedwait(&c, &mutex, &past));
			E(pthread_cond_timedwait(&c, &mutex, &wrong));
			pthread_mutex_unlock(&mutex);
			E(pthread_cond_signal(&c)); E(pthread_cond_broadcast(&c));
			E(pthread_cond_destroy(&c));
		}
	}
	for (int i = 0; i < 5; i++) t[i] = start(waiter, NULL);
	pthread_mutex_lock(&mutex);
	while (waiting < 5) { pthread_mutex_unlock(&mutex); nap(1); pthread_mutex_lock(&mutex); }
	tokens = 1;
	pthread_cond_signal(&condition);
	pthread_mutex_unlock(&mutex);
	nap(20);
	pthread_mutex_lock(&mutex); P(woken); tokens = 4;
	pthread_cond_broadcast(&condition);
	pthread_mutex_unlock(&mutex);
	for (int i = 0; i < 5; i++) finish(t[i]);
	P(woken);
}

/* A condition variable may be destroyed right after its broadcast. */
struct once { pthread_mutex_t mutex; pthread_cond_t condition; int go, waiting; };
static void *wait_once(void *argument)
{
	struct once *o = argument;
	struct timespec t = in_ms(CLOCK_REALTIME, 1);
	pthread_mutex_lock(&o->mutex);
	o->waiting++;
	while (!o->go)
		pthread_cond_timedwait(&o->condition, &o->mutex, &t), t = in_ms(CLOCK_REALTIME, 1);
	o->waiting--;
	pthread_mutex_unlock(&o->mutex);
	return NULL;
}

static void destroyed_at_once(void)
{
	for (int round = 0; round < 200; round++) {
		struct once o = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0 };
		pthread_t t[3];
		for (int i = 0; i < 3; i++) t[i] = start(wait_once, &o);
		nap(1);
		pthread_mutex_lock(&o.mutex);
		o.go = 1;
		pthread_cond_broadcast(&o.condition);
		pthread_mutex_unlock(&o.mutex);
		while (pthread_mutex_lock(&o.mutex), o.waiting) { pthread_mutex_unlock(&o.mutex); sched_yield(); }
		pthread_mutex_unlock(&o.mutex);
		for (int i = 0; i < 3; i++) finish(t[i]);
		pthread_cond_destroy(&o.condition);
		memset(&o.condition, 0xFF, sizeof o.condition);
	}
	puts("destroyed");
}

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static void *try_read(void *argument) { int e = pthread_rwlock_tryrdlock(&lock); if (!e) pthread_rwlock_unlock(&lock); (void)argument; return (void *)(long)e; }
static void *try_write(void *argument) { int e = pthread_rwlock_trywrlock(&lock); if (!e) pthread_rwlock_unlock(&lock); (void)argument; return (void *)(long)e; }
static void *timed_read(void *argument) { struct timespec t = in_ms(CLOCK_REALTIME, 20); (void)argument; return (void *)(long)pthread_rwlock_timedrdlock(&lock, &t); }
static void *timed_write(void *argument) { struct timespec t = in_ms(CLOCK_REALTIME, 20); (void)argument; return (void *)(long)pthread_rwlock_timedwrlock(&lock, &t); }
static long pair[2], broken;
static void *reader(void *argument)
{
	for (int i = 0; i < 3000; i++) {
		pthread_rwlock_rdlock(&lock);
		if (pair[0] != pair[1]) broken++;
		pthread_rwlock_unlock(&lock);
	}
	return argument;
}
static void *writer(void *argument)
{
	for (int i = 0; i < 3000; i++) {
		pthread_rwlock_wrlock(&lock);
		pair[0]++;
		if (i % 64 == 0) sched_yield();
		pair[1]++;
		pthread_rwlock_unlock(&lock);
	}
	return argument;
}

static void locks(void)
{
	pthread_t t[6];
	E(pthread_rwlock_rdlock(&lock)); E(pthread_rwlock_rdlock(&lock));
	E((int)(long)finish(start(try_read, NULL))); E((int)(long)finish(start(try_write, NULL))); E((int)(long)finish(start(timed_write, NULL)));
	E(pthread_rwlock_unlock(&lock)); E((int)(long)finish(start(try_write, NULL)));
	E(pthread_rwlock_unlock(&lock)); E((int)(long)finish(start(try_write, NULL)));
	E(pthread_rwlock_wrlock(&lock));
	E((int)(long)finish(start(try_read, NULL))); E((int)(long)finish(start(try_write, NULL)));
	E((int)(long)finish(start(timed_read, NULL))); E((int)(long)finish(start(timed_write, NULL)));
	E(pthread_rwlock_unlock(&lock));
	for (int i = 0; i < 6; i++) t[i] = start(i % 2 ? writer : reader, NULL);
	for (int i = 0; i < 6; i++) finish(t[i]);
	P(pair[0]); P(broken);
	E(pthread_rwlock_destroy(&lock));
}

static pthread_barrier_t barrier;
static int arrived, serial, early;
static void *meet(void *argument)
{
	for (int i = 1; i <= 200; i++) {
		__atomic_add_fetch(&arrived, 1, __ATOMIC_SEQ_CST);
		int r = pthread_barrier_wait(&barrier);
		if (r == PTHREAD_BARRIER_SERIAL_THREAD) __atomic_add_fetch(&serial, 1, __ATOMIC_SEQ_CST);
		if (__atomic_load_n(&arrived, __ATOMIC_SEQ_CST) < 4 * i) __atomic_add_fetch(&early, 1, __ATOMIC_SEQ_CST);
	}
	return argument;
}
static void *destroy_last(void *argument)
{
	if (pthread_barrier_wait(argument) == PTHREAD_BARRIER_SERIAL_THREAD) {
		pthread_barrier_destroy(argument);
		memset(argument, 0xFF, sizeof(pthread_barrier_t));
		free(argument);
	}
	return NULL;
}

static void barriers(void)
{
	pthread_t t[4];
	E(pthread_barrier_init(&barrier, NULL, 0));
	E(pthread_barrier_init(&barrier, NULL, 4));
	for (int i = 0; i < 4; i++) t[i] = start(meet, NULL);
	for (int i = 0; i < 4; i++) finish(t[i]);
	P(serial); P(early);
	E(pthread_barrier_destroy(&barrier));
	for (int round = 0; round < 200; round++) {
		pthread_barrier_t *b = malloc(sizeof *b);
		pthread_barrier_init(b, NULL, 4);
		for (int i = 0; i < 4; i++) t[i] = start(destroy_last, b);
		for (int i = 0; i < 4; i++) finish(t[i]);
	}
}

static pthread_spinlock_t spin;
static long spun;
static void *spins(void *argument)
{
	for (int i = 0; i < 20000; i++) { pthread_spin_lock(&spin); spun++; pthread_spin_unlock(&spin); }
	return argument;
}
static void spinning(void)
{
	pthread_t t[3];
	E(pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE));
	E(pthread_spin_lock(&spin)); E(pthread_spin_trylock(&spin)); E(pthread_spin_unlock(&spin)); E(pthread_spin_trylock(&spin)); E(pthread_spin_unlock(&spin));
	for (int i = 0; i < 3; i++) t[i] = start(spins, NULL);
	for (int i = 0; i < 3; i++) finish(t[i]);
	P(spun);
	E(pthread_spin_destroy(&spin));
}

#define S(expression) (printf("%s: %d", #expression, (int)(expression)), printf(" %s\n", name_of(errno)), errno = 0)
static sem_t semaphore;
static void *posts(void *argument) { for (int i = 0; i < 5000; i++) sem_post(argument); return NULL; }
static void *waits(void *argument) { for (int i = 0; i < 5000; i++) while (sem_wait(argument)) ; return NULL; }
static void nothing(int signal) { (void)signal; }

static void semaphores(void)
{
	pthread_t t[4];
	int value;
	struct timespec soon = in_ms(CLOCK_REALTIME, 30), past = { 1, 0 }, wrong = { 1, 1000000000 };
	struct sigaction action = { 0 };
	errno = 0;
	S(sem_init(&semaphore, 0, SEM_VALUE_MAX + 1U));
	S(sem_init(&semaphore, 0, 2));
	S(sem_getvalue(&semaphore, &value)); P(value);
	S(sem_wait(&semaphore)); S(sem_timedwait(&semaphore, &past)); S(sem_trywait(&semaphore));
	S(sem_timedwait(&semaphore, &soon)); S(sem_timedwait(&semaphore, &past)); S(sem_timedwait(&semaphore, &wrong));
	S(sem_post(&semaphore)); S(sem_trywait(&semaphore));
	action.sa_handler = nothing;
	sigaction(SIGALRM, &action, NULL);
	ualarm(20000, 0);
	S(sem_wait(&semaphore));
	S(sem_getvalue(&semaphore, &value)); P(value);
	for (int i = 0; i < 4; i++) t[i] = start(i % 2 ? posts : waits, &semaphore);
	for (int i = 0; i < 4; i++) finish(t[i]);
	S(sem_getvalue(&semaphore, &value)); P(value);
	S(sem_destroy(&semaphore));
	S(sem_init(&semaphore, 0, SEM_VALUE_MAX)); S(sem_post(&semaphore));

	char name[64];
	sprintf(name, "/skift-%d", (int)getpid());
	errno = 0;
	P(sem_open(name, 0) == SEM_FAILED); P(errno == ENOENT);
	P(sem_open("/a/b", O_CREAT, 0600, 1) == SEM_FAILED);
	P(sem_open(name, O_CREAT, 0600, SEM_VALUE_MAX + 1U) == SEM_FAILED); P(errno == EINVAL);
	sem_t *a = sem_open(name, O_CREAT | O_EXCL, 0600, 3);
	P(a != SEM_FAILED);
	P(sem_open(name, O_CREAT | O_EXCL, 0600, 3) == SEM_FAILED); P(errno == EEXIST);
	sem_t *b = sem_open(name, O_CREAT, 0600, 7);
	P(a == b);
	P(sem_getvalue(b, &value)); P(value);
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		sem_t *c = sem_open(name, 0);
		for (int i = 0; i < 1003; i++) sem_wait(c);
		_exit(sem_trywait(c) == 0);
	}
	for (int i = 0; i < 1000; i++) sem_post(a);
	int status;
	waitpid(child, &status, 0);
	P(status);
	errno = 0;
	S(sem_close(b)); S(sem_post(a)); S(sem_close(a)); S(sem_unlink(name)); S(sem_unlink(name));
}

int main(void)
{
	conditions();
	destroyed_at_once();
	locks();
	barriers();
	spinning();
	semaphores();
	return 0;
}
