/* SPDX-License-Identifier: MIT */
#ifndef _SYS_FANOTIFY_H
#define _SYS_FANOTIFY_H

#include <bits/types.h>


int fanotify_init(unsigned, unsigned);
int fanotify_mark(int, unsigned, unsigned long, int, const char *);

#endif
