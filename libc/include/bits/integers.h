/* SPDX-License-Identifier: MIT */
/* What stdint.h and sys/types.h both have. */
#ifndef _BITS_INTEGERS_H
#define _BITS_INTEGERS_H

typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long int64_t;

#endif
