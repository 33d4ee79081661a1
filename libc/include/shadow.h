/* SPDX-License-Identifier: MIT */
#ifndef _SHADOW_H
#define _SHADOW_H

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SHADOW "/etc/shadow"

struct spwd {
	char *sp_namp, *sp_pwdp;
	long sp_lstchg, sp_min, sp_max, sp_warn, sp_inact, sp_expire;
	unsigned long sp_flag;
};

void endspent(void);
struct spwd *fgetspent(FILE *);
struct spwd *getspent(void);
struct spwd *getspnam(const char *);
int getspnam_r(const char *, struct spwd *, char *, size_t, struct spwd **);
int lckpwdf(void);
int putspent(const struct spwd *, FILE *);
void setspent(void);
struct spwd *sgetspent(const char *);
int ulckpwdf(void);

#ifdef __cplusplus
}
#endif

#endif
