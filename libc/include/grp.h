/* SPDX-License-Identifier: MIT */
#ifndef _GRP_H
#define _GRP_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct group {
	char *gr_name, *gr_passwd;
	gid_t gr_gid;
	char **gr_mem;
};

#ifndef __FILE_defined
#define __FILE_defined
typedef struct __FILE FILE;
#endif

void endgrent(void);
struct group *fgetgrent(FILE *);
struct group *getgrent(void);
struct group *getgrgid(gid_t);
int getgrgid_r(gid_t, struct group *, char *, size_t, struct group **);
struct group *getgrnam(const char *);
int getgrnam_r(const char *, struct group *, char *, size_t, struct group **);
int getgrouplist(const char *, gid_t, gid_t *, int *);
int initgroups(const char *, gid_t);
int putgrent(const struct group *, FILE *);
void setgrent(void);
int setgroups(size_t, const gid_t *);

#ifdef __cplusplus
}
#endif

#endif
