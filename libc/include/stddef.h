/* SPDX-License-Identifier: MIT */
#ifndef _STDDEF_H
#define _STDDEF_H

#include <bits/types.h>
#include <bits/wide.h>

typedef __PTRDIFF_TYPE__ ptrdiff_t;
#if defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
typedef struct { long long __ll; long double __ld; } max_align_t;
#endif

#define offsetof(type, member) __builtin_offsetof(type, member)

#endif
