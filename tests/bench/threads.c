/* SPDX-License-Identifier: MIT */
/* threads: what libcbench leaves out: locks, threads, the heap under two threads, regular expressions.
 * Rows as libcbench prints them: name, median, unit, least, most; five rounds of about 40 ms. Usage: threads [PREFIX...] */
#include <pthread.h>
#include <regex.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 5, LIVE = 64 };

typedef void work(unsigned long count);

static volatile unsigned long sink;

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec * 1e-9;
}

static void lock(unsigned long count)
{
	static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	while (count--) {
		pthread_mutex_lock(&mutex);
		pthread_mutex_unlock(&mutex);
	}
}

static void read_lock(unsigned long count)
{
	static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
	while (count--) {
		pthread_rwlock_rdlock(&rwlock);
		pthread_rwlock_unlock(&rwlock);
	}
}

static void post(unsigned long count)
{
	sem_t semaphore;
	sem_init(&semaphore, 0, 0);
	while (count--) {
		sem_post(&semaphore);
		sem_wait(&semaphore);
	}
	sem_destroy(&semaphore);
}

static void *nothing(void *argument)
{
	return argument;
}

static void create(unsigned long count)
{
	while (count--) {
		pthread_t thread;
		if (pthread_create(&thread, NULL, nothing, NULL))
			abort();
		pthread_join(thread, NULL);
	}
}

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turned = PTHREAD_COND_INITIALIZER;
static int whose;

static void take_turns(int mine, unsigned long count)
{
	pthread_mutex_lock(&turn);
	while (count--) {
		while (whose != mine)
			pthread_cond_wait(&turned, &turn);
		whose = !mine;
		pthread_cond_signal(&turned);
	}
	pthread_mutex_unlock(&turn);
}

static void *partner(void *count)
{
	take_turns(1, *(unsigned long *)count);
	return NULL;
}

static void ping_pong(unsigned long count)
{
	pthread_t thread;
	whose = 0;
	pthread_create(&thread, NULL, partner, &count);
	take_turns(0, count);
	pthread_join(thread, NULL);
}

static void *allocate(void *argument)
{
	unsigned long count = *(unsigned long *)argument, state = (unsigned long)&count | 1;
	void *live[LIVE] = { 0 };
	while (count--) {
		state = state * 6364136223846793005ul + 1442695040888963407ul;
		int slot = state >> 33 & (LIVE - 1);
		free(live[slot]);
		live[slot] = malloc((state >> 40 & 511) + 1);
		*(volatile char *)live[slot] = 1;
	}
	for (int i = 0; i < LIVE; i++)
		free(live[i]);
	return NULL;
}

static void allocate_alone(unsigned long count)
{
	allocate(&count);
}

static void allocate_in_two(unsigned long count)
{
	pthread_t thread;
	unsigned long half = (count + 1) / 2;
	pthread_create(&thread, NULL, allocate, &half);
	allocate(&half);
	pthread_join(thread, NULL);
}

static void match(const char *pattern, const char *text, unsigned long count)
{
	regex_t expression;
	regmatch_t matches[4];
	unsigned long found = 0;
	if (regcomp(&expression, pattern, REG_EXTENDED))
		abort();
	while (count--)
		found += !regexec(&expression, text, 4, matches, 0);
	regfree(&expression);
	sink = found;
}

static void match_small(unsigned long count)
{
	match("([a-z]+)=([0-9]+);", "speed=1000;", count);
}

static void match_medium(unsigned long count)
{
	static char text[1024];
	if (!*text) {
		memset(text, 'x', sizeof text - 1);
		memcpy(text + 900, " from someone@example.org ", 26);
	}
	match("([a-zA-Z.]+)@([a-z]+)\\.(org|com)", text, count);
}

static void match_large(unsigned long count)
{
	static char text[65536];
	if (!*text) {
		memset(text, 'a', sizeof text - 1);
		text[sizeof text - 2] = 'c';
	}
	match("(a|b)*c$", text, count);
}

static int by_value(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return (a > b) - (a < b);
}

static int is_wanted(const char *name, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!strncmp(name, argv[i], strlen(argv[i])))
			return 1;
	return argc == 1;
}

static void measure(const char *name, work *run)
{
	double rounds[ROUNDS];
	unsigned long count = 1;
	for (;;) {
		double begun = now();
		run(count);
		double time = now() - begun;
		if (time > 0.02) {
			count = (unsigned long)(count * 0.04 / time) + 1;
			break;
		}
		count *= 4;
	}
	for (int i = 0; i < ROUNDS; i++) {
		double begun = now();
		run(count);
		rounds[i] = (now() - begun) / count * 1e9;
	}
	qsort(rounds, ROUNDS, sizeof *rounds, by_value);
	printf("%s\t%.5g\tns\t%.5g\t%.5g\n", name, rounds[ROUNDS / 2], rounds[0], rounds[ROUNDS - 1]);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	static const struct { const char *name; work *run; } rows[] = {
		{ "malloc_1_thread", allocate_alone }, { "regexec_small", match_small }, { "regexec_1k", match_medium }, { "regexec_64k", match_large },
		{ "mutex_lock", lock }, { "rwlock_read", read_lock }, { "sem_post_wait", post }, { "thread_create", create },
		{ "cond_ping_pong", ping_pong }, { "malloc_2_threads", allocate_in_two },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (is_wanted(rows[i].name, argc, argv))
			measure(rows[i].name, rows[i].run);
	return 0;
}
