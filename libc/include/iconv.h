/* SPDX-License-Identifier: MIT */
#ifndef _ICONV_H
#define _ICONV_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct __conversion *iconv_t;

size_t iconv(iconv_t, char **__restrict_ptr, size_t *__restrict_ptr, char **__restrict_ptr, size_t *__restrict_ptr);
int iconv_close(iconv_t);
iconv_t iconv_open(const char *, const char *);

#ifdef __cplusplus
}
#endif

#endif
