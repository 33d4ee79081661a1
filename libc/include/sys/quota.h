/* SPDX-License-Identifier: MIT */
#ifndef _SYS_QUOTA_H
#define _SYS_QUOTA_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

int quotactl(int, const char *, int, char *);

#ifdef __cplusplus
}
#endif

#endif
