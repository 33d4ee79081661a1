/* SPDX-License-Identifier: MIT */
/* Mutexes of every kind, between threads and between processes. */
#include "common.h"

static pthread_mutex_t m;

static void make(pthread_mutex_t *mutex, int type, int robust, int shared, int protocol)
{
	pthread_mutexattr_t a;
	int value;
	pthread_mutexattr_init(&a);
	if (pthread_mutexattr_settype(&a, type) || pthread_mutexattr_setrobust(&a, robust) || pthread_mutexattr_setpshared(&a, shared)
		|| pthread_mutexattr_setprotocol(&a, protocol))
		puts("an attribute cannot be set");
	pthread_mutexattr_gettype(&a, &value);
	if (value != type) puts("type lost");
	pthread_mutexattr_getrobust(&a, &value);
	if (value != robust) puts("robust lost");
	pthread_mutexattr_getpshared(&a, &value);
	if (value != shared) puts("shared lost");
	pthread_mutexattr_getprotocol(&a, &value);
	if (value != protocol) puts("protocol lost");
	if (pthread_mutex_init(mutex, &a)) puts("no mutex");
	pthread_mutexattr_destroy(&a);
}

static void *trylock(void *argument)
{
	int error = pthread_mutex_trylock(argument);
	if (error == 0) pthread_mutex_unlock(argument);
	return (void *)(long)error;
}

static void *unlock(void *argument) { return (void *)(long)pthread_mutex_unlock(argument); }

static void *timed(void *argument)
{
	struct timespec t = in_ms(CLOCK_REALTIME, 30);
	return (void *)(long)pthread_mutex_timedlock(argument, &t);
}

static void kinds(int robust, int protocol)
{
	printf("== robust %d, protocol %d\n", robust, protocol);
	struct timespec past = { 1, 0 }, wrong = { 1, 1000000000 };
	for (int type = PTHREAD_MUTEX_NORMAL; ; type = type == PTHREAD_MUTEX_NORMAL ? PTHREAD_MUTEX_ERRORCHECK : PTHREAD_MUTEX_RECURSIVE) {
		make(&m, type, robust, PTHREAD_PROCESS_PRIVATE, protocol);
		E(pthread_mutex_lock(&m));
		E((int)(long)finish(start(trylock, &m)));
		E((int)(long)finish(start(timed, &m)));
		if (type != PTHREAD_MUTEX_NORMAL || robust)
			E((int)(long)finish(start(unlock, &m)));
		P((pthread_mutex_trylock(&m) != 0) == (type != PTHREAD_MUTEX_RECURSIVE));
		if (type != PTHREAD_MUTEX_NORMAL)
			E(pthread_mutex_lock(&m));
		if (type == PTHREAD_MUTEX_NORMAL)
			E(pthread_mutex_timedlock(&m, &past));
		if (type == PTHREAD_MUTEX_NORMAL && !protocol)
			E(pthread_mutex_timedlock(&m, &wrong));
		E(pthread_mutex_unlock(&m));
		if (type == PTHREAD_MUTEX_RECURSIVE) {
			E((int)(long)finish(start(trylock, &m)));
			E(pthread_mutex_unlock(&m));
			E(pthread_mutex_unlock(&m));
		}
		E((int)(long)finish(start(trylock, &m)));
		E(pthread_mutex_timedlock(&m, &past));
		E(pthread_mutex_unlock(&m));
		if (type != PTHREAD_MUTEX_NORMAL || robust)
			E(pthread_mutex_unlock(&m));
		E(pthread_mutex_destroy(&m));
		if (type == PTHREAD_MUTEX_RECURSIVE) break;
	}
}

static void *lock_and_die(void *argument) { return (void *)(long)pthread_mutex_lock(argument); }
static void *lock_result(void *argument) { return (void *)(long)pthread_mutex_lock(argument); }

static void owner_dies(int protocol, int detached)
{
	printf("== owner dies, protocol %d, detached %d\n", protocol, detached);
	make(&m, PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST, PTHREAD_PROCESS_PRIVATE, protocol);
	pthread_attr_t a;
	pthread_t t;
	pthread_attr_init(&a);
	pthread_attr_setdetachstate(&a, detached);
	pthread_create(&t, &a, lock_and_die, &m);
	if (detached) nap(50); else finish(t);
	E(pthread_mutex_consistent(&m));
	E(pthread_mutex_trylock(&m));
	E((int)(long)finish(start(trylock, &m)));
	E(pthread_mutex_consistent(&m));
	E(pthread_mutex_unlock(&m));
	E(pthread_mutex_lock(&m));
	E(pthread_mutex_unlock(&m));

	/* Dies again before it was made consistent, then is given back like that. */
	finish(start(lock_and_die, &m));
	E((int)(long)finish(start(lock_result, &m)));
	E(pthread_mutex_lock(&m));
	E(pthread_mutex_unlock(&m));
	E(pthread_mutex_lock(&m));
	E(pthread_mutex_trylock(&m));
	E(pthread_mutex_destroy(&m));

	/* With others waiting. */
	make(&m, PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_ROBUST, PTHREAD_PROCESS_PRIVATE, protocol);
	pthread_mutex_lock(&m);
	t = start(lock_result, &m);
	nap(20);
	pthread_mutex_unlock(&m);
	E((int)(long)finish(t));
	E(pthread_mutex_lock(&m));
	E(pthread_mutex_consistent(&m));
	E(pthread_mutex_unlock(&m));
	E(pthread_mutex_destroy(&m));
}

