/* SPDX-License-Identifier: MIT */
#ifndef _SYS_TIME_H
#define _SYS_TIME_H

#include <sys/select.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ITIMER_REAL 0
#define ITIMER_VIRTUAL 1
#define ITIMER_PROF 2

struct itimerval { struct timeval it_interval, it_value; };

struct timezone { int tz_minuteswest, tz_dsttime; };

#define timerisset(t) ((t)->tv_sec || (t)->tv_usec)
#define timerclear(t) ((t)->tv_sec = (t)->tv_usec = 0)
#define timercmp(s, t, op) ((s)->tv_sec == (t)->tv_sec ? (s)->tv_usec op (t)->tv_usec : (s)->tv_sec op (t)->tv_sec)
#define timeradd(s, t, a) (void)((a)->tv_sec = (s)->tv_sec + (t)->tv_sec, \
	((a)->tv_usec = (s)->tv_usec + (t)->tv_usec) >= 1000000 && ((a)->tv_usec -= 1000000, (a)->tv_sec++))
#define timersub(s, t, a) (void)((a)->tv_sec = (s)->tv_sec - (t)->tv_sec, \
	((a)->tv_usec = (s)->tv_usec - (t)->tv_usec) < 0 && ((a)->tv_usec += 1000000, (a)->tv_sec--))

int futimes(int, const struct timeval[2]);
int futimesat(int, const char *, const struct timeval[2]);
int getitimer(int, struct itimerval *);
int gettimeofday(struct timeval *__restrict_ptr, void *__restrict_ptr);
int lutimes(const char *, const struct timeval[2]);
int setitimer(int, const struct itimerval *__restrict_ptr, struct itimerval *__restrict_ptr);
int settimeofday(const struct timeval *, const struct timezone *);
int utimes(const char *, const struct timeval[2]);
int adjtime(const struct timeval *, struct timeval *);

#ifdef __cplusplus
}
#endif

#endif
