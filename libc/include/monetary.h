/* SPDX-License-Identifier: MIT */
#ifndef _MONETARY_H
#define _MONETARY_H

#include <bits/types.h>
#include <bits/locale.h>

#ifdef __cplusplus
extern "C" {
#endif

ssize_t strfmon(char *__restrict_ptr, size_t, const char *__restrict_ptr, ...);
ssize_t strfmon_l(char *__restrict_ptr, size_t, locale_t, const char *__restrict_ptr, ...);

#ifdef __cplusplus
}
#endif

#endif
