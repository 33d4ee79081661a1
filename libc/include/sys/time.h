/* SPDX-License-Identifier: MIT */
#ifndef _SYS_TIME_H
#define _SYS_TIME_H

#include <sys/select.h>

#define ITIMER_REAL 0
#define ITIMER_VIRTUAL 1
#define ITIMER_PROF 2

struct itimerval { struct timeval it_interval, it_value; };

int getitimer(int, struct itimerval *);
int gettimeofday(struct timeval *__restrict_ptr, void *__restrict_ptr);
int setitimer(int, const struct itimerval *__restrict_ptr, struct itimerval *__restrict_ptr);

#endif
