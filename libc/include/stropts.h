/* SPDX-License-Identifier: MIT */
#ifndef _STROPTS_H
#define _STROPTS_H

#include <sys/ioctl.h>

#ifdef __cplusplus
extern "C" {
#endif

int isastream(int);

#ifdef __cplusplus
}
#endif

#endif
