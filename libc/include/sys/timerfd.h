/* SPDX-License-Identifier: MIT */
#ifndef _SYS_TIMERFD_H
#define _SYS_TIMERFD_H

#include <fcntl.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TFD_CLOEXEC O_CLOEXEC
#define TFD_NONBLOCK O_NONBLOCK
#define TFD_TIMER_ABSTIME 1
#define TFD_TIMER_CANCEL_ON_SET 2

int timerfd_create(int, int);
int timerfd_gettime(int, struct itimerspec *);
int timerfd_settime(int, int, const struct itimerspec *, struct itimerspec *);

#ifdef __cplusplus
}
#endif

#endif
