/* SPDX-License-Identifier: MIT */
/* Threads and what belongs to the whole process: fork, signals, exit. */
#include "common.h"

static int order[8], count;
static void prepare1(void) { order[count++] = 1; }
static void prepare2(void) { order[count++] = 2; }
static void parent1(void) { order[count++] = 3; }
static void parent2(void) { order[count++] = 4; }
static void child1(void) { order[count++] = 5; }
static void child2(void) { order[count++] = 6; }

static volatile int stop;
static void *busy(void *argument)
{
	while (!stop) {
		char *p = malloc(100);
		setenv("A_VARIABLE", "value", 1);
		rand();
		free(p);
	}
	return argument;
}

static void *child_thread(void *argument) { void *p = malloc(10); free(p); return argument; }

static void forks(void)
{
	pthread_t t[3];
	int status, bad = 0;
	pthread_atfork(prepare1, parent1, child1);
	pthread_atfork(NULL, NULL, NULL);
	pthread_atfork(prepare2, parent2, child2);
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		_exit(!(count == 4 && order[0] == 2 && order[1] == 1 && order[2] == 5 && order[3] == 6));
	}
	waitpid(child, &status, 0);
	P(status);
	P(count == 4 && order[0] == 2 && order[1] == 1 && order[2] == 3 && order[3] == 4);
	for (int i = 0; i < 3; i++) t[i] = start(busy, NULL);
	for (int i = 0; i < 60; i++) {
		count = 0;
		fflush(stdout);
		child = fork();
		if (child == 0) {
			/* Nobody holds a lock of the library here, and threads can be made. */
			free(malloc(1000));
#ifndef __GLIBC__
			/* The host's library promises this of malloc alone. */
			setenv("ANOTHER", "x", 1);
			rand();
#endif
			long ok = gettid() == getpid() && (long)finish(start(child_thread, (void *)5L)) == 5;
			pthread_mutex_t m = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
			ok = ok && !pthread_mutex_lock(&m) && !pthread_mutex_lock(&m) && !pthread_mutex_unlock(&m) && !pthread_mutex_unlock(&m);
			exit(ok ? 0 : 1);
		}
		waitpid(child, &status, 0);
		bad += status != 0;
	}
	stop = 1;
	for (int i = 0; i < 3; i++) finish(t[i]);
	P(bad);
}

static volatile int seen[3], ready;
static __thread int own_number;
static void note(int signal, siginfo_t *information, void *context) { (void)context; seen[own_number]++; if (signal == SIGRTMIN) seen[own_number] += 10 * information->si_value.sival_int; }

static void *signalled(void *argument)
{
	own_number = (int)(long)argument;
	__atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
	while (!seen[own_number]) nap(1);
	return NULL;
}

static void *masks(void *argument)
{
	sigset_t set, old;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	E(pthread_sigmask(SIG_BLOCK, &set, &old)); P(sigismember(&old, SIGUSR1)); P(sigismember(&old, SIGUSR2));
	E(pthread_sigmask(77, &set, NULL));
	pthread_kill(pthread_self(), SIGUSR2);
	sigpending(&set);
	P(sigismember(&set, SIGUSR2));
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	int signal;
	E(sigwait(&set, &signal)); P(signal == SIGUSR2);
	return argument;
}

static void signals(void)
{
	struct sigaction action = { 0 };
	sigset_t set;
	action.sa_sigaction = note;
	action.sa_flags = SA_SIGINFO;
	sigaction(SIGUSR1, &action, NULL);
	sigaction(SIGRTMIN, &action, NULL);
	pthread_t a = start(signalled, (void *)1L), b = start(signalled, (void *)2L);
	while (ready < 2) nap(1);
	E(pthread_kill(a, SIGUSR1));
	finish(a);
	P(seen[1]); P(seen[2]);
	union sigval value = { 4 };
	E(pthread_sigqueue(b, SIGRTMIN, value));
	finish(b);
	P(seen[2]);
	E(pthread_kill(pthread_self(), 0)); E(pthread_kill(pthread_self(), 99));
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	finish(start(masks, NULL));
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	/* The library's own signals are nobody else's. */
	sigfillset(&set);
	P(sigismember(&set, SIGRTMIN)); P(sigismember(&set, SIGRTMIN - 1)); P(sigismember(&set, SIGRTMAX));
	errno = 0;
	P(sigaction(SIGRTMIN - 1, &action, NULL)); P(errno == EINVAL);
	P(sigaddset(&set, SIGRTMIN - 1)); P(sigaddset(&set, SIGRTMIN));
	memset(&set, 0xFF, sizeof set);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	a = start((void *(*)(void *))pause, NULL);
	nap(10);
	pthread_cancel(a);
	P(finish(a) == PTHREAD_CANCELED);
	sigemptyset(&set);
	pthread_sigmask(SIG_SETMASK, &set, NULL);
}

static void *raises(void *argument) { abort(); return argument; }
static void *exits(void *argument) { exit(*(int *)argument); }
static void *waits(void *argument) { for (;;) pause(); return argument; }
static void handler(void) { printf("handler "); }
static void ignore(int signal) { (void)signal; }
static void *segv(void *argument) { *(volatile int *)argument = 1; return NULL; }

static void child_ends(const char *name, void *(*routine)(void *), void *argument)
{
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		atexit(handler);
		signal(SIGABRT, ignore);
		start(waits, NULL);
		start(routine, argument);
		if (routine == exits) start(routine, argument);
		for (;;) pause();
	}
	int status;
	waitpid(child, &status, 0);
	printf("%s: %s %d\n", name, WIFEXITED(status) ? "exit" : "signal", WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
}

int main(void)
{
	int status = 7;
	forks();
	signals();
	child_ends("exits", exits, &status);
	child_ends("raises", raises, NULL);
	child_ends("segv", segv, NULL);
	return 0;
}
