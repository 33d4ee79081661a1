/* SPDX-License-Identifier: MIT */
#ifndef _MALLOC_H
#define _MALLOC_H

#include <stdlib.h>

#ifdef __cplusplus
extern "C" {
#endif

size_t malloc_usable_size(void *);
void *memalign(size_t, size_t);
void *valloc(size_t);

#ifdef __cplusplus
}
#endif

#endif
