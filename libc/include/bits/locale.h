/* SPDX-License-Identifier: MIT */
#ifndef _BITS_LOCALE_H
#define _BITS_LOCALE_H

typedef struct __locale *locale_t;


#endif
