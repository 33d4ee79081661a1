/* SPDX-License-Identifier: MIT */
#ifndef _TIME_H
#define _TIME_H

#include <bits/locale.h>
#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CLOCKS_PER_SEC 1000000L
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
#define CLOCK_PROCESS_CPUTIME_ID 2
#define CLOCK_THREAD_CPUTIME_ID 3
#define CLOCK_MONOTONIC_RAW 4
#define CLOCK_REALTIME_COARSE 5
#define CLOCK_MONOTONIC_COARSE 6
#define CLOCK_BOOTTIME 7
#define TIMER_ABSTIME 1

struct tm {
	int tm_sec, tm_min, tm_hour;
	int tm_mday, tm_mon, tm_year;
	int tm_wday, tm_yday;
	int tm_isdst;
	long tm_gmtoff;
	const char *tm_zone;
};

extern int getdate_err;
extern char *tzname[2];
extern long timezone;
extern int daylight;

typedef void *timer_t;
struct itimerspec { struct timespec it_interval, it_value; };
struct sigevent;

#define TIME_UTC 1
#define CLOCK_REALTIME_ALARM 8
#define CLOCK_BOOTTIME_ALARM 9
#define CLOCK_TAI 11

char *asctime(const struct tm *);
char *asctime_r(const struct tm *__restrict_ptr, char *__restrict_ptr);
clock_t clock(void);
int clock_getcpuclockid(pid_t, clockid_t *);
int clock_getres(clockid_t, struct timespec *);
int clock_gettime(clockid_t, struct timespec *);
int clock_nanosleep(clockid_t, int, const struct timespec *, struct timespec *);
int clock_settime(clockid_t, const struct timespec *);
char *ctime(const time_t *);
char *ctime_r(const time_t *, char *);
double difftime(time_t, time_t);
struct tm *gmtime(const time_t *);
struct tm *gmtime_r(const time_t *__restrict_ptr, struct tm *__restrict_ptr);
struct tm *localtime(const time_t *);
struct tm *localtime_r(const time_t *__restrict_ptr, struct tm *__restrict_ptr);
time_t mktime(struct tm *);
int nanosleep(const struct timespec *, struct timespec *);
int stime(const time_t *);
size_t strftime(char *__restrict_ptr, size_t, const char *__restrict_ptr, const struct tm *__restrict_ptr);
size_t strftime_l(char *, size_t, const char *, const struct tm *, locale_t);
time_t time(time_t *);
time_t timegm(struct tm *);
int timer_create(clockid_t, struct sigevent *, timer_t *);
int timer_delete(timer_t);
int timer_getoverrun(timer_t);
int timer_gettime(timer_t, struct itimerspec *);
int timer_settime(timer_t, int, const struct itimerspec *, struct itimerspec *);
int timespec_get(struct timespec *, int);
void tzset(void);
struct tm *getdate(const char *);
char *strptime(const char *__restrict_ptr, const char *__restrict_ptr, struct tm *__restrict_ptr);

#ifdef __cplusplus
}
#endif

#endif
