/* SPDX-License-Identifier: MIT */
#ifndef _SYS_FANOTIFY_H
#define _SYS_FANOTIFY_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

int fanotify_init(unsigned, unsigned);
int fanotify_mark(int, unsigned, unsigned long, int, const char *);

#ifdef __cplusplus
}
#endif

#endif
