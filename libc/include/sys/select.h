/* SPDX-License-Identifier: MIT */
#ifndef _SYS_SELECT_H
#define _SYS_SELECT_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FD_SETSIZE 1024
typedef struct { unsigned long __bits[FD_SETSIZE / 64]; } fd_set;

#define FD_ZERO(set) __builtin_memset((set), 0, sizeof(fd_set))
#define FD_SET(fd, set) ((set)->__bits[(fd) / 64] |= 1UL << (fd) % 64)
#define FD_CLR(fd, set) ((set)->__bits[(fd) / 64] &= ~(1UL << (fd) % 64))
#define FD_ISSET(fd, set) (((set)->__bits[(fd) / 64] >> (fd) % 64 & 1) != 0)

int pselect(int, fd_set *, fd_set *, fd_set *, const struct timespec *, const sigset_t *);
int select(int, fd_set *__restrict_ptr, fd_set *__restrict_ptr, fd_set *__restrict_ptr, struct timeval *__restrict_ptr);

#ifdef __cplusplus
}
#endif

#endif
