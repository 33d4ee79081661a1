/* SPDX-License-Identifier: MIT */
/* What the tests of threads share: each prints what POSIX promises, so that all C libraries print the same. */
#ifndef COMMON_H
#define COMMON_H

#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>

#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define P(expression) printf("%s: %ld\n", #expression, (long)(expression))
#define E(expression) printf("%s: %s\n", #expression, name_of(expression))

static inline const char *name_of(int error)
{
	switch (error) {
	case 0: return "0";
	case EPERM: return "EPERM";
	case ESRCH: return "ESRCH";
	case EINTR: return "EINTR";
	case EAGAIN: return "EAGAIN";
	case ENOMEM: return "ENOMEM";
	case EBUSY: return "EBUSY";
	case EINVAL: return "EINVAL";
	case ERANGE: return "ERANGE";
	case EDEADLK: return "EDEADLK";
	case ETIMEDOUT: return "ETIMEDOUT";
	case EOWNERDEAD: return "EOWNERDEAD";
	case ENOTRECOVERABLE: return "ENOTRECOVERABLE";
	case EEXIST: return "EEXIST";
	case ENOENT: return "ENOENT";
	case EOVERFLOW: return "EOVERFLOW";
	case ECANCELED: return "ECANCELED";
	case EINPROGRESS: return "EINPROGRESS";
	case EMSGSIZE: return "EMSGSIZE";
	case EBADF: return "EBADF";
	default: return "another error";
	}
}

static inline struct timespec in_ms(clockid_t clock, long ms)
{
	struct timespec t;
	clock_gettime(clock, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += ms % 1000 * 1000000;
	if (t.tv_nsec >= 1000000000) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000;
	}
	return t;
}

static inline void nap(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };
	while (nanosleep(&t, &t) < 0 && errno == EINTR)
		;
}

static inline pthread_t start(void *(*routine)(void *), void *argument)
{
	pthread_t thread;
	int error = pthread_create(&thread, NULL, routine, argument);
	if (error) {
		printf("pthread_create: %s\n", name_of(error));
		exit(1);
	}
	return thread;
}

static inline void *finish(pthread_t thread)
{
	void *result = NULL;
	int error = pthread_join(thread, &result);
	if (error)
		printf("pthread_join: %s\n", name_of(error));
	return result;
}

#endif
