/* SPDX-License-Identifier: MIT */
#ifndef _PTY_H
#define _PTY_H

#include <sys/ioctl.h>
#include <termios.h>
#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

int forkpty(int *, char *, const struct termios *, const struct winsize *);
int openpty(int *, int *, char *, const struct termios *, const struct winsize *);

#ifdef __cplusplus
}
#endif

#endif
