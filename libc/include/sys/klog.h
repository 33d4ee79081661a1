/* SPDX-License-Identifier: MIT */
#ifndef _SYS_KLOG_H
#define _SYS_KLOG_H

#include <bits/types.h>


int klogctl(int, char *, int);

#endif