struct shared { pthread_mutex_t mutex; pthread_cond_t condition; pthread_barrier_t barrier; pthread_rwlock_t lock; int turn; long sum; };

static void between_processes(int protocol)
{
	printf("== between processes, protocol %d\n", protocol);
	struct shared *s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	make(&s->mutex, PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST, PTHREAD_PROCESS_SHARED, protocol);
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		pthread_mutex_lock(&s->mutex);
		__atomic_store_n(&s->turn, 1, __ATOMIC_SEQ_CST);
		nap(50);
		kill(getpid(), SIGKILL);
	}
	while (!__atomic_load_n(&s->turn, __ATOMIC_SEQ_CST)) nap(1);
	E(pthread_mutex_trylock(&s->mutex));
	E(pthread_mutex_lock(&s->mutex));
	int status;
	P(waitpid(child, &status, 0) == child);
	E(pthread_mutex_consistent(&s->mutex));
	E(pthread_mutex_unlock(&s->mutex));
	E(pthread_mutex_destroy(&s->mutex));

	make(&s->mutex, PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED, PTHREAD_PROCESS_SHARED, protocol);
	pthread_condattr_t c;
	pthread_barrierattr_t b;
	pthread_rwlockattr_t r;
	pthread_condattr_init(&c); pthread_condattr_setpshared(&c, PTHREAD_PROCESS_SHARED);
	pthread_barrierattr_init(&b); pthread_barrierattr_setpshared(&b, PTHREAD_PROCESS_SHARED);
	pthread_rwlockattr_init(&r); pthread_rwlockattr_setpshared(&r, PTHREAD_PROCESS_SHARED);
	E(pthread_cond_init(&s->condition, &c));
	E(pthread_barrier_init(&s->barrier, &b, 4));
	E(pthread_rwlock_init(&s->lock, &r));
	s->turn = 0;
	fflush(stdout);
	for (int i = 0; i < 3; i++) {
		if (fork() == 0) {
			pthread_barrier_wait(&s->barrier);
			for (int n = 0; n < 1000; n++) {
				pthread_mutex_lock(&s->mutex);
				s->sum++;
				pthread_mutex_unlock(&s->mutex);
				pthread_rwlock_wrlock(&s->lock);
				s->sum++;
				pthread_rwlock_unlock(&s->lock);
			}
			pthread_barrier_wait(&s->barrier);
			pthread_mutex_lock(&s->mutex);
			while (s->turn != i + 1)
				pthread_cond_wait(&s->condition, &s->mutex);
			s->turn++;
			pthread_cond_broadcast(&s->condition);
			pthread_mutex_unlock(&s->mutex);
			_exit(0);
		}
	}
	pthread_barrier_wait(&s->barrier);
	pthread_barrier_wait(&s->barrier);
	pthread_mutex_lock(&s->mutex);
	P(s->sum > 3000);
	s->turn = 1;
	pthread_cond_broadcast(&s->condition);
	while (s->turn != 4)
		pthread_cond_wait(&s->condition, &s->mutex);
	pthread_mutex_unlock(&s->mutex);
	while (wait(NULL) > 0)
		;
	P(s->turn);
	munmap(s, 4096);
}

int main(void)
{
	pthread_mutexattr_t a;
	pthread_mutexattr_init(&a);
	E(pthread_mutexattr_settype(&a, 99));
	E(pthread_mutexattr_setrobust(&a, 99));
	E(pthread_mutexattr_setpshared(&a, 99));
	E(pthread_mutexattr_setprotocol(&a, 99));
	kinds(PTHREAD_MUTEX_STALLED, PTHREAD_PRIO_NONE);
	kinds(PTHREAD_MUTEX_ROBUST, PTHREAD_PRIO_NONE);
	kinds(PTHREAD_MUTEX_STALLED, PTHREAD_PRIO_INHERIT);
	kinds(PTHREAD_MUTEX_ROBUST, PTHREAD_PRIO_INHERIT);
	owner_dies(PTHREAD_PRIO_NONE, PTHREAD_CREATE_JOINABLE);
	owner_dies(PTHREAD_PRIO_NONE, PTHREAD_CREATE_DETACHED);
	owner_dies(PTHREAD_PRIO_INHERIT, PTHREAD_CREATE_JOINABLE);
	owner_dies(PTHREAD_PRIO_INHERIT, PTHREAD_CREATE_DETACHED);
	between_processes(PTHREAD_PRIO_NONE);
	between_processes(PTHREAD_PRIO_INHERIT);
	return 0;
}
