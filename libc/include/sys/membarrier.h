/* SPDX-License-Identifier: MIT */
#ifndef _SYS_MEMBARRIER_H
#define _SYS_MEMBARRIER_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

int membarrier(int, int);

#ifdef __cplusplus
}
#endif

#endif
