/* SPDX-License-Identifier: MIT */
#ifndef _SYS_SWAP_H
#define _SYS_SWAP_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

int swapoff(const char *);
int swapon(const char *, int);

#ifdef __cplusplus
}
#endif

#endif
