/* SPDX-License-Identifier: MIT */
#ifndef _SEMAPHORE_H
#define _SEMAPHORE_H

#include <bits/types.h>
#include <fcntl.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct { long __words[4]; } sem_t;

#define SEM_FAILED ((sem_t *)0)
#ifndef SEM_VALUE_MAX
#define SEM_VALUE_MAX 2147483647
#endif

int sem_clockwait(sem_t *__restrict_ptr, clockid_t, const struct timespec *__restrict_ptr);
int sem_close(sem_t *);
int sem_destroy(sem_t *);
int sem_getvalue(sem_t *__restrict_ptr, int *__restrict_ptr);
int sem_init(sem_t *, int, unsigned);
sem_t *sem_open(const char *, int, ...);
int sem_post(sem_t *);
int sem_timedwait(sem_t *__restrict_ptr, const struct timespec *__restrict_ptr);
int sem_trywait(sem_t *);
int sem_unlink(const char *);
int sem_wait(sem_t *);

#ifdef __cplusplus
}
#endif

#endif
