/* SPDX-License-Identifier: MIT */
#ifndef _SYS_SWAP_H
#define _SYS_SWAP_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

int swapoff(const char *);
int swapon(const char *, int);

#define SWAP_FLAG_PRIO_SHIFT 0
#define SWAP_FLAG_PRIO_MASK 0x7fff
#define SWAP_FLAG_PREFER 0x8000
#define SWAP_FLAG_DISCARD 0x10000

#ifdef __cplusplus
}
#endif

#endif
