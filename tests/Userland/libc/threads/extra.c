/* SPDX-License-Identifier: MIT */
/* ISO C's threads, timers that run a function, identities of all threads, clone. */
#include "common.h"
#include <grp.h>
#include <threads.h>

static mtx_t m;
static cnd_t c;
static tss_t key;
static int counter, destroyed, once_count;
static void destroy(void *value) { destroyed += (int)(long)value; }
static void once(void) { once_count++; }
static once_flag flag = ONCE_FLAG_INIT;
static thread_local int own = 3;

static int adds(void *argument)
{
	own++;
	for (int i = 0; i < 1000; i++) {
		mtx_lock(&m);
		counter++;
		mtx_unlock(&m);
	}
	call_once(&flag, once);
	tss_set(key, argument);
	return (int)(long)argument * (tss_get(key) == argument) + own;
}
static int leaves(void *argument) { thrd_exit(*(int *)argument); }
static int tries(void *argument) { return mtx_trylock(argument); }
static int timed(void *argument) { struct timespec t = in_ms(CLOCK_REALTIME, 20); return mtx_timedlock(argument, &t); }
static int signals(void *argument) { mtx_lock(&m); counter = -1; cnd_broadcast(&c); mtx_unlock(&m); (void)argument; return 0; }

static void iso(void)
{
	thrd_t t[4];
	int result = -7, value = -5;
	struct timespec past = { 1, 0 }, short_time = { 0, 1000000 };
	P(mtx_init(&m, mtx_timed) == thrd_success); P(cnd_init(&c) == thrd_success); P(tss_create(&key, destroy) == thrd_success);
	for (long i = 0; i < 4; i++) P(thrd_create(&t[i], adds, (void *)(i + 1)) == thrd_success);
	for (int i = 0; i < 4; i++) { P(thrd_join(t[i], &result) == thrd_success); P(result); }
	P(counter); P(destroyed); P(once_count); P(own);
	thrd_create(&t[0], leaves, &value);
	thrd_join(t[0], &result); P(result);
	mtx_lock(&m);
	thrd_create(&t[0], tries, &m); thrd_join(t[0], &result); P(result == thrd_busy);
	thrd_create(&t[0], timed, &m); thrd_join(t[0], &result); P(result == thrd_timedout);
	P(cnd_timedwait(&c, &m, &past) == thrd_timedout);
	thrd_create(&t[0], signals, NULL);
	while (counter >= 0) P(cnd_wait(&c, &m) == thrd_success);
	mtx_unlock(&m);
	thrd_join(t[0], NULL);
	P(thrd_equal(thrd_current(), thrd_current()) != 0); P(thrd_equal(thrd_current(), t[0]));
	P(thrd_sleep(&short_time, NULL)); thrd_yield();
	mtx_destroy(&m); cnd_destroy(&c); tss_delete(key);
	P(mtx_init(&m, mtx_plain | mtx_recursive) == thrd_success);
	P(mtx_lock(&m) == thrd_success); P(mtx_lock(&m) == thrd_success); P(mtx_unlock(&m) == thrd_success); P(mtx_unlock(&m) == thrd_success);
	thrd_create(&t[0], tries, &m);
	P(thrd_detach(t[0]) == thrd_success);
}

static sem_t fired;
static int values, here;
static pthread_t main_thread;
static void expire(union sigval value)
{
	if (pthread_equal(pthread_self(), main_thread)) here++;
	__atomic_add_fetch(&values, value.sival_int, __ATOMIC_SEQ_CST);
	sem_post(&fired);
	pthread_exit(NULL);
}

static void timers(void)
{
	timer_t timer;
	struct sigevent event = { 0 };
	struct itimerspec time = { { 0, 5000000 }, { 0, 5000000 } }, left;
	main_thread = pthread_self();
	sem_init(&fired, 0, 0);
	event.sigev_notify = SIGEV_THREAD;
	event.sigev_notify_function = expire;
	event.sigev_value.sival_int = 7;
	P(timer_create(CLOCK_MONOTONIC, &event, &timer));
	P(timer_settime(timer, 0, &time, NULL));
	for (int i = 0; i < 5; i++) sem_wait(&fired);
	P(timer_gettime(timer, &left)); P(left.it_interval.tv_nsec);
	P(timer_getoverrun(timer) >= 0);
	P(timer_delete(timer));
	nap(30);
	P(values >= 35); P(values % 7); P(here);
	int before = values;
	nap(30);
	P(values == before);
	errno = 0;
	P(timer_create(12345, &event, &timer)); P(errno == EINVAL);
}

static pthread_barrier_t barrier;
static void *identity(void *argument)
{
	uid_t r, e, s;
	(void)argument;
	pthread_barrier_wait(&barrier);
	if (argument) pause(); else pthread_barrier_wait(&barrier);
	getresuid(&r, &e, &s);
	return (void *)(long)(r == 1001 && e == 1002 && s == 1003 && getgid() == 1004);
}

static void identities(void)
{
	if (getuid() != 0) { puts("identities: 3\nstatus: 0"); return; }
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		pthread_t t[3];
		long sum = 0;
		pthread_barrier_init(&barrier, NULL, 4);
		for (int i = 0; i < 3; i++) t[i] = start(identity, NULL);
		pthread_barrier_wait(&barrier);
		gid_t groups[1] = { 1005 };
		if (setgroups(1, groups) || setgid(1004) || setresuid(1001, 1002, 1003)) puts("not changed");
		if (setresuid(0, 0, 0) == 0) puts("changed back");
		pthread_barrier_wait(&barrier);
		for (int i = 0; i < 3; i++) sum += (long)finish(t[i]);
		printf("identities: %ld\n", sum);
		fflush(stdout);
		_exit(0);
	}
	int status;
	waitpid(child, &status, 0);
	printf("status: %d\n", status);
}

static int cloned(void *argument) { return *(int *)argument; }
static void clones(void)
{
	static char stack[65536];
	int value = 42, status;
	pid_t pid = clone(cloned, stack + sizeof stack, SIGCHLD, &value);
	P(waitpid(pid, &status, 0) == pid); P(WEXITSTATUS(status));
	errno = 0;
	P(clone(NULL, stack + sizeof stack, SIGCHLD, NULL)); P(errno == EINVAL);
}

int main(void)
{
	iso();
	timers();
	identities();
	clones();
	return 0;
}
