/* SPDX-License-Identifier: MIT */
#ifndef _SYS_FSUID_H
#define _SYS_FSUID_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

int setfsgid(gid_t);
int setfsuid(uid_t);

#ifdef __cplusplus
}
#endif

#endif
