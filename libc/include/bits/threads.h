/* SPDX-License-Identifier: MIT */
/* The types of threads that several headers share. */
#ifndef _BITS_THREADS_H
#define _BITS_THREADS_H

#include <bits/types.h>

#ifdef __cplusplus
typedef unsigned long pthread_t;
#else
typedef struct __thread_block *pthread_t;
#endif
typedef int pthread_once_t;
typedef unsigned pthread_key_t;
typedef int pthread_spinlock_t;
typedef struct { int __kind; } pthread_mutexattr_t;
typedef struct { int __kind; } pthread_condattr_t;
typedef struct { int __shared; } pthread_rwlockattr_t;
typedef struct { int __shared; } pthread_barrierattr_t;
#ifndef __pthread_attr_t_defined
#define __pthread_attr_t_defined
typedef struct __pthread_attr { unsigned long __words[7]; } pthread_attr_t;
#endif
typedef struct { union { int __ints[10]; void *__pointers[5]; } __fields; } pthread_mutex_t;
typedef struct { union { int __ints[12]; void *__pointers[6]; } __fields; } pthread_cond_t;
typedef struct { union { int __ints[14]; void *__pointers[7]; } __fields; } pthread_rwlock_t;
typedef struct { union { int __ints[8]; void *__pointers[4]; } __fields; } pthread_barrier_t;

#endif
