/* SPDX-License-Identifier: MIT */
#ifndef _UTMP_H
#define _UTMP_H

#include <utmpx.h>

#ifdef __cplusplus
extern "C" {
#endif

#define UT_LINESIZE __UT_LINESIZE
#define UT_NAMESIZE __UT_NAMESIZE
#define UT_HOSTSIZE __UT_HOSTSIZE
#define ut_name ut_user
#define ut_time ut_tv.tv_sec
#define ut_addr ut_addr_v6[0]
#define _PATH_UTMP "/var/run/utmp"
#define _PATH_WTMP "/var/log/wtmp"
#define UTMP_FILE _PATH_UTMP
#define WTMP_FILE _PATH_WTMP

struct utmp {
	short ut_type;
	pid_t ut_pid;
	char ut_line[UT_LINESIZE];
	char ut_id[4];
	char ut_user[UT_NAMESIZE];
	char ut_host[UT_HOSTSIZE];
	struct __exit_status ut_exit;
	int ut_session;
	struct { int tv_sec, tv_usec; } ut_tv;
	int ut_addr_v6[4];
	char __reserved[20];
};

struct lastlog { int ll_time; char ll_line[UT_LINESIZE], ll_host[UT_HOSTSIZE]; };

void endutent(void);
struct utmp *getutent(void);
struct utmp *getutid(const struct utmp *);
struct utmp *getutline(const struct utmp *);
int login_tty(int);
struct utmp *pututline(const struct utmp *);
void setutent(void);
void updwtmp(const char *, const struct utmp *);
int utmpname(const char *);

#ifdef __cplusplus
}
#endif

#endif
