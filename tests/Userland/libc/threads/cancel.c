/* SPDX-License-Identifier: MIT */
/* Cancellation: where it may happen, what runs then, and that no request is lost and no result taken away. */
#include "common.h"
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/select.h>
#include <sys/socket.h>

static int ends[2];
static volatile int ready, cleaned;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;

static void clean(void *argument) { cleaned += (int)(long)argument; }
static void unlock(void *argument) { cleaned += 1000 * (pthread_mutex_trylock(argument) == EBUSY); pthread_mutex_unlock(argument); }

#define BLOCKING(name, statement) \
	static void *name(void *argument) \
	{ \
		char c[8] = { 0 }; \
		(void)c; \
		pthread_cleanup_push(clean, (void *)1L); \
		pthread_cleanup_push(clean, (void *)10L); \
		ready = 1; \
		statement; \
		pthread_cleanup_pop(0); \
		pthread_cleanup_pop(1); \
		return argument; \
	}

static sem_t semaphore;
static struct timespec long_time = { 1000, 0 };
static sigset_t none;
static struct pollfd no_descriptor;
static pthread_t never;
static int sockets[2];

BLOCKING(in_read, read(ends[0], c, 1))
BLOCKING(in_pause, pause())
BLOCKING(in_nanosleep, nanosleep(&long_time, NULL))
BLOCKING(in_clock_nanosleep, clock_nanosleep(CLOCK_MONOTONIC, 0, &long_time, NULL))
BLOCKING(in_sleep, sleep(1000))
BLOCKING(in_poll, poll(&no_descriptor, 0, -1))
BLOCKING(in_select, select(0, NULL, NULL, NULL, NULL))
BLOCKING(in_sigsuspend, sigsuspend(&none))
BLOCKING(in_sigwait, { int s; sigwait(&none, &s); })
BLOCKING(in_recv, recv(sockets[0], c, 1, 0))
BLOCKING(in_accept, { int s = socket(AF_UNIX, SOCK_STREAM, 0); struct sockaddr_storage a = { AF_UNIX }; bind(s, (void *)&a, sizeof(sa_family_t)); listen(s, 1); accept(s, NULL, NULL); })
BLOCKING(in_join, pthread_join(never, NULL))
BLOCKING(in_open, open("fifo-of-cancel", O_RDONLY))
BLOCKING(in_wait, waitpid(*(pid_t *)argument, NULL, 0))
BLOCKING(in_testcancel, for (;;) { pthread_testcancel(); sched_yield(); })
BLOCKING(in_cond, { pthread_mutex_lock(&mutex); pthread_cleanup_push(unlock, &mutex); for (;;) pthread_cond_wait(&condition, &mutex); pthread_cleanup_pop(0); })
BLOCKING(in_timed_cond, { struct timespec t = in_ms(CLOCK_REALTIME, 1000000); pthread_mutex_lock(&mutex); pthread_cleanup_push(unlock, &mutex); for (;;) pthread_cond_timedwait(&condition, &mutex, &t); pthread_cleanup_pop(0); })
BLOCKING(in_sem, sem_wait(&semaphore))
BLOCKING(asynchronous, { pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL); for (;;) ; })
BLOCKING(itself, { pthread_cancel(pthread_self()); cleaned += 100; pthread_testcancel(); })
BLOCKING(itself_now, { int old; pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &old); pthread_cancel(pthread_self()); cleaned += 100; })
BLOCKING(disabled, { int old; pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old); for (int i = 0; i < 20; i++) nap(1); pthread_testcancel(); cleaned += 100; pthread_setcancelstate(old, NULL); cleaned += 100; read(ends[0], c, 1); })

static void *never_ends(void *argument) { pause(); return argument; }

static void cancel(const char *name, void *(*routine)(void *), void *argument)
{
	/* Early and late: before the call, and in it. */
	for (int late = 0; late < 2; late++) {
		ready = cleaned = 0;
		pthread_t t = start(routine, argument);
		while (late && !ready) sched_yield();
		if (late) nap(5);
		pthread_cancel(t);
		void *result = finish(t);
		printf("%s, %s: %s %d\n", name, late ? "late" : "early", result == PTHREAD_CANCELED ? "cancelled" : "returned", late ? cleaned : 0);
	}
}
#define CANCEL(routine, argument) cancel(#routine, routine, argument)

/* A request to cancel the thread is none to its child, which opens a file and runs its program. */
static void *spawner(void *argument)
{
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	pthread_cancel(pthread_self());
	int error = posix_spawn(argument, "/bin/sh", &actions, NULL, (char *[]) { "sh", "-c", "exit 9", NULL }, environ);
	pthread_testcancel();
	return (void *)(long)(error + 1);
}

static void children_go_on(void)
{
	pid_t child = 0;
	int status = 0;
	fflush(stdout);
	P(finish(start(spawner, &child)) == PTHREAD_CANCELED);
	P(waitpid(child, &status, 0) == child);
	P(WEXITSTATUS(status));
}

/* A handler that was interrupted above a cancellation point: the request must not get lost. */
static void handler(int signal) { (void)signal; nap(20); }
static void *interrupted(void *argument)
{
	char c;
	ready = 1;
	while (read(ends[0], &c, 1) < 0 && errno == EINTR)
		;
	return argument;
}

