/* SPDX-License-Identifier: MIT */
#ifndef _SYS_ACCT_H
#define _SYS_ACCT_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

int acct(const char *);

#ifdef __cplusplus
}
#endif

#endif
