/* SPDX-License-Identifier: MIT */
#ifndef _SYS_KLOG_H
#define _SYS_KLOG_H

#include <bits/types.h>

#ifdef __cplusplus
extern "C" {
#endif

int klogctl(int, char *, int);

#ifdef __cplusplus
}
#endif

#endif