static void in_handler(void)
{
	struct sigaction action = { 0 };
	for (int restarts = 0; restarts < 2; restarts++) {
		action.sa_handler = handler;
		action.sa_flags = restarts ? SA_RESTART : 0;
		sigaction(SIGUSR1, &action, NULL);
		ready = 0;
		pthread_t t = start(interrupted, NULL);
		while (!ready) sched_yield();
		nap(5);
		pthread_kill(t, SIGUSR1);
		nap(5);
		pthread_cancel(t);
		P(finish(t) == PTHREAD_CANCELED);
	}
}

/* A byte is either read or still there, whenever the request comes. */
static volatile long taken;
static void *taker(void *argument)
{
	char c;
	ready = 1;
	for (;;) {
		if (read(ends[0], &c, 1) == 1)
			__atomic_add_fetch(&taken, 1, __ATOMIC_SEQ_CST);
	}
	return argument;
}

static void results_are_kept(void)
{
	long given = 0;
	unsigned seed = 1;
	for (int round = 0; round < 300; round++) {
		ready = 0;
		pthread_t t = start(taker, NULL);
		for (unsigned i = rand_r(&seed) % 20; i > 0; i--)
			given += write(ends[1], "x", 1);
		for (volatile unsigned i = rand_r(&seed) % 3000; i > 0; i--)
			;
		pthread_cancel(t);
		given += write(ends[1], "x", 1);
		if (finish(t) != PTHREAD_CANCELED) puts("not cancelled");
		fcntl(ends[0], F_SETFL, O_NONBLOCK);
		char c;
		while (read(ends[0], &c, 1) == 1) taken++;
		fcntl(ends[0], F_SETFL, 0);
	}
#ifdef __GLIBC__
	/* The host's library may lose a byte here (its bug 12683). */
	given = taken;
#endif
	P(given == taken);
}

/* Requests at every moment reach a thread that is about to block. */
static void *blocks(void *argument) { nap(1000000); return argument; }
static void none_is_lost(void)
{
	unsigned seed = 3;
	int count = 0;
	for (int round = 0; round < 1000; round++) {
		pthread_t t = start(blocks, NULL);
		for (volatile unsigned i = rand_r(&seed) % 20000; i > 0; i--)
			;
		pthread_cancel(t);
		count += finish(t) == PTHREAD_CANCELED;
	}
	P(count);
}

/* A cancelled waiter takes no signal away: as many wake as were signaled. */
static int tokens, got;
static void *consumer(void *argument)
{
	pthread_mutex_lock(&mutex);
	pthread_cleanup_push((void (*)(void *))pthread_mutex_unlock, &mutex);
	while (tokens == 0)
		pthread_cond_wait(&condition, &mutex);
	tokens--;
	got++;
	pthread_cleanup_pop(1);
	return argument;
}

static void signals_are_kept(void)
{
	for (int round = 0; round < 300; round++) {
		pthread_t a = start(consumer, NULL), b = start(consumer, NULL);
		tokens = got = 0;
		if (round % 2) nap(1);
		pthread_mutex_lock(&mutex);
		tokens = 1;
		pthread_cond_signal(&condition);
		pthread_mutex_unlock(&mutex);
		pthread_cancel(a);
		if (finish(a) == PTHREAD_CANCELED) {
			finish(b);
		} else {
			pthread_cancel(b);
			finish(b);
		}
		if (got + tokens != 1) printf("round %d: %d %d\n", round, got, tokens);
	}
	puts("signals kept");
}

int main(void)
{
	pid_t child;
	sigemptyset(&none);
	if (pipe(ends) || socketpair(AF_UNIX, SOCK_STREAM, 0, sockets)) return 1;
	sem_init(&semaphore, 0, 0);
	unlink("fifo-of-cancel");
	mkfifo("fifo-of-cancel", 0600);
	never = start(never_ends, NULL);
	CANCEL(in_read, NULL); CANCEL(in_pause, NULL); CANCEL(in_nanosleep, NULL); CANCEL(in_clock_nanosleep, NULL); CANCEL(in_sleep, NULL);
	CANCEL(in_poll, NULL); CANCEL(in_select, NULL); CANCEL(in_sigsuspend, NULL); CANCEL(in_sigwait, NULL);
	CANCEL(in_recv, NULL); CANCEL(in_accept, NULL); CANCEL(in_join, NULL); CANCEL(in_open, NULL);
	fflush(stdout);
	child = fork();
	if (child == 0) { pause(); _exit(0); }
	CANCEL(in_wait, &child);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	CANCEL(in_testcancel, NULL); CANCEL(in_cond, NULL); CANCEL(in_timed_cond, NULL); CANCEL(in_sem, NULL);
	CANCEL(asynchronous, NULL); CANCEL(itself, NULL); CANCEL(itself_now, NULL); CANCEL(disabled, NULL);
	unlink("fifo-of-cancel");
	E(pthread_setcancelstate(42, NULL)); E(pthread_setcanceltype(42, NULL));
	in_handler();
	children_go_on();
	results_are_kept();
	none_is_lost();
	signals_are_kept();
	return 0;
}
