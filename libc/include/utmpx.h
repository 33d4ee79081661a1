/* SPDX-License-Identifier: MIT */
#ifndef _UTMPX_H
#define _UTMPX_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define EMPTY 0
#define RUN_LVL 1
#define BOOT_TIME 2
#define NEW_TIME 3
#define OLD_TIME 4
#define INIT_PROCESS 5
#define LOGIN_PROCESS 6
#define USER_PROCESS 7
#define DEAD_PROCESS 8
#define __UT_LINESIZE 32
#define __UT_NAMESIZE 32
#define __UT_HOSTSIZE 256

struct __exit_status { short e_termination, e_exit; };

struct utmpx {
	short ut_type;
	pid_t ut_pid;
	char ut_line[__UT_LINESIZE];
	char ut_id[4];
	char ut_user[__UT_NAMESIZE];
	char ut_host[__UT_HOSTSIZE];
	struct __exit_status ut_exit;
	int ut_session;
	struct { int tv_sec, tv_usec; } ut_tv;
	int ut_addr_v6[4];
	char __reserved[20];
};

void endutxent(void);
struct utmpx *getutxent(void);
struct utmpx *getutxid(const struct utmpx *);
struct utmpx *getutxline(const struct utmpx *);
struct utmpx *pututxline(const struct utmpx *);
void setutxent(void);
void updwtmpx(const char *, const struct utmpx *);
int utmpxname(const char *);

#ifdef __cplusplus
}
#endif

#endif
