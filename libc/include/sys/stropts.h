/* SPDX-License-Identifier: MIT */
#ifndef _SYS_STROPTS_H
#define _SYS_STROPTS_H

#include <stropts.h>

#endif
