/* SPDX-License-Identifier: MIT */
#ifndef _SETJMP_H
#define _SETJMP_H

#include <bits/noreturn.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct { unsigned long __registers[8]; int __has_mask; unsigned long __mask; } jmp_buf[1];
typedef jmp_buf sigjmp_buf;

__attribute__((__returns_twice__)) int setjmp(jmp_buf);
__noreturn void longjmp(jmp_buf, int);
__attribute__((__returns_twice__)) int _setjmp(jmp_buf);
__noreturn void _longjmp(jmp_buf, int);
__attribute__((__returns_twice__)) int sigsetjmp(sigjmp_buf, int);
__noreturn void siglongjmp(sigjmp_buf, int);

#define setjmp setjmp

#ifdef __cplusplus
}
#endif

#endif
