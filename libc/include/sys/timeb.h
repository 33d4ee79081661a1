/* SPDX-License-Identifier: MIT */
#ifndef _SYS_TIMEB_H
#define _SYS_TIMEB_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct timeb { time_t time; unsigned short millitm; short timezone, dstflag; };

int ftime(struct timeb *);

#ifdef __cplusplus
}
#endif

#endif
