/* SPDX-License-Identifier: MIT */
#ifndef _SYS_QUOTA_H
#define _SYS_QUOTA_H

#include <bits/types.h>


int quotactl(int, const char *, int, char *);

#endif
