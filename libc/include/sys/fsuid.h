/* SPDX-License-Identifier: MIT */
#ifndef _SYS_FSUID_H
#define _SYS_FSUID_H

#include <bits/types.h>


int setfsgid(gid_t);
int setfsuid(uid_t);

#endif
