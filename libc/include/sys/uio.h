/* SPDX-License-Identifier: MIT */
#ifndef _SYS_UIO_H
#define _SYS_UIO_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

ssize_t preadv(int, const struct iovec *, int, off_t);
ssize_t process_vm_readv(pid_t, const struct iovec *, unsigned long, const struct iovec *, unsigned long, unsigned long);
ssize_t process_vm_writev(pid_t, const struct iovec *, unsigned long, const struct iovec *, unsigned long, unsigned long);
ssize_t pwritev(int, const struct iovec *, int, off_t);
ssize_t readv(int, const struct iovec *, int);
ssize_t writev(int, const struct iovec *, int);

#define UIO_MAXIOV 0x400

#if defined _LARGEFILE64_SOURCE || defined _GNU_SOURCE
#define preadv64 preadv
#define pwritev64 pwritev
#define off64_t off_t
#endif

#ifdef __cplusplus
}
#endif

#endif
