/* SPDX-License-Identifier: MIT */
#ifndef _SYS_AUXV_H
#define _SYS_AUXV_H

/* The AT_ numbers. */
#include <elf.h>

#ifdef __cplusplus
extern "C" {
#endif

unsigned long getauxval(unsigned long);

#ifdef __cplusplus
}
#endif

#endif
