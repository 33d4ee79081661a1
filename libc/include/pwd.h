/* SPDX-License-Identifier: MIT */
#ifndef _PWD_H
#define _PWD_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct passwd {
	char *pw_name, *pw_passwd;
	uid_t pw_uid;
	gid_t pw_gid;
	char *pw_gecos, *pw_dir, *pw_shell;
};

#ifndef __FILE_defined
#define __FILE_defined
typedef struct __FILE FILE;
#endif

void endpwent(void);
struct passwd *fgetpwent(FILE *);
struct passwd *getpwent(void);
struct passwd *getpwnam(const char *);
int getpwnam_r(const char *, struct passwd *, char *, size_t, struct passwd **);
struct passwd *getpwuid(uid_t);
int getpwuid_r(uid_t, struct passwd *, char *, size_t, struct passwd **);
int putpwent(const struct passwd *, FILE *);
void setpwent(void);

#ifdef __cplusplus
}
#endif

#endif
