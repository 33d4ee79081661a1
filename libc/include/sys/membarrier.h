/* SPDX-License-Identifier: MIT */
#ifndef _SYS_MEMBARRIER_H
#define _SYS_MEMBARRIER_H

#include <bits/types.h>


int membarrier(int, int);

#endif
