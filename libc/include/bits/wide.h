/* SPDX-License-Identifier: MIT */
/* The types of wide characters, which several headers share. */
#ifndef _BITS_WIDE_H
#define _BITS_WIDE_H

#ifndef __cplusplus
typedef __WCHAR_TYPE__ wchar_t;
#endif
typedef __WINT_TYPE__ wint_t;
typedef unsigned long wctype_t;

#define WEOF 0xffffffffU
#define WCHAR_MAX 2147483647
#define WCHAR_MIN (-2147483647 - 1)

#endif
