/* SPDX-License-Identifier: MIT */
#ifndef _SYS_PERSONALITY_H
#define _SYS_PERSONALITY_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ADDR_NO_RANDOMIZE 0x0040000
#define PER_LINUX 0

int personality(unsigned long);

#ifdef __cplusplus
}
#endif

#endif
