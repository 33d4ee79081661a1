/* SPDX-License-Identifier: MIT */
#ifndef _SYS_ACCT_H
#define _SYS_ACCT_H

#include <bits/types.h>


int acct(const char *);

#endif
