/* SPDX-License-Identifier: MIT */
#ifndef _SYS_RANDOM_H
#define _SYS_RANDOM_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GRND_NONBLOCK 1
#define GRND_RANDOM 2

ssize_t getrandom(void *, size_t, unsigned);

#define GRND_INSECURE 4

#ifdef __cplusplus
}
#endif

#endif
