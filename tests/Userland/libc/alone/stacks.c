/* SPDX-License-Identifier: MIT */
/* A thread that runs on the stack of one that was joined finds nothing of it, and most stacks go back to the kernel. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { KIB = 1024, THREADS = 64, ROUNDS = 200 };

static __thread int initialised = 7;
static __thread long zeroed[40];
static pthread_key_t key;
static pthread_barrier_t all;
static int failures;

static void check(int passed, int line, const char *text)
{
	if (!passed)
		printf("line %d: %s\n", line, text);
	failures += !passed;
}

#define CHECK(condition) check(condition, __LINE__, #condition)

/* Answers whether something was left here, and leaves something. */
static void *leave(void *argument)
{
	intptr_t wrong = initialised != 7 || errno != 0 || pthread_getspecific(key) != NULL;
	for (size_t i = 0; i < sizeof zeroed / sizeof *zeroed; i++) {
		wrong |= zeroed[i] != 0;
		zeroed[i] = -1;
	}
	initialised = 8;
	errno = EDOM;
	pthread_setspecific(key, argument);
	volatile char deep[8 * KIB];
	for (size_t i = 0; i < sizeof deep; i++)
		deep[i] = (char)i;
	return (void *)wrong;
}

static void *meet(void *argument)
{
	pthread_barrier_wait(&all);
	return argument;
}

static size_t mapped(void)
{
	unsigned long pages;
	FILE *file = fopen("/proc/self/statm", "r");
	if (!file || fscanf(file, "%lu", &pages) != 1)
		exit(2);
	fclose(file);
	return pages * sysconf(_SC_PAGESIZE);
}

int main(void)
{
	CHECK(pthread_key_create(&key, NULL) == 0);
	for (int i = 0; i < ROUNDS; i++) {
		static const size_t sizes[] = { 0, 64 * KIB, 0, 200 * KIB, 1024 * KIB };
		size_t size = sizes[i % 5], guard = 4096 * (i % 3), stack = 0;
		pthread_attr_t attributes;
		pthread_t thread;
		void *wrong;
		pthread_attr_init(&attributes);
		if (size) {
			pthread_attr_setstacksize(&attributes, size);
			pthread_attr_setguardsize(&attributes, guard);
		}
		CHECK(pthread_create(&thread, &attributes, leave, &key) == 0);
		pthread_attr_destroy(&attributes);
		CHECK(pthread_getattr_np(thread, &attributes) == 0 && pthread_attr_getstacksize(&attributes, &stack) == 0 && stack >= size);
		pthread_attr_destroy(&attributes);
		CHECK(pthread_join(thread, &wrong) == 0 && wrong == NULL);
	}
	size_t before = mapped();
	pthread_t threads[THREADS];
	pthread_barrier_init(&all, NULL, THREADS);
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_create(threads + i, NULL, meet, NULL) == 0);
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0);
	CHECK(mapped() <= before + 4 * 256 * KIB);
	printf("%d failures\n", failures);
	return failures != 0;
}
