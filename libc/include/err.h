/* SPDX-License-Identifier: MIT */
#ifndef _ERR_H
#define _ERR_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

__noreturn void err(int, const char *, ...);
__noreturn void errx(int, const char *, ...);
__noreturn void verr(int, const char *, __builtin_va_list);
__noreturn void verrx(int, const char *, __builtin_va_list);
void vwarn(const char *, __builtin_va_list);
void vwarnx(const char *, __builtin_va_list);
void warn(const char *, ...);
void warnx(const char *, ...);

#ifdef __cplusplus
}
#endif

#endif
