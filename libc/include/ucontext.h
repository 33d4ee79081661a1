/* SPDX-License-Identifier: MIT */
#ifndef _UCONTEXT_H
#define _UCONTEXT_H

#include <signal.h>

#ifdef __cplusplus
extern "C" {
#endif

int getcontext(ucontext_t *);
void makecontext(ucontext_t *, void (*)(void), int, ...);
int setcontext(const ucontext_t *);
int swapcontext(ucontext_t *__restrict_ptr, const ucontext_t *__restrict_ptr);

#ifdef __cplusplus
}
#endif

#endif
